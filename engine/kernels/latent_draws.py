"""Draws of how rows came about that could have in several hidden ways, from the sums that their evidence is."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.latent_items import independent, several
from engine.kernels.latent_sums import (
    log_term,
    logs_at,
    places_met,
    places_of_all,
    shift,
    summed_alone,
    summed_together,
    turn,
    turn_all,
)

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def draw_ways(
    items: IntArray,
    group: IntArray,
    alpha: FloatArray,
    group_alpha: FloatArray,
    way_start: IntArray,
    leaf_start: IntArray,
    leaves: IntArray,
    rng: np.random.Generator,
    out: IntArray,
) -> None:
    """Draw how many rows of each kind came about in which way, given how many there are of each; exactly.

    Parameters
    ----------
    items, group, alpha, group_alpha, way_start, leaf_start, leaves
        As for `items_evidence`.
    rng
        Source of randomness, changed.
    out
        int64[k, n_ways], written: independent draws.

    Notes
    -----
    Each term of the sum that the evidence is stands for one answer, and is drawn in proportion to it: twice as long as
    the sum itself, however many draws there are.
    """
    base = np.zeros(alpha.size, np.int64)
    out[:] = 0
    for item in range(items.size):
        first = way_start[item]
        if items[item] and way_start[item + 1] - first == 1:
            out[:, first] = items[item]
            for place in range(leaf_start[first], leaf_start[first + 1]):
                base[leaves[place]] += items[item]
    item_rows, ways, own_leaves, taken = several(items, way_start, leaf_start, leaves)
    n_items, extra = item_rows.size, item_rows.sum()
    if n_items == 0:
        return
    starts, touched, logs, _ = places_met(base, group, alpha, group_alpha, extra, own_leaves, taken)
    apart, block, bounds, varying = independent(item_rows, ways, starts, touched, logs.shape[0])
    shares, more = np.zeros(ways[n_items], np.int64), np.zeros(logs.shape[0], np.int64)
    for item in range(n_items):
        shift(ways[item], item_rows[item], shares, more, starts, touched)
    factorials = np.zeros(extra + 1)
    for k in range(1, extra + 1):
        factorials[k] = factorials[k - 1] + math.log(k)
    found = np.zeros((out.shape[0], ways[n_items]), np.int64)
    for number in range(block.max() + 1):
        members = np.flatnonzero(block == number)
        _draw_together(
            members, apart, ways, bounds, varying, shares, more, starts, touched, logs, factorials, rng, found
        )
    place = 0
    for item in range(items.size):
        first, last = way_start[item], way_start[item + 1]
        if items[item] and last - first > 1:
            out[:, first:last] = found[:, place : place + last - first]
            place += last - first


@numba.njit(nogil=True, cache=True)
def _draw_together(
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
    rng: np.random.Generator,
    found: IntArray,
) -> None:
    log_total = summed_together(
        members, apart, way_start, bounds, varying, shares, more, starts, touched, logs, factorials
    )
    fixed = places_of_all(members, apart, bounds, varying, logs.shape[0])
    n_draws = found.shape[0]
    wanted = np.empty(n_draws)
    for draw in range(n_draws):
        wanted[draw] = rng.random()
    # Draws come in the order of what they wanted, so that one pass over the terms serves them all.
    order = np.argsort(wanted)
    reached, done, turned = 0.0, 0, True
    while done < n_draws:
        # Rounding may leave the last a hair short of 1: then the first way, which the last turn led back to, is taken.
        reached += math.exp(
            log_term(members, apart, fixed, way_start, bounds, varying, shares, more, starts, touched, logs, factorials)
            - log_total
        )
        while done < n_draws and (wanted[order[done]] < reached or not turned):
            for item in members:
                first, last = way_start[item], way_start[item + 1]
                if apart[item]:
                    places = varying[bounds[item] : bounds[item + 1]]
                    _draw_alone(
                        first, last, places, shares, more, starts, touched, logs, factorials, rng, found[order[done]]
                    )
                else:
                    found[order[done], first:last] = shares[first:last]
            done += 1
        turned = turn_all(members, apart, way_start, shares, more, starts, touched)
    # As before in the end.
    while turned:
        turned = turn_all(members, apart, way_start, shares, more, starts, touched)


@numba.njit(nogil=True, cache=True)
def _draw_alone(
    first: int,
    last: int,
    own: IntArray,
    shares: IntArray,
    more: IntArray,
    starts: IntArray,
    touched: IntArray,
    logs: FloatArray,
    factorials: FloatArray,
    rng: np.random.Generator,
    found: IntArray,
) -> None:
    # How the rows of one item are shared out, given all others; shares and counts are as before in the end.
    log_total = summed_alone(first, last, own, shares, more, starts, touched, logs, factorials)
    left, taken = rng.random(), False
    while True:
        term = logs_at(own, more, logs)
        for way in range(first, last):
            term -= factorials[shares[way]]
        left -= math.exp(term - log_total)
        if not taken:
            found[first:last] = shares[first:last]
            taken = left < 0.0
        if not turn(first, last, shares, more, starts, touched):
            return
