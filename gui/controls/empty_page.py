"""What stands in a panel that has nothing to show yet: what will be here, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.buttons import plain_button
from gui.controls.labels import Label
from gui.theme import current_theme


class EmptyPage(QWidget):
    """A sentence in the middle, with a button below it where there is something to do about it.

    Signals
    -------
    pressed()
        The button was pressed.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Label("", secondary=True, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = plain_button("")
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        side = current_theme().px(current_theme().PANEL_PADDING)
        column.setContentsMargins(side, 0, side, 0)
        self.say("")

    def say(self, sentence: str, button: str = "") -> None:
        """Say something else; without words there is no button."""
        self.sentence.setText(sentence)
        self.button.setVisible(bool(button))
        if button:
            self.button.set_words(button)
            self.button.setAccessibleName(button)
