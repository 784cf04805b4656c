"""ln evidence of sets of variables: room for tables, and the calls that together cover every set."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from engine.kernels.subset_scores import fill_rising, room_for, score_subsets, score_subsets_of_rows, subtract

SIZES = (2, 3, 1, 2)
N = len(SIZES)
SAMPLE_SIZE = 1.5


def expected(table: np.ndarray, mask: int) -> float:
    """Return F(S) of a table of counts, cell by cell."""
    left = table.sum(axis=tuple(node for node in range(N) if not mask >> node & 1)).ravel()
    prior = SAMPLE_SIZE / left.size
    return math.fsum(math.lgamma(prior + count) - math.lgamma(prior) for count in left.tolist())


def prepared() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    cells = [math.prod(SIZES[node] for node in range(N) if mask >> node & 1) for mask in range(1 << N)]
    sizes, kind_of = np.unique(np.array(cells, dtype=float), return_inverse=True)
    rising = np.empty((len(sizes), 8))
    fill_rising(rising, SAMPLE_SIZE / sizes)
    return np.array(SIZES), np.array(cells, dtype=float), kind_of.astype(np.int64), rising


@pytest.mark.parametrize("n_groups", [1, 3])
def test_both_kernels_score_every_set(n_groups: int) -> None:
    rng = np.random.default_rng(1)
    tables = rng.integers(0, 12, (*SIZES, n_groups))
    cardinality, size_of, kind_of, rising = prepared()
    stop, done = np.zeros(1, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    flat = tables.astype(np.int32).ravel()
    out = np.zeros((n_groups, 1 << N))
    rooms = np.empty(room_for(SIZES) * n_groups, dtype=np.int32)
    for first in range(-1, N):
        score_subsets(out, first, flat, cardinality, size_of, SAMPLE_SIZE, kind_of, rising, rooms, stop, done)
    assert done[0] == 1 << N
    from_rows = np.zeros_like(out)
    codes = np.argwhere(tables.sum(axis=-1) >= 0)
    counts = tables.reshape(-1, n_groups)
    score_subsets_of_rows(from_rows, codes, counts, cardinality, size_of, SAMPLE_SIZE, kind_of, rising, stop, done)
    for group in range(n_groups):
        for mask in range(1 << N):
            value = expected(tables[..., group], mask)
            assert out[group, mask] == pytest.approx(value, rel=1e-12, abs=1e-12)
            assert from_rows[group, mask] == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("sizes", [(), (1,), (2, 3), (1, 1, 1), (2, 1, 1, 3), (5, 1, 2, 1)])
def test_room_is_that_of_the_longest_way_down(sizes: tuple[int, ...]) -> None:
    most = 0
    for count in range(len(sizes) + 1):
        for removed in combinations(range(len(sizes)), count):
            table, held = math.prod(sizes), math.prod(sizes)
            for variable in removed:
                table //= sizes[variable]
                held += table
            most = max(most, held)
    assert room_for(sizes) >= most
    assert room_for(sizes) <= most + len(sizes) + 1


def test_a_flag_stops_the_work() -> None:
    cardinality, size_of, kind_of, rising = prepared()
    stop, done = np.ones(1, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    out, flat = np.zeros((1, 1 << N)), np.zeros(math.prod(SIZES), dtype=np.int32)
    rooms = np.empty(room_for(SIZES), dtype=np.int32)
    score_subsets(out, 0, flat, cardinality, size_of, SAMPLE_SIZE, kind_of, rising, rooms, stop, done)
    assert done[0] == 0


def test_families_are_differences() -> None:
    evidence = np.arange(8.0) ** 2
    out = np.empty(8)
    subtract(out, 1, evidence)
    assert out.tolist() == [4.0, 8.0, -np.inf, -np.inf, 20.0, 24.0, -np.inf, -np.inf]
