"""A line under the tool bar that says why something was not done; it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.dock import tool_button
from gui.controls.fields import Note
from gui.controls.labels import Label

SHOWN_FOR = 8000


class MessageBar(Note):
    """One sentence with a warn icon; never in the way, read out by screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent=parent)
        self._words = Label(wrap=True)
        close = tool_button("Close this message", "close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(IconLabel("warn", "warn"))
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self.column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
