"""Sums over all DAGs on up to 20 nodes, weighted by families: evidence, arrows and ancestors, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.problems import InvalidInput, Problem
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
ExponentArray = npt.NDArray[np.int32]
LARGEST = 20
TRUSTED = 1e-8
# A call of a kernel does about this many steps, so that work can be stopped within a few hundredths of a second.
STEPS_PER_CALL = 3_000_000


@dataclass(frozen=True, eq=False)
class SetSums:
    """Positive sums, one for each set of nodes: value = mantissa * 2 ** exponent.

    Parameters
    ----------
    mantissa, exponent
        float64[..., 2 ** n] and int32[..., 2 ** n].
    """

    mantissa: FloatArray
    exponent: ExponentArray

    def log(self, mask: int) -> float:
        """Return the natural log of the sum for one set."""
        return float(np.log(self.mantissa[mask]) + self.exponent[mask] * np.log(2.0))


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
    """

    families: SetSums
    below: SetSums
    above: SetSums
    edge_probabilities: FloatArray
    ancestor_probabilities: FloatArray
    certain: FloatArray

    @property
    def n(self) -> int:
        """The number of nodes."""
        return int(self.certain.size)

    @cached_property
    def log_total(self) -> float:
        """Natural log of the sum of the weights of all DAGs."""
        return self.below.log((1 << self.n) - 1)

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


def sum_over_dags(log_weights: FloatArray, threads: int = 2) -> Iterator[Progress[DagSums]]:
    """Sum the products of family weights over all DAGs.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], natural log of the weight of every family: prior times likelihood; entries where a
        node is its own parent are ignored, minus infinity leaves a family out.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In units of work; the last one holds the sums.

    Raises
    ------
    InvalidInput
        When n is over 20, or no DAG has any weight.

    Notes
    -----
    O(3^n) time and O(n 2^n) memory, by inclusion and exclusion over sinks (Robinson 1973; Tian and He 2009;
    Pensar, Talvitie, Hyttinen, Koivisto 2020). Uniform over DAGs, not over orders.
    """
    n = log_weights.shape[0]
    if n > LARGEST:
        raise InvalidInput(Problem(f"{n} variables are too many to be exact about", f"Choose up to {LARGEST}"))
    total = 6 * 3**n
    done = 0
    yield Progress(done, total)
    families = _family_sums(log_weights)
    with ThreadPoolExecutor(threads) as pool:
        below, above, lanes = _both_ways(families)
        for steps in _run(pool, lanes):
            done += steps
            yield Progress(done, total)
        if not below.mantissa[-1] > 0:
            raise InvalidInput(Problem("no structure has any weight", "Forbid or require fewer arrows"))
        tallies = [_Tally(n) for _ in range(threads)]
        for steps in _run(pool, [_feature_lane(families, below, above, tallies, each) for each in range(threads)]):
            done += steps
            yield Progress(min(done, total - 1), total)
    edges, ancestors, certain = (sum(parts) for parts in zip(*(tally.parts for tally in tallies), strict=True))
    yield Progress(total, total, DagSums(families, below, above, edges, ancestors, certain))


@dataclass(frozen=True)
class _Lane:
    # Calls that must be made one after the other; lanes may run side by side.
    call: Callable[[int, int], None]
    ranges: list[tuple[int, int, int]]


class _Tally:
    # What one thread adds up by itself.
    def __init__(self, n: int) -> None:
        self.parts = (np.zeros((n, n)), np.zeros((n, n)), np.zeros(n))


def _run(pool: ThreadPoolExecutor, lanes: Sequence[_Lane]) -> Iterator[int]:
    for turn in range(max(len(lane.ranges) for lane in lanes)):
        calls = [(lane.call, lane.ranges[turn]) for lane in lanes if turn < len(lane.ranges)]
        waiting = [pool.submit(call, first, last) for call, (first, last, _) in calls]
        for future in waiting:
            future.result()
        yield sum(steps for _, (_, _, steps) in calls)


def _family_sums(log_weights: FloatArray) -> SetSums:
    from engine.kernels.subset_sums import parent_sums

    mantissa = np.empty(log_weights.shape)
    exponent = np.empty(log_weights.shape, dtype=np.int32)
    masks = np.arange(log_weights.shape[1])
    for node, row in enumerate(log_weights):
        own = np.where(masks >> node & 1, -np.inf, row)
        parent_sums(own, mantissa[node], exponent[node])
    return SetSums(mantissa, exponent)


def _both_ways(families: SetSums) -> tuple[SetSums, SetSums, list[_Lane]]:
    from engine.kernels.subset_sums import add_layers, add_sinks, bound_from_empty, bound_to_full

    size = families.mantissa.shape[1]
    below, above = (SetSums(np.zeros(size), np.empty(size, dtype=np.int32)) for _ in range(2))
    bound_from_empty(below.exponent, families.exponent)
    bound_to_full(above.exponent, families.exponent)
    below.mantissa[0] = above.mantissa[0] = 1.0
    rooms = [(np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)) for _ in range(2)]

    def sinks(first: int, last: int) -> None:
        add_sinks(first, last, below.mantissa, below.exponent, families.mantissa, families.exponent, *rooms[0])

    def layers(first: int, last: int) -> None:
        add_layers(first, last, above.mantissa, above.exponent, families.mantissa, families.exponent, *rooms[1])

    outside = _steps(size)[::-1]
    return below, above, [_Lane(sinks, _ranges(outside)), _Lane(layers, _ranges(2 * _steps(size)))]


def _feature_lane(families: SetSums, below: SetSums, above: SetSums, tallies: Sequence[_Tally], number: int) -> _Lane:
    from engine.kernels.subset_sums import add_features

    size = families.mantissa.shape[1]
    room, half_room = np.empty(size), np.empty(size)
    shift, subset = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)

    def features(first: int, last: int) -> None:
        add_features(
            first,
            last,
            below.mantissa,
            below.exponent,
            above.mantissa,
            above.exponent,
            families.mantissa,
            families.exponent,
            *tallies[number].parts,
            room,
            half_room,
            shift,
            subset,
        )

    return _Lane(features, _ranges(3 * _steps(size)[::-1])[number :: len(tallies)])


def _steps(size: int) -> npt.NDArray[np.int64]:
    # How many subsets every set has.
    return np.left_shift(1, np.bitwise_count(np.arange(size)).astype(np.int64))


def _ranges(steps: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    # Cut all sets into runs of about equal work; a run never holds less than one set.
    done = np.cumsum(steps)
    cuts = np.searchsorted(done, np.arange(STEPS_PER_CALL, int(done[-1]), STEPS_PER_CALL)) + 1
    edges = [0, *(int(cut) for cut in np.unique(cuts)), len(steps)]
    runs = [(first, last) for first, last in pairwise(edges) if last > first]
    return [(first, last, int(steps[first:last].sum())) for first, last in runs]
