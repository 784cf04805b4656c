"""Paints a cell of the rows: what was set by hand has its picture, bold ink, and words for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.icons import paint_icon
from gui.rows.listed import NUMBERS
from gui.rows.model import MARK, SPLIT, Index
from gui.theme import current_theme

SIDE, ICON, GAP = 8, 13, 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowCell(QStyledItemDelegate):
    """Numbers right, states left; a line parts one batch from the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.splits = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        return QSize(theme.px(60), theme.px(theme.LIST_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        tokens = theme.tokens
        rect, state = QRect(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.selection)
        if self.splits and index.data(SPLIT):
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, tokens.control)
        number = index.column() in NUMBERS
        room = rect.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), 0)
        mark = index.data(MARK)
        if mark:
            side = theme.px(ICON)
            paint_icon(painter, mark, tokens.act, QRectF(room.left(), room.center().y() - side / 2 + 0.5, side, side))
            room.setLeft(room.left() + side + theme.px(GAP))
        painter.setFont(theme.font("interface", 600 if mark else 400, figures=number))
        painter.setPen(tokens.act if mark else tokens.text2 if number else tokens.text)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if not number:
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if number else _LEFT, words)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()
