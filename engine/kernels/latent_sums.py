"""Evidence of rows that could have come about in several hidden ways: a sum over how many came about in which."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.latent_items import independent, several
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
    Items that share no cell whose count depends on their ways are independent, or so given the others: each is summed
    by itself (variable elimination: Zhang and Poole 1996). The rest is gone through in full; see
    `engine.kernels.latent_items.sum_length`.
    """
    n_items, extra = item_rows.size, item_rows.sum()
    starts, touched, logs, constant = places_met(base, group, alpha, group_alpha, extra, leaf_start, leaves)
    for item in range(n_items):
        constant += math.lgamma(item_rows[item] + 1.0)
    apart, block, bounds, varying = independent(item_rows, way_start, starts, touched, logs.shape[0])
    shares, more = np.zeros(way_start[n_items], np.int64), np.zeros(logs.shape[0], np.int64)
    for item in range(n_items):
        shift(way_start[item], item_rows[item], shares, more, starts, touched)
    factorials = np.zeros(extra + 1)
    for k in range(1, extra + 1):
        factorials[k] = factorials[k - 1] + math.log(k)
    still = np.ones(logs.shape[0], np.bool_)
    still[varying] = False
    constant += logs_at(np.flatnonzero(still), more, logs)
    for number in range(block.max() + 1):
        members = np.flatnonzero(block == number)
        constant += summed_together(
            members, apart, way_start, bounds, varying, shares, more, starts, touched, logs, factorials
        )
    return constant


@numba.njit(nogil=True, cache=True)
def summed_together(
    members: IntArray,
    apart: npt.NDArray[np.bool_],
    way_start: IntArray,
    bounds: IntArray,
    varying: IntArray,
    shares: IntArray,
    more: IntArray,
    starts: IntArray,
    touched: IntArray,
    logs: FloatArray,
    factorials: FloatArray,
) -> float:
    """Return the log of the sum over all ways to share out the rows of items that hang together."""
    fixed = places_of_all(members, apart, bounds, varying, logs.shape[0])
    highest, total = -np.inf, 0.0
    while True:
        term = log_term(
            members, apart, fixed, way_start, bounds, varying, shares, more, starts, touched, logs, factorials
        )
        if term > highest:
            total = total * math.exp(highest - term) + 1.0
            highest = term
        else:
            total += math.exp(term - highest)
        if not turn_all(members, apart, way_start, shares, more, starts, touched):
            return highest + math.log(total)


@numba.njit(nogil=True, cache=True)
def places_of_all(
    members: IntArray, apart: npt.NDArray[np.bool_], bounds: IntArray, varying: IntArray, n_places: int
) -> IntArray:
    """Return the places that items which hang together meet, less those of items that are summed by themselves."""
    own = np.zeros(n_places, np.bool_)
    for item in members[~apart[members]]:
        own[varying[bounds[item] : bounds[item + 1]]] = True
    for item in members[apart[members]]:
        own[varying[bounds[item] : bounds[item + 1]]] = False
    return np.flatnonzero(own)


@numba.njit(nogil=True, cache=True)
def log_term(
    members: IntArray,
    apart: npt.NDArray[np.bool_],
    fixed: IntArray,
    way_start: IntArray,
    bounds: IntArray,
    varying: IntArray,
    shares: IntArray,
    more: IntArray,
    starts: IntArray,
    touched: IntArray,
    logs: FloatArray,
    factorials: FloatArray,
) -> float:
    """Return the log of one term: as rows are shared out now, those of items by themselves summed over."""
    term = logs_at(fixed, more, logs)
    for item in members:
        first, last = way_start[item], way_start[item + 1]
        if apart[item]:
            places = varying[bounds[item] : bounds[item + 1]]
            term += summed_alone(first, last, places, shares, more, starts, touched, logs, factorials)
        else:
            for way in range(first, last):
                term -= factorials[shares[way]]
    return term


@numba.njit(nogil=True, cache=True)
def turn_all(
    members: IntArray,
    apart: npt.NDArray[np.bool_],
    way_start: IntArray,
    shares: IntArray,
    more: IntArray,
    starts: IntArray,
    touched: IntArray,
) -> bool:
    """Go on to the next way to share out rows of all that are not summed alone; False where it is the first again."""
    for item in members:
        if not apart[item] and turn(way_start[item], way_start[item + 1], shares, more, starts, touched):
            return True
    return False


