"""A small box with an eye that says what is known of one variable."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from engine.networks.variables import Variable
from gui.controls.dock import tool_button
from gui.controls.tinted_icon import set_icon
from gui.theme import Theme, current_theme

EYE, CROSS, HEIGHT = 14, 12, 28


class KnownBox(QWidget):
    """One known variable and its state; pressed, it offers the other states.

    Signals
    -------
    state_chosen(code)
    removed()
    """

    state_chosen = Signal(int)
    removed = Signal()

    def __init__(self, variable: Variable, code: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variable = variable
        state = variable.states[code]
        self.words = QToolButton()
        self.words.setText(f"{variable.name} = {state}".replace("&", "&&"))
        self.words.setToolTip(f"{variable.name} is known to be {state}. Press for another state")
        self.words.setAccessibleName(f"Known: {variable.name} is {state}")
        self.words.setAutoRaise(True)
        self.words.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon(self.words, "watch", "text2", EYE)
        self.words.clicked.connect(self._open)
        self.cross = tool_button(f"No longer know {variable.name}", "close", CROSS)
        self.cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addWidget(self.cross)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(current_theme())

    def follow(self, theme: Theme) -> None:
        """Follow another theme."""
        self.setFixedHeight(theme.px(HEIGHT))

    def states_menu(self) -> QMenu:
        """Return the menu of its states."""
        menu = QMenu(self)
        for code, state in enumerate(self._variable.states):
            action = menu.addAction(f"{self._variable.name} = {state}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, code=code: self.state_chosen.emit(code))
        menu.addSeparator()
        menu.addAction("Not known").triggered.connect(self.removed)
        return menu

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setPen(QPen(theme.tokens.line, 1))
            painter.setBrush(theme.tokens.alternate)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _open(self) -> None:
        menu = self.states_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
