from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.districts import (
    is_composed,
    ordered_parents,
    projected_districts,
    projected_parents,
    seen_effects,
)
from engine.networks.dag import mask_of
from tests.engine import naive_mixed
from tests.engine.naive import Edges
from tests.engine.strategies import PROPERTY


def test_effects_are_followed_through_open_nodes_alone() -> None:
    # 3 -> 4 -> {0, 1} and 3 -> 2, where 3 and 4 are hidden.
    parents = (1 << 4, 1 << 4, 1 << 3, 0, 1 << 3)
    assert seen_effects(3, 3, parents, (3, 4)) == {0, 1, 2}
    assert seen_effects(3, 3, parents, (3,)) == {2}
    assert projected_districts(3, parents, (3, 4)) == ((0, 1), (0, 2), (1, 2))
    assert projected_districts(3, parents, (4,)) == ((0, 1),)


def test_what_is_seen_ends_the_way() -> None:
    # The hidden 3 acts on 0 and 1, and 1 on 2.
    parents = (1 << 3, 1 << 3, 1 << 1, 0)
    assert projected_districts(3, parents, (3,)) == ((0, 1),)


def test_causes_of_open_nodes_stand_in_their_place() -> None:
    # 0 -> 3 -> 4 -> 1, 2 -> 4.
    parents = (0, 1 << 4, 0, 1 << 0, 1 << 3 | 1 << 2)
    assert projected_parents(parents, (3, 4))[:3] == (0, 0b101, 0)
    assert projected_parents(parents, (4,))[:3] == (0, 0b1100, 0)
    assert projected_parents(parents, ()) == parents


@pytest.mark.parametrize(
    ("pairs", "composed"),
    [
        ((), True),
        (((0, 1), (1, 2)), True),
        (((0, 1), (1, 2), (2, 3)), False),
        (((0, 1), (1, 2), (2, 3), (0, 3)), False),
        (((0, 1), (1, 2), (2, 3), (1, 3)), True),
        (((0, 1), (0, 2), (0, 3)), True),
        (((0, 1), (2, 3)), True),
        (((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)), True),
    ],
)
def test_bare_chains_and_rings_of_four_are_not_composed(pairs: tuple[tuple[int, int], ...], composed: bool) -> None:
    assert is_composed(pairs) == composed


pair_lists = st.sets(st.sampled_from(list(combinations(range(5), 2))), max_size=8).map(
    lambda found: tuple(sorted(found))
)


def separations(edges: Edges, members: tuple[int, ...]) -> set[object]:
    return {found for found in naive_mixed.separations(edges, 5) if {*found[:2], *found[2]} <= set(members)}  # type: ignore[index, misc]


@given(pair_lists)
@PROPERTY
def test_a_dag_says_the_same_independences_exactly_when_they_are_composed(pairs: tuple[tuple[int, int], ...]) -> None:
    members = tuple(range(5))
    if not is_composed(pairs):
        with pytest.raises(ValueError, match="no DAG says the same independences"):
            ordered_parents(members, pairs)
        return
    found = ordered_parents(members, pairs)
    dag = frozenset((parent, child) for child, parents in found.items() for parent in parents)
    shared = frozenset((5 + place, effect) for place, pair in enumerate(pairs) for effect in pair)
    assert separations(dag, members) == separations(shared, members)


@given(pair_lists, st.sets(st.integers(0, 4), min_size=1))
@PROPERTY
def test_projected_districts_are_those_of_hidden_causes_of_pairs(
    pairs: tuple[tuple[int, int], ...], kept: set[int]
) -> None:
    parents = [mask_of(5 + place for place, pair in enumerate(pairs) if node in pair) for node in range(5)]
    parents += [0] * len(pairs)
    assert projected_districts(5, parents, range(5, 5 + len(pairs))) == pairs
    some = [place for place in range(len(pairs)) if place in kept]
    assert projected_districts(5, parents, [5 + place for place in some]) == tuple(pairs[place] for place in some)
