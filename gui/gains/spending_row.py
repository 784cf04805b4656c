"""What was spent and what is left, with the way to the costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from engine.sessions.spending import Spending
from gui.controls.budget_bar import BudgetBar
from gui.controls.buttons import plain_button
from gui.controls.fields import Note
from gui.controls.labels import Label


class SpendingRow(QWidget):
    """A bar, and a button beside it.

    Signals
    -------
    costs_wanted()
        A person wants to see or change the costs.
    """

    costs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = BudgetBar()
        self.button = plain_button("Costs ...")
        self.button.setToolTip("What each experiment costs, and what all together may cost")
        self.button.clicked.connect(lambda: self.costs_wanted.emit())
        self._note = Note("warn")
        self._stopped = Label("", wrap=True)
        self._note.column.addWidget(self._stopped)
        self._note.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.bar, 0, 0)
        grid.addWidget(self.button, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._note, 1, 0, 1, 2)

    @property
    def stopped(self) -> str:
        """Why a strategy does not go on; empty where nothing stops it."""
        return self._stopped.text()

    def show_spending(self, spending: Spending, planned: float = 0.0) -> None:
        """Show what was spent, what is left, and what the plan, or else what is chosen, would cost."""
        self.bar.show_spending(spending, planned)

    def say_stopped(self, sentence: str) -> None:
        """Say why a strategy does not go on; nothing for an empty sentence."""
        self._stopped.setText(sentence)
        self._note.setVisible(bool(sentence))
