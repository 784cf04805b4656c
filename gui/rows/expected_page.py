"""The page of what was to be expected: the sample beside the world and belief, line by line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.chosen_rows import ChosenRows
from gui.analysis import Analysis
from gui.controls.candidate_table import CandidateTable
from gui.document import Document
from gui.inquiries.comparing import Comparing, Sample
from gui.inquiries.nothing import WAITING, Nothing, problem
from gui.inquiries.pages import AnswerPages
from gui.jobs import JobRunner
from gui.rows.asked_world import AskedWorld, asked_world
from gui.rows.expected import Entry, entries, entry_sentence, expected_table, farthest

WORKING = "What belief expects is being worked out."


class ExpectedPage(QWidget):
    """Compares rows of one regime with what was to be expected of them.

    Parameters
    ----------
    document, analysis
        The session, and belief about it.
    jobs
        Where all is worked out.

    Signals
    -------
    told(sentence)
        What the line with the keys says, and what is not known.
    """

    told = Signal(str)

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self.comparing = Comparing(document, analysis, jobs, self)
        self.comparing.changed.connect(self._show)
        self._sample: Sample | None = None
        self._asked = AskedWorld(None)
        self._listed: tuple[Entry, ...] = ()
        self.table = CandidateTable("What was seen beside what was to be expected")
        self.table.view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.pages = AnswerPages(self.table)
        self.pages.again_requested.connect(self.comparing.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def show_rows(self, rows: ChosenRows, columns: tuple[int, ...]) -> None:
        """Compare rows of one regime; two columns are compared together as well."""
        self._asked = asked_world(self._document.state, rows)
        self._sample = Sample(rows, columns if len(columns) > 1 else (), self._asked.world)
        self.comparing.want(self._sample)
        self._show()

    def rest(self) -> None:
        """Work nothing out while the page is not on show."""
        self._sample = None
        self.comparing.want(None)

    def _show(self) -> None:
        if self._sample is None or not self._document.is_open:
            return
        found, standing = self.comparing.comparison, self.comparing.standing
        if standing.problem:
            self.pages.say(problem(standing))
        elif found is None:
            self.pages.say(Nothing(WAITING))
        else:
            rows = self._sample.rows
            self._listed = entries(found, rows.dataset.variables, rows.regime)
            self.table.show_table(*expected_table(self._listed, exact=found.exact))
            self.pages.show_answer()
        self._tell()

    def _tell(self) -> None:
        found = self.comparing.comparison
        if self._sample is None or found is None or not self._listed:
            self.told.emit("")
            return
        place = self.table.view.currentIndex().row()
        # Until a person goes to a line, the one that stands out is spoken of.
        place = place if 0 <= place < len(self._listed) else farthest(self._listed)
        notes = [self._asked.note, found.world_problem, found.belief_problem or self._belief_note()]
        said = " ".join([entry_sentence(self._listed[place]), *(note for note in notes if note)])
        self.table.view.setAccessibleDescription(said)
        self.told.emit(said)

    def _belief_note(self) -> str:
        if any(each.belief is not None for each in self._listed):
            return ""
        return self._analysis.results.unfinished or WORKING
