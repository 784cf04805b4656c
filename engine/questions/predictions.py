"""What every candidate predicts of the next row under a regime, and what a batch then did to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.networks.interventions import Regime
from engine.posterior.counts import setting_in
from engine.posterior.enumeration import Evidence
from engine.posterior.history import BeliefHistory
from engine.posterior.latent.evidence import Rows
from engine.posterior.latent.predictive import LocalPrediction, local_prediction
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.predictive_tables import PredictiveTables, all_outcomes, set_factor

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MOST_OUTCOMES = 1 << 12
# So many numbers are held at once while candidates are averaged.
BLOCK = 1 << 21


@dataclass(frozen=True, eq=False)
class Predictions:
    """The posterior predictive of the next row, candidate by candidate.

    Parameters
    ----------
    space
        The candidates.
    regime
        What will be done; targets are columns of the data.
    cardinality
        How many states each variable of the space has.
    candidates
        The candidates that are spoken of one by one, by their numbers.
    weights
        float64[n_asked], their weights.
    joint, errors
        float64[n_asked, n_outcomes], the probability of every row under each, and its standard error; an outcome is
        the states of all variables as one number, the last changing fastest.
    average
        float64[n_outcomes], the mean over all candidates by their weights.
    """

    space: HypothesisSpace
    regime: Regime
    cardinality: tuple[int, ...]
    candidates: tuple[int, ...]
    weights: FloatArray = field(repr=False)
    joint: FloatArray = field(repr=False)
    errors: FloatArray = field(repr=False)
    average: FloatArray = field(repr=False)

    @property
    def free(self) -> tuple[int, ...]:
        """The variables, by their places in the space, that nobody sets."""
        set_by_hand = {place for place, column in enumerate(self.space.over) if column in self.regime.targets}
        return tuple(place for place in range(self.space.n) if place not in set_by_hand)

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return not self.errors.any()

    def marginals(self, place: int) -> FloatArray:
        """Return the probability of each state of one variable under each candidate, float64[n_asked, states]."""
        return self.summed(self.joint, [place])

    def summed(self, values: npt.NDArray[Any], places: Sequence[int]) -> FloatArray:
        """Add up what there is of every outcome by the states of some variables.

        Parameters
        ----------
        values
            [k, n_outcomes], such as `joint`, `errors`, or counts of rows.
        places
            The variables, by their places in the space, ascending.

        Returns
        -------
        float64[k, n_cells]
            A cell is the states of these variables as one number, the last changing fastest.
        """
        shaped = values.reshape(len(values), *self.cardinality)
        others = tuple(axis + 1 for axis in range(len(self.cardinality)) if axis not in places)
        return np.asarray(shaped.sum(axis=others), dtype=np.float64).reshape(len(values), -1)


def predict(
    evidence: Evidence, dataset: Dataset, regime: Regime, candidates: Sequence[int] | None = None, seed: int = 1
) -> Iterator[Progress[Predictions]]:
    """Work out what candidates predict of the next row.

    Parameters
    ----------
    evidence
        What is known.
    dataset
        The rows that it was gathered from.
    regime
        What will be done; targets are columns of the data.
    candidates
        Those to speak of one by one, by number; None for all. The average is over all in any case.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        In parts of the work; the last one holds the answer.

    Raises
    ------
    InvalidInput
        When there are more than 4,096 different rows to tell apart.

    Notes
    -----
    A DAG predicts with the posterior means of its tables: their product, without a factor for what is set (Heckerman
    1995). Where something is hidden, the probability of a row is the evidence with it over the evidence without.
    """
    space, cardinality = evidence.space, evidence.counts.cardinality
    if math.prod(cardinality) > MOST_OUTCOMES:
        what = f"there are {math.prod(cardinality):,} different rows to predict"
        raise InvalidInput(Problem(what, "Choose fewer variables or merge states"))
    setting = setting_in(space.over, regime)
    outcomes = all_outcomes(cardinality)
    families = PredictiveTables(evidence.counts, evidence.assumptions.equivalent_sample_size, setting, outcomes)
    factor = set_factor(space.over, cardinality, regime, outcomes)
    hidden: dict[int, tuple[FloatArray, FloatArray]] = {}
    plan = evidence.plan
    if plan is not None:
        rows, parts = Rows.of(evidence.counts), list[LocalPrediction]()
        size = evidence.assumptions.equivalent_sample_size
        for done, component in enumerate(plan.components):
            for part in local_prediction(component, rows, size, setting, dataset, space.over, seed):
                if part is None:
                    yield Progress(done, len(plan.components) + 1)
                else:
                    parts.append(part)
        spread = [_spread(part, cardinality, outcomes) for part in parts]
        for row, number in enumerate(plan.numbers):
            plain = {node: int(plan.masks[row, node]) for node in range(space.n) if plan.plain[row, node]}
            used = [spread[place] for place in np.flatnonzero(plan.uses[row])]
            hidden[int(number)] = _together(families, plain, used)
    asked = tuple(range(len(space))) if candidates is None else tuple(candidates)
    joint = _joint(np.array(asked, dtype=np.intp), space, families, hidden) * factor
    errors = np.zeros_like(joint)
    for place, number in enumerate(asked):
        if number in hidden:
            errors[place] = hidden[number][1] * factor
    weights = evidence.posterior().weights
    average = _average(weights, space, families, hidden) * factor
    own = weights[np.array(asked, dtype=np.intp)]
    yield Progress(1, 1, Predictions(space, regime, cardinality, asked, own, joint, errors, average))


def bits_gained(history: BeliefHistory, batch: int, candidates: Sequence[int]) -> FloatArray:
    """Return how many bits one batch gave or took from some candidates, float64[n_asked].

    It is log2 of the weight after over the weight before: by how much better than the average of all candidates, in
    bits, each predicted the rows of the batch.
    """
    ends = (0, *history.batch_ends)
    logs = history.log_evidence_of(candidates)[[ends[batch], ends[batch + 1]]]
    average = history.log_evidence[[ends[batch], ends[batch + 1]]]
    return np.asarray(((logs[1] - logs[0]) - (average[1] - average[0])) / math.log(2))


def _spread(part: LocalPrediction, cardinality: Sequence[int], outcomes: IntArray) -> tuple[FloatArray, FloatArray]:
    codes = np.zeros(len(outcomes), dtype=np.int64)
    for node in part.seen:
        codes = codes * cardinality[node] + outcomes[:, node]
    return part.probability[codes], part.standard_error[codes]


def _together(
    families: PredictiveTables, plain: dict[int, int], used: Sequence[tuple[FloatArray, FloatArray]]
) -> tuple[FloatArray, FloatArray]:
    value = np.ones(len(families.outcomes))
    for node, mask in plain.items():
        value = value * families.of(node, mask)
    relative = np.zeros(len(value))
    for probability, error in used:
        value = value * probability
        relative = relative + (error / probability) ** 2
    return value, value * np.sqrt(relative)


def _joint(
    numbers: npt.NDArray[np.intp],
    space: HypothesisSpace,
    families: PredictiveTables,
    hidden: dict[int, tuple[FloatArray, FloatArray]],
) -> FloatArray:
    joint = np.ones((len(numbers), len(families.outcomes)))
    masks = space.parents[numbers]
    seen = np.array([int(number) not in hidden for number in numbers], dtype=bool)
    for node in range(space.n):
        for mask in np.unique(masks[seen, node]):
            joint[seen & (masks[:, node] == mask)] *= families.of(node, int(mask))
    for place, number in enumerate(numbers):
        if int(number) in hidden:
            joint[place] = hidden[int(number)][0]
    return joint


def _average(
    weights: FloatArray,
    space: HypothesisSpace,
    families: PredictiveTables,
    hidden: dict[int, tuple[FloatArray, FloatArray]],
) -> FloatArray:
    total = np.zeros(len(families.outcomes))
    step = max(1, BLOCK // len(families.outcomes))
    numbers = np.arange(len(space))
    for start in range(0, len(space), step):
        block = numbers[start : start + step]
        total += weights[block] @ _joint(block, space, families, hidden)
    return total
