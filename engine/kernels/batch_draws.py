"""Draws batches as they are foreseen given a DAG, and scores every family on the rows drawn.

Rows are counted in one table for every set of variables (a cell is the states of its members as one number, the last
changing fastest), all of these one after the other in one array. Drawing takes what the counts predict, row by row
(Polya's urn), which is a draw from tables drawn from their posterior; so the same counts serve to draw and to score.
"""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int32]
# What a variable does in a batch, where it does not follow a table of its causes.
HELD, CHANCE = -1, -2
# So many factors are multiplied before a logarithm is taken: none is below 1e-15 or above 1e15.
FACTORS = 16
# A family may predict a batch so much worse than the best, in nats, before it counts for nothing.
LEAST = -700.0


@numba.njit(nogil=True, cache=True)
def count_rows(rows: IntArray, often: IntArray, cardinality: IntArray, offset: IntArray, table: CountArray) -> None:
    """Add rows to the counts of every set of variables.

    Parameters
    ----------
    rows, often
        int64[k, n] and int64[k], distinct rows and how many there are of each.
    cardinality
        int64[n], how many states each variable has.
    offset
        int64[2 ** n], where the cells of every set begin.
    table
        int32[n_cells], added to.
    """
    place = np.zeros(offset.size, np.int64)
    for kind in range(rows.shape[0]):
        _find(rows[kind], cardinality, place)
        for members in range(offset.size):
            table[offset[members] + place[members]] += often[kind]


@numba.njit(nogil=True, cache=True)
def draw_batches(
    dags: IntArray,
    follows: IntArray,
    held: IntArray,
    chances: FloatArray,
    n_rows: IntArray,
    cardinality: IntArray,
    offset: IntArray,
    mass: FloatArray,
    tables: CountArray,
    rng: np.random.Generator,
    rows: IntArray,
    out: FloatArray,
    shift: FloatArray,
) -> None:
    """Draw a plan once from each of some DAGs, and say how well every family predicts what was drawn.

    Parameters
    ----------
    dags
        int64[k, n], bit mask of the parents of every node.
    follows
        int64[n_steps, n], the number of the table of counts that a variable follows in a step of the plan, or `HELD`
        or `CHANCE`.
    held
        int64[n_steps, n], the state it is held in.
    chances
        float64[n_steps, n, most states], the probabilities of its states where chance decides.
    n_rows
        int64[n_steps], how many rows each step has.
    cardinality, offset
        As for `count_rows`.
    mass
        float64[2 ** n], the Dirichlet parameter of a cell of every set.
    tables
        int32[n_tables, n_cells], what was seen before; changed while this runs, and as it was in the end.
    rng
        Source of randomness, changed.
    rows
        int64[k, sum of n_rows, n], written: the rows drawn.
    out
        float64[n, 2 ** n, k], written: the probability that each family gives what was drawn of its variable, over
        that of the best family of that variable; 1 where a node would be its own parent.
    shift
        float64[k], written: the log of the product of those best ones, nats.

    Notes
    -----
    O(n_rows 2^n n_tables) a draw. A row counts for a table when some variable follows that in this step; each table
    is followed by one variable in one version, or by several that are seen in the same regimes.
    """
    n, size, n_tables = cardinality.size, offset.size, tables.shape[0]
    place, order = np.zeros(size, np.int64), np.empty(n, np.int64)
    logs, factor = np.empty((n_tables, size)), np.empty((n_tables, size))
    counted = np.zeros((n_rows.size, n_tables), np.bool_)
    for step in range(n_rows.size):
        for node in range(n):
            if follows[step, node] >= 0:
                counted[step, follows[step, node]] = True
    for draw in range(dags.shape[0]):
        _order(dags[draw], order)
        logs[:] = 0.0
        factor[:] = 1.0
        row, pending = 0, 0
        for step in range(n_rows.size):
            for _ in range(n_rows[step]):
                drawn = rows[draw, row]
                for number in range(n):
                    node = order[number]
                    drawn[node] = _drawn(
                        node,
                        dags[draw, node],
                        drawn,
                        follows[step, node],
                        held[step, node],
                        chances[step, node],
                        cardinality,
                        offset,
                        mass,
                        tables,
                        rng,
                    )
                _find(drawn, cardinality, place)
                for table in range(n_tables):
                    if counted[step, table]:
                        for members in range(size):
                            cell = offset[members] + place[members]
                            factor[table, members] *= mass[members] + tables[table, cell]
                            tables[table, cell] += 1
                row, pending = row + 1, pending + 1
                if pending == FACTORS:
                    _gather(logs, factor)
                    pending = 0
        _gather(logs, factor)
        _forget(rows[draw], n_rows, counted, cardinality, offset, place, tables)
        shift[draw] = _families(logs, follows, out[:, :, draw])


