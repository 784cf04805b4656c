"""The line at the moment shown with its grip, and what came later, dimmed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.timeline.frame import Frame

GRIP = 7
DIM = 0.66


def paint_later(painter: QPainter, frame: Frame, row: int) -> None:
    """Dim what came after a row."""
    left = round(frame.x_of(row))
    right = frame.plot.left() + frame.plot.width() + 1
    bottom = frame.foot
    veil = frame.theme.tokens.surface
    painter.save()
    painter.setOpacity(DIM)
    painter.fillRect(QRectF(left, frame.lane.top(), right - left, bottom - frame.lane.top()), veil)
    painter.restore()


def paint_line(painter: QPainter, frame: Frame, row: int, *, waits: bool = False) -> None:
    """Draw the line and its grip; the line is dashed where the moment waits to be worked out."""
    theme = frame.theme
    x = round(frame.x_of(row))
    bottom = frame.foot
    width = theme.px(2)
    painter.save()
    pen = QPen(theme.tokens.accent, width, Qt.PenStyle.DashLine if waits else Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, frame.lane.top() - 1), QPointF(x, bottom - 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.tokens.surface, 1.5 * theme.scale))
    painter.setBrush(theme.tokens.accent)
    radius = GRIP * theme.scale
    painter.drawEllipse(QPointF(x, bottom), radius, radius)
    painter.setPen(QPen(theme.tokens.on_accent, 1.3 * theme.scale))
    for offset in (-1.6, 1.6):
        side = x + offset * theme.scale
        painter.drawLine(QPointF(side, bottom - 0.36 * radius), QPointF(side, bottom + 0.36 * radius))
    painter.restore()
