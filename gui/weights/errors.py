"""How far estimated weights may be off: numbers beside them, and a tint around their lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from gui.controls.numbers import PLUS_MINUS, decimal
from gui.timeline.curves import between, points, thinned
from gui.timeline.frame import RIGHT, Frame
from gui.weights.stack import Stack

BAND = 0.22
# Smaller errors read 0.00.
LEAST = 0.005
RIGHT_WITH_ERRORS = 112


def beside(error: float) -> str:
    """Return an error as it stands behind a number with two places; empty for none."""
    if error <= 0:
        return ""
    return f" {PLUS_MINUS}{decimal(error, 2)}" if error >= LEAST else f" {PLUS_MINUS}<0.01"


def room_right(stack: Stack | None) -> int:
    """Return how much room there must be right of the plot, in pixels at 100 %: errors need some of their own."""
    return RIGHT if stack is None or stack.errors is None else RIGHT_WITH_ERRORS


def paint_errors(painter: QPainter, frame: Frame, stack: Stack) -> None:
    """Tint one standard error to either side of each line, where that can be seen."""
    if stack.errors is None or not stack.n_rows:
        return
    weights, kept = stack.weights, thinned(len(stack.rows))
    xs = frame.xs_of(stack.rows[kept])
    painter.save()
    painter.setClipRect(frame.plot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for digit, middle, error in zip(stack.digits, weights, stack.errors, strict=True):
        if error.max() < LEAST:
            continue
        tint = QColor(frame.theme.candidate(digit).outline)
        tint.setAlphaF(BAND)
        painter.setBrush(tint)
        lower, upper = (points(xs, frame.ys_of(edge[kept])) for edge in (middle - error, middle + error))
        painter.drawPolygon(between(lower, upper))
    painter.restore()
