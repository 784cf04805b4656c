"""Batches and plans drawn as all DAGs together foresee them, and how far each would move belief over all DAGs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.networks.interventions import Regime
from engine.posterior.counts import NOTHING, RegimeCounts, Setting, setting_in
from engine.posterior.dag_sums import sum_over_dags
from engine.questions.dag_mixtures import Arrow, DagMixtures
from engine.questions.rounds import FIRST_ROUND

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Steps = Sequence[tuple[Regime, int]]
# So many numbers of a table of all families are worked on at a time, which keeps work easy to stop.
NUMBERS = 1 << 16
MOST_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class SummedDraws:
    """Draws batches, and says how far each moves belief.

    Parameters
    ----------
    mixtures
        What is known, and what is asked.
    counts
        The rows that it was gathered from.
    size
        Equivalent sample size.
    """

    mixtures: DagMixtures
    counts: RegimeCounts
    size: float
    _tables: dict[tuple[Setting, ...], npt.NDArray[np.int32]] = field(default_factory=dict, repr=False)

    def moved(self, steps: Steps, count: int, rng: np.random.Generator) -> Iterator[FloatArray]:
        """Draw a plan several times, and yield, some draws at a time, how far belief would move.

        Parameters
        ----------
        steps
            What is done and how many rows each step has, in order.
        count
            How often to draw it all.
        rng
            Where chance comes from.

        Yields
        ------
        float64[k]
            The divergence (Kullback and Leibler 1951) of what would then be believed about the question from what is
            believed now, in bits. Its mean is what the plan is expected to tell.

        Notes
        -----
        A DAG is drawn from the posterior (Talvitie, Vuoksenmaa, Koivisto 2019), its tables from theirs, and rows from
        these. How probable those are under all DAGs is one more sum over them, and so is the mean log probability
        afterwards: no average has to be estimated within another. O(3^n + rows 2^n) a draw.
        """
        plan = ForeseenPlan.of(self, steps)
        n = len(self.counts.cardinality)
        # Fewer would say little of their error.
        at_once = max(FIRST_ROUND, min(MOST_AT_ONCE, NUMBERS >> n))
        dags = self.mixtures.posterior.sampler.draw(count, rng)
        for start in range(0, count, at_once):
            _, predicted, _ = plan.drawn(dags[start : start + at_once], rng)
            yield self._moved(predicted)

    def _moved(self, tables: FloatArray) -> FloatArray:
        mixtures = self.mixtures
        if mixtures.question is None:
            average, knowledge = mixtures.sums(tables)
            return np.maximum(0.0, (knowledge / average - np.log(average)) / math.log(2))
        if isinstance(mixtures.question, Arrow):
            after = mixtures.with_arrow(tables) / mixtures.sums(tables)[0]
        else:
            after = np.array([self._influence(tables[:, :, draw]) for draw in range(tables.shape[2])])
        return _between(np.clip(after, 0.0, 1.0), mixtures.share)

    def _influence(self, predicted: FloatArray) -> float:
        question = self.mixtures.question
        assert question is not None
        *_, last = sum_over_dags(self.mixtures.posterior.log_weights + np.log(predicted))
        assert last.partial is not None
        return float(last.partial.ancestor_probabilities[question.cause, question.effect])

    def counted(self, settings: tuple[Setting, ...]) -> npt.NDArray[np.int32]:
        """Return how often every cell of every set of variables was seen under some settings, int32[n_cells]."""
        seen = tuple(each for each in settings if each in self.counts.tables)
        if seen not in self._tables:
            from engine.kernels.batch_draws import count_rows

            cardinality, offset, n_cells = self.cells
            table = np.zeros(n_cells, dtype=np.int32)
            for setting in seen:
                known = self.counts.tables[setting]
                count_rows(self.counts.decoded(known.cells), known.counts, cardinality, offset, table)
            self._tables[seen] = table
        return self._tables[seen]

    @property
    def cells(self) -> tuple[IntArray, IntArray, int]:
        """States of every variable, where the cells of every set of variables begin, and how many there are."""
        cells = cells_of_sets(self.counts.cardinality)
        ends = np.cumsum(cells)
        return np.array(self.counts.cardinality, dtype=np.int64), ends - cells, int(ends[-1])


@dataclass(frozen=True, eq=False)
class ForeseenPlan:
    """Steps as compiled loops want them.

    Parameters
    ----------
    draws
        What the steps are drawn with.
    follows, held, chances, rows, tables
        As for `engine.kernels.batch_draws.draw_batches`; rows are those of each step.
    """

    draws: SummedDraws
    follows: IntArray = field(repr=False)
    held: IntArray = field(repr=False)
    chances: FloatArray = field(repr=False)
    rows: IntArray
    tables: npt.NDArray[np.int32] = field(repr=False)

    @classmethod
    def of(cls, draws: SummedDraws, steps: Steps) -> ForeseenPlan:
        """Return what is done and how many rows each step has, in order, spelt out."""
        from engine.kernels.batch_draws import CHANCE, HELD

        over, counts = draws.mixtures.posterior.over, draws.counts
        n, most = len(over), max(counts.cardinality)
        settings = [setting_in(over, regime) for regime, _ in steps]
        # Rows under what was never done before may still follow tables that were seen in other rows.
        known = RegimeCounts(counts.cardinality, {**dict.fromkeys(settings, NOTHING), **counts.tables})
        groups = [known.settings_of(node) for node in range(n)]
        numbers: dict[tuple[Setting, ...], int] = {}
        follows, held = np.full((len(steps), n), HELD), np.zeros((len(steps), n), dtype=np.int64)
        chances = np.zeros((len(steps), n, most))
        for step, ((regime, _), setting) in enumerate(zip(steps, settings, strict=True)):
            for node, column in enumerate(over):
                intervention, states = regime.on(column), counts.cardinality[node]
                if intervention is None or intervention.kind == "soft":
                    group = next(each for each in groups[node] if setting in each)
                    follows[step, node] = numbers.setdefault(group, len(numbers))
                elif intervention.state is not None:
                    held[step, node] = intervention.state
                else:
                    follows[step, node] = CHANCE
                    shares = intervention.distribution
                    chances[step, node, :states] = 1.0 / states if shares is None else shares
        _, _, n_cells = draws.cells
        tables = np.array([draws.counted(group) for group in numbers], dtype=np.int32).reshape(len(numbers), n_cells)
        rows = np.array([count for _, count in steps], dtype=np.int64)
        return cls(draws, follows, held, chances, rows, tables)

    def drawn(self, dags: IntArray, rng: np.random.Generator) -> tuple[IntArray, FloatArray, FloatArray]:
        """Draw the plan once from each of some DAGs.

        Parameters
        ----------
        dags
            int64[k, n], bit mask of the parents of every node.
        rng
            Where chance comes from.

        Returns
        -------
        rows
            int64[k, rows of all steps, n].
        predicted, shift
            float64[n, 2 ** n, k], how probable each family finds them, over the best family of its variable; and
            float64[k], the log of the product of these best, nats.
        """
        from engine.kernels.batch_draws import draw_batches

        cardinality, offset, _ = self.draws.cells
        n, k = len(cardinality), len(dags)
        mass = self.draws.size / cells_of_sets(self.draws.counts.cardinality)
        rows = np.empty((k, int(self.rows.sum()), n), dtype=np.int64)
        predicted, shift = np.empty((n, 1 << n, k)), np.empty(k)
        what = (self.follows, self.held, self.chances, self.rows)
        draw_batches(dags, *what, cardinality, offset, mass, self.tables, rng, rows, predicted, shift)
        return rows, predicted, shift


def cells_of_sets(cardinality: Sequence[int]) -> IntArray:
    """Return how many joint states the variables of every set have, int64[2 ** n]."""
    found = np.ones(1 << len(cardinality), dtype=np.int64)
    for node, states in enumerate(cardinality):
        found[1 << node : 2 << node] = found[: 1 << node] * states
    return found


def _between(after: FloatArray, before: float) -> FloatArray:
    # The divergence of one probability of yes from another, bits.
    bits = np.zeros(len(after))
    for new, old in ((after, before), (1 - after, 1 - before)):
        some = new > 0
        if old > 0:
            bits[some] += new[some] * np.log2(new[some] / old)
    return np.maximum(0.0, bits)
