"""Paints the cells of a table, and the field in which a probability is typed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.controls.bars import paint_bar
from gui.icons import paint_icon
from gui.tables.model import FAULTY, LOCKED, VALUE, Index
from gui.tables.reading import Unreadable, read_number
from gui.theme import Theme, current_theme

# The left edge of words and bars is that of the words in the head.
LEFT, SIDE, BAR, GAP, FRAME, ICON = 5, 8, 12, 8, 2, 14
FIELD = 74
STEP = 0.01
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def number_width(theme: Theme) -> int:
    """Return the room that a number takes at the right of its cell."""
    return QFontMetrics(theme.font("interface", figures=True)).horizontalAdvance("<0.001") + 2


class CellField(QLineEdit):
    """Where a probability is typed; Up and Down change it by a hundredth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("compact", True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(current_theme().font("interface", figures=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: STEP, Qt.Key.Key_Down: -STEP}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # The field is closed a moment later; until then the table must not hear of the key as well.
                event.accept()
            return
        try:
            value = read_number(self.text())
        except Unreadable:
            return
        self.setText(f"{min(1.0, max(0.0, value + step)):.10g}")
        self.selectAll()


class CellDelegate(QStyledItemDelegate):
    """Bar left, number right; the cell with the keys has an accent frame, a locked one a lock."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect = QRect(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.tokens.selection)
        value = index.data(VALUE)
        if isinstance(value, float):
            self._paint_value(painter, rect, index, value, theme)
        else:
            self._paint_words(painter, rect, index, theme)
        # Qt's own grid is nearly black in the dark.
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.tokens.line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.tokens.line)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.tokens.accent, theme.px(FRAME)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        return QSize(theme.px(80), theme.px(theme.TABLE_ROW - 4))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = CellField(parent)
        field.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        # A cell that was only looked at stays as it is, to the last bit.
        if isinstance(editor, QLineEdit) and editor.text() != str(index.data(Qt.ItemDataRole.EditRole)):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect = QRect(option.rect)
        width = min(rect.width() - 4, theme.px(FIELD))
        height = editor.sizeHint().height()
        editor.setGeometry(rect.right() - width - 2, rect.center().y() - height // 2 + 1, width, height)

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        stepping = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if stepping and event.type() == QEvent.Type.KeyPress:
            return False
        return super().eventFilter(editor, event)  # type: ignore[arg-type]

    def _paint_value(self, painter: QPainter, rect: QRect, index: Index, value: float, theme: Theme) -> None:
        side = theme.px(SIDE)
        painter.setFont(theme.font("interface", figures=True))
        faulty = bool(index.data(FAULTY))
        painter.setPen(theme.tokens.warn if faulty else theme.tokens.text)
        painter.drawText(rect.adjusted(side, 0, -side, 0), _RIGHT, str(index.data(Qt.ItemDataRole.DisplayRole)))
        right = rect.right() - side - number_width(theme) - theme.px(GAP)
        marked = "lock" if index.data(LOCKED) else ""
        if marked:
            icon = theme.px(ICON)
            right -= icon
            painter_box = QRectF(right + theme.px(4), rect.center().y() - icon / 2, icon, icon)
            paint_icon(painter, marked, theme.tokens.text2, painter_box)
            right -= theme.px(2)
        height = theme.px(BAR)
        left = rect.left() + theme.px(LEFT)
        bar = QRectF(left, rect.center().y() - height // 2 + 1, right - left, height)
        if bar.width() >= theme.px(SIDE):
            paint_bar(painter, bar, min(1.0, value), theme)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, theme: Theme) -> None:
        last = index.column() == index.model().columnCount() - 1
        room = rect.adjusted(theme.px(LEFT), 0, -theme.px(SIDE), 0)
        if last and index.data(FAULTY):
            icon = theme.px(ICON)
            box = QRectF(room.right() - icon, room.center().y() - icon / 2, icon, icon)
            paint_icon(painter, "warn", theme.tokens.warn, box)
            room.setRight(room.right() - icon - theme.px(4))
        painter.setFont(theme.font("interface", figures=last))
        painter.setPen(theme.tokens.text2 if last else theme.tokens.text)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