@numba.njit(nogil=True, cache=True)
def _find(row: IntArray, cardinality: IntArray, place: IntArray) -> None:
    # Which cell of every set a row is in.
    for node in range(cardinality.size):
        first = 1 << node
        for below in range(first):
            place[first | below] = place[below] * cardinality[node] + row[node]


@numba.njit(nogil=True, cache=True)
def _order(parents: IntArray, order: IntArray) -> None:
    done, found = 0, 0
    while found < parents.size:
        for node in range(parents.size):
            if done >> node & 1 == 0 and parents[node] & ~done == 0:
                order[found] = node
                found += 1
                done |= 1 << node


@numba.njit(nogil=True, cache=True)
def _drawn(
    node: int,
    parents: int,
    row: IntArray,
    follows: int,
    held: int,
    chances: FloatArray,
    cardinality: IntArray,
    offset: IntArray,
    mass: FloatArray,
    tables: CountArray,
    rng: np.random.Generator,
) -> int:
    if follows == HELD:
        return int(held)
    states = int(cardinality[node])
    if follows == CHANCE:
        left = rng.random()
        for state in range(states - 1):
            left -= chances[state]
            if left < 0.0:
                return state
        return states - 1
    # The cell of the family with the node in its first state, and how far apart its states are.
    family, cell, stride = parents | 1 << node, 0, 1
    for other in range(cardinality.size):
        if family >> other & 1:
            cell = cell * cardinality[other] + (0 if other == node else row[other])
            stride = 1 if other == node else stride * cardinality[other]
    first = offset[family] + cell
    total = 0.0
    for state in range(states):
        total += mass[family] + tables[follows, first + state * stride]
    left = rng.random() * total
    for state in range(states - 1):
        left -= mass[family] + tables[follows, first + state * stride]
        if left < 0.0:
            return state
    return states - 1


@numba.njit(nogil=True, cache=True)
def _gather(logs: FloatArray, factor: FloatArray) -> None:
    for table in range(logs.shape[0]):
        for members in range(logs.shape[1]):
            logs[table, members] += math.log(factor[table, members])
            factor[table, members] = 1.0


@numba.njit(nogil=True, cache=True)
def _forget(
    rows: IntArray,
    n_rows: IntArray,
    counted: npt.NDArray[np.bool_],
    cardinality: IntArray,
    offset: IntArray,
    place: IntArray,
    tables: CountArray,
) -> None:
    row = 0
    for step in range(n_rows.size):
        for _ in range(n_rows[step]):
            _find(rows[row], cardinality, place)
            for table in range(tables.shape[0]):
                if counted[step, table]:
                    for members in range(offset.size):
                        tables[table, offset[members] + place[members]] -= 1
            row += 1


@numba.njit(nogil=True, cache=True)
def _families(logs: FloatArray, follows: IntArray, out: FloatArray) -> float:
    # A family predicts as the counts of all its variables do, over those of its parents (as scores are differences).
    n_steps, n = follows.shape
    total = 0.0
    for node in range(n):
        highest = -np.inf
        for mask in range(logs.shape[1]):
            if mask >> node & 1:
                out[node, mask] = 1.0
                continue
            score = 0.0
            for step in range(n_steps):
                table = follows[step, node]
                if table >= 0 and _is_first(follows, step, node):
                    score += logs[table, mask | 1 << node] - logs[table, mask]
            out[node, mask] = score
            highest = max(highest, score)
        for mask in range(logs.shape[1]):
            if mask >> node & 1 == 0:
                out[node, mask] = math.exp(max(LEAST, out[node, mask] - highest))
        total += highest
    return total


@numba.njit(nogil=True, cache=True)
def _is_first(follows: IntArray, step: int, node: int) -> bool:
    # Whether no earlier step had the variable follow the same table, whose score is that of all steps.
    before = 0
    for earlier in range(step):
        before += follows[earlier, node] == follows[step, node]
    return before == 0
