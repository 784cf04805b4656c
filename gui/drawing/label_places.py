"""Finds room for the labels of arrows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSizeF

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
    points = points_of(curves).reshape(len(curves), SAMPLES, 2)
    taken = [node.adjusted(-air, -air, air, air) for node in nodes]
    places = []
    for number, (curve, size) in enumerate(zip(curves, sizes, strict=True)):
        others = np.delete(points, number, axis=0).reshape(-1, 2)
        place = _best(curve, size, taken, others)
        if hidden_points(place, points[number]) > most_hidden * SAMPLES:
            place = QRectF()
        places.append(place)
        if not place.isEmpty():
            taken.append(place.adjusted(-air, -air, air, air))
    return places


def _best(curve: Curve, size: QSizeF, taken: Sequence[QRectF], others: FloatArray) -> QRectF:
    best, least = QRectF(), float("inf")
    for t in PLACES:
        away = AWAY_COSTS * abs(t - PREFERRED)
        place = centred(curve.at(t), size)
        if away >= least or any(place.intersects(rect) for rect in taken):
            continue
        cost = away + hidden_points(place, others)
        if cost < least:
            best, least = place, cost
    return best


def hidden_points(place: QRectF, points: FloatArray) -> int:
    """Return how many points of curves, float64[n, 2], a place hides."""
    x, y = points[:, 0], points[:, 1]
    across = (x >= place.left()) & (x <= place.right())
    return int((across & (y >= place.top()) & (y <= place.bottom())).sum())


def points_of(curves: Sequence[Curve]) -> FloatArray:
    """Return points along curves, forty of each, float64[40 n_curves, 2]."""
    places = [curve.at(step / (SAMPLES - 1)) for curve in curves for step in range(SAMPLES)]
    return np.array([(place.x(), place.y()) for place in places]).reshape(-1, 2)
