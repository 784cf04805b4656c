"""The answers to choose from, by mouse, arrow keys or number keys; locked and marked once the answer is out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engine.sessions.scenario import Question
from gui.controls.choices import ChoiceList

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIRST_DIGIT = Qt.Key.Key_1.value


class BetList(ChoiceList):
    """Choices of a question.

    Signals
    -------
    confirmed()
        Enter was pressed while an answer was chosen.
    """

    confirmed = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.choices, question.text, parent)
        self._answer = question.answer
        for number, row in enumerate(self.rows(), start=1):
            row.setAccessibleDescription(f"Press {number} to choose it, Enter to place the bet")
        self.setToolTip("Choose with the arrow keys or the digits; Enter places the bet")

    def set_open(self, is_open: bool) -> None:
        """Let the answers be chosen, or lock them and mark the right one."""
        for number, row in enumerate(self.rows()):
            row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_open)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus)
            row.set_mark("check" if not is_open and number == self._answer else "")
        self.setToolTip(self.toolTip() if is_open else "")

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Put the focus on the chosen answer, or on the first."""
        self.rows()[self.choice or 0].setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - _FIRST_DIGIT
        if event.key() in _ENTER and self.choice is not None:
            self.confirmed.emit()
        elif 0 <= number < min(9, len(self.rows())):
            self.choose(number)
            self.take_focus(Qt.FocusReason.OtherFocusReason)
            self.chosen.emit(number)
        else:
            super().keyPressEvent(event)
