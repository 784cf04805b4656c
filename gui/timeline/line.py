"""The line at the moment shown with its grip, and what came later, dimmed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
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


def paint_line(painter: QPainter, frame: Frame, row: int) -> None:
    """Draw the line and its grip."""
    theme = frame.theme
    x = round(frame.x_of(row))
    bottom = frame.foot
    width = theme.px(2)
    painter.fillRect(QRectF(x - width / 2, frame.lane.top() - 1, width, bottom - frame.lane.top()), theme.tokens.accent)
    painter.save()
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
