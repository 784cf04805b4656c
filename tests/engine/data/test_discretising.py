"""Sorting measured numbers into states."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.discretising import (
    Discretising,
    counts_between,
    quantile_cuts,
    range_names,
    sorted_into,
    width_cuts,
)
from engine.problems import InvalidInput

finite = st.floats(-1e300, 1e300, allow_nan=False)
columns = st.lists(finite | st.integers(-3, 3).map(float), min_size=1, max_size=40).map(
    lambda numbers: np.sort(np.array(numbers))
)


@settings(max_examples=100, deadline=None)
@given(ordered=columns, n_states=st.integers(2, 10))
def test_quantiles_are_those_of_numpy(ordered: np.ndarray, n_states: int) -> None:
    theirs = np.quantile(ordered, np.arange(1, n_states) / n_states)
    scale = np.abs(ordered).max() or 1.0
    np.testing.assert_allclose(quantile_cuts(ordered, n_states), theirs, rtol=1e-9, atol=1e-12 * scale)


def test_the_same_sorting_as_pandas() -> None:
    numbers = np.random.default_rng(3).normal(10, 4, 998)
    ordered = np.sort(numbers)
    for method, theirs in (("quantiles", pd.qcut(numbers, 4)), ("width", pd.cut(numbers, 4))):
        cuts = Discretising(method, 4).places(ordered)
        np.testing.assert_array_equal(sorted_into(numbers, cuts), theirs.codes)


@settings(max_examples=100, deadline=None)
@given(ordered=columns, method=st.sampled_from(["quantiles", "width"]), n_states=st.integers(2, 10))
def test_every_number_is_in_the_range_that_its_state_names(ordered: np.ndarray, method: str, n_states: int) -> None:
    cuts = Discretising(method, n_states).places(ordered)
    if len(set(ordered.tolist())) == 1:
        assert cuts == ()
        return
    assert list(cuts) == sorted(set(cuts))
    assert len(cuts) < n_states
    codes = sorted_into(ordered, cuts)
    edges = [-np.inf, *cuts, np.inf]
    assert all(edges[code] <= number < edges[code + 1] for code, number in zip(codes, ordered, strict=True))
    assert counts_between(ordered, cuts) == tuple(np.bincount(codes, minlength=len(cuts) + 1).tolist())
    if cuts:
        assert len(set(range_names(cuts))) == len(cuts) + 1
    if method == "quantiles":
        assert min(counts_between(ordered, cuts)) > 0


def test_widths_are_equal_even_where_the_range_is_as_wide_as_all_numbers() -> None:
    np.testing.assert_allclose(width_cuts(np.array([0.0, 3.0, 10.0]), 5), [2, 4, 6, 8])
    np.testing.assert_allclose(width_cuts(np.array([-1.7e308, 1.7e308]), 2), [0], atol=1)


def test_many_equal_numbers_make_fewer_states() -> None:
    ordered = np.sort(np.array([0.0] * 60 + [1.0] * 20 + [2.0] * 20))
    cuts = Discretising("quantiles", 4).places(ordered)
    assert cuts == (1.0,)
    assert counts_between(ordered, cuts) == (60, 40)


@pytest.mark.parametrize(
    ("cuts", "names"),
    [
        ((2.5, 7.1), ("below 2.5", "2.5 to 7.1", "7.1 or more")),
        ((1.23456, 1.23499), ("below 1.23456", "1.23456 to 1.23499", "1.23499 or more")),
        ((1 / 3, 2 / 3), ("below 0.333", "0.333 to 0.667", "0.667 or more")),
        ((-0.5,), ("below -0.5", "-0.5 or more")),
        ((1234.0, 250_000.0), ("below 1234", "1234 to 250000", "250000 or more")),
    ],
)
def test_states_are_named_by_their_range(cuts: tuple[float, ...], names: tuple[str, ...]) -> None:
    assert range_names(cuts) == names


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"method": "width", "n_states": 11}, "11 states were asked for. Choose 2 to 10."),
        ({"method": "quantiles", "n_states": 1}, "1 states were asked for. Choose 2 to 10."),
        ({"method": "cuts"}, "there are 0 numbers to part at. Give 1 to 9 numbers, such as 2.5, 7."),
        ({"method": "cuts", "cuts": (1.0, float("inf"))}, "is not finite"),
        ({"method": "cuts", "cuts": (2.0, 2.0)}, "2 comes after 2. Write the numbers to part at from small to large"),
    ],
)
def test_what_cannot_be_done_is_said(how: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Discretising(**how)
    assert message in str(caught.value)
