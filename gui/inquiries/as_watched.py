"""Works out the belief of somebody who takes what was set by hand for something seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.data.only_watched import only_watched
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.history import BeliefHistory, believe
from engine.posterior.posterior import Posterior
from engine.progress import Progress
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import Inquiry
from gui.jobs import JobRunner, Work

AS_WATCHED = "as-watched"


class AsWatched(Inquiry):
    """Answers with the wrong `BeliefHistory` while the session asks for it."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(AS_WATCHED, document, analysis, jobs, parent)

    @property
    def wrong(self) -> Posterior | None:
        """The wrong belief at the moment shown; None while it is not known for just those rows."""
        history, results = self.standing.answer, self._analysis.results
        right = current_history(self._document.state, results) if self._document.is_open else None
        if not isinstance(history, BeliefHistory) or right is None or history.space != right.space:
            return None
        checkpoint = int(history.rows.searchsorted(results.n_rows))
        if checkpoint >= len(history.rows) or history.rows[checkpoint] != results.n_rows:
            return None
        return history.posterior_at(checkpoint)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or not new.as_if_watched:
            self._latest.drop()
        self._ask()

    def _ask(self) -> None:
        if not self._document.is_open or not self._document.state.as_if_watched:
            return
        state = self._document.state
        if isinstance(state.space, HypothesisSpace):
            subject = (state.dataset, state.space, state.assumptions, state.seed)
            self._latest.ask(subject, None, _work(state, state.space, self.standing.answer))


def _work(state: SessionState, space: HypothesisSpace, known: object) -> Work:
    seen, earlier = only_watched(state.dataset), known if isinstance(known, BeliefHistory) else None

    def work() -> Iterator[Progress[BeliefHistory]]:
        return believe(seen, space, state.assumptions, earlier, state.seed)

    return work
