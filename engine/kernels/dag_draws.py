"""Independent DAGs drawn exactly from a modular distribution, layer by layer from the sources."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.subset_sums import LOWEST, POWERS, gather

ExponentArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MaskArray = npt.NDArray[np.int32]
SeedArray = npt.NDArray[np.uint64]

_LN2 = math.log(2.0)
_RANKS = 4096
# Running sums of fewer next layers are added up anew for every draw: finding them would take as long.
_KEPT_FROM = 64


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
    shift: IntArray,
    subset: IntArray,
) -> None:
    """Write, for every set T of nodes outside `base`, the ways to go on when all others form the next layer.

    With R the nodes outside U = `base` and M = R - T the next layer, ``out[T]`` is the sum over S in T of
    (-1)^|S| prod over x in S of z_x(U) beta(T - S): completions in which no node of T has all its parents in U.
    It carries the exponents of z_x(U) for x in M, less that of beta(R).

    Parameters
    ----------
    out
        float64[2 ** |R|], written; the subsets of R are numbered by the places of their nodes in R.
    shift, subset
        Room for 2 ** |R| numbers each.
    """
    n = mantissa.shape[0]
    factors = np.empty(n)
    nodes = np.empty(n, np.int64)
    rest = (beta.size - 1) ^ base
    count = gather(
        rest, base, beta_bound[rest], out, shift, subset, factors, nodes, beta, beta_bound, mantissa, exponent
    )
    half = 1
    for place in range(count):
        factor = factors[place]
        for start in range(0, out.size, 2 * half):
            for low in range(start, start + half):
                out[low + half] -= factor * out[low]
        half *= 2
    for here in range(out.size):
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
def heaviest_first(node: int, log_weights: FloatArray, out: MaskArray) -> int:
    """Write the parent sets of a node that have any weight, int32[2 ** (n - 1)], and return how many there are.

    They come in order of the whole part of the binary logarithm of their weight, highest first; the last of 4096
    ranks holds all that weigh less. O(2^n).
    """
    ranks = np.zeros(_RANKS + 1, np.int64)
    highest = -np.inf
    for mask in range(log_weights.size):
        if not mask >> node & 1:
            highest = max(highest, log_weights[mask])
    for turn in range(2):
        for mask in range(log_weights.size):
            if mask >> node & 1 or log_weights[mask] == -np.inf:
                continue
            rank = min(int((highest - log_weights[mask]) / _LN2), _RANKS - 1)
            if turn == 0:
                ranks[rank + 1] += 1
            else:
                out[ranks[rank]] = mask
                ranks[rank] += 1
        if turn == 0:
            for rank in range(_RANKS):
                ranks[rank + 1] += ranks[rank]
    return int(ranks[_RANKS])


@numba.njit(nogil=True, cache=True)
def draw_parents(
    base: int,
    layer: int,
    ordered: MaskArray,
    log_weights: FloatArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    seeds: SeedArray,
) -> int:
    """Return a parent set of a node, drawn by weight among those within `base` that meet `layer` (any, if empty).

    Parameters
    ----------
    ordered
        The node's parent sets as `heaviest_first` leaves them: where belief is firm, few are looked at.
    log_weights, mantissa, exponent
        Weights of the node's families, and their sums within every set; [2 ** n].
    """
    scale = exponent[base] * _LN2
    total = mantissa[base]
    if layer:
        drop = exponent[base ^ layer] - exponent[base]
        if drop >= LOWEST:
            total -= mantissa[base ^ layer] * POWERS[drop - LOWEST]
        if total < 1e-3 * mantissa[base]:
            # Most of the sum fell away, and digits with it: add up what is left by itself.
            total = 0.0
            for place in range(ordered.size):
                mask = ordered[place]
                if mask & ~base == 0 and mask & layer:
                    if total == 0.0:
                        scale = log_weights[mask]
                    total += math.exp(log_weights[mask] - scale)
    target = _uniform(seeds) * total
    running = 0.0
    chosen = 0
    for place in range(ordered.size):
        mask = ordered[place]
        if mask & ~base == 0 and (layer == 0 or mask & layer):
            running += math.exp(log_weights[mask] - scale)
            chosen = mask
            if running > target:
                break
    return chosen


@numba.njit(nogil=True, cache=True)
def find(keys: IntArray, key: int) -> int:
    """Return the place of a key, or of the gap where it belongs, in a table with gaps (-1) of size 2 ** k."""
    place = (key * 0x9E3779B97F4A7C1 >> 20) & (keys.size - 1)
    while keys[place] != key and keys[place] != -1:
        place = (place + 1) & (keys.size - 1)
    return place


@numba.njit(nogil=True, cache=True)
def draw_dag(
    parents: IntArray,
    first: FloatArray,
    keys: IntArray,
    starts: IntArray,
    tables: FloatArray,
    used: IntArray,
    ordered: MaskArray,
    n_ordered: IntArray,
    log_weights: FloatArray,
    beta: FloatArray,
    beta_bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    shift: IntArray,
    subset: IntArray,
    seeds: SeedArray,
) -> bool:
    """Draw one DAG; return whether there was room for the tables it needs.

    Parameters
    ----------
    parents
        int64[n], written: the parent set of every node.
    first
        float64[2 ** n], running sum of the weights of the first layers.
    keys, starts, tables, used
        Tables kept: int64[2 ** k] twice, which table begins where; float64[...]; int64[2], how many numbers and
        how many tables. For a set U the key U << 32 leads to its completions, and U << 32 | L to the running sum
        over next layers after the layer L.
    ordered, n_ordered
        int32[n, 2 ** (n - 1)] and int64[n]: parent sets by weight, see `heaviest_first`.
    log_weights, beta, beta_bound, mantissa, exponent
        Family weights [n, 2 ** n], completions and sums of families.
    room, shift, subset
        Room for 2 ** n numbers each.
    seeds
        uint64[4], the generator's state, changed; put back when there is no room, so that the draw can be made
        again once there is.
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
        left = 0
        for node in range(n):
            left += not base >> node & 1
        size = 1 << left
        after = find(keys, base << 32 | layer)
        if keys[after] == -1:
            if used[0] + 2 * size > tables.size or 2 * used[1] + 4 > keys.size:
                seeds[:] = kept
                return False
            going_on = find(keys, base << 32)
            if keys[going_on] == -1:
                keys[going_on] = base << 32
                starts[going_on] = used[0]
                used[0] += size
                used[1] += 1
                out = tables[starts[going_on] : starts[going_on] + size]
                fill_completions(base, out, beta, beta_bound, mantissa, exponent, shift, subset)
            completions = tables[starts[going_on] : starts[going_on] + size]
            if size < _KEPT_FROM:
                cumulative = room[:size]
            else:
                after = find(keys, base << 32 | layer)
                keys[after] = base << 32 | layer
                starts[after] = used[0]
                cumulative = tables[used[0] : used[0] + size]
                used[0] += size
                used[1] += 1
            draw_layer(base, layer, completions, mantissa, exponent, cumulative)
        else:
            cumulative = tables[starts[after] : starts[after] + size]
        number = pick(cumulative, seeds)
        grown = 0
        place = 0
        for node in range(n):
            if not base >> node & 1:
                if number >> place & 1:
                    grown |= 1 << node
                    parents[node] = draw_parents(
                        base,
                        layer,
                        ordered[node, : n_ordered[node]],
                        log_weights[node],
                        mantissa[node],
                        exponent[node],
                        seeds,
                    )
                place += 1
        layer = grown
        base |= grown
    return True


@numba.njit(nogil=True, cache=True)
def draw_many(
    out: IntArray,
    first: FloatArray,
    keys: IntArray,
    starts: IntArray,
    tables: FloatArray,
    used: IntArray,
    ordered: MaskArray,
    n_ordered: IntArray,
    log_weights: FloatArray,
    beta: FloatArray,
    beta_bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    shift: IntArray,
    subset: IntArray,
    seeds: SeedArray,
    stop: npt.NDArray[np.uint8],
) -> int:
    """Draw DAGs into the rows of `out`; return how many there was room for, fewer when `stop`, uint8[1], is set.

    Other arguments as in `draw_dag`.
    """
    for row in range(out.shape[0]):
        if stop[0] or not draw_dag(
            out[row],
            first,
            keys,
            starts,
            tables,
            used,
            ordered,
            n_ordered,
            log_weights,
            beta,
            beta_bound,
            mantissa,
            exponent,
            room,
            shift,
            subset,
            seeds,
        ):
            return row
    return len(out)
