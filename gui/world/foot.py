"""A line below a canvas: an icon, a sentence, and the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.buttons import quiet_button
from gui.controls.labels import Label
from gui.controls.layouts import Hairline
from gui.theme import current_theme

MIDDLE = 3
SIDE, LINES = 16, 2
FEWEST = 60


class FootLine(QWidget):
    """A sentence with a hairline above, and a button at its right.

    Signals
    -------
    pressed()
        The button was pressed.
    """

    pressed = Signal()

    def __init__(self, token: str, button: str, button_icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("act", token)
        self.sentence = Label("", "second", secondary=True, wrap=True)
        self.button = quiet_button(button, button_icon)
        self.button.clicked.connect(self.pressed)
        self._row = QHBoxLayout()
        self._row.addWidget(self.icon)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(self._row, 1)
        self._follow_theme()

    def room(self) -> int:
        """Return about how many letters two lines hold, so that nothing above moves when a sentence changes."""
        width = self.width() - current_theme().px(2 * SIDE)
        return max(FEWEST, round(LINES * width / self.sentence.fontMetrics().averageCharWidth()))

    def say(self, sentence: str, icon: str = "", *, button: bool = False) -> None:
        """Show a sentence, with or without an icon and the button."""
        self.sentence.setText(sentence)
        self.icon.setVisible(bool(icon))
        if icon:
            self.icon.set_icon(icon)
        self.button.setVisible(button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        # the button has a padding of its own
        self._row.setContentsMargins(theme.px(16), theme.px(2), theme.px(4), theme.px(2))
        self._row.setSpacing(theme.px(10))
        two_lines = LINES * self.sentence.fontMetrics().lineSpacing() + theme.px(2 * MIDDLE)
        self.setMinimumHeight(max(theme.px(theme.BUTTON + MIDDLE), two_lines))
