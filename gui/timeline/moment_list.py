"""A list with a line for each batch of rows; choosing one asks for the moment at its end."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QListView, QWidget

from gui.controls.list_lines import make_lines


class MomentList(QListView):
    """The list; a click or Enter asks for the moment at the end of a batch.

    Signals
    -------
    moment_chosen(n_rows)
        A person wants to see belief as it was after so many rows.
    """

    moment_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: int | None = None
        make_lines(self)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @abstractmethod
    def _end_of(self, line: int) -> int:
        """Return how many rows were seen at the end of the batch on a line."""

    def show_moment(self, row: int | None) -> None:
        """Mark what was shown there, as the list counts it, or nothing for the present."""
        if row != self.shown:
            self.shown = row
            self.viewport().update()

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.moment_chosen.emit(self._end_of(index.row()))
