"""A line under the tool bar that says why something was not done, or what was; it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.buttons import quiet_button
from gui.controls.dock import tool_button
from gui.controls.fields import Note, NoteKind
from gui.controls.labels import Label

SHOWN_FOR = 8000


class MessageBar(Note):
    """One sentence with an icon; never in the way, read out by screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent=parent)
        self._words = Label(wrap=True)
        close = tool_button("Close this message", "close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout()
        self._icon = IconLabel("warn", "warn")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.remedy = quiet_button("")
        self.remedy.clicked.connect(self._mend)
        self._action: QAction | None = None
        row.addWidget(self.remedy)
        row.addWidget(close)
        self.column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, remedy: QAction | None = None) -> None:
        """Show why something was not done for a while, with a button for what would help."""
        self._show_as("warn", "warn", sentence, remedy)

    def tell(self, sentence: str) -> None:
        """Show what was done for a while."""
        self._show_as("accent", "check", sentence, None)

    def _show_as(self, kind: NoteKind, icon: str, sentence: str, remedy: QAction | None) -> None:
        self.set_kind(kind)
        self._icon.set_icon(icon, kind)
        self._words.setText(sentence)
        self._action = remedy
        self.remedy.setVisible(remedy is not None)
        if remedy is not None:
            self.remedy.setText(remedy.text().replace("&", ""))
            self.remedy.setToolTip(remedy.statusTip())
        self.setAccessibleName(sentence)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _mend(self) -> None:
        self.hide()
        if self._action is not None:
            self._action.trigger()
