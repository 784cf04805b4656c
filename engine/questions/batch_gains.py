"""How many bits a batch of several rows is expected to tell: estimated by drawing such batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset, Values, as_values
from engine.networks.dag import Dag, bits
from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.posterior.counts import setting_in
from engine.posterior.enumeration import Evidence
from engine.progress import Progress
from engine.questions.experiments import Gain, Gains, Question
from engine.questions.hidden_gains import Foretold, hidden_gains
from engine.questions.movement import Movement
from engine.questions.rounds import FIRST_ROUND, MOST_DRAWS, Tally, rounds

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def sampled_gains(
    evidence: Evidence,
    dataset: Dataset,
    regimes: Sequence[Regime],
    rows: int,
    rng: np.random.Generator,
    question: Question | None = None,
    draws: int = MOST_DRAWS,
    seed: int = 1,
) -> Iterator[Progress[Gains]]:
    """Estimate what a batch under each of several regimes is expected to tell; better and better.

    Parameters
    ----------
    evidence
        What is known.
    dataset
        The rows that it was gathered from.
    regimes
        The experiments; targets are columns of the data.
    rows
        How many rows each batch has.
    rng
        Where chance comes from.
    question
        What is to be found out; None for which candidate is true.
    draws
        How many batches to draw for each experiment in the end.
    seed
        Seed of what must be estimated beforehand, where something is hidden.

    Yields
    ------
    Progress
        After each round of one experiment, with all gains so far and their standard errors.

    Raises
    ------
    InvalidInput
        When something is hidden in a candidate, and there are more than 4,096 different rows.

    Notes
    -----
    A candidate is drawn by its weight, its tables from their posterior, and rows from these; how far the weights then
    move (their divergence from those now, Kullback and Leibler 1951) is on average what the batch tells. No nested
    average has to be estimated, so there is no bias. O(n_candidates n) a draw. Where something is hidden see
    `engine.questions.hidden_gains`.
    """
    total = draws * len(regimes)
    found: list[Gain | None] = [None] * len(regimes)
    if evidence.plan is not None:
        plans = [[(regime, rows)] for regime in regimes]
        yield from _hidden(regimes, hidden_gains(evidence, dataset, plans, rng, question, draws, seed), draws)
        return
    weights = evidence.posterior().weights
    measure = Movement(weights, question)
    drawing, tally = Foreseen(evidence, dataset.variables, rows), Tally(len(regimes))
    for place, count in rounds(tally, len(regimes), draws):
        moved = np.empty(count)
        for number in range(count):
            batch = drawing.batch(int(rng.choice(len(weights), p=weights)), regimes[place], rng)
            moved[number] = measure.bits(evidence.plus(batch).posterior().weights)
        tally.add(place, moved)
        found[place] = Gain(regimes[place], *tally.mean_and_error(place))
        yield Progress(tally.all_drawn, total, Gains(tuple(found), measure.entropy))


def _hidden(regimes: Sequence[Regime], drawing: Iterator[Foretold], draws: int) -> Iterator[Progress[Gains]]:
    # A gain is told after its first round, for few draws say little of their error; and again when a quarter more are
    # there, for working it out takes its time.
    found: list[Gain | None] = [None] * len(regimes)
    told, total = [0] * len(regimes), draws * len(regimes)
    for each in drawing:
        for place, regime in enumerate(regimes):
            drawn = each.drawn(place)
            if drawn >= max(min(FIRST_ROUND, draws), 1.25 * told[place]) or (
                drawn > told[place] and each.all_drawn == total
            ):
                found[place], told[place] = Gain(regime, *each.mean_and_error(place)), drawn
        gains = Gains(tuple(found), each.movement.entropy)
        yield Progress(each.all_drawn, total, gains if gains.known else None)


@dataclass(frozen=True, eq=False)
class Foreseen:
    """Draws batches as they are foreseen by what is known.

    Parameters
    ----------
    evidence
        What is known; nothing hidden among the candidates.
    variables
        All columns of the data.
    rows
        How many rows each batch has.
    """

    evidence: Evidence
    variables: Sequence[Variable]
    rows: int
    _known: dict[tuple[int, Regime], tuple[IntArray, IntArray]] = field(default_factory=dict, init=False, repr=False)

    def batch(self, candidate: int, regime: Regime, rng: np.random.Generator) -> Batch:
        """Draw rows from a candidate whose tables are drawn from what is known of them."""
        over, cardinality = self.evidence.space.over, self.evidence.counts.cardinality
        dag = self.evidence.space.dag(candidate)
        codes = np.zeros((self.rows, len(over)), dtype=np.int64)
        for node in dag.topological_order:
            intervention = regime.on(over[node])
            if intervention is None or intervention.kind == "soft":
                codes[:, node] = self._followed(node, dag, regime, codes, rng)
            elif intervention.state is not None:
                codes[:, node] = intervention.state
            else:
                codes[:, node] = rng.choice(cardinality[node], self.rows, p=intervention.distribution)
        return Batch(self._values(codes), regime)

    def _followed(self, node: int, dag: Dag, regime: Regime, codes: IntArray, rng: np.random.Generator) -> IntArray:
        counts = self.evidence.counts
        states = counts.cardinality[node]
        if (node, regime) not in self._known:
            self._known[node, regime] = self._seen(node, regime)
        seen, often = self._known[node, regime]
        configuration, before = np.zeros(self.rows, np.int64), np.zeros(len(seen), np.int64)
        n_configurations = 1
        for parent in bits(dag.parents[node]):
            size = counts.cardinality[parent]
            configuration, before = configuration * size + codes[:, parent], before * size + seen[:, parent]
            n_configurations *= size
        tally = np.bincount(before * states + seen[:, node], often, n_configurations * states)
        prior = self.evidence.assumptions.equivalent_sample_size / (n_configurations * states)
        drawn = np.empty(self.rows, dtype=np.int64)
        for met in np.unique(configuration):
            chances = rng.dirichlet(tally[met * states : (met + 1) * states] + prior)
            rows = np.flatnonzero(configuration == met)
            drawn[rows] = rng.choice(states, len(rows), p=chances)
        return drawn

    def _seen(self, node: int, regime: Regime) -> tuple[IntArray, IntArray]:
        counts = self.evidence.counts
        version = setting_in(self.evidence.space.over, regime).table_of(node)
        followed = [
            each
            for setting, each in counts.tables.items()
            if not setting.targets >> node & 1 and setting.table_of(node) == version
        ]
        if not followed:
            return np.empty((0, len(counts.cardinality)), np.int64), np.empty(0, np.int64)
        cells = np.concatenate([each.cells for each in followed])
        return counts.decoded(cells), np.concatenate([each.counts for each in followed])

    def _values(self, codes: IntArray) -> Values:
        # Columns that candidates are not about tell nothing: they may hold anything.
        values = np.zeros((self.rows, len(self.variables)), dtype=np.int64)
        values[:, list(self.evidence.space.over)] = codes
        return as_values(values, tuple(self.variables))
