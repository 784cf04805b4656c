"""ln evidence of every set of variables as one table of cells, from the largest table downwards."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def score_subsets(
    out: FloatArray,
    first_removed: int,
    counts: CountArray,
    cardinality: IntArray,
    size_of: FloatArray,
    sample_size: float,
    kind_of: IntArray,
    rising: FloatArray,
    rooms: CountArray,
) -> None:
    """Write F(S) = sum over cells of lnG(a + N) - lnG(a), a = e / cells, for sets S and groups of counts.

    s(v, P) = F(P + v) - F(P). The sets written are those whose lowest variable left out is `first_removed`, or,
    when that is negative, the full set alone; together these calls cover every set.

    Parameters
    ----------
    out
        float64[n_groups, 2 ** n], written.
    counts
        int32[cells * n_groups], one count a group for every cell, groups fastest, then the last variable.
    cardinality
        int64[n], number of states.
    size_of
        float64[2 ** n], number of cells of each set.
    sample_size
        Equivalent sample size e.
    kind_of, rising
        int64[2 ** n] and float64[n_kinds, n_known]: lnG(a + N) - lnG(a) for counts below n_known, for each
        distinct number of cells.
    rooms
        int32, room for all tables on the way down: 2 * counts.size is always enough.
    """
    n = cardinality.size
    n_groups = out.shape[0]
    full = (1 << n) - 1
    if first_removed < 0:
        _score_one(out, full, counts, size_of[full], n_groups, sample_size, rising[kind_of[full]])
        return
    removed = np.empty(n + 1, np.int64)
    starts = np.empty(n + 2, np.int64)
    sizes = np.empty(n + 2, np.int64)
    starts[0] = 0
    sizes[0] = counts.size
    rooms[: counts.size] = counts
    depth = 1
    removed[0] = first_removed
    mask = full
    while True:
        # The table at `depth` leaves out one variable more than the one above it.
        variable = removed[depth - 1]
        inner = n_groups
        for other in range(variable + 1, n):
            inner *= cardinality[other]
        above, here = starts[depth - 1], starts[depth - 1] + sizes[depth - 1]
        states = cardinality[variable]
        outer = sizes[depth - 1] // (inner * states)
        _sum_out(rooms, above, here, outer, states, inner)
        starts[depth] = here
        sizes[depth] = outer * inner
        mask ^= 1 << variable
        table = rooms[here : here + sizes[depth]]
        _score_one(out, mask, table, size_of[mask], n_groups, sample_size, rising[kind_of[mask]])
        if variable + 1 < n:
            removed[depth] = variable + 1
            depth += 1
            continue
        # Back up to a table whose last removal can be moved one variable on.
        while True:
            mask |= 1 << removed[depth - 1]
            depth -= 1
            if depth == 0:
                return
            if removed[depth - 1] + 1 < n:
                mask |= 1 << removed[depth - 1]
                removed[depth - 1] += 1
                break
        if depth == 1:
            return


@numba.njit(nogil=True, cache=True)
def _sum_out(rooms: CountArray, above: int, here: int, outer: int, states: int, inner: int) -> None:
    for block in range(outer):
        target = here + block * inner
        source = above + block * states * inner
        for place in range(inner):
            rooms[target + place] = rooms[source + place]
        for state in range(1, states):
            source += inner
            for place in range(inner):
                rooms[target + place] += rooms[source + place]


@numba.njit(nogil=True, cache=True)
def _score_one(
    out: FloatArray, mask: int, table: CountArray, cells: float, n_groups: int, sample_size: float, rising: FloatArray
) -> None:
    known = rising.size
    if n_groups == 1:
        total = 0.0
        for place in range(table.size):
            count = table[place]
            total += rising[count] if count < known else _rise(sample_size / cells, count)
        out[0, mask] = total
        return
    totals = np.zeros(n_groups)
    for start in range(0, table.size, n_groups):
        for group in range(n_groups):
            count = table[start + group]
            totals[group] += rising[count] if count < known else _rise(sample_size / cells, count)
    out[:, mask] = totals


@numba.njit(nogil=True, cache=True)
def _rise(prior: float, count: int) -> float:
    return math.lgamma(prior + count) - math.lgamma(prior)
