"""Works out what candidates expect of the next experiment, or how they did in the last one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from PySide6.QtCore import QObject

from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.hindsight import Hindsight, hindsight
from engine.questions.predictions import Predictions, predict
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history, leading
from gui.inquiries.inquiry import Inquiry
from gui.jobs import JobRunner, Work

PREDICTIONS = "predictions"
MOST = 24
When = Literal["next", "last"]


class Predicting(Inquiry):
    """Answers with `Predictions` for the next experiment and with `Hindsight` for the last batch."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(PREDICTIONS, document, analysis, jobs, parent)
        self._when: When | None = None

    @property
    def expected(self) -> Predictions | None:
        """What is expected of the next experiment; None where that is not known or not what was asked for."""
        answer = self.standing.answer
        return answer if isinstance(answer, Predictions) and self._when != "last" else None

    @property
    def looked_back(self) -> Hindsight | None:
        """The batch in hindsight; None where that is not known or not what was asked for."""
        answer = self.standing.answer
        return answer if isinstance(answer, Hindsight) and self._when != "next" else None

    @property
    def batch(self) -> int | None:
        """The batch that is looked back at: the last one before the moment shown; None where there is none."""
        shown = self._analysis.results.batches_shown
        return shown - 1 if shown else None

    def want(self, when: When | None) -> None:
        """Work out one of the two from now on; None for neither."""
        self._when = when
        self._ask()

    def _ask(self) -> None:
        if self._when is None or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        if history is None:
            return
        candidates = leading(history, results.digits, MOST)
        exact = results.posterior is not None and results.posterior.exact
        # Estimates get better while one watches; it is enough to ask again once they are good.
        version = "exact" if exact else "early" if results.working else history
        subject = (state.dataset, state.space, state.assumptions, state.seed, candidates)
        if self._when == "next":
            work = _next(state, history, candidates)
            self._latest.ask((*subject, state.regime), version, work)
        elif self.batch is not None:
            self._latest.ask((*subject, self.batch), version, _last(state, history, candidates, self.batch))


def _next(state: SessionState, history: BeliefHistory, candidates: tuple[int, ...]) -> Work:
    def work() -> Iterator[Progress[Predictions]]:
        return predict(history.evidence, state.dataset, state.regime, candidates, state.seed)

    return work


def _last(state: SessionState, history: BeliefHistory, candidates: tuple[int, ...], batch: int) -> Work:
    def work() -> Iterator[Progress[Hindsight]]:
        return hindsight(history, state.dataset, batch, candidates, state.seed)

    return work
