"""Curves along the rows: many points as one polygon, drawn fast."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QPaintEngine, QPainter, QPen, QPolygonF

STEP = 0.5
OPAQUE = 255
MOST_POINTS = 600
Numbers = npt.NDArray[np.float64]


def thinned(n: int) -> npt.NDArray[np.int64]:
    """Return which of `n` points are drawn, the first and the last among them: more than pixels show nothing."""
    stride = max(1, -(-n // MOST_POINTS))
    return np.union1d(np.arange(0, n, stride), [n - 1])


def points(xs: Numbers, ys: Numbers) -> QPolygonF:
    """Return points in pixels, from their places across, float64[n], and down, float64[n]."""
    # Takes a quarter of a second to load: not before the first paint of the window. A part of it by itself would not
    # wait for a worker that is loading the whole, and both would find it half loaded.
    import pyqtgraph

    return QPolygonF(pyqtgraph.functions.arrayToQPolygonF(np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)))


def between(lower: QPolygonF, upper: QPolygonF) -> QPolygonF:
    """Return the area between two curves."""
    return QPolygonF([*upper.toList(), *reversed(lower.toList())])


def is_raster(painter: QPainter) -> bool:
    """Return whether pixels are painted, and no lines into a file."""
    return painter.paintEngine().type() == QPaintEngine.Type.Raster


def draw_curve(painter: QPainter, curve: QPolygonF, pen: QPen) -> None:
    """Draw a line through points with soft edges.

    Where pixels are painted, a wide line is drawn as some of one pixel beside one another: Qt draws those more than ten
    times as fast as it outlines a wide one, which for a jagged line of 600 points takes 3 ms.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Where they lie upon one another, lines that let something through would let less through.
    clear = painter.opacity() < 1 or pen.color().alpha() < OPAQUE
    if clear or pen.widthF() <= 1 or not is_raster(painter):
        painter.setPen(pen)
        painter.drawPolyline(curve)
        return
    thin = QPen(pen)
    thin.setWidthF(1)
    # Lengths of dashes are given in widths of the pen.
    if pen.dashPattern():
        thin.setDashPattern([length * pen.widthF() for length in pen.dashPattern()])
    painter.setPen(thin)
    for across, down in _beside(pen.widthF()):
        painter.drawPolyline(curve.translated(across, down))


def _beside(width: float) -> list[tuple[float, float]]:
    # A cross, so that steep parts are as wide as level ones.
    reach = (width - 1) / 2
    offsets = np.linspace(-reach, reach, 1 + math.ceil(2 * reach / STEP)).tolist()
    return [(0.0, offset) for offset in offsets] + [(offset, 0.0) for offset in offsets if offset]
