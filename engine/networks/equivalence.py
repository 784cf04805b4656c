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
        Bit masks of the targets of each regime used; 0 is observation, which counts only when it is among them.

    Returns
    -------
    bool[n_dags, n_features]
        Adjacencies and v-structures after cutting the arrows into the targets of each regime; no features, and so
        all DAGs alike, without any regime.

    Notes
    -----
    Without intervention two DAGs are Markov equivalent when they share skeleton and v-structures (Verma and
    Pearl 1990); under several regimes they must share them after every cut (Hauser and Buhlmann 2012, theorem 10).

    The theorem asks that every node is free in some regime. It holds for any regimes: a node that is set in all
    of them never shows its table, so cutting the arrows into it changes nothing that can be seen, and in the cut
    graphs, where it is a root, it may as well count as free.

    What a target was set to is not looked at: it counts as if each of its states could have come.
    """
    blocks: list[BoolArray] = [np.empty((len(edges), 0), dtype=bool)]
    for mask in sorted(set(target_masks)):
        blocks.extend(_skeleton_and_v_structures(cut_edges(edges, mask)))
    return np.concatenate(blocks, axis=1)


def cut_edges(edges: BoolArray, mask: int) -> BoolArray:
    """Return the arrows, bool[n_dags, n, n], that are left when those into the nodes of a bit mask are cut."""
    free = np.array([not mask >> node & 1 for node in range(edges.shape[2])], dtype=bool)
    kept: BoolArray = edges & free
    return kept


def adjacencies(edges: BoolArray) -> BoolArray:
    """Return which nodes have an arrow between them, either way, bool[n_dags, n, n]."""
    joined: BoolArray = edges | edges.transpose(0, 2, 1)
    return joined


def _skeleton_and_v_structures(edges: BoolArray) -> tuple[BoolArray, BoolArray]:
    adjacent = adjacencies(edges)
    into_both = edges[:, :, None, :] & edges[:, None, :, :]
    collider = into_both & ~adjacent[:, :, :, None]
    # A node is not adjacent to itself, so its own arrows would count as meeting: leave the diagonal out.
    collider &= ~np.eye(edges.shape[1], dtype=bool)[None, :, :, None]
    return adjacent.reshape(len(edges), -1), collider.reshape(len(edges), -1)
