"""The rows one by one: sorted, selected and copied off the thread of the window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.chosen_rows import Places
from engine.progress import Progress
from gui.inquiries.latest import Latest
from gui.jobs import JobRunner
from gui.rows.copying import MOST_COPIED, as_text
from gui.rows.grid import RowGrid
from gui.rows.listed import Listed, Sorting, ordered
from gui.rows.words import copied_words

ORDER, COPY = "rows-order", "rows-copy"


class RowsPage(QWidget):
    """Shows rows in an order that a person chooses.

    Parameters
    ----------
    jobs
        Where rows are sorted, and written out to be copied.

    Signals
    -------
    told(sentence)
        What was done with the rows.
    """

    told = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._order = Latest(ORDER, jobs, self)
        self._order.changed.connect(self._on_order)
        self._sorting: Sorting | None = None
        self._asked: Listed | None = None
        self.grid = RowGrid()
        self.grid.sorting_asked.connect(self._on_sorting)
        self.grid.copy_asked.connect(self._on_copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.setFocusProxy(self.grid)

    def forget(self) -> None:
        """Show rows as they came, after another session was opened."""
        self._sorting = self._asked = None
        self._order.drop()

    def show_rows(self, listed: Listed) -> None:
        """Show these rows in the order that was chosen; until that is known, what was on show stays."""
        sorting = self._sorting
        if sorting is not None and sorting.column >= listed.n_columns:
            sorting = self._sorting = None
        wanted = listed._replace(sorting=sorting, order=None)
        if wanted == self._asked:
            return
        self._asked = wanted
        if sorting is None:
            self.grid.show_rows(wanted)
            return

        def work() -> Iterator[Progress[Places]]:
            return ordered(wanted.chosen, sorting)

        self._order.ask((wanted.chosen, sorting), None, work)
        self._on_order()

    def _on_order(self) -> None:
        standing, wanted = self._order.standing, self._asked
        if wanted is None or wanted.sorting is None or standing.answer is None:
            return
        if standing.subject == (wanted.chosen, wanted.sorting):
            self.grid.show_rows(wanted._replace(order=standing.answer))

    def _on_sorting(self, sorting: Sorting | None) -> None:
        self._sorting = sorting
        if self._asked is not None:
            self.show_rows(self._asked)

    def _on_copy(self, rows: npt.NDArray[np.intp]) -> None:
        listed = self.grid.rows.listed
        if listed is None or not len(rows):
            return
        copied = rows[:MOST_COPIED]

        def work() -> Iterator[Progress[str]]:
            return as_text(listed, copied)

        def arrived(progress: Progress[str]) -> None:
            if progress.partial is not None:
                QGuiApplication.clipboard().setText(progress.partial)
                self.told.emit(copied_words(len(copied), len(rows)))

        self._jobs.start(COPY, work, arrived, self.told.emit)
