"""Equivalence classes of very many DAGs."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
KeyArray = npt.NDArray[np.uint64]
PAIRS_A_WORD = 32


@numba.njit(nogil=True, cache=True)
def fill_class_keys(parents: npt.NDArray[np.integer], targets: IntArray, unseen: int, out: KeyArray) -> None:
    """Write a key for every DAG, equal exactly within an equivalence class.

    Parameters
    ----------
    parents
        int[n_dags, n], bit mask of the parents of each node.
    targets
        int64[n_masks], bit masks of what was set or changed together.
    unseen
        Bit mask of the nodes that were set in all regimes; arrows into these are passed over.
    out
        uint64[n_dags, words], zeros, written: two bits a pair of nodes, 32 pairs a word: 0 not joined, 1 joined,
        2 and 3 an arrow that is part of a v-structure or told apart by a regime, by its direction.
    """
    n = parents.shape[1]
    seen, adjacent = np.empty(n, np.int64), np.empty(n, np.int64)
    apart = np.zeros(n, np.int64)
    for target in targets:
        for node in range(n):
            apart[node] |= ~target if target >> node & 1 else target
    for dag in range(parents.shape[0]):
        for node in range(n):
            seen[node] = 0 if unseen >> node & 1 else parents[dag, node]
            adjacent[node] = seen[node]
        for node in range(n):
            for other in range(n):
                adjacent[other] |= (seen[node] >> other & 1) << node
        place = 0
        for high in range(n):
            for low in range(high):
                for parent, child, code in ((low, high, 2), (high, low, 3)):
                    if seen[child] >> parent & 1:
                        in_v_structure = seen[child] & ~adjacent[parent] & ~(1 << parent)
                        known = in_v_structure != 0 or apart[child] >> parent & 1
                        bits = np.uint64(code if known else 1)
                        out[dag, place // PAIRS_A_WORD] |= bits << np.uint64(2 * (place % PAIRS_A_WORD))
                place += 1
