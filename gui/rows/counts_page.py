"""The page of counts: how often each state, or each pair of states, was seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.chosen_rows import ChosenRows, IntArray, counts_of_columns
from engine.progress import Progress
from gui.controls.candidate_table import CandidateTable
from gui.inquiries.latest import Latest
from gui.jobs import JobRunner
from gui.rows.counts import counts_table

COUNTS = "rows-counts"


class CountsPage(QWidget):
    """Counts rows off the thread of the window.

    Parameters
    ----------
    jobs
        Where rows are counted.

    Signals
    -------
    told(sentence)
        What the counts say.
    """

    told = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(COUNTS, jobs, self)
        self._latest.changed.connect(self._show)
        self._wanted: tuple[ChosenRows, tuple[int, ...]] | None = None
        self.table = CandidateTable("How often each state was seen")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)

    def show_rows(self, chosen: ChosenRows, columns: tuple[int, ...]) -> None:
        """Count these rows by one or two columns; until that is done, what was on show stays."""

        def work() -> Iterator[Progress[IntArray]]:
            yield Progress(1, 1, counts_of_columns(chosen, columns))

        self._wanted = (chosen, columns)
        self._latest.ask(self._wanted, None, work)
        self._show()

    def _show(self) -> None:
        standing = self._latest.standing
        if self._wanted is None or standing.answer is None or standing.subject != self._wanted:
            return
        chosen, columns = self._wanted
        found = counts_table(standing.answer, [chosen.dataset.variables[column] for column in columns])
        self.table.show_table(found.columns, found.lines, found.lead)
        self.table.view.setAccessibleDescription(found.sentence)
        self.told.emit(found.sentence)
