"""All directed acyclic graphs on a few nodes, as arrays."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Parents = npt.NDArray[np.uint8]
LARGEST = 6


@cache
def all_dags(n: int) -> Parents:
    """Return every DAG on n labelled nodes.

    Parameters
    ----------
    n
        Number of nodes, 1 to 6.

    Returns
    -------
    uint8[n_dags, n]
        Bit mask of the parents of each node, one DAG a row, read-only; 1, 3, 25, 543, 29281, 3781503 rows
        (Robinson 1973). The empty graph comes first.

    Raises
    ------
    ValueError
        When n is out of range.

    Notes
    -----
    A DAG on n nodes is a DAG on the first n - 1 together with parents and children of the last node such
    that no child is a parent or an ancestor of a parent. Time and memory grow as the number of DAGs.
    """
    if not 1 <= n <= LARGEST:
        raise ValueError(f"n must lie between 1 and {LARGEST}, not {n}")
    if n == 1:
        found = np.zeros((1, 1), dtype=np.uint8)
    else:
        smaller = all_dags(n - 1)
        closures = _closures(smaller)
        blocks = [
            _extended(smaller, closures[:, parents], parents, children)
            for parents in range(1 << (n - 1))
            for children in range(1 << (n - 1))
            if not parents & children
        ]
        found = np.concatenate(blocks)
    found.flags.writeable = False
    return found


def ancestor_masks(parents: Parents) -> Parents:
    """Return the bit mask of every node's ancestors, uint8[n_dags, n], itself not among them."""
    from engine.kernels.enumeration import fill_ancestors

    found = np.empty_like(parents)
    fill_ancestors(parents, found)
    return found


def _closures(parents: Parents) -> Parents:
    # closures[g, S]: the nodes of S and all their ancestors in graph g.
    n = parents.shape[1]
    ancestors = ancestor_masks(parents)
    closures = np.zeros((len(parents), 1 << n), dtype=np.uint8)
    for subset in range(1, 1 << n):
        lowest = (subset & -subset).bit_length() - 1
        rest = subset & (subset - 1)
        closures[:, subset] = closures[:, rest] | ancestors[:, lowest] | (1 << lowest)
    return closures


def _extended(smaller: Parents, closure: npt.NDArray[np.uint8], parents: int, children: int) -> Parents:
    kept = smaller[(closure & children) == 0]
    n = smaller.shape[1] + 1
    grown = np.empty((len(kept), n), dtype=np.uint8)
    grown[:, : n - 1] = kept
    grown[:, n - 1] = parents
    for child in range(n - 1):
        if children >> child & 1:
            grown[:, child] |= 1 << (n - 1)
    return grown
