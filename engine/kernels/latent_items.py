"""Which items of a sum over hidden ways are independent given the others, and how long the sum is."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
# So many items are tried as the first of those to be summed by themselves.
MOST_TRIED = 16


@numba.njit(nogil=True, cache=True)
def sum_length(
    items: IntArray, group: IntArray, n_groups: int, way_start: IntArray, leaf_start: IntArray, leaves: IntArray
) -> float:
    """Return the natural log of the number of terms of the sum that the evidence of some items is; 0 for a closed form.

    Parameters
    ----------
    items, group, way_start, leaf_start, leaves
        As for `engine.kernels.latent_sums.items_evidence`.
    n_groups
        How many rows all tables have.

    Notes
    -----
    An item of r rows with w ways has C(r + w - 1, w - 1) terms. Those of items that have nothing to do with one another
    are added up; so are, in what hangs together, those that are independent given the others; the rest multiply.
    """
    rows, ways, starts, taken = several(items, way_start, leaf_start, leaves)
    if not rows.size:
        return 0.0
    touched = np.empty(2 * taken.size, np.int64)
    touched[0::2] = taken
    touched[1::2] = group.size + group[taken]
    apart, block, _, _ = independent(rows, ways, 2 * starts, touched, group.size + n_groups)
    total = 0.0
    for number in range(block.max() + 1):
        total += math.exp(_log_length(rows, ways, np.flatnonzero(block == number), apart))
    return math.log(total)


@numba.njit(nogil=True, cache=True)
def several(
    items: IntArray, way_start: IntArray, leaf_start: IntArray, leaves: IntArray
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return the items that were seen and have several ways, by themselves.

    Their rows, and their ways as `engine.kernels.latent_sums` has those of all: way_start, leaf_start, leaves.
    """
    chosen = np.flatnonzero((items > 0) & (way_start[1:] - way_start[:-1] > 1))
    ways = np.zeros(chosen.size + 1, np.int64)
    ways[1:] = np.cumsum(way_start[chosen + 1] - way_start[chosen])
    starts, taken = np.zeros(ways[-1] + 1, np.int64), np.empty(leaves.size, np.int64)
    way = 0
    for item in chosen:
        for old in range(way_start[item], way_start[item + 1]):
            length = leaf_start[old + 1] - leaf_start[old]
            taken[starts[way] : starts[way] + length] = leaves[leaf_start[old] : leaf_start[old + 1]]
            starts[way + 1] = starts[way] + length
            way += 1
    return items[chosen], ways, starts, taken[: starts[way]]


@numba.njit(nogil=True, cache=True)
def independent(
    item_rows: IntArray, way_start: IntArray, starts: IntArray, touched: IntArray, n_places: int
) -> tuple[BoolArray, IntArray, IntArray, IntArray]:
    """Return which items hang together, and which of these can be summed by themselves given the others.

    Parameters
    ----------
    item_rows, way_start
        How many rows there are of each item, and its ways.
    starts, touched
        Way w meets the places ``touched[starts[w] : starts[w + 1]]``, each once: cells, and rows of tables.
    n_places
        How many places there are.

    Returns
    -------
    apart, block, bounds, places
        bool[n_items], int64[n_items] from 0 on, and the places ``places[bounds[i] : bounds[i + 1]]`` whose counts
        depend on the ways of item i. No place is of two blocks, nor of two items that are apart.
    """
    n_items = item_rows.size
    bounds, places = _varying_places(n_items, way_start, starts, touched, n_places)
    block = _blocks(n_items, bounds, places, n_places)
    best = np.zeros(n_items, np.bool_)
    taken, round_number = np.full(n_places, -1, np.int64), -1
    for number in range(block.max() + 1):
        # Every member is tried as the first to be chosen, the next being those that fit.
        members, shortest = np.flatnonzero(block == number), np.inf
        for first in range(min(members.size, MOST_TRIED)):
            round_number += 1
            apart = np.zeros(n_items, np.bool_)
            for step in range(members.size):
                item = members[(first + step) % members.size]
                fits = True
                for place in places[bounds[item] : bounds[item + 1]]:
                    fits = fits and taken[place] != round_number
                if fits:
                    apart[item] = True
                    taken[places[bounds[item] : bounds[item + 1]]] = round_number
            length = _log_length(item_rows, way_start, members, apart)
            if length < shortest:
                best[members], shortest = apart[members], length
    return best, block, bounds, places


@numba.njit(nogil=True, cache=True)
def _blocks(n_items: int, bounds: IntArray, places: IntArray, n_places: int) -> IntArray:
    # Items that share a place are of one block, numbered from 0 on.
    block, owner, n_blocks = np.arange(n_items), np.full(n_places, -1, np.int64), 0
    for item in range(n_items):
        for place in places[bounds[item] : bounds[item + 1]]:
            if owner[place] >= 0 and block[owner[place]] != block[item]:
                block[block == block[owner[place]]] = block[item]
            owner[place] = item
    number = np.full(n_items, -1, np.int64)
    for item in range(n_items):
        if number[block[item]] < 0:
            number[block[item]] = n_blocks
            n_blocks += 1
    return number[block]


@numba.njit(nogil=True, cache=True)
def _varying_places(
    n_items: int, way_start: IntArray, starts: IntArray, touched: IntArray, n_places: int
) -> tuple[IntArray, IntArray]:
    # Per item the places that some of its ways meet and others do not; no way meets a place twice.
    bounds, places, n_found = np.zeros(n_items + 1, np.int64), np.empty(touched.size, np.int64), 0
    often = np.zeros(n_places, np.int64)
    for item in range(n_items):
        first, last = way_start[item], way_start[item + 1]
        met = touched[starts[first] : starts[last]]
        for place in met:
            often[place] += 1
        for place in met:
            if 0 < often[place] < last - first:
                places[n_found] = place
                n_found += 1
            often[place] = 0
        bounds[item + 1] = n_found
    return bounds, places[:n_found]


@numba.njit(nogil=True, cache=True)
def _log_length(item_rows: IntArray, way_start: IntArray, members: IntArray, apart: BoolArray) -> float:
    together, alone = 0.0, 0.0
    for item in members:
        rows, ways = item_rows[item], way_start[item + 1] - way_start[item]
        length = math.lgamma(rows + ways) - math.lgamma(rows + 1.0) - math.lgamma(ways)
        if apart[item]:
            alone += math.exp(length)
        else:
            together += length
    return together + math.log(alone)
