"""Where the chips on bands go so that they touch neither one another nor an edge."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def chip_spots(
    edges: FloatArray, chip: tuple[float, float], step: float, walls: Sequence[float] = ()
) -> dict[int, tuple[float, float]]:
    """Return the centre of each band's chip where the band is thickest; none for a band that is too thin.

    Parameters
    ----------
    edges
        float64[n_bands + 1, n_places], lower edge of the first band and upper edges of all, in pixels
        upwards, at places `step` pixels apart.
    chip
        Width and height of a chip with the space around it, in pixels.
    step
        Pixels between places.
    walls
        Places, in pixels, that a chip had better not cover.

    Returns
    -------
    dict
        Per band that has room the centre of its chip, in pixels from the left and upwards.
    """
    width, height = chip
    window = max(1, math.ceil(width / step) + 1)
    if edges.shape[1] < window:
        return {}
    windows = np.lib.stride_tricks.sliding_window_view(edges, window, axis=1)
    floors, ceilings = windows[:-1].max(axis=2), windows[1:].min(axis=2)
    centres = (np.arange(floors.shape[1]) + (window - 1) / 2) * step
    room = ceilings - floors
    # A wall costs as much as a thinner band would, so that a chip crosses one only where it must.
    crossed = (np.abs(centres[:, None] - np.asarray(walls, dtype=float)[None, :]) < width / 2).any(axis=1)
    worth = room - crossed * 2 * height
    middles = (floors + ceilings) / 2
    spots: dict[int, tuple[float, float]] = {}
    for band in np.argsort(-room.max(axis=1), kind="stable"):
        free = room[band] >= height
        for x, y in spots.values():
            free &= (np.abs(centres - x) >= width) | (np.abs(middles[band] - y) >= height)
        if free.any():
            good = free & (worth[band] >= worth[band][free].max() - height / 4)
            found = _inmost(good)
            spots[int(band)] = (float(centres[found]), float(middles[band, found]))
    return spots


def _inmost(good: npt.NDArray[np.bool_]) -> int:
    # The good place that is farthest from the nearest bad one or end; at least one is good.
    bad = np.concatenate([[-1], np.flatnonzero(~good), [len(good)]])
    places = np.flatnonzero(good)
    after = np.searchsorted(bad, places)
    distance = np.minimum(places - bad[after - 1], bad[after] - places)
    return int(places[np.argmax(distance)])
