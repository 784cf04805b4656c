"""Works out what each batch said of every arrow and every influence."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.data.dataset import Dataset
from engine.hypotheses.space import AllDags
from engine.posterior.digest_history import DigestHistory
from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.link_course import LinkCourse, course_of_digests, course_of_list
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history, current_sums
from gui.inquiries.inquiry import SwitchedInquiry
from gui.jobs import JobRunner, Work

COURSES = "courses of links"


class Coursing(SwitchedInquiry):
    """Answers with the `LinkCourse` through all batches; what an earlier one shares with it is not done again."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(COURSES, document, analysis, jobs, parent)

    @property
    def course(self) -> LinkCourse | None:
        """The answer, as far as it is about the candidates on screen; None while there is none."""
        answer, subject, state = self.standing.answer, self.standing.subject, self._document.state
        known = isinstance(answer, LinkCourse) and subject[1] == state.space
        return answer if known and self.dataset.variables == state.variables else None

    @property
    def dataset(self) -> Dataset:
        """The rows that the answer is about, which may be fewer than there are by now."""
        found = self.standing.subject[0] if self.standing.subject else None
        return found if isinstance(found, Dataset) else Dataset(())

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        known = self.standing.answer if isinstance(self.standing.answer, LinkCourse) else None
        subject = (state.dataset, state.space, state.assumptions, state.seed)
        if isinstance(state.space, AllDags):
            sums = current_sums(state, results)
            # Without its beginning there is no course; it is the first moment of the past to be worked out.
            if sums is not None and (sums.known[0] or not results.filling):
                # What could not be answered without it is another question with it.
                begun = (*subject, bool(sums.known[0]))
                self._latest.ask(begun, int(sums.known.sum()), _summed(sums, known))
            return
        history = current_history(state, results)
        if history is not None:
            exact = results.posterior is not None and results.posterior.exact
            version = "exact" if exact else "early" if results.working else history
            self._latest.ask(subject, version, _listed(history, known))


def _listed(history: BeliefHistory, known: LinkCourse | None) -> Work:
    def work() -> Iterator[Progress[LinkCourse]]:
        return course_of_list(history, known)

    return work


def _summed(history: DigestHistory, known: LinkCourse | None) -> Work:
    def work() -> Iterator[Progress[LinkCourse]]:
        return course_of_digests(history, known)

    return work
