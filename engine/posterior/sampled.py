"""What independent draws of DAGs say, each number with its standard error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.networks.dag import Dag
from engine.posterior.dynamic_programming import SummedPosterior
from engine.posterior.estimates import Estimate, EstimatedShares, estimated_shares
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

IntArray = npt.NDArray[np.int64]
MOST_DRAWS = 10_000_000
DRAWS_PER_STEP = 128


@dataclass(frozen=True, eq=False)
class SampledPosterior:
    """Belief as independent draws from it.

    Parameters
    ----------
    summed
        The posterior that was drawn from; its evidence is exact.
    dags
        int64[n_distinct, n], the distinct DAGs drawn, a bit mask of parents a node.
    often
        int64[n_distinct], how often each was drawn.

    Notes
    -----
    The draws are exact and independent: no chain has to converge, and the standard errors are those of plain
    shares and means.
    """

    summed: SummedPosterior
    dags: IntArray = field(repr=False)
    often: IntArray = field(repr=False)
    method: str = "sampling"

    @property
    def n_draws(self) -> int:
        """How many DAGs were drawn."""
        return int(self.often.sum())

    @property
    def log_evidence(self) -> float:
        """Natural log of the probability of the data; exact."""
        return self.summed.log_evidence

    @cached_property
    def edge_probabilities(self) -> EstimatedShares:
        """Entry [i, j] is the share of draws with i -> j."""
        return self._shares(self.dags)

    @cached_property
    def ancestor_probabilities(self) -> EstimatedShares:
        """Entry [i, j] is the share of draws in which a directed path leads from i to j."""
        return self._shares(_ancestors(self.dags))

    @cached_property
    def entropy_bits(self) -> Estimate:
        """Shannon entropy in bits: the mean of minus log2 of the probability of a draw, which is known exactly."""
        nodes = np.arange(self.dags.shape[1])
        logs = self.summed.log_weights[nodes, self.dags].sum(axis=1) - self.summed.sums.log_total
        bits = -logs / math.log(2)
        mean = float(np.average(bits, weights=self.often))
        spread = float((self.often * (bits - mean) ** 2).sum()) / (self.n_draws - 1)
        return Estimate(max(0.0, mean), math.sqrt(spread / self.n_draws))

    def ranked(self, count: int) -> tuple[tuple[Dag, Estimate], ...]:
        """Return the DAGs drawn most often with their shares; ties by parent masks."""
        order = np.argsort(-self.often, kind="stable")[:count]
        shares = estimated_shares(self.often[order], self.n_draws)
        return tuple(
            (Dag(tuple(self.dags[place].tolist())), Estimate(float(share), float(error)))
            for place, share, error in zip(order, shares.value, shares.standard_error, strict=True)
        )

    def _shares(self, masks: IntArray) -> EstimatedShares:
        members = np.arange(masks.shape[1])
        hits = np.array([self.often @ (masks >> parent & 1) for parent in members])
        shares = estimated_shares(hits, self.n_draws)
        # No graph has an arrow or a path from a node to itself.
        np.fill_diagonal(shares.standard_error, 0.0)
        return shares


def sample_posterior(
    summed: SummedPosterior, n_draws: int, rng: np.random.Generator
) -> Iterator[Progress[SampledPosterior]]:
    """Draw DAGs from an exact posterior.

    Parameters
    ----------
    n_draws
        How many, from 2 to 10,000,000.
    rng
        Source of randomness; the same state gives the same draws.

    Yields
    ------
    Progress
        In draws; the last one holds them all, the distinct ones in the order of their parent masks.

    Raises
    ------
    InvalidInput
        When the number of draws is out of range.
    """
    if not 2 <= n_draws <= MOST_DRAWS:
        raise InvalidInput(Problem(f"{n_draws} draws were asked for", f"Ask for 2 to {MOST_DRAWS:,}"))
    yield Progress(0, n_draws)
    sampler = summed.sampler
    dags, often = np.empty((0, summed.log_weights.shape[0]), np.int64), np.empty(0, np.int64)
    waiting: list[IntArray] = []
    for done in range(0, n_draws, DRAWS_PER_STEP):
        yield Progress(done, n_draws)
        waiting.append(sampler.draw(min(DRAWS_PER_STEP, n_draws - done), rng))
        # Merge seldom enough that merging is not the work, and often enough that repeated draws cost no memory.
        if len(waiting) * DRAWS_PER_STEP > max(len(dags), 1 << 16):
            dags, often = _merged(dags, often, waiting)
            waiting = []
    dags, often = _merged(dags, often, waiting)
    yield Progress(n_draws, n_draws, SampledPosterior(summed, dags, often))


def _merged(dags: IntArray, often: IntArray, new: list[IntArray]) -> tuple[IntArray, IntArray]:
    together = np.concatenate([dags, *new])
    times = np.concatenate([often, np.ones(len(together) - len(often), np.int64)])
    distinct, place = np.unique(together, axis=0, return_inverse=True)
    counts = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(counts, place.reshape(-1), times)
    return distinct, counts


def _ancestors(dags: IntArray) -> IntArray:
    # Warshall: paths through ever more nodes.
    found = dags.copy()
    for middle in range(dags.shape[1]):
        found |= np.where(found >> middle & 1, found[:, middle, None], 0)
    return found
