"""Which structures no data of the kinds at hand can tell apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from engine.networks.dag import Dag, bits


def skeleton_and_v_structures(dag: Dag) -> Hashable:
    """Return a key that two DAGs share exactly when they are Markov equivalent.

    The key is the set of adjacent pairs with the set of v-structures a -> c <- b, a and b not adjacent
    (Verma and Pearl 1990).
    """
    adjacent = frozenset(frozenset(edge) for edge in dag.edges())
    colliders = frozenset(
        (first, child, second)
        for child in range(dag.n)
        for first in bits(dag.parents[child])
        for second in bits(dag.parents[child])
        if first < second and frozenset((first, second)) not in adjacent
    )
    return adjacent, colliders


def interventional_class_key(dag: Dag, target_masks: Iterable[int]) -> Hashable:
    """Return a key that two DAGs share exactly when no data under these regimes tells them apart.

    Parameters
    ----------
    dag
        The structure.
    target_masks
        Bit masks of the targets of each regime used; observation (mask 0) is always counted in.

    Notes
    -----
    Two DAGs are interventionally Markov equivalent when they are so without intervention and after cutting
    the arrows into each set of targets (Hauser and Buhlmann 2012, theorem 10).
    """
    masks = sorted({0, *target_masks})
    return tuple(skeleton_and_v_structures(dag.cut(mask)) for mask in masks)
