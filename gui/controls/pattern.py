"""The patterns of candidates as lines and dots, sharp at every scale and on every screen."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.theme import CandidateStyle

DIAGONAL_STEP, LEVEL_STEP, DOT_STEP = 8.0, 6.0, 6.0
LINE, DOT = 1.2, 2.0
_Pattern = Qt.BrushStyle


def paint_pattern(painter: QPainter, rect: QRectF, style: CandidateStyle, scale: float = 1.0) -> None:
    """Fill `rect` with the candidate's colour and pattern; the pattern starts at the corner of `rect`."""
    painter.fillRect(rect, style.fill)
    if style.pattern == _Pattern.NoBrush:
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if style.pattern == _Pattern.Dense6Pattern:
        for middle in _dots(rect, DOT_STEP * scale):
            half = DOT * scale / 2
            painter.fillRect(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), style.pattern_colour)
    else:
        painter.setPen(QPen(style.pattern_colour, LINE * scale))
        painter.drawLines(_lines(rect, style.pattern, scale))
    painter.restore()


def _lines(rect: QRectF, pattern: Qt.BrushStyle, scale: float) -> list[QLineF]:
    level = LEVEL_STEP * scale
    if pattern == _Pattern.HorPattern:
        return [QLineF(rect.left(), y, rect.right(), y) for y in _steps(rect.top(), rect.bottom(), level)]
    if pattern == _Pattern.VerPattern:
        return [QLineF(x, rect.top(), x, rect.bottom()) for x in _steps(rect.left(), rect.right(), level)]
    rising = _diagonals(rect, DIAGONAL_STEP * scale)
    if pattern == _Pattern.BDiagPattern:
        return rising
    middle = 2 * rect.center().y()
    return rising + [QLineF(line.x1(), middle - line.y1(), line.x2(), middle - line.y2()) for line in rising]


def _diagonals(rect: QRectF, step: float) -> list[QLineF]:
    """Return lines that rise to the right at 45 degrees."""
    height = rect.height()
    feet = _steps(rect.left() - height, rect.right(), step)
    return [QLineF(x, rect.bottom(), x + height, rect.top()) for x in feet]


def _dots(rect: QRectF, step: float) -> list[QPointF]:
    columns = _steps(rect.left(), rect.right(), step)
    return [QPointF(x, y) for y in _steps(rect.top(), rect.bottom(), step) for x in columns]


def _steps(first: float, last: float, step: float) -> list[float]:
    """Return values from half a step after `first`, a step apart, below `last`."""
    return [first + step * (number + 0.5) for number in range(max(0, int((last - first) / step + 0.5)))]
