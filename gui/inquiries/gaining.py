"""Works out how much each experiment is expected to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from PySide6.QtCore import QObject

from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.networks.interventions import Regime
from engine.networks.variables import cardinalities
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.history import BeliefHistory
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.batch_gains import sampled_gains
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import (
    Gains,
    Question,
    double_experiments,
    single_experiments,
    soft_experiments,
)
from engine.questions.summed_gains import Arrow, refuse_long_sums, summed_gains
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import Inquiry
from gui.jobs import JobRunner, Work

GAINS = "gains"
Kind = Literal["arrow", "influence"]
# Which experiments are compared: on one variable, on two at once, or soft ones.
Acts = Literal["one", "two", "soft"]
ACTS: tuple[Acts, ...] = get_args(Acts)


@dataclass(frozen=True)
class Topic:
    """What is to be found out and how many rows there will be.

    Parameters
    ----------
    rows
        Rows of the experiment: what one tells is worked out exactly, what more tell is estimated.
    about
        Whether one place of the space has an arrow to another, or any influence on it; None for the whole structure.
    acts
        Which experiments are compared.
    """

    rows: int = 1
    about: tuple[Kind, int, int] | None = None
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
        question, regimes = _question(history.space, topic), experiments_of(state, topic.acts)
        if topic.rows == 1:
            return expected_gains(history.evidence, state.dataset, regimes, question, state.seed)
        rng = np.random.default_rng(state.seed)
        return sampled_gains(
            history.evidence, state.variables, regimes, topic.rows, rng, question, draws=_draws(history)
        )

    return work


def _draws(history: BeliefHistory) -> int:
    # A draw weighs every candidate once: enough for two places, within a minute.
    return max(64, min(2048, 20_000_000 // max(1, len(history.space) * 20)))


def _question(space: HypothesisSpace, topic: Topic) -> Question | None:
    if topic.about is None:
        return None
    kind, cause, effect = topic.about
    return (Question.arrow if kind == "arrow" else Question.influence)(space, cause, effect)


def _can_be_summed(state: SessionState, topic: Topic) -> bool:
    # With six variables sums take hundredths of a second, and going through all DAGs takes half a minute.
    influence = topic.about is not None and topic.about[0] == "influence"
    whole = isinstance(state.space, HypothesisSpace) and state.space.complete
    return whole and topic.rows == 1 and not influence and not state.assumptions.needs_listing


def _summed(state: SessionState, topic: Topic) -> Work:
    def work() -> Iterator[Progress[Gains]]:
        regimes = experiments_of(state, topic.acts)
        _refuse(topic)
        over = state.space.over
        refuse_long_sums(len(over), cardinalities([state.variables[column] for column in over]), len(regimes))
        counts = RegimeCounts.empty([state.variables[column] for column in over])
        for batch in state.dataset.batches:
            counts = counts.plus(batch.values[:, list(over)], setting_in(over, batch.regime))
            yield Progress(0, len(regimes))
        posterior: SummedPosterior | None = None
        for progress in sum_counts(counts, over, state.belief_names, state.assumptions):
            posterior = progress.partial
            yield Progress(0, len(regimes))
        if posterior is None:
            return
        question = None if topic.about is None else Arrow(*topic.about[1:])
        size = state.assumptions.equivalent_sample_size
        yield from summed_gains(posterior, counts, size, regimes, question)

    return work


def _refuse(topic: Topic) -> None:
    if topic.rows > 1:
        what = "what several rows would tell is not worked out over all structures at once"
        raise InvalidInput(Problem(what, "Ask for one row, or list the candidates"))
    if topic.about is not None and topic.about[0] == "influence":
        what = "what would tell of influences over others is not worked out over all structures at once"
        raise InvalidInput(Problem(what, "Ask about an arrow, or list the candidates"))
