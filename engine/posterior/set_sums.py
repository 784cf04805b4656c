"""Positive sums, one for each set of nodes, and the calls of kernels that fill them, in lanes that can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.posterior.watched import Lane

FloatArray = npt.NDArray[np.float64]
ExponentArray = npt.NDArray[np.int32]
# A call of a kernel does about this many steps, so that work can be stopped within a few hundredths of a second.
STEPS_PER_CALL = 3_000_000
SETS_PER_CALL = 1 << 16


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

    @property
    def arrays(self) -> tuple[FloatArray, ExponentArray]:
        """Mantissa and exponent, as kernels take them."""
        return self.mantissa, self.exponent

    def log(self, mask: int) -> float:
        """Return the natural log of the sum for one set."""
        return float(np.log(self.mantissa[mask]) + self.exponent[mask] * np.log(2.0))


def family_lane(log_weights: FloatArray, families: SetSums, lightness: FloatArray, number: int, threads: int) -> Lane:
    """Return the work of one of `threads` lanes at the sums z_v(U) over the parent sets of v within U.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], natural log of the weight of every family.
    families
        What is filled, for every `threads`-th node from `number` on.
    lightness
        float64[n, 2 ** n], filled with the nats by which the families within every set are lighter than the heaviest
        of the node, on average; empty where nobody asks.
    """
    from engine.kernels.subset_sums import scale_families, sum_subsets

    def steps() -> Iterator[tuple[Callable[[], None], int]]:
        n, size = log_weights.shape
        for node in range(number, n, threads):
            own = families.mantissa[node], families.exponent[node]
            yield partial(scale_families, node, log_weights[node], *own), 2 * size
            yield partial(sum_subsets, *own), size
            if lightness.size:
                yield partial(_average_lightness, node, log_weights, own, lightness[node]), size

    return Lane(steps())


def _average_lightness(
    node: int, log_weights: FloatArray, own: tuple[FloatArray, ExponentArray], out: FloatArray
) -> None:
    # By how many nats the families within every set are lighter than the heaviest of all, on average over them.
    # Lighter and not heavier, as sums of numbers of one sign cancel nothing.
    from engine.kernels.subset_sums import scale_families, sum_subsets

    with np.errstate(divide="ignore", invalid="ignore"):
        lighter = heaviest(log_weights, node) - log_weights[node]
        products = np.where(np.isneginf(log_weights[node]), -np.inf, log_weights[node] + np.log(lighter))
    mantissa, exponent = np.empty(out.size), np.empty(out.size, dtype=np.int32)
    scale_families(node, products, mantissa, exponent)
    sum_subsets(mantissa, exponent)
    weight, weight_exponent = own
    difference = exponent.astype(np.int64) - weight_exponent
    np.divide(mantissa, weight, out=out, where=weight > 0)
    out[weight <= 0] = 0.0
    np.ldexp(out, np.clip(difference, -2000, 1000).astype(np.int32), out=out)


def heaviest(log_weights: FloatArray, node: int) -> float:
    """Return the natural log of the weight of the heaviest family of a node."""
    without = (np.arange(log_weights.shape[1]) >> node & 1) == 0
    return float(log_weights[node, without].max())


def lane_below(families: SetSums, below: SetSums) -> Lane:
    """Return the work at the sums alpha(W) over DAGs on W alone, by inclusion and exclusion over their sinks."""
    from engine.kernels.subset_sums import add_sinks, bound_from_empty

    size = below.mantissa.size
    rooms: tuple[Any, ...] = (np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))

    def steps() -> Iterator[tuple[Callable[[], None], int]]:
        yield from _bounds(bound_from_empty, below, families)
        for first, last, steps in runs_of_sets(subset_counts(size)[::-1]):
            yield partial(add_sinks, first, last, *below.arrays, *families.arrays, *rooms), steps

    below.mantissa[0] = 1.0
    return Lane(steps())


def lane_above(families: SetSums, above: SetSums) -> Lane:
    """Return the work at the sums beta(R) over ways to add R to all other nodes."""
    from engine.kernels.subset_sums import add_layers, bound_to_full

    size = above.mantissa.size
    rooms: tuple[Any, ...] = (np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))

    def steps() -> Iterator[tuple[Callable[[], None], int]]:
        yield from _bounds(bound_to_full, above, families)
        for first, last, steps in runs_of_sets(2 * subset_counts(size)):
            yield partial(add_layers, first, last, *above.arrays, *families.arrays, *rooms), steps

    above.mantissa[0] = 1.0
    return Lane(steps())


def _bounds(kernel: Callable[..., None], sums: SetSums, families: SetSums) -> Iterator[tuple[Callable[[], None], int]]:
    n, size = families.mantissa.shape
    for first in range(0, size, SETS_PER_CALL):
        last = min(first + SETS_PER_CALL, size)
        yield partial(kernel, first, last, sums.exponent, families.exponent), n * (last - first)


def feature_lane(
    families: SetSums, below: SetSums, above: SetSums, tallies: Sequence[tuple[FloatArray, ...]], number: int
) -> Lane:
    """Return the work of one lane at arrows and ancestors.

    Parameters
    ----------
    families, below, above
        The sums of all sets.
    tallies
        For each lane what it adds to: edges and ancestors float64[n, n], certainty float64[n], and, where the entropy
        is asked for, the lightness of families and what it adds up to, float64[n].
    number
        Which of the lanes.
    """
    from engine.kernels.subset_sums import add_features

    size = below.mantissa.size
    rooms = (np.empty(size), np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))
    arrays: tuple[Any, ...] = (*below.arrays, *above.arrays, *families.arrays, *tallies[number], *rooms)

    def steps() -> Iterator[tuple[Callable[[], None], int]]:
        for first, last, steps in runs_of_sets(3 * subset_counts(size)[::-1])[number :: len(tallies)]:
            yield partial(add_features, first, last, *arrays), steps

    return Lane(steps())


def subset_counts(size: int) -> npt.NDArray[np.int64]:
    """Return how many subsets every set has, int64[size], by its bit mask."""
    return np.left_shift(1, np.bitwise_count(np.arange(size)).astype(np.int64))


def runs_of_sets(steps: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Cut all sets into runs of about equal work, at least one set each: first, one after the last, and steps."""
    done = np.cumsum(steps)
    cuts = np.searchsorted(done, np.arange(STEPS_PER_CALL, int(done[-1]), STEPS_PER_CALL)) + 1
    edges = [0, *(int(cut) for cut in np.unique(cuts)), len(steps)]
    runs = [(first, last) for first, last in pairwise(edges) if last > first]
    return [(first, last, int(steps[first:last].sum())) for first, last in runs]
