"""Works out which rows of the next experiment would give another candidate the lead."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.overturning import Overturning, what_would_overturn
from engine.sessions.state import SessionState
from engine.sessions.strategies import settings_of
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import SwitchedInquiry
from gui.jobs import JobRunner, Work

DOUBTS = "what would change my mind"


class Doubting(SwitchedInquiry):
    """Answers with a tuple of `Overturning`, fewest rows first, where candidates are listed."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(DOUBTS, document, analysis, jobs, parent)

    @property
    def found(self) -> tuple[Overturning, ...] | None:
        """What is known about the candidates and rows on screen; None while nothing is."""
        answer, subject, state = self.standing.answer, self.standing.subject, self._document.state
        if not isinstance(answer, tuple) or subject[:3] != (state.dataset, state.space, state.assumptions):
            return None
        return answer

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        if history is not None:
            exact = results.posterior is not None and results.posterior.exact
            version = "exact" if exact else "early" if results.working else history
            subject = (state.dataset, state.space, state.assumptions, state.seed)
            self._latest.ask(subject, version, _work(state, history))


def _work(state: SessionState, history: BeliefHistory) -> Work:
    def work() -> Iterator[Progress[tuple[Overturning, ...]]]:
        # A row in which a variable was drawn at random says what the same row says in which it was set.
        return what_would_overturn(history.evidence, state.dataset, settings_of(state), state.seed)

    return work
