from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from engine.hypotheses.dags import LARGEST, all_dags, ancestor_masks
from engine.networks.dag import Dag, bits, mask_of
from tests.engine import naive
from tests.engine.reference import VALUES


def keys(parents: np.ndarray) -> np.ndarray:
    """Return one number for each graph, distinct for distinct graphs."""
    n = parents.shape[1]
    return (parents.astype(np.int64) << (n * np.arange(n))).sum(axis=1)


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
def test_as_many_as_robinson_counted_and_none_twice(n: int) -> None:
    found = all_dags(n)
    assert found.shape == (VALUES["dag_counts"][n - 1], n)
    assert np.diff(np.sort(keys(found))).all()


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
def test_all_are_acyclic(n: int) -> None:
    found = all_dags(n)
    left = np.full(len(found), (1 << n) - 1, dtype=np.uint8)
    for _ in range(n):
        for node in range(n):
            free = ((left >> node & 1) == 1) & ((found[:, node] & left) == 0)
            left = np.where(free, left & ~np.uint8(1 << node), left).astype(np.uint8)
    assert not left.any()


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_they_are_those_that_the_slow_twin_finds(n: int) -> None:
    fast = {frozenset(Dag(tuple(int(mask) for mask in row)).edges()) for row in all_dags(n)}
    assert fast == set(naive.all_graphs(n))


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_relabelling_the_nodes_gives_the_same_graphs(n: int) -> None:
    found = all_dags(n)
    before = np.sort(keys(found))
    for new in list(permutations(range(n)))[:: max(1, n)]:
        table = np.array([mask_of(new[node] for node in bits(mask)) for mask in range(1 << n)], dtype=np.uint8)
        moved = np.empty_like(found)
        moved[:, list(new)] = table[found]
        np.testing.assert_array_equal(np.sort(keys(moved)), before)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_ancestors_equal_those_of_the_slow_twin(n: int) -> None:
    found = all_dags(n)
    for row, ancestors in zip(found, ancestor_masks(found), strict=True):
        edges = frozenset(Dag(tuple(int(mask) for mask in row)).edges())
        assert [set(bits(int(mask))) for mask in ancestors] == [naive.ancestors(edges, node) for node in range(n)]


@pytest.mark.parametrize("n", [5, 6])
def test_ancestors_of_a_sample_of_larger_graphs(n: int) -> None:
    found = all_dags(n)[:: 97 * 10 ** (n - 5)]
    for row, ancestors in zip(found, ancestor_masks(found), strict=True):
        dag = Dag(tuple(int(mask) for mask in row))
        assert ancestors.tolist() == [dag.ancestors(node) for node in range(n)]


def test_the_empty_graph_comes_first_and_none_can_be_changed() -> None:
    assert not all_dags(4)[0].any()
    assert all_dags(4) is all_dags(4)
    with pytest.raises(ValueError, match="read-only"):
        all_dags(4)[0, 0] = 1


@pytest.mark.parametrize("n", [-1, 0, LARGEST + 1])
def test_a_number_of_nodes_out_of_range(n: int) -> None:
    with pytest.raises(ValueError, match=f"n must lie between 1 and 6, not {n}"):
        all_dags(n)
