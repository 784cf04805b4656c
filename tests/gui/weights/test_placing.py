"""Chips lie on their bands, apart, and away from the ends of batches."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.weights.placing import chip_spots


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
