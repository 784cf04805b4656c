"""A field upon the canvas in which a variable gets its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.theme import current_theme

WIDTH = 150


class NameField(QLineEdit):
    """Takes a name where the node stands. Enter takes it over, as does leaving the field; Escape does not.

    Parameters
    ----------
    take
        Is handed the name; returns whether it was accepted, else the field stays for another.
    """

    def __init__(self, name: str, take: Callable[[str], bool], parent: QWidget) -> None:
        super().__init__(name, parent)
        self._take = take
        self._was = name
        self._done = False
        self.setAccessibleName("Name of the variable")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme = current_theme()
        self.setFont(theme.font("prose", 600))
        self.resize(theme.px(WIDTH), theme.px(theme.BUTTON))
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, middle: QPoint) -> None:
        """Have the middle at a place of the parent, or as near to it as there is room."""
        parent = self.parentWidget()
        if parent is None:
            return
        room = parent.size() - self.size()
        left = min(max(0, middle.x() - self.width() // 2), max(0, room.width()))
        top = min(max(0, middle.y() - self.height() // 2), max(0, room.height()))
        self.move(left, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._hand_over(leaving=False)
        elif event.key() == Qt.Key.Key_Escape:
            self._go()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hand_over(leaving=True)

    def _hand_over(self, *, leaving: bool) -> None:
        if self._done:
            return
        self._done = True
        name = self.text().strip()
        accepted = not name or self._take(name)
        if accepted or leaving:
            self._go()
        else:
            self._done = False
            self.selectAll()

    def _go(self) -> None:
        self._done = True
        parent, focused = self.parentWidget(), self.hasFocus()
        self.hide()
        self.deleteLater()
        canvas = None if parent is None else parent.parentWidget()
        if focused and canvas is not None:
            canvas.setFocus(Qt.FocusReason.OtherFocusReason)
