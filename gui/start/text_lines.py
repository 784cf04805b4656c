"""Text broken into lines of a width, the last one ending in an ellipsis where there is no room."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def lines_of(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Return at most `most` lines of `text` that are no wider than `width`."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
        line = layout.createLine()
    layout.endLayout()
    lines = [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    if len(lines) <= most:
        return tuple(lines)
    rest = QFontMetricsF(font).elidedText(text[starts[most - 1] :], Qt.TextElideMode.ElideRight, width)
    return (*lines[: most - 1], rest)


def paint_lines(painter: QPainter, room: QRectF, lines: tuple[str, ...], font: QFont, height: float) -> float:
    """Draw lines from the top of `room`, `height` apart; return where the next would begin."""
    painter.setFont(font)
    top = room.top()
    for line in lines:
        painter.drawText(
            QRectF(QPointF(room.left(), top), QPointF(room.right(), top + height)),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            line,
        )
        top += height
    return top
