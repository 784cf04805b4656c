"""What all DAGs together predict, by dynamic programming over sets of nodes, and how far each is from that.

As in `subset_sums`, a sum over sets has one binary exponent a set. A family's weight times what it predicts of an
outcome is a weight again, so the mixture is a sum of the same kind. How much candidates know beside it is the
derivative of that sum by the power to which predictions are taken; it is carried along (Wengert 1964).
"""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.subset_sums import LOWEST, NO_WEIGHT

ExponentArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
LN2 = math.log(2.0)


@numba.njit(nogil=True, cache=True, fastmath={"contract"})
def sum_tables(
    log_weights: FloatArray, tables: FloatArray, exponent: ExponentArray, sums: FloatArray, slopes: FloatArray
) -> None:
    """Sum weight times prediction over the parent sets within every set, and the same times the log prediction.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], log weight of every family.
    tables
        float64[n, 2 ** n, n_outcomes], what it predicts.
    exponent
        int32[n, 2 ** n], exponents of the sums of weights alone.
    sums, slopes
        float64[n, 2 ** n, n_outcomes], written; their exponents are `exponent`.

    Notes
    -----
    O(n^2 2^n n_outcomes), by one node after the other (Yates 1937).
    """
    n, size, n_outcomes = tables.shape
    for node in range(n):
        for mask in range(size):
            own = exponent[node, mask]
            drop = -np.inf if mask >> node & 1 or own == NO_WEIGHT else log_weights[node, mask] - own * LN2
            scale = math.exp(drop) if drop > LOWEST * LN2 else 0.0
            for x in range(n_outcomes):
                predicted = tables[node, mask, x] if scale > 0.0 else 1.0
                sums[node, mask, x] = scale * predicted
                slopes[node, mask, x] = scale * predicted * math.log(predicted)
        for added in range(n):
            if added != node:
                _add_subsets(added, exponent[node], sums[node], slopes[node])


@numba.njit(nogil=True, cache=True, fastmath={"contract"})
def _add_subsets(added: int, exponent: ExponentArray, sums: FloatArray, slopes: FloatArray) -> None:
    # One step of a zeta transform: to every set with a node what the set without it has.
    for above in range(exponent.size):
        below = above ^ (1 << added)
        if above >> added & 1 == 0 or exponent[below] == NO_WEIGHT:
            continue
        drop = exponent[below] - exponent[above]
        if drop >= LOWEST:
            scale = 2.0**drop
            for x in range(sums.shape[1]):
                sums[above, x] += scale * sums[below, x]
                slopes[above, x] += scale * slopes[below, x]


@numba.njit(nogil=True, cache=True, fastmath={"contract"})
def sum_dags(
    exponent: ExponentArray, bound: ExponentArray, sums: FloatArray, slopes: FloatArray, out: FloatArray
) -> None:
    """Sum the products of families over all DAGs, and the derivative of that.

    Parameters
    ----------
    exponent, sums, slopes
        As `sum_tables` leaves them.
    bound
        int32[2 ** n], exponents of the sums over all DAGs on every set.
    out
        float64[2, n_outcomes], written: both with the exponent of the set of all nodes.

    Notes
    -----
    O(3^n n_outcomes), by inclusion and exclusion over sinks (Robinson 1973).
    """
    _, size, n_outcomes = sums.shape
    total, slope = np.zeros((size, n_outcomes)), np.zeros((size, n_outcomes))
    product, change = np.empty((size, n_outcomes)), np.empty((size, n_outcomes))
    shift = np.empty(size, np.int64)
    total[0] = 1.0
    full = size - 1
    for below in range(full):
        if bound[below] == NO_WEIGHT:
            continue
        rest = full ^ below
        shift[0] = bound[below]
        for x in range(n_outcomes):
            # An odd number of sinks counts once more, an even number once less.
            product[0, x] = -total[below, x]
            change[0, x] = -slope[below, x]
        added = 0
        while True:
            added = (added - rest) & rest
            if added == 0:
                break
            last = added & -added
            before = added ^ last
            node = 0
            while last >> node != 1:
                node += 1
            above = below | added
            if shift[before] == NO_WEIGHT or exponent[node, below] == NO_WEIGHT:
                shift[added] = NO_WEIGHT
                continue
            shift[added] = shift[before] + exponent[node, below]
            drop = shift[added] - bound[above]
            scale = 2.0**drop if drop >= LOWEST else 0.0
            for x in range(n_outcomes):
                factor, moved = -sums[node, below, x], -slopes[node, below, x]
                product[added, x] = product[before, x] * factor
                change[added, x] = change[before, x] * factor + product[before, x] * moved
                total[above, x] += scale * product[added, x]
                slope[above, x] += scale * change[added, x]
    out[0] = total[full]
    out[1] = slope[full]
