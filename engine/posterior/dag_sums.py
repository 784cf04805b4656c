"""Sums over all DAGs on up to 20 nodes, weighted by families: evidence, arrows and ancestors, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.posterior.set_sums import (
    SetSums,
    family_lane,
    feature_lane,
    heaviest,
    lane_above,
    lane_below,
    runs_of_sets,
    subset_counts,
)
from engine.posterior.watched import Lane, watched
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
LARGEST = 20
TRUSTED = 1e-8
# With so few nodes everything is done before a thread would have started.
SHORT = 10
# From so many nodes on there is an answer halfway.
EARLY = 16


@dataclass(frozen=True, eq=False)
class DagSums:
    """What a weighted sum over all DAGs says.

    Parameters
    ----------
    families
        Sums z_v(U) over the parent sets of v within U; arrays [n, 2 ** n].
    below, above
        alpha(W), the sum over DAGs on W alone, and beta(R), over ways to add R to all other nodes.
    edge_probabilities, ancestor_probabilities
        float64[n, n]; entry [i, j] is the probability of i -> j, and of a directed path from i to j.
    certain
        float64[n], a sum that is 1 for every node but for rounding.
    mean_log_weight
        The log of the weight of a DAG on average, nats; None where it was not asked for.
    """

    families: SetSums
    below: SetSums
    above: SetSums
    edge_probabilities: FloatArray
    ancestor_probabilities: FloatArray
    certain: FloatArray
    mean_log_weight: float | None = None

    @property
    def n(self) -> int:
        """The number of nodes."""
        return int(self.certain.size)

    @cached_property
    def log_total(self) -> float:
        """Natural log of the sum of the weights of all DAGs."""
        return self.below.log((1 << self.n) - 1)

    @property
    def entropy(self) -> float | None:
        """Shannon entropy of the shares that DAGs have of the total, in nats; None where it was not asked for."""
        return None if self.mean_log_weight is None else max(0.0, self.log_total - self.mean_log_weight)

    @cached_property
    def relative_error(self) -> float:
        """How far the free checks are off: Z from below against Z from above, and sums that must be 1.

        Terms of either sign cancel; this is what their rounding left.
        """
        other = self.above.log((1 << self.n) - 1)
        return max(abs(float(np.expm1(other - self.log_total))), float(np.abs(self.certain - 1).max()))

    @property
    def digits_lost(self) -> float:
        """Decimal digits that cancellation cost, of the 15.95 a double has."""
        return max(0.0, 15.95 + float(np.log10(max(self.relative_error, 1e-16))))

    @property
    def trusted(self) -> bool:
        """Whether the checks hold to 1e-8."""
        return bool(self.relative_error <= TRUSTED)


def sum_over_dags(log_weights: FloatArray, threads: int = 2, *, entropy: bool = False) -> Iterator[Progress[DagSums]]:
    """Sum the products of family weights over all DAGs.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], natural log of the weight of every family: prior times likelihood; entries where a
        node is its own parent are ignored, minus infinity leaves a family out.
    threads
        How many processors to use.
    entropy
        Whether to work out how open it is which DAG it is, too: 8 n 2^n bytes more.

    Yields
    ------
    Progress
        In units of work; the last one holds the sums. From 16 nodes on, one halfway holds what DAGs can be drawn
        from and the total, with nothing said of arrows yet.

    Raises
    ------
    InvalidInput
        When n is over 20, or no DAG has any weight.

    Notes
    -----
    O(3^n) time and O(n 2^n) memory, by inclusion and exclusion over sinks (Robinson 1973; Tian and He 2009;
    Pensar, Talvitie, Hyttinen, Koivisto 2020). Uniform over DAGs, not over orders. The entropy is ln Z less the mean
    of ln w; given its non-descendants U, the parents of a node are drawn from the families within U by their weight.
    """
    n = log_weights.shape[0]
    if n > LARGEST:
        raise InvalidInput(Problem(f"{n} variables are too many to be exact about", f"Choose up to {LARGEST}"))
    short, size = n <= SHORT, 1 << n
    # Folding one set of m nodes outside it takes 2^m steps or a few times that; preparing takes n a set.
    before, total = 6 * n * size, 6 * n * size + 6 * 3**n
    families = SetSums(np.empty(log_weights.shape), np.empty(log_weights.shape, dtype=np.int32))
    yield Progress(0, total)
    lightness = np.empty(log_weights.shape if entropy else (0, 0))
    lanes = [family_lane(log_weights, families, lightness, each, threads) for each in range(threads)]
    for done in watched(lanes, short):
        yield Progress(done, total)
    below, above = (SetSums(np.zeros(size), np.empty(size, dtype=np.int32)) for _ in range(2))
    for done in watched([lane_below(families, below), lane_above(families, above)], short):
        yield Progress(3 * n * size + done, total)
    if not below.mantissa[-1] > 0:
        raise InvalidInput(Problem("no structure has any weight", "Forbid or require fewer arrows"))
    if n >= EARLY:
        nothing = np.zeros((n, n))
        yield Progress(before + 3 * 3**n, total, DagSums(families, below, above, nothing, nothing, np.zeros(n)))
    tallies = [
        (np.zeros((n, n)), np.zeros((n, n)), np.zeros(n), lightness, np.zeros(len(lightness))) for _ in range(threads)
    ]
    lanes = [feature_lane(families, below, above, tallies, number) for number in range(threads)]
    for done in watched(lanes, short):
        yield Progress(min(before + 3 * 3**n + done, total - 1), total)
    edges, ancestors, certain = (np.sum([tally[place] for tally in tallies], axis=0) for place in range(3))
    # Rounding may leave a sum of nothing slightly below 0, and a sum of everything slightly above 1.
    bounded = (np.clip(edges, 0.0, 1.0), np.clip(ancestors, 0.0, 1.0))
    mean = None
    if entropy:
        mean = sum(heaviest(log_weights, node) for node in range(n)) - float(sum(tally[4].sum() for tally in tallies))
    yield Progress(total, total, DagSums(families, below, above, *bounded, certain, mean))


def sum_over_families(
    log_weights: FloatArray, sums: DagSums, node: int, threads: int = 2
) -> Iterator[Progress[FloatArray]]:
    """Compute the probabilities of all parent sets of one node.

    Parameters
    ----------
    log_weights, sums
        What was given to `sum_over_dags`, and what came of it.
    node
        The child.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In units of work; the last one holds float64[2 ** n], which sums to 1.

    Notes
    -----
    P(parents of v are P) = w_v(P) / Z times the sum over U that hold P of alpha(U) gamma_v(U); O(3^(n-1)).
    """
    from engine.kernels.subset_sums import add_shares, sum_supersets

    size = sums.below.mantissa.size
    shares = np.empty(size)
    families, below, above = sums.families, sums.below, sums.above
    exponent = families.exponent[node]
    ranges = runs_of_sets(subset_counts(size)[::-1])
    total = sum(steps for _, _, steps in ranges) + 1

    def lane(number: int) -> Lane:
        rooms = (np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))
        arrays: tuple[Any, ...] = (shares, *below.arrays, *above.arrays, *families.arrays, *rooms)
        return Lane(
            (partial(add_shares, first, last, node, *arrays), steps) for first, last, steps in ranges[number::threads]
        )

    for done in watched([lane(number) for number in range(threads)], sums.n <= SHORT):
        yield Progress(min(done, total - 1), total)
    sum_supersets(shares, exponent)
    own = log_weights[node] - exponent * np.log(2.0)
    # Where no set holds a family the exponent says so, and the family itself weighs nothing.
    possible = ((np.arange(size) >> node & 1) == 0) & ~np.isneginf(log_weights[node])
    chances = np.exp(own, out=np.zeros(size), where=possible)
    yield Progress(total, total, np.clip(chances * shares, 0.0, 1.0))
