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
from engine.questions.dag_mixtures import Arrow, DagMixtures
from engine.questions.experiments import Gain, Gains
from engine.questions.mixtures import Mixtures
from engine.questions.predictions import MOST_OUTCOMES
from engine.questions.predictive_tables import TablesByRegime

FloatArray = npt.NDArray[np.float64]
# Outcomes are worked through so many at a time, which keeps tables small and work easy to stop.
BLOCK = 64
# More steps than these take minutes.
MOST_STEPS = 3 * 10**10


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
    summing = _Summing(DagMixtures(posterior, question), counts, equivalent_sample_size)
    found: list[Gain | None] = [None] * len(regimes)
    entropy = summing.mixtures.entropy_bits()
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
    summing = _Summing(DagMixtures(posterior), counts, equivalent_sample_size)
    places, factor = summing.tables.possible(regime)
    found = np.zeros(math.prod(counts.cardinality))
    for average, rows in summing.averages(regime, places):
        found[places[rows]] = factor[rows] * average
        yield Progress(rows.start, len(places) + 1)
    yield Progress(1, 1, found.reshape(counts.cardinality))


def refuse_long_sums(n: int, cardinality: Sequence[int], n_regimes: int) -> None:
    """Raise InvalidInput when the sums over so many variables with so many states would take minutes."""
    if are_long_sums(n, cardinality, n_regimes):
        what = f"what {n} variables with {math.prod(cardinality):,} different rows would tell takes too long to foresee"
        raise InvalidInput(Problem(what, "Choose fewer variables, or list the candidates"))


def are_long_sums(n: int, cardinality: Sequence[int], n_regimes: int) -> bool:
    """Return whether the sums over so many variables with so many states would take minutes."""
    outcomes = math.prod(cardinality)
    return 3**n * outcomes * n_regimes > MOST_STEPS or outcomes > MOST_OUTCOMES


@dataclass(frozen=True, eq=False)
class _Summing:
    mixtures: DagMixtures
    counts: RegimeCounts
    size: float

    @cached_property
    def tables(self) -> TablesByRegime:
        return TablesByRegime(self.counts, self.size, self.mixtures.posterior.over)

    def gain(self, regime: Regime) -> Iterator[Gain | None]:
        places, factor = self.tables.possible(regime)
        average, with_arrow = np.empty(len(places)), np.empty(len(places))
        knowledge = np.empty(len(places))
        for start in range(0, len(places), BLOCK):
            rows = slice(start, start + BLOCK)
            tables = self.tables.of(regime, places[rows])
            average[rows], knowledge[rows] = self.mixtures.sums(tables)
            if self.mixtures.question is not None:
                with_arrow[rows] = self.mixtures.with_arrow(tables)
            if start + BLOCK < len(places):
                yield None
        if self.mixtures.question is None:
            mixtures = Mixtures((factor * average)[None], np.ones(1), factor)
            yield Gain(regime, mixtures.bits_about_candidate(float(factor @ knowledge)))
            return
        share = self.mixtures.share
        parts = np.stack([factor * (average - with_arrow), factor * with_arrow])
        yield Gain(regime, Mixtures(np.maximum(parts, 0.0), np.array([1 - share, share]), factor).bits_about_answer())

    def averages(self, regime: Regime, places: npt.NDArray[np.int64]) -> Iterator[tuple[FloatArray, slice]]:
        """Go through outcomes block by block, with how probable each is without the factor of what is set."""
        for start in range(0, len(places), BLOCK):
            rows = slice(start, start + BLOCK)
            yield self.mixtures.sums(self.tables.of(regime, places[rows]))[0], rows
