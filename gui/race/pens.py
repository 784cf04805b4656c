"""How the line of each strategy is drawn: by colour and by dashes, a person's with dots at every step."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.sessions.strategies import STRATEGIES, Strategy
from gui.theme import Theme

WIDTH = 2.0
DOT = 3.0


def colour_of(strategy: Strategy, theme: Theme) -> QColor:
    """Return the colour of a strategy: that of its line, and of its band."""
    return theme.tokens.text if strategy == "human" else theme.candidate(STRATEGIES.index(strategy) + 1).outline


def pen_of(strategy: Strategy, theme: Theme) -> QPen:
    """Return the pen of a strategy's line."""
    if strategy == "human":
        return QPen(theme.tokens.text, WIDTH * theme.scale)
    return theme.candidate(STRATEGIES.index(strategy) + 1).pen(WIDTH * theme.scale)


def paint_sample(painter: QPainter, box: QRectF, theme: Theme, strategy: Strategy) -> None:
    """Draw a piece of a strategy's line through the middle of a box."""
    y = round(box.center().y()) + 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen_of(strategy, theme))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    if strategy == "human":
        paint_dot(painter, QPointF(box.center().x(), y), theme)
    painter.restore()


def paint_dot(painter: QPainter, place: QPointF, theme: Theme) -> None:
    """Draw the dot of a person's step."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.text)
    painter.drawEllipse(place, DOT * theme.scale, DOT * theme.scale)
