"""Order by weight; ties stay ties, whatever rounding did."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.posterior.posterior import LEAST_WEIGHT
from gui.candidates.ranking import level_with, ranked


def test_weights_fall_and_equals_go_by_digit_then_as_listed() -> None:
    weights = np.array([0.1, 0.3, 0.1, 0.1, 0.4])
    assert list(ranked(weights, {3: 1, 4: 2})) == [4, 1, 3, 0, 2]


def test_rounding_does_not_part_a_tie() -> None:
    weights = np.array([0.25, 0.25 * (1 + 3e-9), 0.25 * (1 - 3e-9), 0.25])
    assert list(ranked(weights, {})) == [0, 1, 2, 3]
    assert list(level_with(1, weights)) == [0, 2, 3]


def test_a_true_difference_is_no_tie() -> None:
    weights = np.array([0.25, 0.2500001, 0.24, 0.2599999])
    assert list(ranked(weights, {})) == [3, 1, 0, 2]
    assert list(level_with(0, weights)) == []


def test_tiny_weights_are_compared_to_each_other() -> None:
    weights = np.array([1e-30, 2e-30, 2e-30, 1.0])
    assert list(ranked(weights, {})) == [3, 1, 2, 0]
    assert list(level_with(1, weights)) == [2]


def test_weights_too_small_to_compare_are_not_called_level() -> None:
    weights = np.array([LEAST_WEIGHT, LEAST_WEIGHT, 1.0])
    assert list(level_with(0, weights)) == []


def test_weights_of_nothing_are_level() -> None:
    assert list(level_with(0, np.zeros(3))) == [1, 2]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_every_candidate_has_one_place(given_weights: list[float]) -> None:
    weights = np.array(given_weights)
    order = ranked(weights, {0: 1})
    assert sorted(order) == list(range(len(weights)))
    assert (np.diff(weights[order]) <= 1e-6).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_that_of_a_slow_twin(seed: int) -> None:
    """Weights of a few heights, each off by less than rounding can be, and some digits."""
    rng = np.random.default_rng(seed)
    heights = rng.random(12)
    of = rng.integers(0, 12, 300)
    weights = heights[of] * (1 + rng.uniform(-1e-10, 1e-10, 300))
    digit_of = {int(candidate): digit for digit, candidate in enumerate(rng.choice(300, 6, replace=False), start=1)}
    slow = sorted(range(300), key=lambda each: (-heights[of[each]], digit_of.get(each, 99), each))
    assert ranked(weights, digit_of).tolist() == slow
