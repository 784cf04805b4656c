"""What is shown of a belief over more structures than can be listed: small enough to keep many of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.space import AllDags
from engine.networks.dag import Dag
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts, sum_posterior
from engine.posterior.most_probable import Ranked, most_probable_dags
from engine.posterior.posterior import LEAST_WEIGHT, shares_of_logs
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
# So many structures are kept by themselves.
BEST = 12
# Of hundred parts of the work, the sums.
SUMMING = 90


class Belief(Protocol):
    """What every posterior can say, whatever method found it."""

    @property
    def edge_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability of i -> j."""

    @property
    def ancestor_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability that a directed path leads from i to j."""

    @property
    def log_evidence(self) -> float:
        """Natural log of the probability of the data."""

    @property
    def method(self) -> str:
        """How it was computed."""

    @property
    def exact(self) -> bool:
        """Whether the numbers are exact up to rounding."""


@dataclass(frozen=True)
class RankedDag:
    """One structure and its posterior probability."""

    dag: Dag
    probability: float


@dataclass(frozen=True, eq=False)
class Digest:
    """Belief over all DAGs, without the tables that it was computed from.

    Parameters
    ----------
    space
        The structures.
    edge_probabilities, ancestor_probabilities
        float64[n, n], within 0 and 1; entry [i, j] is about i -> j and about a directed path from i to j.
    log_evidence
        Natural log of the probability of the data under a prior that sums to one.
    best
        The most probable structures, by falling probability.
    relative_error
        How far the sums may be off.
    n_rows
        Rows seen.
    log_total
        Natural log of the sum of the weights of all structures, prior times likelihood, the prior as it is written
        down and not scaled to sum to one.
    entropy_bits
        How much is still open among the structures, in bits.
    """

    space: AllDags
    edge_probabilities: FloatArray = field(repr=False)
    ancestor_probabilities: FloatArray = field(repr=False)
    log_evidence: float
    best: tuple[RankedDag, ...]
    relative_error: float
    n_rows: int
    log_total: float
    entropy_bits: float
    method: str = "dynamic programming"

    @property
    def exact(self) -> bool:
        """Whether the numbers are exact up to rounding; sums that are not are never given out."""
        return True

    @property
    def level(self) -> bool:
        """Whether there are no rows and nothing else that would make one structure likelier than another."""
        shares = [each.probability for each in self.best]
        return not self.n_rows and max(shares) - min(shares) <= 1e-9 * max(shares)


def believe_in_sum(
    dataset: Dataset, space: AllDags, assumptions: Assumptions, threads: int = 2
) -> Iterator[Progress[Digest]]:
    """Compute the exact belief over all DAGs, and keep what is shown of it.

    Parameters
    ----------
    dataset, space, assumptions
        What was seen, what may be true, what is assumed.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In hundredths; the last one holds the digest.

    Raises
    ------
    InvalidInput
        When the assumptions leave no structure, or rounding left too few digits.

    Notes
    -----
    O(3^n) time: 50 ms for 11 variables, half a minute for 20; at most 1.4 GB while it runs, a few kB afterwards.
    """
    sums = sum_posterior(dataset, space.over, assumptions, threads)
    yield from _kept(sums, space, dataset.n_rows, assumptions)


def believe_in_counts(
    counts: RegimeCounts, space: AllDags, names: Sequence[str], assumptions: Assumptions, threads: int = 2
) -> Iterator[Progress[Digest]]:
    """Compute the same from rows counted already.

    Parameters
    ----------
    counts
        What was seen of the variables of the structures.
    names
        Names of those variables.
    space, assumptions, threads
        As for `believe_in_sum`.
    """
    sums = sum_counts(counts, space.over, names, assumptions, threads)
    yield from _kept(sums, space, counts.n_rows, assumptions)


def _kept(
    sums: Iterator[Progress[SummedPosterior]], space: AllDags, n_rows: int, assumptions: Assumptions
) -> Iterator[Progress[Digest]]:
    found: SummedPosterior | None = None
    for summing in sums:
        found = summing.partial
        yield Progress(SUMMING * summing.done // summing.total, 100)
    assert found is not None
    best: Ranked = ()
    for ranking in most_probable_dags(found.log_weights, BEST):
        best = ranking.partial or ()
        yield Progress(SUMMING + (99 - SUMMING) * ranking.done // ranking.total, 100)
    ruled = assumptions.has_arrow_rules or assumptions.max_parents == 0
    yield Progress(100, 100, _digested(found, best, space, n_rows, ruled=ruled))


def _digested(found: SummedPosterior, best: Ranked, space: AllDags, n_rows: int, *, ruled: bool) -> Digest:
    assert found.entropy_bits is not None
    return Digest(
        space,
        _within_bounds(found.edge_probabilities, ruled=ruled),
        _within_bounds(found.ancestor_probabilities, ruled=ruled),
        found.log_evidence,
        _ranked(found, best),
        found.sums.relative_error,
        n_rows,
        found.sums.log_total,
        found.entropy_bits,
    )


def _ranked(found: SummedPosterior, best: Ranked) -> tuple[RankedDag, ...]:
    shares = shares_of_logs(np.array([weight for _, weight in best]) - found.sums.log_total)
    return tuple(RankedDag(dag, float(share)) for (dag, _), share in zip(best, shares, strict=True))


def _within_bounds(probabilities: FloatArray, *, ruled: bool) -> FloatArray:
    # Rounding may leave a trace below 0 or above 1, and what is too small for a double comes out as 0. Only what the
    # assumptions rule out is 0 itself; without rules that can only be an arrow from a variable to itself.
    nothing = probabilities < 0 if ruled else (probabilities <= 0) & ~np.eye(len(probabilities), dtype=bool)
    bounded = np.where(nothing, LEAST_WEIGHT, np.minimum(probabilities, 1.0))
    bounded.flags.writeable = False
    return bounded
