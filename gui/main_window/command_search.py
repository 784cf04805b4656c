"""A field in the menu bar that finds any command by its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.icons import paint_icon
from gui.theme import Theme, current_theme, theme_source

WIDTH = 250
LENS, INSET, HINT_WIDTH, HINT_HEIGHT = 16, 8, 40, 17
HINT = "Ctrl K"
SEARCHED = Qt.ItemDataRole.UserRole
KEYS = SEARCHED + 1
NUMBER = SEARCHED + 2
_Index = QModelIndex | QPersistentModelIndex


class CommandSearch(QLineEdit):
    """Type a few letters of what you want to do; Enter does it, Escape goes back to where you were."""

    def __init__(self, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = sorted(actions, key=_name)
        self._before: QWidget | None = None
        self._ran = False
        self.setProperty("compact", True)
        self.setPlaceholderText("Find a command")
        self.setAccessibleName("Find a command")
        self.setToolTip("Search all commands by their words (Ctrl+K)")
        self._completer = _Completer(self)
        self._model = QStandardItemModel(self)
        self._completer.setModel(self._model)
        self._completer.setCompletionRole(SEARCHED)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        self.setCompleter(self._completer)
        popup = self._completer.popup()
        if popup is not None:
            popup.setItemDelegate(_CommandLine(self))
        # There are two signals of this name; the types know only that for text.
        self._completer.activated[QModelIndex].connect(self._run)  # type: ignore[index]
        self.returnPressed.connect(self._run_first)
        theme_source().theme_changed.connect(self._follow)
        self._follow(theme_source().theme)

    def begin(self) -> None:
        """Go to the field and show all commands."""
        if not self.hasFocus():
            self._before = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._refresh()
        self.selectAll()
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._go_back()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        with QPainter(self) as painter:
            side = theme.px(LENS)
            place = QRectF(theme.px(INSET), (self.height() - side) / 2, side, side)
            paint_icon(painter, "search", theme.tokens.text2, place)
            if not self.hasFocus():
                self._paint_hint(painter, theme)

    def _paint_hint(self, painter: QPainter, theme: Theme) -> None:
        width, height = theme.px(HINT_WIDTH), theme.px(HINT_HEIGHT)
        box = QRectF(self.width() - theme.px(4) - width, (self.height() - height) // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.tokens.line, 1))
        painter.setBrush(theme.tokens.alternate)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
        painter.setPen(theme.tokens.text2)
        painter.setFont(theme.font("axis"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, HINT)

    def _run_first(self) -> None:
        found = self._completer.completionModel()
        lines = [found.index(row, 0) for row in range(found.rowCount())]
        words = self.text().casefold()
        if not lines or not words:
            return
        begun = (line for line in lines if str(line.data()).casefold().startswith(words))
        self._run(next(begun, lines[0]))

    def _run(self, line: QModelIndex) -> None:
        # Enter is told to the list and to the field; the first to hear of it writes the line into the field.
        if self._ran:
            return
        self._ran = True
        action = self._actions[int(line.data(NUMBER))]
        QTimer.singleShot(0, lambda: self._carry_out(action))

    def _carry_out(self, action: QAction) -> None:
        self._ran = False
        self.clear()
        if action.isEnabled():
            self._go_back()
            action.trigger()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        # What cannot be done now would only stand before what can.
        self._model.clear()
        for number, action in enumerate(self._actions):
            if not action.isEnabled():
                continue
            item = QStandardItem(_name(action))
            item.setData(f"{_name(action)} {action.statusTip()}", SEARCHED)
            item.setData(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), KEYS)
            item.setData(number, NUMBER)
            item.setToolTip(action.statusTip())
            self._model.appendRow(item)

    def _go_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before is not self and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def _follow(self, theme: Theme) -> None:
        self.setFixedWidth(theme.px(WIDTH))
        self.setTextMargins(theme.px(LENS + 2), 0, theme.px(HINT_WIDTH), 0)
        popup = self._completer.popup()
        if popup is not None:
            popup.setFont(theme.font())


class _Completer(QCompleter):
    """Searches names and explanations of commands, but writes only names into the field."""

    def pathFromIndex(self, index: _Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class _CommandLine(QStyledItemDelegate):
    """A command with its keys in grey at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        return QSize(super().sizeHint(option, index).width(), theme.px(theme.LIST_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        theme = current_theme()
        painter.save()
        painter.setPen(theme.tokens.text2)
        painter.setFont(theme.font("second"))
        room = option.rect.adjusted(0, 0, -theme.px(8), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(KEYS))
        painter.restore()


def _name(action: QAction) -> str:
    return action.text().replace("&", "").replace(" ...", "").split(":")[0]
