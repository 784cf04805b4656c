"""ln evidence of every set of variables as one table of cells, from the largest table downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.scoring import log_rising

IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
FlagArray = npt.NDArray[np.uint8]


def room_for(cardinality: Sequence[int]) -> int:
    """Return how many counts a group the tables hold that `score_subsets` keeps at one time.

    Variables are summed out in ascending order, and every table on the way down is kept; those of one state leave
    a table as large as it was.
    """
    below = Fraction(0)
    for states in reversed(cardinality):
        below = max(below, (1 + below) / states)
    return math.ceil(math.prod(cardinality) * (1 + below))


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
    stop: FlagArray,
    done: IntArray,
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
        int32, room for all tables on the way down, as many as `room_for` says.
    stop, done
        uint8[1] and int64[1]: work ends soon after the first is set; the second counts the sets written.
    """
    n = cardinality.size
    n_groups = out.shape[0]
    full = (1 << n) - 1
    if first_removed < 0:
        _score_one(out, full, counts, size_of[full], n_groups, sample_size, rising[kind_of[full]])
        done[0] += 1
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
        if stop[0]:
            return
        done[0] += 1
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
        for _ in range(1, states):
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
    return log_rising(prior, count, math.lgamma(prior))


@numba.njit(nogil=True, cache=True)
def score_subsets_of_rows(
    out: FloatArray,
    codes: IntArray,
    counts: IntArray,
    cardinality: IntArray,
    size_of: FloatArray,
    sample_size: float,
    kind_of: IntArray,
    rising: FloatArray,
    stop: FlagArray,
    done: IntArray,
) -> None:
    """Write F(S), as `score_subsets` does, from distinct rows instead of a table of all cells.

    Sets grow one variable at a time; rows that agree on a set share a label. Once no two rows agree, F depends
    on the counts of the rows alone, and no larger set is looked at row by row.

    Parameters
    ----------
    codes, counts
        int64[n_rows, n] and int64[n_rows, n_groups]: distinct rows, and how often each was seen.
    """
    n_rows, n = codes.shape
    n_groups = out.shape[0]
    labels = np.zeros((n + 1, n_rows), np.int64)
    n_labels = np.empty(n + 1, np.int64)
    n_labels[0] = min(1, n_rows)
    added = np.empty(n + 1, np.int64)
    table = np.zeros((n_rows, n_groups), np.int64)
    seen = np.full(n_rows * max(1, cardinality.max()), -1, np.int64)
    out[:, 0] = 0.0
    for row in range(n_rows):
        for group in range(n_groups):
            table[0, group] += counts[row, group]
    if n_rows:
        _score_table(out, 0, table[:1], size_of[0], sample_size, rising[kind_of[0]])
    done[0] += 1
    depth, mask, following = 0, 0, 0
    while True:
        if stop[0]:
            return
        if following == n:
            if depth == 0:
                return
            depth -= 1
            mask ^= 1 << added[depth]
            following = added[depth] + 1
            continue
        added[depth] = following
        mask |= 1 << following
        if n_labels[depth] == n_rows:
            labels[depth + 1] = labels[depth]
            n_labels[depth + 1] = n_rows
        else:
            n_labels[depth + 1] = _refine(
                labels[depth + 1], labels[depth], codes[:, following], cardinality[following], seen
            )
        depth += 1
        following += 1
        here = n_labels[depth]
        if here == n_rows:
            _score_table(out, mask, counts, size_of[mask], sample_size, rising[kind_of[mask]])
        else:
            table[:here] = 0
            for row in range(n_rows):
                for group in range(n_groups):
                    table[labels[depth, row], group] += counts[row, group]
            _score_table(out, mask, table[:here], size_of[mask], sample_size, rising[kind_of[mask]])
        done[0] += 1


@numba.njit(nogil=True, cache=True)
def _refine(out: IntArray, labels: IntArray, codes: IntArray, states: int, seen: IntArray) -> int:
    # Number the pairs (label, code) that occur, in order of first occurrence; `seen` is all -1 before and after.
    found = 0
    for row in range(labels.size):
        key = labels[row] * states + codes[row]
        if seen[key] < 0:
            seen[key] = found
            found += 1
        out[row] = seen[key]
    for row in range(labels.size):
        seen[labels[row] * states + codes[row]] = -1
    return found


@numba.njit(nogil=True, cache=True)
def _score_table(
    out: FloatArray, mask: int, table: IntArray, cells: float, sample_size: float, rising: FloatArray
) -> None:
    known = rising.size
    n_groups = table.shape[1]
    totals = np.zeros(n_groups)
    for row in range(table.shape[0]):
        for group in range(n_groups):
            count = table[row, group]
            totals[group] += rising[count] if count < known else _rise(sample_size / cells, count)
    out[:, mask] = totals


@numba.njit(nogil=True, cache=True)
def fill_rising(out: FloatArray, priors: FloatArray) -> None:
    """Write lnG(a + N) - lnG(a), float64[n_priors, n_counts], for every prior a and N = 0, 1, ..."""
    for row in range(priors.size):
        out[row, 0] = 0.0
        for count in range(1, out.shape[1]):
            out[row, count] = _rise(priors[row], count)


@numba.njit(nogil=True, cache=True)
def subtract(out: FloatArray, node: int, evidence: FloatArray) -> None:
    """Write s(v, P) = F(P + v) - F(P) for one node v, float64[2 ** n]; minus infinity where P holds v."""
    for mask in range(out.size):
        out[mask] = -np.inf if mask >> node & 1 else evidence[mask | 1 << node] - evidence[mask]
