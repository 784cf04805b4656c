"""Dirichlet-multinomial family scores from counted cells."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def score_node(
    out: FloatArray, node: int, codes: IntArray, counts: IntArray, cardinality: IntArray, cell_prior: FloatArray
) -> None:
    """Score every parent set of one node.

    Parameters
    ----------
    out
        float64[2 ** n], written at the masks without `node`; nats.
    node
        The child.
    codes, counts
        int64[n_cells, n] and int64[n_cells]: distinct rows and how often each was seen.
    cardinality
        int64[n], number of states of each variable.
    cell_prior
        float64[2 ** n], Dirichlet parameter of each cell of the table for that parent set.
    """
    keys = np.empty(codes.shape[0], np.int64)
    for mask in range(out.size):
        if not mask >> node & 1:
            out[mask] = score_family(node, mask, codes, counts, cardinality, cell_prior[mask], keys)


@numba.njit(nogil=True, cache=True)
def score_family(
    node: int,
    mask: int,
    codes: IntArray,
    counts: IntArray,
    cardinality: IntArray,
    cell_prior: float,
    keys: IntArray,
) -> float:
    """Return the score of one node with the parents of a bit mask, nats.

    Parameters
    ----------
    node, mask
        The child, and its parents.
    codes, counts, cardinality
        As for `score_node`.
    cell_prior
        Dirichlet parameter of each cell of the table.
    keys
        Room for a number a distinct row.
    """
    n_cells, n = codes.shape
    table_cells = cardinality[node]
    for row in range(n_cells):
        keys[row] = codes[row, node]
    for parent in range(n):
        if mask >> parent & 1:
            for row in range(n_cells):
                keys[row] += codes[row, parent] * table_cells
            table_cells *= cardinality[parent]
    if table_cells <= max(4 * n_cells, 4096):
        return _dense_score(keys, counts, table_cells, cardinality[node], cell_prior)
    return _sorted_score(keys, counts, cardinality[node], cell_prior)


@numba.njit(nogil=True, cache=True)
def log_rising(start: float, steps: int, log_gamma_start: float) -> float:
    """Return lnG(start + steps) - lnG(start), given lnG(start)."""
    # For a large start both are huge and their difference would be mostly rounding, so there it is taken term by
    # term from Stirling's series, good to 1e-13 from 100 on.
    if start < 100.0:
        return math.lgamma(start + steps) - log_gamma_start
    end = start + steps
    first = (1.0 / end - 1.0 / start) / 12.0
    second = (1.0 / start**3 - 1.0 / end**3) / 360.0
    growth = (end - 0.5) * math.log1p(steps / start) - steps
    return steps * math.log(start) + growth + first + second


@numba.njit(nogil=True, cache=True)
def _dense_score(keys: IntArray, counts: IntArray, table_cells: int, states: int, prior: float) -> float:
    table = np.zeros(table_cells, np.int64)
    for row in range(keys.size):
        table[keys[row]] += counts[row]
    cell_zero = math.lgamma(prior)
    row_zero = math.lgamma(states * prior)
    score = 0.0
    for start in range(0, table_cells, states):
        total = 0
        for cell in range(start, start + states):
            if table[cell]:
                total += table[cell]
                score += log_rising(prior, table[cell], cell_zero)
        if total:
            score -= log_rising(states * prior, total, row_zero)
    return score


@numba.njit(nogil=True, cache=True)
def _sorted_score(keys: IntArray, counts: IntArray, states: int, prior: float) -> float:
    # The table is far larger than what was seen: walk the seen cells in order and never make the table.
    order = np.argsort(keys)
    cell_zero = math.lgamma(prior)
    row_zero = math.lgamma(states * prior)
    score = 0.0
    place = 0
    while place < keys.size:
        configuration = keys[order[place]] // states
        total = 0
        while place < keys.size and keys[order[place]] // states == configuration:
            cell = keys[order[place]]
            seen = 0
            while place < keys.size and keys[order[place]] == cell:
                seen += counts[order[place]]
                place += 1
            total += seen
            score += log_rising(prior, seen, cell_zero)
        score -= log_rising(states * prior, total, row_zero)
    return score
