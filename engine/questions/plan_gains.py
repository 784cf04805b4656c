"""How many bits a plan of several experiments is expected to tell, all of it together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import Dataset
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior
from engine.posterior.enumeration import Evidence
from engine.progress import Progress
from engine.questions.batch_gains import Foreseen
from engine.questions.dag_mixtures import DagMixtures, Influence, SummedQuestion
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains, Question
from engine.questions.hidden_gains import hidden_gains
from engine.questions.movement import Movement
from engine.questions.rounds import FIRST_ROUND, MOST_DRAWS, Tally, rounds
from engine.questions.summed_batch_gains import affordable_draws, refuse_long_draws
from engine.questions.summed_draws import Steps, SummedDraws
from engine.questions.summed_gains import are_long_sums, summed_gains


@dataclass(frozen=True)
class PlanGain:
    """What a plan as a whole is expected to tell of which candidate is true, or of a question that is asked.

    Parameters
    ----------
    bits
        Expected information gain (mutual information between all its rows and the answer), 0 or more.
    standard_error
        How far that may be off, in bits; 0 where it is exact.
    entropy_bits
        How much is open now about it: no plan tells more.
    """

    bits: float
    standard_error: float
    entropy_bits: float

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.standard_error == 0.0


def plan_gain(
    evidence: Evidence,
    dataset: Dataset,
    steps: Steps,
    rng: np.random.Generator,
    draws: int = MOST_DRAWS,
    seed: int = 1,
    question: Question | None = None,
) -> Iterator[Progress[PlanGain]]:
    """Work out what several experiments, one after another, are expected to tell; better and better.

    Parameters
    ----------
    evidence
        What is known.
    dataset
        The rows that it was gathered from.
    steps
        What is done and how many rows each has, in order; targets are columns of the data.
    rng
        Where chance comes from.
    draws
        How often to draw the whole plan in the end.
    seed
        Seed of what must be estimated beforehand, where something is hidden.
    question
        What is to be found out; None for which candidate is true.

    Yields
    ------
    Progress
        After each round, with the gain so far and its standard error.

    Raises
    ------
    InvalidInput
        When something is hidden in a candidate, and there are more than 4,096 different rows.

    Notes
    -----
    One row is worked out exactly. Else a candidate is drawn by its weight, and each batch in turn from that candidate,
    its tables from their posterior given the data and the batches before. How far the weights have moved after the
    last batch (the divergence of Kullback and Leibler 1951) is on average the entropy now less the mean entropy
    afterwards: what two steps tell twice over counts once. O(n_candidates n) for each step of a draw. Where something
    is hidden see `engine.questions.hidden_gains`.
    """
    if not steps:
        yield Progress(1, 1, PlanGain(0.0, 0.0, Movement(evidence.posterior().weights, question).entropy))
    elif len(steps) == 1 and steps[0][1] == 1:
        for progress in expected_gains(evidence, dataset, [steps[0][0]], question, seed):
            yield _of_one(progress)
    else:
        yield from _sampled(evidence, dataset, steps, rng, draws, seed, question)


def summed_plan_gain(
    posterior: SummedPosterior,
    counts: RegimeCounts,
    equivalent_sample_size: float,
    steps: Steps,
    rng: np.random.Generator,
    draws: int | None = None,
    question: SummedQuestion | None = None,
) -> Iterator[Progress[PlanGain]]:
    """Work out what several experiments are expected to tell, over all DAGs without listing them.

    Parameters
    ----------
    posterior, counts, equivalent_sample_size
        What is known, the rows that it was gathered from, and the strength of the prior in rows.
    steps, rng
        As for `plan_gain`.
    draws
        How often to draw the whole plan in the end; None for as often as takes a minute or two.
    question
        What is to be found out; None for which DAG is true.

    Yields
    ------
    Progress
        After each round, with the gain so far and its standard error.

    Raises
    ------
    InvalidInput
        When there are so many variables or states that a first look would take long.

    Notes
    -----
    One row is worked out exactly where that is short. Else see `SummedDraws.moved`.
    """
    mixtures = DagMixtures(posterior, question)
    if not steps:
        yield Progress(1, 1, PlanGain(0.0, 0.0, mixtures.entropy_bits()))
    elif not isinstance(question, Influence) and _is_one_short_row(counts, steps):
        for one in summed_gains(posterior, counts, equivalent_sample_size, [steps[0][0]], question):
            yield _of_one(one)
    else:
        refuse_long_plan(counts, steps, question)
        rows = sum(count for _, count in steps)
        most = affordable_draws(counts, 1, rows, question) if draws is None else draws
        drawing, tally = SummedDraws(mixtures, counts, equivalent_sample_size), Tally(1)
        entropy = mixtures.entropy_bits()
        for _, count in rounds(tally, 1, most):
            for moved in drawing.moved(steps, count, rng):
                tally.add(0, moved)
                yield Progress(tally.drawn(0), most, PlanGain(*tally.mean_and_error(0), entropy))


def refuse_long_plan(counts: RegimeCounts, steps: Steps, question: SummedQuestion | None = None) -> None:
    """Raise InvalidInput when a first look at a plan over all DAGs would take minutes, or more memory than is fair."""
    if isinstance(question, Influence) or not _is_one_short_row(counts, steps):
        refuse_long_draws(counts, 1, sum(count for _, count in steps), question)


def _is_one_short_row(counts: RegimeCounts, steps: Steps) -> bool:
    one = len(steps) == 1 and steps[0][1] == 1
    return one and not are_long_sums(len(counts.cardinality), counts.cardinality, 1)


def _of_one(progress: Progress[Gains]) -> Progress[PlanGain]:
    gains = progress.partial
    known = None if gains is None else gains.best
    if gains is None or known is None:
        return Progress(progress.done, progress.total)
    return Progress(progress.done, progress.total, PlanGain(known.bits, known.standard_error, gains.entropy_bits))


def _sampled(
    evidence: Evidence,
    dataset: Dataset,
    steps: Steps,
    rng: np.random.Generator,
    draws: int,
    seed: int,
    question: Question | None,
) -> Iterator[Progress[PlanGain]]:
    if evidence.plan is not None:
        for told in hidden_gains(evidence, dataset, [steps], rng, question, draws, seed):
            done = told.all_drawn
            # Few draws say little of their error.
            enough = done >= min(FIRST_ROUND, draws)
            found = PlanGain(*told.mean_and_error(0), told.movement.entropy) if enough else None
            yield Progress(done, draws, found)
        return
    weights = evidence.posterior().weights
    movement = Movement(weights, question)
    tally = Tally(1)
    while tally.drawn(0) < draws:
        for _ in range(min(FIRST_ROUND, draws - tally.drawn(0))):
            candidate, known = int(rng.choice(len(weights), p=weights)), evidence
            for regime, rows in steps:
                known = known.plus(Foreseen(known, dataset.variables, rows).batch(candidate, regime, rng))
                # Whoever asked may have turned to something else, and long plans over many candidates take a while.
                yield Progress(tally.drawn(0), draws)
            tally.add(0, np.array([movement.bits(known.posterior().weights)]))
        yield Progress(tally.drawn(0), draws, PlanGain(*tally.mean_and_error(0), movement.entropy))
