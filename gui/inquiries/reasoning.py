"""Works out why one candidate stands where it stands beside another."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.accounts import Account, give_account
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import Inquiry
from gui.jobs import JobRunner, Work

REASONS = "reasons"
# A candidate, and the one it stands beside; None for all others together.
Pair = tuple[int, int | None]


class Reasoning(Inquiry):
    """Answers with the `Account` of the batches before the moment shown."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(REASONS, document, analysis, jobs, parent)
        self._pair: Pair | None = None

    @property
    def account(self) -> Account | None:
        """The account of the candidates that were asked about; None while it is not known."""
        answer, subject = self.standing.answer, self.standing.subject
        if not isinstance(answer, Account) or subject[1] != self._document.state.space:
            return None
        return answer if (answer.one, answer.other) == self._pair else None

    def want(self, pair: Pair | None) -> None:
        """Work this out from now on; None for nothing."""
        self._pair = pair
        self._ask()

    def _ask(self) -> None:
        if self._pair is None or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        if history is None or max(self._pair[0], self._pair[1] or 0) >= len(history.space):
            return
        n_batches = results.batches_shown
        exact = results.posterior is not None and results.posterior.exact
        version = "exact" if exact else "early" if results.working else history
        subject = (state.dataset, state.space, state.assumptions, state.seed, n_batches, self._pair)
        self._latest.ask(subject, version, _work(state, history, n_batches, self._pair))


def _work(state: SessionState, history: BeliefHistory, n_batches: int, pair: Pair) -> Work:
    def work() -> Iterator[Progress[Account]]:
        return give_account(history, state.dataset, n_batches, *pair, state.seed)

    return work
