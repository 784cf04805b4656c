"""How the head and the lines of a table of candidates are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from gui.controls.bars import paint_bar, paint_candidate_bar
from gui.controls.chip import chip_size, paint_chip
from gui.controls.table_lines import ICON, SIDE, Cell, Column, Line, Places, Spot
from gui.icons import paint_icon
from gui.theme import Theme

BAR = 10
MARK = 2
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def paint_head(
    painter: QPainter, rect: QRect, shift: int, columns: Sequence[Column], lead: str, places: Places, theme: Theme
) -> None:
    """Draw `lead` above the words and titles above their columns, in a table scrolled `shift` pixels to the right."""
    tokens = theme.tokens
    painter.fillRect(rect, tokens.surface)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
    painter.setFont(theme.font("second"))
    painter.setPen(tokens.text2)
    left, words = places.words
    room = QRect(theme.px(SIDE) - shift, rect.top(), left + words - theme.px(SIDE), rect.height() - 1)
    painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(lead, Qt.TextElideMode.ElideRight, room.width()))
    for column, spot in zip(columns, places.spots, strict=True):
        room = QRect(spot.left - shift, rect.top(), spot.width, rect.height() - 1)
        if column.icon:
            side = theme.px(ICON)
            top = room.top() + (room.height() - side) / 2
            paint_icon(painter, column.icon, tokens.warn, QRectF(room.left(), top, side, side))
            room.setLeft(room.left() + side + theme.px(4))
        painter.setPen(tokens.text2)
        painter.drawText(room, _LEFT, column.title)


def paint_line(
    painter: QPainter, rect: QRect, line: Line, columns: Sequence[Column], places: Places, theme: Theme
) -> None:
    """Draw one line; `rect` starts where the table does, scrolled or not."""
    tokens = theme.tokens
    if line.bold:
        painter.fillRect(rect, tokens.alternate)
    left, room = places.words
    if line.chip:
        size = chip_size(theme)
        top = rect.top() + (rect.height() - size.height()) // 2
        box = QRectF(rect.left() + theme.px(SIDE), top, size.width(), size.height())
        if line.mark is None:
            paint_chip(painter, box, line.digit, theme)
        else:
            line.mark(painter, box, theme)
    else:
        room += left - theme.px(SIDE)
        left = theme.px(SIDE)
    font = theme.font("interface", 600 if line.bold else 400)
    painter.setFont(font)
    painter.setPen(tokens.text)
    words = QFontMetrics(font).elidedText(line.words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(rect.left() + left, rect.top(), room, rect.height()), _LEFT, words)
    for column, cell, spot in zip(columns, line.cells, places.spots, strict=True):
        _paint_cell(painter, rect, column, cell, spot, line, theme)


def paint_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the frame of the line that the keys are at."""
    painter.setPen(QPen(theme.tokens.accent, theme.px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _paint_cell(
    painter: QPainter, rect: QRect, column: Column, cell: Cell, spot: Spot, line: Line, theme: Theme
) -> None:
    tokens = theme.tokens
    left = rect.left() + spot.left
    if column.kind == "text":
        painter.setFont(theme.font("second", figures=True))
        painter.setPen(tokens.text2)
        painter.drawText(QRect(left, rect.top(), spot.number, rect.height()), _LEFT, cell.text)
        return
    height = theme.px(BAR)
    bar = QRectF(left, rect.top() + (rect.height() - height) // 2, spot.bar, height)
    if cell.value is not None and column.kind == "signed":
        _paint_signed(painter, bar, cell.value, theme)
    elif cell.value is not None:
        _paint_share(painter, bar, cell, line, theme)
    painter.setFont(theme.font("interface", 600 if line.bold else 400, figures=True))
    painter.setPen(tokens.text)
    number = QRect(rect.left() + spot.number_left, rect.top(), spot.number, rect.height())
    painter.drawText(number, _RIGHT, cell.text)
    if cell.note:
        painter.setFont(theme.font("second", figures=True))
        painter.setPen(tokens.text2)
        painter.drawText(QRect(rect.left() + spot.note_left, rect.top(), spot.note, rect.height()), _RIGHT, cell.note)


def _paint_share(painter: QPainter, bar: QRectF, cell: Cell, line: Line, theme: Theme) -> None:
    value = cell.value or 0.0
    if cell.fill == "candidate":
        paint_candidate_bar(painter, bar, value, line.digit, theme, cell.error)
    elif cell.fill == "hollow":
        _paint_hollow(painter, bar, value, theme)
    else:
        paint_bar(painter, bar, value, theme, "accent" if cell.fill == "accent" else "bar")
    if cell.mark is not None:
        width, out = theme.px(MARK), theme.px(3)
        x = round(bar.left() + bar.width() * min(1.0, max(0.0, cell.mark)) - width / 2)
        painter.fillRect(QRectF(x - 1, bar.top() - out, width + 2, bar.height() + 2 * out), theme.tokens.surface)
        painter.fillRect(QRectF(x, bar.top() - out, width, bar.height() + 2 * out), theme.tokens.accent)


def _paint_hollow(painter: QPainter, bar: QRectF, value: float, theme: Theme) -> None:
    width = max(2.0, round(bar.width() * min(1.0, value))) if value > 0 else 0.0
    painter.fillRect(bar, theme.tokens.track)
    if width:
        filled = QRectF(bar.left(), bar.top(), width, bar.height())
        painter.fillRect(filled, theme.tokens.surface)
        pen = QPen(theme.tokens.text2, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(filled.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_signed(painter: QPainter, bar: QRectF, value: float, theme: Theme) -> None:
    middle = round(bar.left() + bar.width() / 2)
    length = round(min(1.0, abs(value)) * bar.width() / 2)
    if value and not length:
        length = 1
    painter.fillRect(bar, theme.tokens.track)
    start = middle if value > 0 else middle - length
    painter.fillRect(QRectF(start, bar.top(), length, bar.height()), theme.tokens.bar)
    out = theme.px(3)
    painter.fillRect(QRectF(middle, bar.top() - out, 1, bar.height() + 2 * out), theme.tokens.text2)
