"""Finds room for the labels of arrows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.drawing.geometry import Curve, centred

FloatArray = npt.NDArray[np.float64]
# the visible line runs to the tip of the head, so its middle looks too near to the child
PREFERRED = 0.46
PLACES = tuple(PREFERRED + side * step / 25 for step in range(9) for side in (1, -1))[1:]
SAMPLES = 40
AWAY_COSTS = 8.0


def label_places(
    curves: Sequence[Curve],
    sizes: Sequence[QSizeF],
    nodes: Sequence[QRectF],
    air: float = 2.0,
    most_hidden: float = 1.0,
) -> list[QRectF]:
    """Return where the label of each curve stands.

    Parameters
    ----------
    curves, sizes
        One a label; those that come first choose first.
    nodes
        Rectangles that no label may touch.
    air
        Least distance between labels, and between labels and nodes.
    most_hidden
        Share of its own curve that a label may hide.

    Returns
    -------
    list of QRectF
        A place that touches no node and no label, hides as little as can be of the other arrows, and is near
        the middle of its own; empty where there is no room.

    Notes
    -----
    Costs the square of the number of curves, in array operations.
    """
    points = _along(curves, np.arange(SAMPLES) / (SAMPLES - 1))
    middles = _along(curves, np.array(PLACES))
    taken = [_sides(node, air) for node in nodes]
    places = []
    for number, size in enumerate(sizes):
        others = np.delete(points, number, axis=0).reshape(-1, 2)
        place = _best(middles[number], size, np.array(taken).reshape(-1, 4), others)
        if hidden_points(place, points[number]) > most_hidden * SAMPLES:
            place = QRectF()
        places.append(place)
        if not place.isEmpty():
            taken.append(_sides(place, air))
    return places


def _best(middles: FloatArray, size: QSizeF, taken: FloatArray, others: FloatArray) -> QRectF:
    best, least = QRectF(), float("inf")
    for number in np.flatnonzero(_free(middles, size, taken)):
        away = AWAY_COSTS * abs(PLACES[number] - PREFERRED)
        if away >= least:
            continue
        place = centred(QPointF(*middles[number]), size)
        cost = away + hidden_points(place, others)
        if cost < least:
            best, least = place, cost
    return best


def _free(middles: FloatArray, size: QSizeF, taken: FloatArray) -> npt.NDArray[np.bool_]:
    # Which places, float64[n, 2], touch none of the sides that are taken, float64[m, 4].
    half = np.array([size.width() / 2, size.height() / 2])
    low, high = (middles - half)[:, None], (middles + half)[:, None]
    touches = (low < taken[:, 2:]) & (taken[:, :2] < high)
    free: npt.NDArray[np.bool_] = ~touches.all(axis=2).any(axis=1)
    return free


def _sides(rect: QRectF, air: float) -> tuple[float, float, float, float]:
    grown = rect.adjusted(-air, -air, air, air)
    return grown.left(), grown.top(), grown.right(), grown.bottom()


def hidden_points(place: QRectF, points: FloatArray) -> int:
    """Return how many points of curves, float64[n, 2], a place hides."""
    x, y = points[:, 0], points[:, 1]
    across = (x >= place.left()) & (x <= place.right())
    return int((across & (y >= place.top()) & (y <= place.bottom())).sum())


def points_of(curves: Sequence[Curve]) -> FloatArray:
    """Return points along curves, forty of each, float64[40 n_curves, 2]."""
    return _along(curves, np.arange(SAMPLES) / (SAMPLES - 1)).reshape(-1, 2)


def _along(curves: Sequence[Curve], steps: FloatArray) -> FloatArray:
    # Points of every curve at each step, as `Curve.at` has them: float64[n_curves, n_steps, 2].
    corners = [[(each.x(), each.y()) for each in (curve.start, curve.control, curve.end)] for curve in curves]
    start, control, end = np.moveaxis(np.array(corners).reshape(-1, 3, 1, 2), 1, 0)
    t = steps[:, None]
    found: FloatArray = (1 - t) * (1 - t) * start + 2 * t * (1 - t) * control + t * t * end
    return found
