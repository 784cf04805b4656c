"""The pieces of drawing DAGs: its random numbers, choices by weight, and parents in order of weight."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.kernels.dag_draws import _uniform, draw_parents, find, heaviest_first, pick
from engine.kernels.subset_sums import scale_families, sum_subsets
from tests.engine.naive import Xoshiro


def test_random_numbers_are_those_of_the_slow_twin() -> None:
    seeds = np.array([1, 2**63 + 5, 77, 2**40], dtype=np.uint64)
    twin = Xoshiro(*(int(word) for word in seeds))
    assert [_uniform(seeds) for _ in range(100)] == [twin.next_uniform() for _ in range(100)]


def test_picking_by_weight() -> None:
    seeds = np.array([3, 1, 4, 1], dtype=np.uint64)
    running = np.cumsum([0.0, 1.0, 0.0, 3.0, 0.0])
    picked = np.bincount([pick(running, seeds) for _ in range(20_000)], minlength=5)
    assert picked[[0, 2, 4]].sum() == 0
    # Five standard errors of a share of a quarter.
    assert picked[1] / 20_000 == pytest.approx(0.25, abs=5 * math.sqrt(0.1875 / 20_000))


def test_a_table_with_gaps_finds_what_was_put_in() -> None:
    keys = np.full(64, -1, dtype=np.int64)
    put = [base << 32 | layer for base in range(6) for layer in range(5)]
    places = {}
    for key in put:
        places[key] = find(keys, key)
        assert keys[places[key]] == -1
        keys[places[key]] = key
    assert {key: find(keys, key) for key in put} == places


@pytest.mark.parametrize("scale", [1.0, 10_000.0])
def test_heaviest_first(scale: float) -> None:
    logs = np.random.default_rng(1).normal(size=64) * scale
    logs[[0, 9, 33]] = -np.inf
    out = np.empty(32, dtype=np.int32)
    count = heaviest_first(2, logs, out)
    masks = out[:count]
    assert sorted(masks.tolist()) == [mask for mask in range(64) if not mask & 4 and mask not in (0, 9, 33)]
    falls = np.diff(logs[masks])
    far = logs[masks[1:]] < logs[masks].max() - 4090 * math.log(2)
    assert (falls[~far] <= math.log(2) + 1e-9).all()


@pytest.mark.parametrize(("base", "layer"), [(0b11110, 0), (0b11110, 0b00110), (0b01010, 0b01000), (0b11110, 0b10000)])
def test_parents_come_by_weight_and_meet_the_layer(base: int, layer: int) -> None:
    logs = np.random.default_rng(2).normal(size=32) * 2
    # What meets the last layer weighs next to nothing beside the rest.
    logs[[mask for mask in range(32) if mask & 16]] -= 60
    mantissa, exponent = np.empty(32), np.empty(32, dtype=np.int32)
    scale_families(0, logs, mantissa, exponent)
    sum_subsets(mantissa, exponent)
    ordered = np.empty(16, dtype=np.int32)
    ordered = ordered[: heaviest_first(0, logs, ordered)]
    seeds = np.array([5, 6, 7, 8], dtype=np.uint64)
    drawn = [draw_parents(base, layer, ordered, logs, mantissa, exponent, seeds) for _ in range(20_000)]
    allowed = [mask for mask in range(32) if mask & ~base == 0 and (not layer or mask & layer)]
    weights = np.exp(logs[allowed] - logs[allowed].max())
    chances = weights / weights.sum()
    assert set(drawn) <= set(allowed)
    seen = np.bincount(drawn, minlength=32)[allowed] / 20_000
    np.testing.assert_array_less(np.abs(seen - chances), 5 * np.sqrt(chances / 20_000) + 1e-12)
