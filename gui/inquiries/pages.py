"""The two pages of a panel that asks: why there is nothing to show, or the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.controls.empty_page import EmptyPage
from gui.inquiries.nothing import Nothing, Way


class AnswerPages(QStackedWidget):
    """Shows the answer, or a sentence and what can be done about it.

    Parameters
    ----------
    answer
        Where the answer is shown.

    Signals
    -------
    again_requested()
        It is to be worked out after all.
    change_requested()
        Other candidates are to be chosen.
    """

    again_requested = Signal()
    change_requested = Signal()

    def __init__(self, answer: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way: Way = ""
        self.empty = EmptyPage()
        self.empty.pressed.connect(self._on_pressed)
        self.addWidget(self.empty)
        self.addWidget(answer)

    @property
    def has_answer(self) -> bool:
        """Whether the answer is on show."""
        return self.currentIndex() == 1

    def show_answer(self) -> None:
        """Show the answer."""
        self.setCurrentIndex(1)

    def say(self, nothing: Nothing) -> None:
        """Say why there is nothing to show."""
        self._way = nothing.way
        self.empty.say(nothing.sentence, nothing.button)
        self.setCurrentIndex(0)

    def _on_pressed(self) -> None:
        if self._way == "choose":
            self.change_requested.emit()
        else:
            self.again_requested.emit()
