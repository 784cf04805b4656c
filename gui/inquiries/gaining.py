"""Works out how much each experiment is expected to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from PySide6.QtCore import QObject

from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.networks.interventions import Regime
from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.batch_gains import sampled_gains
from engine.questions.dag_mixtures import Influence
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import (
    Gains,
    double_experiments,
    single_experiments,
    soft_experiments,
)
from engine.questions.summed_batch_gains import refuse_long_draws, summed_batch_gains
from engine.questions.summed_gains import are_long_sums, summed_gains
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.about import About, listed_question, summed_question
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import Inquiry
from gui.inquiries.summing import counted, summed
from gui.jobs import JobRunner, Work

GAINS = "gains"
# Which experiments are compared: on one variable, on two at once, or soft ones.
Acts = Literal["one", "two", "soft"]
ACTS: tuple[Acts, ...] = get_args(Acts)


@dataclass(frozen=True)
class Topic:
    """What is to be found out and how many rows there will be.

    Parameters
    ----------
    rows
        Rows of the experiment: what one tells is worked out exactly where that is short, what more tell is estimated.
    about
        Whether one place of the space has an arrow to another, or any influence on it; None for the whole structure.
    acts
        Which experiments are compared.
    """

    rows: int = 1
    about: About | None = None
    acts: Acts = "one"


class Gaining(Inquiry):
    """Answers with `Gains`, better and better where they are estimated."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(GAINS, document, analysis, jobs, parent)
        self._topic: Topic | None = None

    @property
    def gains(self) -> Gains | None:
        """The answer, as far as it is about the candidates on screen; None while there is none."""
        answer, subject = self.standing.answer, self.standing.subject
        if not isinstance(answer, Gains) or self._topic is None or subject[1] != self._document.state.space:
            return None
        return answer if subject[-1] == self._topic else None

    @property
    def is_current(self) -> bool:
        """Whether the answer is about all rows of the session."""
        return bool(self.standing.subject) and self.standing.subject[0] is self._document.state.dataset

    def want(self, topic: Topic | None) -> None:
        """Work this out from now on; None for nothing."""
        self._topic = topic
        self._ask()

    def _ask(self) -> None:
        if self._topic is None or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        subject = (state.dataset, state.space, state.assumptions, state.seed, self._topic)
        if isinstance(state.space, AllDags) or _can_be_summed(state, self._topic):
            self._latest.ask(subject, "exact", _summed(state, self._topic))
            return
        history = current_history(state, results)
        if history is not None:
            exact = results.posterior is not None and results.posterior.exact
            version = "exact" if exact else "early" if results.working else history
            self._latest.ask(subject, version, _listed(state, history, self._topic))


def experiments_of(state: SessionState, acts: Acts = "one") -> tuple[Regime, ...]:
    """Return the experiments that are compared: watching, and acting on what belief is about."""
    listed = {"one": single_experiments, "two": double_experiments, "soft": soft_experiments}[acts]
    return listed(state.variables, state.space.over)


def _listed(state: SessionState, history: BeliefHistory, topic: Topic) -> Work:
    def work() -> Iterator[Progress[Gains]]:
        question, regimes = listed_question(history.space, topic.about), experiments_of(state, topic.acts)
        if topic.rows == 1:
            return expected_gains(history.evidence, state.dataset, regimes, question, state.seed)
        rng = np.random.default_rng(state.seed)
        return sampled_gains(
            history.evidence, state.dataset, regimes, topic.rows, rng, question, _draws(history), state.seed
        )

    return work


def _draws(history: BeliefHistory) -> int:
    # A draw weighs every candidate once: enough for two places, within a minute. What is hidden takes milliseconds.
    if history.evidence.plan is not None:
        return 512
    return max(64, min(2048, 20_000_000 // max(1, len(history.space) * 20)))


def _can_be_summed(state: SessionState, topic: Topic) -> bool:
    # With six variables sums take hundredths of a second, and going through all DAGs takes half a minute. What one
    # row tells of influences is exact only where DAGs are gone through.
    influence = topic.about is not None and topic.about[0] == "influence"
    whole = isinstance(state.space, HypothesisSpace) and state.space.complete
    return whole and not (topic.rows == 1 and influence) and not state.assumptions.needs_listing


def _summed(state: SessionState, topic: Topic) -> Work:
    def work() -> Iterator[Progress[Gains]]:
        regimes = experiments_of(state, topic.acts)
        question = summed_question(topic.about)
        counts = counted(state)
        exact = topic.rows == 1 and not isinstance(question, Influence)
        exact = exact and not are_long_sums(state.space.n, counts.cardinality, len(regimes))
        if not exact:
            refuse_long_draws(counts, len(regimes), topic.rows, question)
        posterior = yield from summed(state, counts)
        size = state.assumptions.equivalent_sample_size
        if exact and not isinstance(question, Influence):
            yield from summed_gains(posterior, counts, size, regimes, question)
        else:
            rng = np.random.default_rng(state.seed)
            yield from summed_batch_gains(posterior, counts, size, regimes, topic.rows, rng, question)

    return work
