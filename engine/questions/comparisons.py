"""A sample beside what was to be expected of it: by the world that it was drawn from, and by belief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.data.chosen_rows import ChosenRows, IntArray, counts_of_columns
from engine.data.dataset import Batch, Dataset
from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork
from engine.networks.variables import cardinalities
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.history import BeliefHistory
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.questions.predictions import predict
from engine.questions.probabilities import joint
from engine.questions.summed_gains import refuse_long_sums, summed_average

FloatArray = npt.NDArray[np.float64]
Columns = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compared:
    """The states of one variable, or of two together.

    Parameters
    ----------
    columns
        The variables.
    counts
        int64[states of each], rows with each state.
    world, belief
        float64[states of each], what the world gives, and what belief expects; None where that is not known.
    errors
        float64[states of each], standard errors of `belief`, 0 where it is exact; a bound where outcomes are off
        together.
    """

    columns: Columns
    counts: IntArray = field(repr=False)
    world: FloatArray | None = field(default=None, repr=False)
    belief: FloatArray | None = field(default=None, repr=False)
    errors: FloatArray | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Comparison:
    """A sample and what was to be expected of it.

    Parameters
    ----------
    n_rows
        Rows of the sample.
    compared
        The two that were asked about together, if any, and then each variable by itself.
    world_problem, belief_problem
        Why nothing is known of the world or of belief, as a sentence; empty where it is, or was not asked.
    """

    n_rows: int
    compared: tuple[Compared, ...]
    world_problem: str = ""
    belief_problem: str = ""

    @property
    def exact(self) -> bool:
        """Whether nothing that is expected was estimated."""
        return all(each.errors is None or not each.errors.any() for each in self.compared)


@dataclass(frozen=True, eq=False)
class Moment:
    """Belief at one checkpoint of its history."""

    history: BeliefHistory
    checkpoint: int


@dataclass(frozen=True, eq=False)
class InSum:
    """Belief over all DAGs on some columns, after the rows up to the moment of the sample: too many to be listed."""

    over: Columns
    assumptions: Assumptions


class _Expected(NamedTuple):
    # What belief expects of every row: float64[cardinality of each], and apart for candidates that may be off.
    over: Columns
    average: FloatArray
    weights: FloatArray = np.empty(0)
    joint: FloatArray | None = None
    errors: FloatArray | None = None
    weight_errors: FloatArray | None = None


def compare(
    sample: ChosenRows,
    pair: Columns = (),
    world: BayesianNetwork | None = None,
    moment: Moment | InSum | None = None,
    seed: int = 1,
) -> Iterator[Progress[Comparison]]:
    """Set the shares of a sample beside what was to be expected of them.

    Parameters
    ----------
    sample
        Rows of one regime; all rows count as watched.
    pair
        Two variables whose states are compared together as well; none for no such two.
    world
        The network that is asked, under the regime of the sample; its measured variables are those of the rows.
    moment
        The belief that is asked: the average of all candidates, each with what it has learnt by then.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        First what was seen, then with what the world gives, at last with what belief expects.
    """
    regime = OBSERVATION if sample.regime is None else sample.regime
    columns: list[Columns] = [
        *([pair] if pair else []),
        *((column,) for column in range(len(sample.dataset.variables))),
    ]
    found = Comparison(sample.n_rows, tuple(Compared(each, counts_of_columns(sample, each)) for each in columns))
    yield Progress(1, 3, found)
    if world is not None:
        found = _with_world(found, world, regime)
    if moment is None:
        yield Progress(3, 3, found)
        return
    yield Progress(2, 3, found)
    try:
        expected: _Expected | None = None
        if isinstance(moment, Moment):
            steps = _listed(sample.dataset, moment, regime, seed)
        else:
            seen = sample.dataset if sample.until is None else _first_rows(sample.dataset, sample.until)
            steps = _summed(seen, moment, regime)
        for step in steps:
            expected = step
            yield Progress(2, 3)
        if expected is not None:
            found = replace(found, compared=tuple(_with_belief(each, expected) for each in found.compared))
    except InvalidInput as error:
        found = replace(found, belief_problem=str(error))
    yield Progress(3, 3, found)


def _with_world(found: Comparison, world: BayesianNetwork, regime: Regime) -> Comparison:
    acted = regime.moved(dict(enumerate(world.observed)))
    try:
        compared = tuple(
            replace(each, world=joint(world, [world.observed[column] for column in each.columns], acted))
            for each in found.compared
        )
    except InvalidInput as error:
        return replace(found, world_problem=str(error))
    return replace(found, compared=compared)


def _listed(dataset: Dataset, moment: Moment, regime: Regime, seed: int) -> Iterator[_Expected | None]:
    evidence = moment.history.evidence_at(moment.checkpoint)
    space = evidence.space
    # Candidates are asked one by one only where something is hidden: the others are exact.
    asked = tuple(range(len(space))) if space.has_hidden else ()
    for progress in predict(evidence, _first_rows(dataset, evidence.n_rows), regime, asked, seed):
        found = progress.partial
        if found is None:
            yield None
            continue
        shape = found.cardinality
        joint, errors = (each.reshape(len(asked), *shape) for each in (found.joint, found.errors))
        off = evidence.posterior().errors
        yield _Expected(space.over, found.average.reshape(shape), found.weights, joint, errors, off)


def _summed(dataset: Dataset, asked: InSum, regime: Regime) -> Iterator[_Expected | None]:
    variables = [dataset.variables[column] for column in asked.over]
    refuse_long_sums(len(variables), cardinalities(variables), 1)
    counts = RegimeCounts.empty(variables)
    for batch in dataset.batches:
        counts = counts.plus(batch.values[:, list(asked.over)], setting_in(asked.over, batch.regime))
        yield None
    names = [variable.name for variable in variables]
    posterior: SummedPosterior | None = None
    for progress in sum_counts(counts, asked.over, names, asked.assumptions):
        posterior = progress.partial
        yield None
    if posterior is None:
        return
    for block in summed_average(posterior, counts, asked.assumptions.equivalent_sample_size, regime):
        yield None if block.partial is None else _Expected(asked.over, block.partial)


def _with_belief(compared: Compared, expected: _Expected) -> Compared:
    if not set(compared.columns) <= set(expected.over):
        return compared
    places = [expected.over.index(column) for column in compared.columns]
    average = _by_states(expected.average[None], places)[0]
    errors = np.zeros_like(average)
    if len(expected.weights) and expected.joint is not None and expected.errors is not None:
        # What each expects may be off, and so may its weight: at worst all are off to one side.
        errors = np.tensordot(expected.weights, _by_states(expected.errors, places), 1)
        if expected.weight_errors is not None:
            apart = np.abs(_by_states(expected.joint, places) - average)
            errors = errors + np.tensordot(expected.weight_errors, apart, 1)
    return replace(compared, belief=average, errors=errors)


def _by_states(values: FloatArray, places: Sequence[int]) -> FloatArray:
    # From [k, cardinality of each variable] to [k, states of some of them, in their order].
    others = tuple(axis + 1 for axis in range(values.ndim - 1) if axis not in places)
    ascending = sorted(places)
    return np.transpose(values.sum(axis=others), [0, *(ascending.index(place) + 1 for place in places)])


def _first_rows(dataset: Dataset, n_rows: int) -> Dataset:
    batches, left = [], n_rows
    for batch in dataset.batches:
        if left > 0:
            batches.append(batch if batch.n_rows <= left else Batch(batch.values[:left], batch.regime, batch.drawn))
        left -= batch.n_rows
    return Dataset(dataset.variables, tuple(batches))
