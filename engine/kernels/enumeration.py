"""Weights of all candidates from family scores, and what is read off them, in a few passes over memory."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MaskArray = npt.NDArray[np.uint8]
BLOCK = 512
LOG2_E = 1.4426950408889634
# ln 2 in two parts, the first with trailing zeros, so that a multiple of it is exact.
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
# e to this is still a normal double; what weighs less beside the heaviest candidate has the least weight there is.
FAINTEST = -690.0


@numba.njit(nogil=True, cache=True)
def add_families(start: FloatArray, parents: MaskArray, families: FloatArray, out: FloatArray) -> float:
    """Write `start` plus the sum of one number a family over each candidate's families; return the largest.

    Parameters
    ----------
    start, out
        float64[n_candidates]; may be the same array.
    parents
        uint8[n_candidates, n], bit mask of the parents of each node.
    families
        float64[n, 2 ** n].
    """
    n = parents.shape[1]
    highest = -np.inf
    for candidate in range(out.size):
        row = parents[candidate]
        total = start[candidate]
        if n == 6:
            # Written out, this takes half the time; only here there are millions.
            first = families[0, row[0]] + families[1, row[1]] + families[2, row[2]]
            total += first + (families[3, row[3]] + families[4, row[4]] + families[5, row[5]])
        else:
            for node in range(n):
                total += families[node, row[node]]
        out[candidate] = total
        highest = max(highest, total)
    return highest


@numba.njit(nogil=True, cache=True)
def _exp_near_zero(x: float) -> float:
    # Taylor's series to the 13th power: exact to rounding for |x| <= ln 2 / 2.
    total = 1.6059043836821613e-10
    total = total * x + 2.08767569878681e-09
    total = total * x + 2.505210838544172e-08
    total = total * x + 2.755731922398589e-07
    total = total * x + 2.7557319223985893e-06
    total = total * x + 2.48015873015873e-05
    total = total * x + 0.0001984126984126984
    total = total * x + 0.001388888888888889
    total = total * x + 0.008333333333333333
    total = total * x + 0.041666666666666664
    total = total * x + 0.16666666666666666
    total = total * x + 0.5
    total = total * x + 1.0
    return total * x + 1.0


@numba.njit(nogil=True, cache=True, fastmath={"reassoc"})
def _sums(weights: FloatArray, drops: FloatArray) -> tuple[float, float]:
    # Sums in any order can be taken several at a time.
    total, spread = 0.0, 0.0
    for place in range(weights.size):
        total += weights[place]
        spread -= weights[place] * drops[place]
    return total, spread


@numba.njit(nogil=True, cache=True)
def normalise_logs(weights: FloatArray, bits: IntArray, highest: float, least: float) -> tuple[float, float]:
    """Turn logs of weights into weights that sum to one, in place.

    Parameters
    ----------
    weights
        float64[n_candidates]: on entry natural logs, the largest `highest`; on return the weights.
    bits
        The same memory, seen as int64.
    least
        What is given to a weight too small for a double, before they are made to sum to one: only the log of minus
        infinity becomes 0.

    Returns
    -------
    tuple of two floats
        Log of the sum of the weights over e ** `highest`, and the entropy of the normalised weights, in nats.

    Notes
    -----
    The exponential is written so that the compiler does several at once, which the library's cannot do; blocks
    stay in the nearest cache. Entropy is ln Z minus the mean log weight, both relative to the largest.
    """
    drops, powers, faint = np.empty(BLOCK), np.empty(BLOCK, np.int64), np.empty(BLOCK)
    total, spread = 0.0, 0.0
    for start in range(0, weights.size, BLOCK):
        size = min(BLOCK, weights.size - start)
        block, block_bits = weights[start : start + size], bits[start : start + size]
        for place in range(size):
            faint[place] = least if block[place] > -np.inf else 0.0
            drop = max(block[place] - highest, FAINTEST)
            power = np.rint(drop * LOG2_E)
            block[place] = _exp_near_zero((drop - power * LN2_HIGH) - power * LN2_LOW)
            drops[place], powers[place] = drop, np.int64(power)
        for place in range(size):
            # The exponent of a double stands in its bits from 52 up.
            block_bits[place] += powers[place] << 52
        for place in range(size):
            block[place] = block[place] if drops[place] > FAINTEST else faint[place]
        block_total, block_spread = _sums(block, drops[:size])
        total += block_total
        spread += block_spread
    for candidate in range(weights.size):
        weights[candidate] /= total
    log_total = np.log(total)
    return log_total, log_total + spread / total


@numba.njit(nogil=True, cache=True)
def tally_masks(masks: MaskArray, weights: FloatArray, out: FloatArray) -> None:
    """Add the weight of each candidate to ``out[v, masks[candidate, v]]`` for every node v; float64[n, 2 ** n]."""
    n = masks.shape[1]
    for candidate in range(weights.size):
        for node in range(n):
            out[node, masks[candidate, node]] += weights[candidate]


@numba.njit(nogil=True, cache=True)
def tally_mask_pairs(masks: MaskArray, weights: FloatArray, out: FloatArray) -> None:
    """Add the weight of each candidate to ``out[half, p, a, b]`` with a, b the masks of nodes 2p and 2p + 1.

    Half as many sums as `tally_masks`, and those of two halves of the candidates in turn, so that one need not wait
    for the other: twice as fast where there are millions.

    Parameters
    ----------
    masks, weights
        uint8[n_candidates, n] with an even n, and float64[n_candidates].
    out
        float64[2, n / 2, 2 ** n, 2 ** n], added to; the sum over its first axis counts.
    """
    pairs = masks.shape[1] // 2
    half = weights.size // 2
    for candidate in range(half):
        other = candidate + half
        for pair in range(pairs):
            out[0, pair, masks[candidate, 2 * pair], masks[candidate, 2 * pair + 1]] += weights[candidate]
            out[1, pair, masks[other, 2 * pair], masks[other, 2 * pair + 1]] += weights[other]
    for candidate in range(2 * half, weights.size):
        for pair in range(pairs):
            out[0, pair, masks[candidate, 2 * pair], masks[candidate, 2 * pair + 1]] += weights[candidate]


@numba.njit(nogil=True, cache=True)
def fill_ancestors(parents: MaskArray, out: MaskArray) -> None:
    """Write the bit mask of every node's ancestors, uint8[n_dags, n] (Warshall 1962)."""
    n = parents.shape[1]
    for dag in range(parents.shape[0]):
        for node in range(n):
            out[dag, node] = parents[dag, node]
        for middle in range(n):
            through = out[dag, middle]
            for node in range(n):
                if out[dag, node] >> middle & 1:
                    out[dag, node] |= through


@numba.njit(nogil=True, cache=True)
def fill_depths(parents: MaskArray, out: MaskArray) -> None:
    """Write the number of arrows of the longest directed path of every DAG, uint8[n_dags]."""
    n = parents.shape[1]
    for dag in range(parents.shape[0]):
        placed, depth = 0, 0
        while True:
            grown = placed
            for node in range(n):
                if parents[dag, node] & ~placed == 0:
                    grown |= 1 << node
            if grown == (1 << n) - 1:
                break
            placed = grown
            depth += 1
        out[dag] = depth


@numba.njit(nogil=True, cache=True)
def fill_order_counts(ancestors: MaskArray, out: IntArray) -> None:
    """Write how many orders of the nodes put ancestors first, int64[n_dags]: sums over the sets that can come first."""
    n = ancestors.shape[1]
    ways = np.empty(1 << n, np.int64)
    for dag in range(ancestors.shape[0]):
        ways[0] = 1
        for first in range(1, 1 << n):
            ways[first] = 0
            for last in range(n):
                rest = first & ~(1 << last)
                if rest != first and ancestors[dag, last] & ~rest == 0:
                    ways[first] += ways[rest]
        out[dag] = ways[(1 << n) - 1]
