"""The most probable DAG, by dynamic programming over sets of nodes."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@numba.njit(nogil=True, cache=True)
def best_parents(log_weights: FloatArray, weight: FloatArray, chosen: IntArray) -> None:
    """Write the heaviest parent set within every set, and its weight; float64[2 ** n] and int64[2 ** n]."""
    size = log_weights.size
    for mask in range(size):
        weight[mask], chosen[mask] = log_weights[mask], mask
        rest = mask
        while rest:
            without = mask ^ (rest & -rest)
            if weight[without] > weight[mask]:
                weight[mask], chosen[mask] = weight[without], chosen[without]
            rest &= rest - 1


@numba.njit(nogil=True, cache=True)
def best_sinks(weight: FloatArray, total: FloatArray, sink: IntArray) -> None:
    """Write the weight of the heaviest DAG on every set, and a node without children in it.

    Parameters
    ----------
    weight
        float64[n, 2 ** n], heaviest parent set of each node within every set.
    total, sink
        float64[2 ** n] and int64[2 ** n], written.

    Notes
    -----
    O(n 2^n) time (Silander and Myllymaki 2006).
    """
    n = weight.shape[0]
    total[0], sink[0] = 0.0, -1
    for mask in range(1, total.size):
        total[mask], sink[mask] = -np.inf, -1
        for node in range(n):
            if mask >> node & 1:
                rest = mask ^ (1 << node)
                found = total[rest] + weight[node, rest]
                if found > total[mask]:
                    total[mask], sink[mask] = found, node
