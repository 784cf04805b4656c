"""Works out how much the plan as a whole is expected to tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QObject

from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.plan_gains import PlanGain, plan_gain, refuse_long_plan, summed_plan_gain
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.about import About, listed_question, summed_question
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import SwitchedInquiry
from gui.inquiries.latest import Subject
from gui.inquiries.summing import counted, summed
from gui.jobs import JobRunner, Work

PLANNING = "plan"


class Planning(SwitchedInquiry):
    """Answers with a `PlanGain` about the plan of the session, better and better where it is estimated."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(PLANNING, document, analysis, jobs, parent)
        self._about: About | None = None

    def ask_about(self, about: About | None) -> None:
        """Let this be what the plan is to tell of; None for which structure is true."""
        self._about = about
        self._ask()

    @property
    def gain(self) -> PlanGain | None:
        """What is known about the plan, the rows and the candidates as they are now; None while nothing is."""
        answer = self.standing.answer
        return answer if isinstance(answer, PlanGain) and self.standing.subject == self._subject else None

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open or not self._document.state.plan:
            return
        state, results = self._document.state, self._analysis.results
        if state.space.complete and not state.assumptions.needs_listing:
            self._latest.ask(self._subject, "exact", _summed(state, self._about))
            return
        history = current_history(state, results)
        if history is not None:
            exact = results.posterior is not None and results.posterior.exact
            version = "exact" if exact else "early" if results.working else history
            self._latest.ask(self._subject, version, _work(state, history, self._about))

    @property
    def _subject(self) -> Subject:
        state = self._document.state
        return (state.dataset, state.space, state.assumptions, state.seed, state.plan, self._about)


def _work(state: SessionState, history: BeliefHistory, about: About | None) -> Work:
    def work() -> Iterator[Progress[PlanGain]]:
        steps = [(step.regime, step.rows) for step in state.plan]
        rng = np.random.default_rng(state.seed)
        # A draw weighs every candidate once for each step: enough for two places, within a minute.
        draws = max(64, min(1024, 1_000_000 // max(1, len(history.space) * len(steps))))
        question = listed_question(history.space, about)
        return plan_gain(history.evidence, state.dataset, steps, rng, draws, state.seed, question)

    return work


def _summed(state: SessionState, about: About | None) -> Work:
    def work() -> Iterator[Progress[PlanGain]]:
        counts, question = counted(state), summed_question(about)
        steps = [(step.regime, step.rows) for step in state.plan]
        refuse_long_plan(counts, steps, question)
        posterior = yield from summed(state, counts)
        size, rng = state.assumptions.equivalent_sample_size, np.random.default_rng(state.seed)
        yield from summed_plan_gain(posterior, counts, size, steps, rng, None, question)

    return work
