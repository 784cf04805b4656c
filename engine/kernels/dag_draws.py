"""Independent DAGs drawn exactly from a modular distribution, layer by layer from the sources."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.subset_sums import LOWEST, NO_WEIGHT, POWERS

ExponentArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SeedArray = npt.NDArray[np.uint64]


@numba.njit(nogil=True, cache=True)
def _uniform(seeds: SeedArray) -> float:
    # xoshiro256++ (Blackman and Vigna 2021)
    s0, s1, s2, s3 = seeds[0], seeds[1], seeds[2], seeds[3]
    mixed = s0 + s3
    mixed = ((mixed << np.uint64(23)) | (mixed >> np.uint64(41))) + s0
    shifted = s1 << np.uint64(17)
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    seeds[0], seeds[1], seeds[2], seeds[3] = s0, s1, s2, (s3 << np.uint64(45)) | (s3 >> np.uint64(19))
    return float(mixed >> np.uint64(11)) * 2.0**-53


@numba.njit(nogil=True, cache=True)
def fill_completions(
    base: int,
    out: FloatArray,
    beta: FloatArray,
    beta_bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
) -> None:
    """Write, for every set T of nodes outside `base`, the ways to go on when all others form the next layer.

    With R the nodes outside U = `base` and M = R - T the next layer, ``out[T]`` is the sum over S in T of
    (-1)^|S| prod over x in S of z_x(U) beta(T - S): completions in which no node of T has all its parents in U.
    It carries the exponents of z_x(U) for x in M, and one common factor.

    Parameters
    ----------
    out
        float64[2 ** |R|], written; the subsets of R are numbered by the places of their nodes in R.
    """
    n = mantissa.shape[0]
    nodes = np.empty(n, np.int64)
    count = 0
    for node in range(n):
        if not base >> node & 1:
            nodes[count] = node
            count += 1
    size = 1 << count
    shift = np.empty(size, np.int64)
    subset = np.empty(size, np.int64)
    start = 0
    for place in range(count):
        start += exponent[nodes[place], base]
    shift[0], subset[0] = start, 0
    highest = start + beta_bound[0]
    half = 1
    for place in range(count):
        for low in range(half):
            shift[half + low] = shift[low] - exponent[nodes[place], base]
            subset[half + low] = subset[low] | (1 << nodes[place])
            if beta_bound[subset[half + low]] != NO_WEIGHT:
                highest = max(highest, shift[half + low] + beta_bound[subset[half + low]])
        half *= 2
    for here in range(size):
        drop = shift[here] + beta_bound[subset[here]] - highest
        out[here] = beta[subset[here]] * POWERS[drop - LOWEST] if drop >= LOWEST else 0.0
    half = 1
    for place in range(count):
        factor = mantissa[nodes[place], base]
        for start in range(0, size, 2 * half):
            for low in range(start, start + half):
                out[low + half] -= factor * out[low]
        half *= 2
    for here in range(size):
        # Rounding may leave a sum of nothing slightly below it.
        out[here] = max(out[here], 0.0)


@numba.njit(nogil=True, cache=True)
def draw_layer(
    base: int,
    layer: int,
    completions: FloatArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    cumulative: FloatArray,
) -> None:
    """Write the running sum of the weights of every next layer, float64[2 ** |R|], after `layer` within `base`.

    The weight of a layer M is the product over x in M of z_x(U) - z_x(U - L), times ``completions[R - M]``.
    Subsets of R are numbered as in `fill_completions`; number 0, the empty layer, has weight 0.
    """
    n = mantissa.shape[0]
    size = completions.size
    earlier = base ^ layer
    cumulative[0] = 1.0
    half = 1
    for node in range(n):
        if base >> node & 1:
            continue
        new = mantissa[node, base]
        if layer:
            drop = exponent[node, earlier] - exponent[node, base]
            if drop >= LOWEST:
                new -= mantissa[node, earlier] * POWERS[drop - LOWEST]
        new = max(new, 0.0)
        for low in range(half):
            cumulative[half + low] = cumulative[low] * new
        half *= 2
    running = 0.0
    cumulative[0] = 0.0
    for number in range(1, size):
        running += cumulative[number] * completions[size - 1 - number]
        cumulative[number] = running


@numba.njit(nogil=True, cache=True)
def pick(cumulative: FloatArray, seeds: SeedArray) -> int:
    """Return a number drawn with the weights of which `cumulative` is the running sum."""
    target = _uniform(seeds) * cumulative[-1]
    low, high = 0, cumulative.size - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > target:
            high = middle
        else:
            low = middle + 1
    return low


@numba.njit(nogil=True, cache=True)
def draw_parents(
    node: int, base: int, layer: int, log_weights: FloatArray, exponent: ExponentArray, seeds: SeedArray
) -> int:
    """Return a parent set of a node, drawn by weight among those within `base` that meet `layer` (any, if empty)."""
    scale = exponent[node, base] * math.log(2.0)
    target = -1.0
    running = 0.0
    chosen = 0
    for turn in range(2):
        running = 0.0
        mask = base
        while True:
            if layer == 0 or mask & layer:
                weight = log_weights[node, mask] - scale
                if weight > -45.0:
                    running += math.exp(weight)
                    chosen = mask
                    if turn == 1 and running > target:
                        return mask
            if mask == 0:
                break
            mask = (mask - 1) & base
        target = _uniform(seeds) * running
    return chosen


@numba.njit(nogil=True, cache=True)
def draw_dag(
    parents: IntArray,
    first: FloatArray,
    starts: IntArray,
    tables: FloatArray,
    log_weights: FloatArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    seeds: SeedArray,
) -> int:
    """Draw one DAG; return -1, or the set whose table of completions is missing.

    Parameters
    ----------
    parents
        int64[n], written: the parent set of every node.
    first
        float64[2 ** n], running sum of the weights of the first layers.
    starts, tables
        int64[2 ** n] and float64[...]: where the completions of each set begin in `tables`; -1 when missing.
    log_weights, mantissa, exponent
        Family weights [n, 2 ** n] and their sums.
    room
        float64[2 ** n], scratch.
    seeds
        uint64[4], the generator's state, changed; put back when a table is missing, so that the draw can be made
        again once it is there.
    """
    n = mantissa.shape[0]
    full = (1 << n) - 1
    kept = seeds.copy()
    base = pick(first, seeds)
    layer = base
    for node in range(n):
        if base >> node & 1:
            parents[node] = 0
    while base != full:
        if starts[base] < 0:
            seeds[:] = kept
            return base
        left = 0
        for node in range(n):
            left += not base >> node & 1
        size = 1 << left
        completions = tables[starts[base] : starts[base] + size]
        cumulative = room[:size]
        draw_layer(base, layer, completions, mantissa, exponent, cumulative)
        number = pick(cumulative, seeds)
        grown = 0
        place = 0
        for node in range(n):
            if not base >> node & 1:
                if number >> place & 1:
                    grown |= 1 << node
                    parents[node] = draw_parents(node, base, layer, log_weights, exponent, seeds)
                place += 1
        layer = grown
        base |= grown
    return -1


@numba.njit(nogil=True, cache=True)
def draw_many(
    out: IntArray,
    done: int,
    last: int,
    first: FloatArray,
    starts: IntArray,
    tables: FloatArray,
    log_weights: FloatArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    seeds: SeedArray,
    missing: IntArray,
) -> int:
    """Draw DAGs into ``out[done:last]``; return how far it came, ``missing[0]`` naming the set that stopped it."""
    missing[0] = -1
    while done < last:
        stopped = draw_dag(out[done], first, starts, tables, log_weights, mantissa, exponent, room, seeds)
        if stopped >= 0:
            missing[0] = stopped
            return done
        done += 1
    return done
