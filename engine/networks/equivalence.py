"""Which structures no data of the kinds at hand can tell apart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]


def class_features(edges: BoolArray, target_masks: Iterable[int]) -> BoolArray:
    """Return features that two DAGs share exactly when no data under these regimes tells them apart.

    Parameters
    ----------
    edges
        bool[n_dags, n, n]; ``edges[g, i, j]`` means i -> j in graph g.
    target_masks
        Bit masks of the targets of each regime used; observation (mask 0) is always counted in.

    Returns
    -------
    bool[n_dags, n_features]
        Adjacencies and v-structures, without intervention and after cutting the arrows into each set of targets.

    Notes
    -----
    Without intervention two DAGs are Markov equivalent when they share skeleton and v-structures (Verma and
    Pearl 1990); under interventions they must share them after every cut (Hauser and Buhlmann 2012, theorem 10).
    """
    blocks: list[BoolArray] = []
    for mask in sorted({0, *target_masks}):
        blocks.extend(_skeleton_and_v_structures(_cut(edges, mask)))
    return np.concatenate(blocks, axis=1)


def _cut(edges: BoolArray, mask: int) -> BoolArray:
    free = np.array([not mask >> node & 1 for node in range(edges.shape[2])], dtype=bool)
    kept: BoolArray = edges & free
    return kept


def _skeleton_and_v_structures(edges: BoolArray) -> tuple[BoolArray, BoolArray]:
    adjacent = edges | edges.transpose(0, 2, 1)
    into_both = edges[:, :, None, :] & edges[:, None, :, :]
    collider = into_both & ~adjacent[:, :, :, None]
    # A node is not adjacent to itself, so its own arrows would count as meeting: leave the diagonal out.
    collider &= ~np.eye(edges.shape[1], dtype=bool)[None, :, :, None]
    return adjacent.reshape(len(edges), -1), collider.reshape(len(edges), -1)
