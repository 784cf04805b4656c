"""The button that says which variables have columns, with a menu to choose others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from gui.controls.buttons import quiet_button
from gui.predictions.outcomes import MOST_COLUMNS, Outcomes

TIP = "Choose the variables whose outcomes have columns"
FULL = f"There is room for {MOST_COLUMNS} columns; take out another variable first"
MOST_NAMES = 3


class ColumnsMenu(QWidget):
    """Names the variables that have columns; pressed, it offers all that are open.

    Signals
    -------
    toggled(place)
        A person wants a variable to have columns, or no more.
    """

    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.button = quiet_button("Columns")
        self.button.setToolTip(TIP)
        self.button.clicked.connect(self._open)
        self._shown: Outcomes | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_outcomes(self, outcomes: Outcomes) -> None:
        """Show which variables have columns."""
        if outcomes == self._shown:
            return
        self._shown = outcomes
        names = outcomes.names()
        text = ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} variables"
        self.button.set_words(f"Columns: {text} ...")
        self.button.setAccessibleName(f"Columns: {', '.join(names)}. {TIP}")
        self.button.setEnabled(len(outcomes.open) > 1)
        self.menu.clear()
        for place in outcomes.open:
            self.menu.addAction(self._action(outcomes, place))

    def _action(self, outcomes: Outcomes, place: int) -> QAction:
        action = QAction(outcomes.variables[place].name.replace("&", "&&"), self.menu)
        action.setCheckable(True)
        action.setChecked(place in outcomes.chosen)
        last = outcomes.chosen == (place,)
        action.setEnabled(outcomes.can_add(place) and not last)
        if not outcomes.can_add(place):
            action.setToolTip(FULL)
        action.triggered.connect(lambda: self.toggled.emit(place))
        return action

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
