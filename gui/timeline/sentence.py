"""A sentence in the middle of a plot that has nothing of its own to say yet."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.timeline.frame import Frame

_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def paint_sentence(painter: QPainter, frame: Frame, sentence: str) -> None:
    """Draw a sentence on a box of the surface; nothing for an empty one."""
    if not sentence:
        return
    theme = frame.theme
    painter.setFont(theme.font("interface"))
    room = frame.plot.adjusted(theme.px(12), theme.px(8), -theme.px(12), -theme.px(8))
    needed = painter.fontMetrics().boundingRect(room, _WRAPPED, sentence)
    box = QRect(needed).adjusted(-theme.px(12), -theme.px(8), theme.px(12), theme.px(8))
    painter.fillRect(box, theme.tokens.surface)
    painter.setPen(QPen(theme.tokens.line, 1))
    painter.drawRect(QRectF(box).adjusted(0, 0, -1, -1))
    painter.setPen(theme.tokens.text)
    painter.drawText(box, _WRAPPED, sentence)
