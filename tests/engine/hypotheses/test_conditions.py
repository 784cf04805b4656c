from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.hypotheses.conditions import (
    Condition,
    arrow,
    both,
    causes,
    either,
    joined,
    negated,
    parent_causes,
    share_a_cause,
)
from engine.hypotheses.dags import all_dags
from tests.engine import naive

A, B, C, D = range(4)
N = 4


def edges_of_row(row: np.ndarray) -> naive.Edges:
    return frozenset((j, v) for v in range(N) for j in range(N) if int(row[v]) >> j & 1)


def without(edges: naive.Edges, node: int) -> naive.Edges:
    return frozenset(edge for edge in edges if node not in edge)


def shared(edges: naive.Edges) -> bool:
    return bool(naive.ancestors(without(edges, B), A) & naive.ancestors(without(edges, A), B))


def by_parents(edges: naive.Edges) -> bool:
    parents = {parent for parent, child in edges if child == B} - {A}
    return bool(parents & naive.ancestors(without(edges, B), A))


SLOW: list[tuple[Condition, Callable[[naive.Edges], bool]]] = [
    (arrow(A, B), lambda edges: (A, B) in edges),
    (joined(C, D), lambda edges: (C, D) in edges or (D, C) in edges),
    (causes(D, B), lambda edges: D in naive.ancestors(edges, B)),
    (share_a_cause(A, B), shared),
    (parent_causes(B, A), by_parents),
    (negated(arrow(A, B)), lambda edges: (A, B) not in edges),
    (both(arrow(A, B), causes(B, D)), lambda edges: (A, B) in edges and B in naive.ancestors(edges, D)),
    (either(arrow(A, B), arrow(C, D)), lambda edges: (A, B) in edges or (C, D) in edges),
]


@pytest.mark.parametrize("kind", [np.uint8, np.int64])
@pytest.mark.parametrize(("condition", "slow"), SLOW)
def test_conditions_pick_what_the_slow_twin_picks(
    kind: type, condition: Condition, slow: Callable[[naive.Edges], bool]
) -> None:
    graphs = all_dags(N)
    found = condition(graphs.astype(kind))
    assert found.tolist() == [slow(edges_of_row(row)) for row in graphs]
    assert 0 < found.sum() < len(graphs)


def test_confounding_by_a_chain_that_ends_in_another_parent_is_seen_by_one_condition_only() -> None:
    # C -> A and C -> D -> B: C causes both, but B's only parent, D, does not cause A.
    graph = np.array([[0b0100, 0b1000, 0, 0b0100]])
    assert share_a_cause(A, B)(graph).tolist() == [True]
    assert parent_causes(B, A)(graph).tolist() == [False]


def test_a_cause_of_one_only_through_the_other_is_not_shared() -> None:
    chain = np.array([[0b0100, 0b0001, 0, 0]])
    assert causes(C, B)(chain).tolist() == [True]
    assert share_a_cause(A, B)(chain).tolist() == [False]
