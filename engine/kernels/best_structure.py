"""The most probable DAGs: the heaviest way through all sets of nodes, and a search along its bounds."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def best_within(weight: FloatArray) -> None:
    """Replace the weight of every set, float64[2 ** n], by the highest among its subsets."""
    step = 1
    while step < weight.size:
        for start in range(0, weight.size, 2 * step):
            for place in range(start, start + step):
                if weight[place] > weight[place + step]:
                    weight[place + step] = weight[place]
        step *= 2


@numba.njit(nogil=True, cache=True)
def best_around(weight: FloatArray) -> None:
    """Replace the weight of every set, float64[2 ** n], by the highest among its supersets."""
    step = 1
    while step < weight.size:
        for start in range(0, weight.size, 2 * step):
            for place in range(start, start + step):
                if weight[place + step] > weight[place]:
                    weight[place] = weight[place + step]
        step *= 2


@numba.njit(nogil=True, cache=True)
def best_below(first: int, last: int, best: FloatArray, below: FloatArray) -> None:
    """Write the weight of the heaviest DAG on the sets `first` to `last`, float64[2 ** n]; smaller ones must be done.

    Parameters
    ----------
    best
        float64[n, 2 ** n], weight of the heaviest parent set of each node within every set.

    Notes
    -----
    O(n 2^n): the heaviest DAG is the heaviest DAG without one of its sinks, and that sink (Silander and Myllymaki
    2006).
    """
    for mask in range(first, last):
        highest = -np.inf if mask else 0.0
        for node in range(best.shape[0]):
            if mask >> node & 1:
                rest = mask ^ (1 << node)
                highest = max(highest, below[rest] + best[node, rest])
        below[mask] = highest


@numba.njit(nogil=True, cache=True)
def best_above(first: int, last: int, best: FloatArray, above: FloatArray) -> None:
    """Write the weight of the heaviest way to add all other nodes on top of the sets `first` to `last`.

    float64[2 ** n]; larger sets must be done.
    """
    for mask in range(last - 1, first - 1, -1):
        highest = -np.inf if mask < above.size - 1 else 0.0
        for node in range(best.shape[0]):
            if not mask >> node & 1:
                highest = max(highest, above[mask | 1 << node] + best[node, mask])
        above[mask] = highest


@numba.njit(nogil=True, cache=True)
def bound_with_child(
    first: int,
    last: int,
    floor: float,
    below: FloatArray,
    above: FloatArray,
    starts: IntArray,
    families: IntArray,
    weights: FloatArray,
    out: FloatArray,
) -> None:
    """Write the weight of the heaviest DAG on the sets `first` to `last` in which a given node has a child.

    Parameters
    ----------
    floor
        Only DAGs on all nodes above this weight matter.
    below, above
        What `best_below` and `best_above` wrote.
    starts, families, weights
        int64[n + 1], int64[m] and float64[m]: the parent sets to choose from, the heaviest first, node by node.
    out
        float64[2 ** n, n], written for these sets; smaller sets must be done. Minus infinity where no DAG matters.
    """
    n = out.shape[1]
    for mask in range(first, last):
        out[mask] = -np.inf
        if not below[mask] + above[mask] > floor:
            continue
        for node in range(n):
            if not mask >> node & 1:
                continue
            rest = mask ^ (1 << node)
            covered = 0
            top = -np.inf
            for place in range(starts[node], starts[node + 1]):
                family = families[place]
                if family & ~rest:
                    continue
                top = max(top, weights[place])
                new = family & ~covered
                covered |= family
                for parent in range(n):
                    if new >> parent & 1:
                        out[mask, parent] = max(out[mask, parent], weights[place] + below[rest])
                if covered == rest:
                    break
            for other in range(n):
                if rest >> other & 1:
                    out[mask, other] = max(out[mask, other], top + out[rest, other])


@numba.njit(nogil=True, cache=True)
def search(
    steps: int,
    depth: int,
    n_found: int,
    floor: FloatArray,
    below: FloatArray,
    with_child: FloatArray,
    starts: IntArray,
    families: IntArray,
    weights: FloatArray,
    stack: IntArray,
    so_far: FloatArray,
    parents: IntArray,
    found: IntArray,
    found_weights: FloatArray,
) -> tuple[int, int]:
    """Find the heaviest DAGs, depth first, for about so many steps; return the new depth and number found.

    Nodes are taken away one by one, always the sink of the highest number, so that every DAG is met once. Whoever
    is passed over must have a child among those that are left.

    Parameters
    ----------
    depth, n_found
        As returned by the call before; 0 and the number of DAGs known at first. The search is over at depth -1.
    floor
        float64[1], DAGs must be heavier; raised when there are as many as asked for.
    with_child
        What `bound_with_child` wrote.
    stack, so_far, parents
        int64[n + 1, 4] with the set left, those who must have a child, the node and the family to try next;
        float64[n + 1] and int64[n]; the first row of the stack is all nodes, 0, 0, 0.
    found, found_weights
        int64[count, n] and float64[count], written.
    """
    n = parents.size
    while depth >= 0 and steps > 0:
        left, waiting, node, place = stack[depth]
        if left == 0:
            n_found = _keep(so_far[depth], n_found, floor, parents, found, found_weights)
            depth -= 1
            continue
        deeper = False
        while node < n and not deeper:
            steps -= 1
            rest = left ^ (1 << node)
            if left >> node & 1 and not waiting >> node & 1:
                while place < starts[node + 1]:
                    steps -= 1
                    weight = so_far[depth] + weights[place]
                    if not weight + below[rest] > floor[0]:
                        break
                    family = families[place]
                    place += 1
                    if family & ~rest:
                        continue
                    passed = (waiting | (rest >> node << node)) & ~family
                    if weight + _bound(rest, passed, below, with_child) > floor[0]:
                        parents[node] = family
                        stack[depth, 2], stack[depth, 3] = node, place
                        depth += 1
                        stack[depth, 0], stack[depth, 1], stack[depth, 2], stack[depth, 3] = rest, passed, 0, 0
                        so_far[depth] = weight
                        deeper = True
                        break
            if not deeper:
                node += 1
                place = starts[node]
        if not deeper:
            depth -= 1
    return depth, n_found


@numba.njit(nogil=True, cache=True)
def _bound(rest: int, passed: int, below: FloatArray, with_child: FloatArray) -> float:
    bound: float = below[rest]
    for node in range(with_child.shape[1]):
        if passed >> node & 1:
            bound = min(bound, float(with_child[rest, node]))
    return bound


@numba.njit(nogil=True, cache=True)
def _keep(
    weight: float, n_found: int, floor: FloatArray, parents: IntArray, found: IntArray, found_weights: FloatArray
) -> int:
    if n_found < found_weights.size:
        place = n_found
        n_found += 1
    else:
        place = int(np.argmin(found_weights))
        if not weight > found_weights[place]:
            return n_found
    found[place] = parents
    found_weights[place] = weight
    if n_found == found_weights.size:
        floor[0] = max(floor[0], found_weights.min())
    return n_found
