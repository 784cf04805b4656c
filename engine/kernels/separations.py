"""Separations in very many small mixed graphs: arrows, and pairs that share a hidden cause."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
WordArray = npt.NDArray[np.uint64]


@numba.njit(nogil=True, cache=True)
def _ancestors(parents: IntArray, out: IntArray) -> None:
    # Bit mask of each node and what leads to it.
    for node in range(parents.size):
        found, waiting = 1 << node, 1 << node
        while waiting:
            for other in range(parents.size):
                if waiting >> other & 1:
                    waiting &= ~(1 << other)
                    new = parents[other] & ~found
                    found |= new
                    waiting |= new
        out[node] = found


@numba.njit(nogil=True, cache=True)
def _reached(
    heads: int, tails: int, given: int, above: int, parents: IntArray, children: IntArray, spouses: IntArray
) -> int:
    # Nodes on open walks that came by an arrowhead or by a tail; `above` are the ancestors of what is given.
    met_heads, met_tails = 0, 0
    while heads | tails:
        met_heads |= heads
        met_tails |= tails
        new_heads, new_tails = 0, 0
        for node in range(parents.size):
            bit = 1 << node
            if (tails | heads) & ~given & bit:
                new_heads |= children[node]
            if tails & ~given & bit or heads & above & bit:
                new_heads |= spouses[node]
                new_tails |= parents[node]
        heads, tails = new_heads & ~met_heads, new_tails & ~met_tails
    return met_heads | met_tails


@numba.njit(nogil=True, cache=True)
def fill_connections(parents: IntArray, spouses: IntArray, cut: int, changed: int, out: WordArray) -> None:
    """Write what is m-connected, given every set of nodes.

    Parameters
    ----------
    parents, spouses
        int64[n_graphs, n], bit mask of the parents of each node, and of those it shares a hidden cause with.
    cut
        Bit mask of the nodes into which nothing leads.
    changed
        0 asks which pairs of nodes are connected. Else one more node, with arrows into the nodes of this bit mask,
        is the only one asked about: which nodes are connected with it.
    out
        uint64[n_graphs, 2 ** n], zeros, written: for each set of given nodes one bit a connected pair, ordered as
        (0, 1), (0, 2), (1, 2), ..., or one bit a node.
    """
    n = parents.shape[1]
    above = np.empty(n, np.int64)
    arrows, joined, children = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    for graph in range(parents.shape[0]):
        for node in range(n):
            arrows[node] = 0 if cut >> node & 1 else parents[graph, node]
            joined[node] = 0 if cut >> node & 1 else spouses[graph, node] & ~cut
            children[node] = 0
        for node in range(n):
            for other in range(n):
                children[other] |= (arrows[node] >> other & 1) << node
        _ancestors(arrows, above)
        for given in range(1 << n):
            above_given = 0
            for node in range(n):
                if given >> node & 1:
                    above_given |= above[node]
            if changed:
                found = _reached(changed, 0, given, above_given, arrows, children, joined)
                out[graph, given] = np.uint64(found & ~given)
                continue
            word = 0
            for node in range(n):
                if not given >> node & 1:
                    heads = children[node] | joined[node]
                    found = _reached(heads, arrows[node], given, above_given, arrows, children, joined)
                    word |= (found & ~given & ((1 << node) - 1)) << (node * (node - 1) // 2)
            out[graph, given] = np.uint64(word)


@numba.njit(nogil=True, cache=True)
def _joined_within(nodes: int, within: int, spouses: IntArray) -> int:
    found, waiting = nodes, nodes
    while waiting:
        new = 0
        for node in range(spouses.size):
            if waiting >> node & 1:
                new |= spouses[node]
        waiting = new & within & ~found
        found |= waiting
    return found


@numba.njit(nogil=True, cache=True)
def _closure(nodes: int, arrows: IntArray, joined: IntArray) -> int:
    # Leave out by turns what shares no hidden causes with the nodes and what does not lead to them.
    within = (1 << arrows.size) - 1
    while True:
        district = _joined_within(nodes, within, joined)
        found, waiting = nodes, nodes
        while waiting:
            new = 0
            for node in range(arrows.size):
                if waiting >> node & 1:
                    new |= arrows[node]
            waiting = new & district & ~found
            found |= waiting
        if found == within:
            return found
        within = found


@numba.njit(nogil=True, cache=True)
def fill_dense_pairs(parents: IntArray, spouses: IntArray, cut: int, out: WordArray) -> None:
    """Write which pairs of nodes no constraint parts, be it on a conditional distribution or on a kernel.

    Parameters
    ----------
    parents, spouses, cut
        As for `fill_connections`.
    out
        uint64[n_graphs, 1], zeros, written: one bit a pair, ordered as there.
    """
    n = parents.shape[1]
    arrows, joined, into = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    for graph in range(parents.shape[0]):
        for node in range(n):
            arrows[node] = 0 if cut >> node & 1 else parents[graph, node]
            joined[node] = 0 if cut >> node & 1 else spouses[graph, node] & ~cut
        for node in range(n):
            closure = _closure(1 << node, arrows, joined)
            into[node] = 0
            for member in range(n):
                if closure >> member & 1:
                    into[node] |= arrows[member]
        place = 0
        for node in range(n):
            for other in range(node):
                dense = into[node] >> other & 1 or into[other] >> node & 1
                if not dense:
                    both = _closure(1 << node | 1 << other, arrows, joined)
                    dense = _joined_within(1 << node, both, joined) == both
                if dense:
                    out[graph, 0] |= np.uint64(1) << np.uint64(place)
                place += 1
