"""Works out how well candidates predicted every row so far."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from engine.data.dataset import Dataset
from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.scores import Scores, scores
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history, leading
from gui.inquiries.latest import Latest, Standing
from gui.jobs import JobRunner, Work

SCORES = "scores"
MOST = 12


class Scoring(QObject):
    """Answers with the `Scores` of the leading candidates.

    Signals
    -------
    changed()
        When there is another answer, or it stands otherwise.
    """

    changed = Signal()

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._latest = Latest(SCORES, jobs, self)
        self._wanted = False
        self._latest.changed.connect(self.changed)
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._ask)

    @property
    def standing(self) -> Standing:
        """What is known, and whether it is still being worked out."""
        return self._latest.standing

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

    def want(self, wanted: bool) -> None:
        """Work them out from now on, or no more."""
        self._wanted = wanted
        self._ask()

    def again(self) -> None:
        """Work them out after they were stopped."""
        self._latest.forget_question()
        self._ask()

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self._latest.drop()
        self._ask()

    def _ask(self, *_changes: object) -> None:
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
