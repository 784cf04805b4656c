"""Evidence of rows that could have come about in several hidden ways: a sum over how many came about in which."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.scoring import log_rising

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def table_evidence(counts: IntArray, group: IntArray, alpha: FloatArray, group_alpha: FloatArray) -> float:
    """Return the log probability of counts in tables whose rows have Dirichlet priors, nats.

    Parameters
    ----------
    counts, group, alpha
        Per cell: how often it was met, the row of a table that it is in, and its Dirichlet parameter.
    group_alpha
        float64[n_groups], the sum of the parameters of each row.
    """
    totals = np.zeros(group_alpha.size, np.int64)
    score = 0.0
    for cell in range(counts.size):
        if counts[cell]:
            totals[group[cell]] += counts[cell]
            score += log_rising(alpha[cell], counts[cell], math.lgamma(alpha[cell]))
    for row in range(totals.size):
        if totals[row]:
            score -= log_rising(group_alpha[row], totals[row], math.lgamma(group_alpha[row]))
    return score


@numba.njit(nogil=True, cache=True)
def summed_evidence(
    base: IntArray,
    group: IntArray,
    alpha: FloatArray,
    group_alpha: FloatArray,
    item_rows: IntArray,
    way_start: IntArray,
    leaf_start: IntArray,
    leaves: IntArray,
) -> float:
    """Return the log of the sum, over all ways to share rows out, of the probability of the counts, nats.

    Parameters
    ----------
    base
        int64[n_cells], counts of what came about in one way only.
    group, alpha, group_alpha
        As for `table_evidence`.
    item_rows
        int64[n_items], how many rows there are of each kind that could have come about in several ways, above 0.
    way_start, leaf_start, leaves
        The ways of item i are ``way_start[i] : way_start[i + 1]``; way w meets the cells
        ``leaves[leaf_start[w] : leaf_start[w + 1]]``.

    Notes
    -----
    Time is the number of terms, the product over items of C(rows + ways - 1, ways - 1), by the number of cells.
    """
    n_items, n_ways, extra = item_rows.size, leaf_start.size - 1, item_rows.sum()
    met = np.zeros(base.size, np.bool_)
    met_group = np.zeros(group_alpha.size, np.bool_)
    for leaf in leaves:
        met[leaf] = True
        met_group[group[leaf]] = True
    group_base = np.zeros(group_alpha.size, np.int64)
    for cell in range(base.size):
        group_base[group[cell]] += base[cell]
    # What only single ways meet is one factor; the rest is looked up in tables of rising factorials.
    constant = _logs_of(base, alpha, met) - _logs_of(group_base, group_alpha, met_group)
    for item in range(n_items):
        constant += math.lgamma(item_rows[item] + 1.0)
    cells, cell_logs = _rising_tables(base, alpha, met, extra)
    rows, row_logs = _rising_tables(group_base, group_alpha, met_group, extra)
    factorials = np.zeros(extra + 1)
    for k in range(1, extra + 1):
        factorials[k] = factorials[k - 1] + math.log(k)
    shares = np.zeros(n_ways, np.int64)
    for item in range(n_items):
        shares[way_start[item]] = item_rows[item]
    more, more_rows = np.zeros(base.size, np.int64), np.zeros(group_alpha.size, np.int64)
    highest, total = -np.inf, 0.0
    while True:
        term = 0.0
        more[:] = 0
        more_rows[:] = 0
        for way in range(n_ways):
            if shares[way]:
                term -= factorials[shares[way]]
                for place in range(leaf_start[way], leaf_start[way + 1]):
                    more[leaves[place]] += shares[way]
                    more_rows[group[leaves[place]]] += shares[way]
        for place in range(cells.size):
            term += cell_logs[place, more[cells[place]]]
        for place in range(rows.size):
            term -= row_logs[place, more_rows[rows[place]]]
        if term > highest:
            total = total * math.exp(highest - term) + 1.0
            highest = term
        else:
            total += math.exp(term - highest)
        if not _next_shares(shares, way_start):
            return constant + highest + math.log(total)


@numba.njit(nogil=True, cache=True)
def items_evidence(
    items: IntArray,
    group: IntArray,
    alpha: FloatArray,
    group_alpha: FloatArray,
    way_start: IntArray,
    leaf_start: IntArray,
    leaves: IntArray,
) -> float:
    """Return the log probability of rows of some kinds, nats, however many terms that takes.

    Parameters
    ----------
    items
        int64[n_items], how many rows there are of each kind.
    group, alpha, group_alpha
        As for `table_evidence`.
    way_start, leaf_start, leaves
        As for `summed_evidence`, of all kinds.
    """
    base = np.zeros(alpha.size, np.int64)
    several = np.zeros(items.size, np.bool_)
    for item in range(items.size):
        first = way_start[item]
        if items[item] and way_start[item + 1] - first > 1:
            several[item] = True
        elif items[item]:
            for place in range(leaf_start[first], leaf_start[first + 1]):
                base[leaves[place]] += items[item]
    chosen = np.flatnonzero(several)
    if not chosen.size:
        return table_evidence(base, group, alpha, group_alpha)
    ways = np.concatenate((np.zeros(1, np.int64), np.cumsum(way_start[chosen + 1] - way_start[chosen])))
    starts, taken = np.zeros(ways[-1] + 1, np.int64), np.empty(leaves.size, np.int64)
    way = 0
    for item in range(items.size):
        for old in range(way_start[item], way_start[item + 1] if several[item] else way_start[item]):
            length = leaf_start[old + 1] - leaf_start[old]
            taken[starts[way] : starts[way] + length] = leaves[leaf_start[old] : leaf_start[old + 1]]
            starts[way + 1] = starts[way] + length
            way += 1
    return summed_evidence(base, group, alpha, group_alpha, items[chosen], ways, starts, taken[: starts[way]])


@numba.njit(nogil=True, cache=True)
def _logs_of(counts: IntArray, alpha: FloatArray, left_out: npt.NDArray[np.bool_]) -> float:
    total = 0.0
    for place in range(counts.size):
        if counts[place] and not left_out[place]:
            total += log_rising(alpha[place], counts[place], math.lgamma(alpha[place]))
    return total


@numba.njit(nogil=True, cache=True)
def _rising_tables(
    base: IntArray, alpha: FloatArray, chosen: npt.NDArray[np.bool_], extra: int
) -> tuple[IntArray, FloatArray]:
    places = np.flatnonzero(chosen)
    logs = np.empty((places.size, extra + 1))
    for row in range(places.size):
        start, first = alpha[places[row]], base[places[row]]
        logs[row, 0] = log_rising(start, first, math.lgamma(start)) if first else 0.0
        for k in range(1, extra + 1):
            logs[row, k] = logs[row, k - 1] + math.log(start + (first + k - 1))
    return places, logs


@numba.njit(nogil=True, cache=True)
def _next_shares(shares: IntArray, way_start: IntArray) -> bool:
    # The next composition of each item's rows (Nijenhuis and Wilf 1978), the items turning like wheels of a counter.
    for item in range(way_start.size - 1):
        first, last = way_start[item], way_start[item + 1] - 1
        way = first
        while shares[way] == 0:
            way += 1
        left = shares[way]
        shares[way] = 0
        if way < last:
            shares[first] = left - 1
            shares[way + 1] += 1
            return True
        shares[first] = left
    return False
