"""Labels never overlap and stay near what they name; axes have round numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.placing import height_ticks, spread, ticks

PLACES = st.lists(st.floats(-50, 250), min_size=1, max_size=8).map(sorted)


@given(PLACES)
def test_labels_keep_their_distance_and_their_bounds(wanted: list[float]) -> None:
    places = spread(wanted, 20, 0, 200)
    assert all(right - left >= 20 - 1e-9 for left, right in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 200 + 1e-9


@given(PLACES)
def test_labels_move_as_little_as_can_be(wanted: list[float]) -> None:
    places = np.array(spread(wanted, 20, 0, 200), dtype=float)
    found = ((places - wanted) ** 2).sum()
    # Any other allowed placing, here a shift of the labels above one rank, costs at least as much.
    for rank in range(len(places)):
        for step in (-0.5, 0.5):
            other = places.copy()
            other[rank:] += step
            if (np.diff(other) >= 20).all() and other[0] >= 0 and other[-1] <= 200:
                assert ((other - wanted) ** 2).sum() >= found - 1e-6


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert spread([10, 60, 150], 20, 0, 200) == [10, 60, 150]


def test_labels_of_one_place_share_it() -> None:
    assert spread([100, 100], 20, 0, 200) == [90, 110]


@pytest.mark.parametrize(
    ("highest", "most", "expected"),
    [
        (60, 7, (0, 10, 20, 30, 40, 50, 60)),
        (100_050, 6, (0, 20_000, 40_000, 60_000, 80_000, 100_000)),
        (3, 8, (0, 1, 2, 3)),
        (0, 8, (0,)),
        (1_000_000, 1, (0, 1_000_000)),
    ],
)
def test_axes_show_round_numbers(highest: int, most: int, expected: tuple[int, ...]) -> None:
    assert ticks(highest, most) == expected


@given(st.integers(1, 10**7), st.integers(1, 20))
def test_axes_never_show_more_than_there_is_room_for(highest: int, most: int) -> None:
    found = ticks(highest, most)
    assert len(found) <= most + 1
    assert found[-1] <= highest


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [(-24.0, 2.0, 3, (-20, -10, 0)), (-0.6, 0.6, 4, (-0.5, 0.0, 0.5)), (-3000.0, 5.0, 3, (-2000, 0))],
)
def test_numbers_at_the_left_are_round(low: float, high: float, most: int, found: tuple[float, ...]) -> None:
    assert height_ticks(low, high, most) == found
