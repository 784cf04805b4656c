"""A field in the menu bar that finds any command by its words."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from gui.controls.tinted_icon import set_icon
from gui.theme import Theme, theme_source

WIDTH = 250


class CommandSearch(QLineEdit):
    """Type a few letters of what you want to do; Enter does it."""

    def __init__(self, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_line = {_line(action): action for action in actions}
        self.setPlaceholderText("Find a command")
        self.setAccessibleName("Find a command")
        self.setToolTip("Search all commands by their words (Ctrl+K)")
        lens = QAction(self)
        set_icon(lens, "search", "text2", 16)
        self.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self._completer = QCompleter(self)
        self._completer.setModel(QStringListModel(sorted(self._by_line), self._completer))
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._run)
        self.returnPressed.connect(self._run_first)
        theme_source().theme_changed.connect(self._follow)
        self._follow(theme_source().theme)

    def begin(self) -> None:
        """Go to the field and show all commands."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def _run_first(self) -> None:
        line = self._completer.currentCompletion()
        if line and self.text():
            self._run(line)

    def _run(self, line: str) -> None:
        action = self._by_line.get(line)
        # After the completer wrote the line into the field.
        QTimer.singleShot(0, self.clear)
        if action is not None and action.isEnabled():
            self.clearFocus()
            action.trigger()

    def _follow(self, theme: Theme) -> None:
        self.setFixedWidth(theme.px(WIDTH))
        popup = self._completer.popup()
        if popup is not None:
            popup.setFont(theme.font())


def _line(action: QAction) -> str:
    words = action.statusTip() or action.text().replace("&", "")
    name = action.text().replace("&", "").replace(" ...", "")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{name}   {words}" + (f"   [{keys}]" if keys else "")
