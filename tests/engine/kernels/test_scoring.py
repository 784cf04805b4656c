from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernels.scoring import _dense_score, _sorted_score, score_node
from engine.kernels.scoring import log_rising as rising
from engine.posterior.scores import cell_priors
from tests.engine import naive
from tests.engine.strategies import PROPERTY


def log_rising(start: float, steps: int) -> float:
    """Return the log of start (start + 1) ... (start + steps - 1), factor by factor."""
    return math.fsum(math.log(start + step) for step in range(steps))


@pytest.mark.parametrize("steps", [1, 2, 17, 1000, 50_000])
@pytest.mark.parametrize("start", [1e-305, 1e-9, 0.01, 0.5, 1.0, 99.9, 100.0, 101.0, 1e4, 1e6, 1e9, 1e15, 1e18, 1e299])
def test_the_rising_factorial_at_any_size(start: float, steps: int) -> None:
    """Two log gammas of 1e15 differ by less than their rounding; the kernel must not lose the answer in it."""
    assert rising(start, steps, math.lgamma(start)) == pytest.approx(log_rising(start, steps), rel=1e-11)


def test_both_ways_to_take_it_meet() -> None:
    below, above = np.nextafter(100.0, 0), 100.0
    for steps in (1, 10, 1000, 10**6):
        low, high = (rising(start, steps, math.lgamma(start)) for start in (below, above))
        assert high == pytest.approx(low, rel=1e-12)


def test_a_billion_rows_in_one_cell() -> None:
    # Stirling's series at the far end, independent of lgamma: the error left out is below 1e-27.
    end = 1e9 + 0.5
    series = (end - 0.5) * math.log(end) - end + 0.5 * math.log(2 * math.pi) + 1 / (12 * end)
    assert rising(0.5, 10**9, math.lgamma(0.5)) == pytest.approx(series - math.lgamma(0.5), rel=1e-14)


keys_and_counts = st.lists(st.tuples(st.integers(0, 59), st.integers(1, 50)), min_size=0, max_size=40)


@given(keys_and_counts, st.integers(1, 6), st.floats(1e-3, 1e3))
@PROPERTY
def test_the_dense_and_the_sorted_way_agree(seen: list[tuple[int, int]], states: int, prior: float) -> None:
    """Distinct rows may share a key, since variables outside the family were left out of it."""
    keys = np.array([key for key, _ in seen], dtype=np.int64)
    counts = np.array([count for _, count in seen], dtype=np.int64)
    dense = _dense_score(keys, counts, 60, states, prior)
    assert _sorted_score(keys, counts, states, prior) == pytest.approx(dense, rel=1e-12, abs=1e-12)


@given(keys_and_counts, st.sampled_from([1, 2, 3, 4, 5, 6]), st.floats(1e-3, 1e3))
@PROPERTY
def test_scores_equal_those_of_the_slow_twin(seen: list[tuple[int, int]], states: int, prior: float) -> None:
    rows = [((key // states, key % states), frozenset[int]()) for key, count in seen for _ in range(count)]
    expected = naive.family_score(rows, 1, [0], [60, states], prior)
    keys = np.array([key for key, _ in seen], dtype=np.int64)
    counts = np.array([count for _, count in seen], dtype=np.int64)
    assert _dense_score(keys, counts, 60, states, prior) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("cardinality", [(2, 3, 2), (20, 30, 40), (1, 2, 1), (2000, 2000, 3)])
def test_every_parent_set_of_every_node(cardinality: tuple[int, ...]) -> None:
    """With 20 x 30 x 40 cells, and more so with 2000 x 2000, large tables are scored without being made."""
    rng = np.random.default_rng(11)
    rows = np.stack([rng.integers(0, size, 60) for size in cardinality], axis=1)
    distinct = Counter(tuple(int(code) for code in row) for row in rows)
    codes = np.array(list(distinct), dtype=np.int64)
    counts = np.array(list(distinct.values()), dtype=np.int64)
    seen = [(tuple(int(code) for code in row), frozenset[int]()) for row in rows]
    for node in range(3):
        priors = cell_priors(cardinality, node, 1.5, "bdeu")
        out = np.full(8, np.nan)
        score_node(out, node, codes, counts, np.array(cardinality), priors)
        for mask in range(8):
            if mask >> node & 1:
                assert np.isnan(out[mask])
                continue
            parents = [parent for parent in range(3) if mask >> parent & 1]
            expected = naive.family_score(seen, node, parents, cardinality, priors[mask])
            assert out[mask] == pytest.approx(expected, rel=1e-9, abs=1e-9)
