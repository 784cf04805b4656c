"""How many bits one more row under each regime is expected to tell, over all DAGs, without listing them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.networks.interventions import Regime
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.experiments import Gain, Gains
from engine.questions.mixtures import Mixtures
from engine.questions.predictions import MOST_OUTCOMES
from engine.questions.predictive_tables import TablesByRegime

FloatArray = npt.NDArray[np.float64]
# Outcomes are worked through so many at a time, which keeps tables small and work easy to stop.
BLOCK = 64
# More steps than these take minutes.
MOST_STEPS = 3 * 10**10


@dataclass(frozen=True)
class Arrow:
    """The question whether an arrow leads from one place of a space to another."""

    cause: int
    effect: int


def summed_gains(
    posterior: SummedPosterior,
    counts: RegimeCounts,
    equivalent_sample_size: float,
    regimes: Sequence[Regime],
    question: Arrow | None = None,
) -> Iterator[Progress[Gains]]:
    """Work out what one more row under each of several regimes is expected to tell, exactly.

    Parameters
    ----------
    posterior
        What is known.
    counts
        The rows that it was gathered from.
    equivalent_sample_size
        Strength of the prior in rows.
    regimes
        The experiments; targets are columns of the data.
    question
        An arrow that is asked about; None for which DAG is true.

    Yields
    ------
    Progress
        After each block of outcomes, with the gains that are known by then.

    Raises
    ------
    InvalidInput
        When there are too many variables and states for that.

    Notes
    -----
    The mixture of all predictions of a row is a sum over DAGs like that of the evidence, each family weighed by what
    it predicts; how much a DAG knows beside it is its derivative. O(3^n) a row that there can be: 1 ms for 6 binary
    variables, some seconds for 10.
    """
    refuse_long_sums(len(posterior.over), counts.cardinality, len(regimes))
    summing = _Summing(posterior, counts, equivalent_sample_size, question)
    found: list[Gain | None] = [None] * len(regimes)
    entropy = summing.entropy_bits()
    for place, regime in enumerate(regimes):
        for gain in summing.gain(regime):
            found[place] = gain
            yield Progress(place + (gain is not None), len(regimes), Gains(tuple(found), entropy))


def summed_average(
    posterior: SummedPosterior, counts: RegimeCounts, equivalent_sample_size: float, regime: Regime
) -> Iterator[Progress[FloatArray]]:
    """Work out how probable each row is next under a regime, averaged over all DAGs by their weights, exactly.

    Parameters
    ----------
    posterior, counts, equivalent_sample_size
        As in `summed_gains`.
    regime
        What will be done; targets are columns of the data.

    Yields
    ------
    Progress
        After each block of outcomes; the last one holds float64[cardinality of each variable].

    Raises
    ------
    InvalidInput
        When there are too many variables and states for that.
    """
    refuse_long_sums(len(posterior.over), counts.cardinality, 1)
    summing = _Summing(posterior, counts, equivalent_sample_size, None)
    places, factor = summing.tables.possible(regime)
    found = np.zeros(math.prod(counts.cardinality))
    for average, rows in summing.averages(regime, places):
        found[places[rows]] = factor[rows] * average
        yield Progress(rows.start, len(places) + 1)
    yield Progress(1, 1, found.reshape(counts.cardinality))


def refuse_long_sums(n: int, cardinality: Sequence[int], n_regimes: int) -> None:
    """Raise InvalidInput when the sums over so many variables with so many states would take minutes."""
    outcomes = math.prod(cardinality)
    if 3**n * outcomes * n_regimes > MOST_STEPS or outcomes > MOST_OUTCOMES:
        what = f"what {n} variables with {outcomes:,} different rows would tell takes too long to foresee"
        raise InvalidInput(Problem(what, "Choose fewer variables, or list the candidates"))


@dataclass(frozen=True, eq=False)
class _Summing:
    posterior: SummedPosterior
    counts: RegimeCounts
    size: float
    question: Arrow | None

    @cached_property
    def tables(self) -> TablesByRegime:
        return TablesByRegime(self.counts, self.size, self.posterior.over)

    def gain(self, regime: Regime) -> Iterator[Gain | None]:
        places, factor = self.tables.possible(regime)
        average, with_arrow = np.empty(len(places)), np.empty(len(places))
        knowledge = np.empty(len(places))
        for start in range(0, len(places), BLOCK):
            rows = slice(start, start + BLOCK)
            tables = self.tables.of(regime, places[rows])
            average[rows], knowledge[rows] = self._sums(self.posterior.log_weights, tables)
            if self.question is not None:
                with_arrow[rows], _ = self._sums(self._with_arrow(self.question), tables)
            if start + BLOCK < len(places):
                yield None
        if self.question is None:
            mixtures = Mixtures((factor * average)[None], np.ones(1), factor)
            yield Gain(regime, mixtures.bits_about_candidate(float(factor @ knowledge)))
            return
        share = self._share()
        parts = np.stack([factor * (average - with_arrow), factor * with_arrow])
        yield Gain(regime, Mixtures(np.maximum(parts, 0.0), np.array([1 - share, share]), factor).bits_about_answer())

    def averages(self, regime: Regime, places: npt.NDArray[np.int64]) -> Iterator[tuple[FloatArray, slice]]:
        """Go through outcomes block by block, with how probable each is without the factor of what is set."""
        for start in range(0, len(places), BLOCK):
            rows = slice(start, start + BLOCK)
            yield self._sums(self.posterior.log_weights, self.tables.of(regime, places[rows]))[0], rows

    def entropy_bits(self) -> float:
        """Return how much is open about what was asked."""
        if self.question is None:
            n = len(self.posterior.over)
            # The mean log weight of a DAG is the derivative of the sum over all by the power of the weights.
            chosen = [self.posterior.family_probabilities(node) for node in range(n)]
            weights = np.where(np.isfinite(self.posterior.log_weights), self.posterior.log_weights, 0.0)
            mean = sum(float(chosen[node] @ weights[node]) for node in range(n))
            return max(0.0, (self.posterior.sums.log_total - mean) / math.log(2))
        share = self._share()
        return float(-sum(each * math.log2(each) for each in (share, 1 - share) if each > 0))

    def _share(self) -> float:
        assert self.question is not None
        return float(self.posterior.edge_probabilities[self.question.cause, self.question.effect])

    def _with_arrow(self, question: Arrow) -> FloatArray:
        weights = self.posterior.log_weights.copy()
        without = np.arange(weights.shape[1]) >> question.cause & 1 == 0
        weights[question.effect, without] = -np.inf
        return weights

    def _sums(self, log_weights: FloatArray, tables: FloatArray) -> tuple[FloatArray, FloatArray]:
        # The exponents of the sums without predictions bound those with: no family predicts more than 1.
        from engine.kernels.gain_sums import sum_dags, sum_tables

        families, below = self.posterior.sums.families, self.posterior.sums.below
        sums, slopes, found = np.empty_like(tables), np.empty_like(tables), np.empty((2, tables.shape[2]))
        sum_tables(log_weights, tables, families.exponent, sums, slopes)
        sum_dags(families.exponent, below.exponent, sums, slopes, found)
        total = below.mantissa[-1]
        return np.asarray(found[0] / total), np.asarray(found[1] / total)