@numba.njit(nogil=True, cache=True)
def logs_at(places: IntArray, more: IntArray, logs: FloatArray) -> float:
    """Return the sum of what some places give, as often as they are met now."""
    total = 0.0
    for place in places:
        total += logs[place, more[place]]
    return total


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
    for item in range(items.size):
        first = way_start[item]
        if items[item] and way_start[item + 1] - first == 1:
            for place in range(leaf_start[first], leaf_start[first + 1]):
                base[leaves[place]] += items[item]
    rows, ways, starts, taken = several(items, way_start, leaf_start, leaves)
    if not rows.size:
        return table_evidence(base, group, alpha, group_alpha)
    return summed_evidence(base, group, alpha, group_alpha, rows, ways, starts, taken)


@numba.njit(nogil=True, cache=True)
def places_met(
    base: IntArray,
    group: IntArray,
    alpha: FloatArray,
    group_alpha: FloatArray,
    extra: int,
    leaf_start: IntArray,
    leaves: IntArray,
) -> tuple[IntArray, IntArray, FloatArray, float]:
    """Return what the sum is made of: where ways meet, what these places give, and one factor.

    Returns
    -------
    starts, touched
        Cells and rows of tables that some way meets are one list of places: way w meets the places
        ``touched[starts[w] : starts[w + 1]]``.
    logs
        float64[n_places, extra + 1], what each place gives when it is met so often.
    constant
        What only single ways meet.
    """
    met = np.zeros(base.size, np.bool_)
    met_group = np.zeros(group_alpha.size, np.bool_)
    for leaf in leaves:
        met[leaf] = True
        met_group[group[leaf]] = True
    group_base = np.zeros(group_alpha.size, np.int64)
    for cell in range(base.size):
        group_base[group[cell]] += base[cell]
    constant = _logs_of(base, alpha, met) - _logs_of(group_base, group_alpha, met_group)
    cells, cell_logs = _rising_tables(base, alpha, met, extra)
    rows, row_logs = _rising_tables(group_base, group_alpha, met_group, extra)
    place_of, row_place = np.zeros(base.size, np.int64), np.zeros(group_alpha.size, np.int64)
    place_of[cells] = np.arange(cells.size)
    row_place[rows] = cells.size + np.arange(rows.size)
    touched = np.empty(2 * leaves.size, np.int64)
    touched[0::2] = place_of[leaves]
    touched[1::2] = row_place[group[leaves]]
    return 2 * leaf_start, touched, np.concatenate((cell_logs, -row_logs)), constant


@numba.njit(nogil=True, cache=True)
def summed_alone(
    first: int,
    last: int,
    own: IntArray,
    shares: IntArray,
    more: IntArray,
    starts: IntArray,
    touched: IntArray,
    logs: FloatArray,
    factorials: FloatArray,
) -> float:
    """Return the log of the sum over all ways to share out the rows of one item; all is as before in the end."""
    highest, total = -np.inf, 0.0
    while True:
        term = logs_at(own, more, logs)
        for way in range(first, last):
            term -= factorials[shares[way]]
        if term > highest:
            total = total * math.exp(highest - term) + 1.0
            highest = term
        else:
            total += math.exp(term - highest)
        if not turn(first, last, shares, more, starts, touched):
            return highest + math.log(total)


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
def shift(way: int, step: int, shares: IntArray, more: IntArray, starts: IntArray, touched: IntArray) -> None:
    """Have some rows more, or fewer, come about in a way."""
    shares[way] += step
    for place in range(starts[way], starts[way + 1]):
        more[touched[place]] += step


@numba.njit(nogil=True, cache=True)
def turn(first: int, last: int, shares: IntArray, more: IntArray, starts: IntArray, touched: IntArray) -> bool:
    """Go on to the next composition of one item's rows (Nijenhuis and Wilf 1978); False where it is the first again."""
    way = first
    while shares[way] == 0:
        way += 1
    left = shares[way]
    shift(way, -left, shares, more, starts, touched)
    if way < last - 1:
        shift(first, left - 1, shares, more, starts, touched)
        shift(way + 1, 1, shares, more, starts, touched)
        return True
    shift(first, left, shares, more, starts, touched)
    return False
