"""A sample beside what was to be expected of it: by the world that it was drawn from, and by belief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from engine.data.chosen_rows import ChosenRows, IntArray, counts_of_columns
from engine.data.dataset import Batch, Dataset
from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork
from engine.posterior.enumeration import Evidence
from engine.posterior.history import BeliefHistory
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.questions.predictions import Predictions, predict
from engine.questions.probabilities import joint

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


def compare(
    sample: ChosenRows,
    pair: Columns = (),
    world: BayesianNetwork | None = None,
    moment: Moment | None = None,
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
        evidence = moment.history.evidence_at(moment.checkpoint)
        expected: Predictions | None = None
        for progress in _predicted(sample.dataset, evidence, regime, seed):
            expected = progress.partial
            yield Progress(2, 3)
        if expected is not None:
            off = evidence.posterior().errors
            found = replace(found, compared=tuple(_with_belief(each, expected, off) for each in found.compared))
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


def _predicted(dataset: Dataset, evidence: Evidence, regime: Regime, seed: int) -> Iterator[Progress[Predictions]]:
    # Candidates are asked one by one only where something is hidden: the others are exact.
    asked = tuple(range(len(evidence.space))) if evidence.space.has_hidden else ()
    return predict(evidence, _first_rows(dataset, evidence.n_rows), regime, asked, seed)


def _with_belief(compared: Compared, expected: Predictions, weight_errors: FloatArray | None) -> Compared:
    over = expected.space.over
    if not set(compared.columns) <= set(over):
        return compared
    places = [over.index(column) for column in compared.columns]
    ascending = sorted(places)
    average = expected.summed(expected.average[None], ascending)[0]
    errors = np.zeros(len(average))
    if len(expected.candidates):
        # What each expects may be off, and so may its weight: at worst all are off to one side.
        errors = expected.weights @ expected.summed(expected.errors, ascending)
        if weight_errors is not None:
            errors = errors + weight_errors @ np.abs(expected.summed(expected.joint, ascending) - average)
    shape = [expected.cardinality[place] for place in ascending]
    order = [ascending.index(place) for place in places]
    belief, off = (np.transpose(each.reshape(shape), order) for each in (average, errors))
    return replace(compared, belief=belief, errors=off)


def _first_rows(dataset: Dataset, n_rows: int) -> Dataset:
    batches, left = [], n_rows
    for batch in dataset.batches:
        if left > 0:
            batches.append(batch if batch.n_rows <= left else Batch(batch.values[:left], batch.regime, batch.drawn))
        left -= batch.n_rows
    return Dataset(dataset.variables, tuple(batches))
