"""Works out how well candidates predicted every row so far."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.data.dataset import Dataset
from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.scores import Scores, scores
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history, leading
from gui.inquiries.inquiry import SwitchedInquiry
from gui.jobs import JobRunner, Work

SCORES = "scores"
MOST = 12


class Scoring(SwitchedInquiry):
    """Answers with the `Scores` of the leading candidates."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(SCORES, document, analysis, jobs, parent)

    @property
    def scores(self) -> Scores | None:
        """The scores of the candidates of the session; None while they are not known."""
        answer, subject = self.standing.answer, self.standing.subject
        known = isinstance(answer, Scores) and subject[1] == self._document.state.space
        return answer if known else None

    @property
    def dataset(self) -> Dataset | None:
        """The rows that the scores are about, which may be fewer than there are by now."""
        found = self.standing.subject[0] if self.standing.subject else None
        return found if isinstance(found, Dataset) else None

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        if history is not None:
            candidates = leading(history, results.digits, MOST)
            subject = (state.dataset, state.space, state.assumptions, state.seed, candidates)
            self._latest.ask(subject, history, _work(history, candidates))


def _work(history: BeliefHistory, candidates: tuple[int, ...]) -> Work:
    def work() -> Iterator[Progress[Scores]]:
        return scores(history, candidates)

    return work
