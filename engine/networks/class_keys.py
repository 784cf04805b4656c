"""Equivalence classes of very many DAGs at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]


def class_keys(
    parents: npt.NDArray[np.integer], target_masks: Iterable[int] = (0,), changes: Iterable[int] = ()
) -> Keys:
    """Return a key for every DAG, the same for two exactly when no data under these regimes tells them apart.

    Parameters
    ----------
    parents
        int[n_dags, n], bit mask of the parents of each node.
    target_masks
        Bit mask of what was set by hand in each regime; 0 is observation, which counts only when it is among them.
    changes
        Bit masks of the nodes whose tables differed between two regimes (soft interventions).

    Returns
    -------
    uint64[n_dags, words]
        One word for up to 8 nodes, 6 for 20. The empty graph has the key 0.

    Notes
    -----
    The key is the skeleton with the direction of every arrow that belongs to a v-structure or that a regime shows
    by setting or changing one end and not the other: what equivalent DAGs share, no more and no less (Verma and
    Pearl 1990; Hauser and Buhlmann 2012). It is exact, no hash. O(n^2) a DAG: 3,781,503 of them take 0.3 s.
    """
    from engine.kernels.classes import PAIRS_A_WORD, fill_class_keys

    masks = sorted(set(target_masks))
    count, n = parents.shape
    unseen = reduce(int.__and__, masks, (1 << n) - 1)
    keys = np.zeros((count, max(1, -(-n * (n - 1) // 2 // PAIRS_A_WORD))), dtype=np.uint64)
    fill_class_keys(parents, np.array(sorted({*masks, *changes}), dtype=np.int64), unseen, keys)
    return keys


def numbered(keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int32]]:
    """Return where each distinct key comes first, and for every row the number of its key in that order.

    Returns
    -------
    first, number
        intp[n_classes], ascending, and int32[n_rows].
    """
    columns = _compact(keys)
    # Written out instead of np.unique, which holds twice as much: there may be millions.
    del keys
    order = np.argsort(columns)
    starts = np.ones(len(columns), dtype=bool)
    in_order = columns[order]
    starts[1:] = in_order[1:] != in_order[:-1]
    del in_order, columns
    first = np.minimum.reduceat(order, np.flatnonzero(starts)) if len(order) else order
    ranking = np.argsort(first)
    place = np.empty(len(first), dtype=np.int32)
    place[ranking] = np.arange(len(first), dtype=np.int32)
    number = np.empty(len(order), dtype=np.int32)
    number[order] = place[np.cumsum(starts, dtype=np.int32) - 1]
    return first[ranking], number


def _compact(keys: Keys) -> npt.NDArray[np.generic]:
    # One sortable value a row, as small as it can be.
    if keys.shape[1] > 1:
        return np.ascontiguousarray(keys).view([("", keys.dtype)] * keys.shape[1])[:, 0]
    small = len(keys) == 0 or int(keys.max()) < 1 << 32
    return keys[:, 0].astype(np.uint32 if small else np.uint64)
