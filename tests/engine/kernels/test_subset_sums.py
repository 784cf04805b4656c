"""Sums over sets, each against adding up term by term."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.kernels.subset_sums import (
    NO_WEIGHT,
    bound_from_empty,
    bound_to_full,
    gather,
    scale_families,
    sum_subsets,
    sum_supersets,
)

N = 4
SIZE = 1 << N


def weights(seed: int, scale: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    logs = rng.normal(size=SIZE) * scale
    logs[rng.random(SIZE) < 0.3] = -np.inf
    return logs


def scaled(node: int, logs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mantissa, exponent = np.empty(SIZE), np.empty(SIZE, dtype=np.int32)
    scale_families(node, logs, mantissa, exponent)
    return mantissa, exponent


@pytest.mark.parametrize("scale", [1.0, 5000.0])
@pytest.mark.parametrize("node", range(N))
def test_sums_within_every_set(node: int, scale: float) -> None:
    logs = weights(node, scale)
    mantissa, exponent = scaled(node, logs)
    sum_subsets(mantissa, exponent)
    for mask in range(SIZE):
        within = [logs[part] for part in range(SIZE) if part & ~mask == 0 and not part >> node & 1]
        highest = max(within)
        if highest == -np.inf:
            assert mantissa[mask] == 0
            assert exponent[mask] == NO_WEIGHT
            continue
        total = highest + math.log(math.fsum(math.exp(log - highest) for log in within))
        assert math.log(mantissa[mask]) + exponent[mask] * math.log(2) == pytest.approx(total, rel=1e-13, abs=1e-12)
        assert exponent[mask] == math.floor(highest / math.log(2))


def test_sums_around_every_set() -> None:
    rng = np.random.default_rng(3)
    exponent = np.array([mask.bit_count() * 3 for mask in range(SIZE)], dtype=np.int32)
    values = rng.random(SIZE)
    summed = values.copy()
    sum_supersets(summed, exponent)
    for mask in range(SIZE):
        terms = [values[more] * 2.0 ** -int(exponent[more]) for more in range(SIZE) if mask & ~more == 0]
        assert summed[mask] * 2.0 ** -int(exponent[mask]) == pytest.approx(math.fsum(terms), rel=1e-13)


def orders(nodes: list[int]) -> list[list[int]]:
    if not nodes:
        return [[]]
    return [[node, *rest] for node in nodes for rest in orders([other for other in nodes if other != node])]


@pytest.mark.parametrize("upwards", [True, False])
def test_bounds_are_those_of_the_best_order(upwards: bool) -> None:
    rng = np.random.default_rng(4)
    exponent = rng.integers(-50, 50, (N, SIZE)).astype(np.int32)
    exponent[1, 0] = NO_WEIGHT
    bound = np.empty(SIZE, dtype=np.int32)
    kernel = bound_from_empty if upwards else bound_to_full
    for first in range(0, SIZE, 5):
        kernel(first, min(first + 5, SIZE), bound, exponent)
    for mask in range(SIZE):
        best = NO_WEIGHT
        for order in orders([node for node in range(N) if mask >> node & 1]):
            earlier, total, possible = 0 if upwards else (SIZE - 1) ^ mask, 0, True
            for node in order:
                possible &= exponent[node, earlier] != NO_WEIGHT
                total += int(exponent[node, earlier])
                earlier |= 1 << node
            best = max(best, total) if possible else best
        assert bound[mask] == best


def test_gathering_leaves_out_what_is_far_below() -> None:
    mantissa, exponent = np.ones((2, 4)), np.array([[0, 0, 0, 0], [0, -1500, 0, 0]], dtype=np.int32)
    total, bound = np.array([1.0, 2.0, 3.0, 5.0]), np.zeros(4, dtype=np.int32)
    room, shift, subset = np.empty(4), np.empty(4, dtype=np.int64), np.empty(4, dtype=np.int64)
    factors, nodes = np.empty(2), np.empty(2, dtype=np.int64)
    count = gather(2, 1, 0, room, shift, subset, factors, nodes, total, bound, mantissa, exponent)
    assert count == 1
    assert nodes[0] == 1
    # With the second node folded its sum is 2 ** -1500, with it in the set kept nothing is.
    assert room[:2].tolist() == [0.0, 3.0]
