from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.dags import all_dags
from engine.kernels.enumeration import (
    add_families,
    fill_ancestors,
    fill_depths,
    normalise_logs,
    tally_mask_pairs,
    tally_masks,
)
from engine.posterior.posterior import LEAST_WEIGHT
from tests.engine import naive
from tests.engine.strategies import PROPERTY


def normalised(logs: list[float]) -> tuple[np.ndarray, float, float]:
    weights = np.array(logs)
    highest = float(weights.max())
    log_sum, entropy = normalise_logs(weights, weights.view(np.int64), highest, LEAST_WEIGHT)
    return weights, highest + log_sum, entropy


@given(st.lists(st.floats(-3000, 3000) | st.just(-math.inf), min_size=1, max_size=40).filter(lambda x: max(x) > -1e9))
@PROPERTY
def test_weights_sum_and_entropy_equal_those_of_the_slow_twin(logs: list[float]) -> None:
    weights, log_sum, entropy = normalised(logs)
    expected = naive.normalised(logs)
    np.testing.assert_allclose(weights, expected, rtol=1e-14, atol=1e-300)
    highest = max(logs)
    assert log_sum == pytest.approx(highest + math.log(math.fsum(math.exp(each - highest) for each in logs)), rel=1e-14)
    assert entropy / math.log(2) == pytest.approx(naive.entropy_bits(expected), rel=1e-12, abs=1e-14)


def test_exponentials_are_exact_to_rounding_over_their_whole_range() -> None:
    logs = np.concatenate([np.linspace(-689.9, 0, 100_001), [-690.1, -800.0, -1e6, -math.inf]])
    weights, log_sum, _ = normalised(logs.tolist())
    np.testing.assert_allclose(weights[:-4], np.exp(logs[:-4]) / np.exp(log_sum), rtol=1e-15)
    assert weights[-4:] == pytest.approx([LEAST_WEIGHT / math.exp(log_sum)] * 3 + [0.0], rel=1e-9, abs=0)


@pytest.mark.parametrize("n", [1, 3, 5, 6])
def test_sums_of_families(n: int) -> None:
    rng = np.random.default_rng(n)
    parents, families = all_dags(n)[::97], rng.normal(size=(n, 1 << n))
    start = rng.normal(size=len(parents))
    out = np.empty_like(start)
    highest = add_families(start, parents, families, out)
    expected = [s + sum(families[v, row[v]] for v in range(n)) for s, row in zip(start, parents, strict=True)]
    np.testing.assert_allclose(out, expected, rtol=1e-13, atol=1e-13)
    assert highest == out.max()


def test_masks_are_tallied_by_weight() -> None:
    masks, weights = all_dags(3), np.random.default_rng(0).random(25)
    out = np.zeros((3, 8))
    tally_masks(masks, weights, out)
    for node in range(3):
        for mask in range(8):
            assert out[node, mask] == pytest.approx(weights[masks[:, node] == mask].sum())


@pytest.mark.parametrize("count", [0, 1, 542, 543])
def test_pairs_of_masks_are_tallied_by_weight(count: int) -> None:
    masks, weights = all_dags(4)[:count], np.random.default_rng(0).random(count)
    out = np.zeros((2, 2, 16, 16))
    tally_mask_pairs(masks, weights, out)
    single = np.zeros((4, 16))
    tally_masks(masks, weights, single)
    for pair in range(2):
        np.testing.assert_allclose(out[:, pair].sum(axis=(0, 2)), single[2 * pair], rtol=1e-12)
        np.testing.assert_allclose(out[:, pair].sum(axis=(0, 1)), single[2 * pair + 1], rtol=1e-12)


def longest_path(edges: naive.Edges, node: int) -> int:
    return max((1 + longest_path(edges, child) for parent, child in edges if parent == node), default=0)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_ancestors_and_depths_equal_those_of_the_slow_twin(n: int) -> None:
    parents = all_dags(n)
    ancestors, depths = np.empty_like(parents), np.empty(len(parents), dtype=np.uint8)
    fill_ancestors(parents, ancestors)
    fill_depths(parents, depths)
    for row, masks, depth in zip(parents, ancestors, depths, strict=True):
        edges = frozenset((j, v) for v in range(n) for j in range(n) if row[v] >> j & 1)
        assert masks.tolist() == [sum(1 << a for a in naive.ancestors(edges, v)) for v in range(n)]
        assert depth == max(longest_path(edges, v) for v in range(n))
