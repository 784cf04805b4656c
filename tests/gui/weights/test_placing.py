"""Labels never overlap and stay near what they name; axes have round numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.weights.placing import chip_spots, spread, ticks

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


def edges_of(*thickness: list[float]) -> np.ndarray:
    return np.concatenate([np.zeros((1, len(thickness[0]))), np.cumsum(thickness, axis=0)])


def test_a_chip_sits_in_the_middle_of_where_its_band_is_thickest() -> None:
    lower = [5.0] * 20 + [40.0] * 21 + [5.0] * 20
    spots = chip_spots(edges_of(lower, [30.0] * 61), (36, 20), 4)
    x, y = spots[0]
    assert abs(x - 30 * 4) <= 2
    assert y == 20


def test_a_thin_band_has_no_chip() -> None:
    assert set(chip_spots(edges_of([19.0] * 60, [50.0] * 60), (36, 20), 4)) == {1}


def test_a_chip_avoids_the_end_of_a_batch() -> None:
    edges = edges_of([60.0] * 61)
    assert abs(chip_spots(edges, (36, 20), 4)[0][0] - 120) <= 2
    x, _ = chip_spots(edges, (36, 20), 4, walls=[120])[0]
    assert abs(x - 120) >= 18


@given(st.integers(0, 2**32 - 1))
def test_chips_lie_inside_their_bands_and_apart(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bands = np.abs(np.cumsum(rng.normal(size=(5, 80)), axis=1)) * 8
    edges = edges_of(*bands.tolist())
    spots = chip_spots(edges, (36, 20), 4)
    for band, (x, y) in spots.items():
        covered = slice(int((x - 18) // 4), int((x + 18) // 4) + 1)
        assert edges[band, covered].max() <= y - 10 + 1e-9
        assert edges[band + 1, covered].min() >= y + 10 - 1e-9
    centres = list(spots.values())
    for rank, (x, y) in enumerate(centres):
        assert all(abs(x - u) >= 36 or abs(y - v) >= 20 for u, v in centres[:rank])


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
