"""Conditions that pick out some of very many DAGs: "A causes C", "not (A -> B) or B shares a cause with C".

A condition is a function from parent masks, int[n_dags, n], to bool[n_dags], and so serves listed candidates and
drawn ones alike. In text, from what binds most to what binds least:

    A -> B, A <- B                  an arrow
    A -- B                          an arrow one way or the other
    A causes B                      a directed path from A to B
    A shares a cause with B         a third variable with a directed path to A that avoids B, and one to B that avoids A
    a parent of B causes A          A and B are confounded by B's parents: one of them, not A, has a directed path to A
                                    that avoids B
    not, and, or, ( )

Names may stand in double quotes, a quote in them doubled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

ParentMasks: TypeAlias = npt.NDArray[np.integer]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Condition: TypeAlias = Callable[[ParentMasks], BoolArray]


def arrow(parent: int, child: int) -> Condition:
    """Return the condition that `parent` -> `child` is an arrow."""
    return lambda parents: _has(parents[:, child], parent)


def joined(one: int, other: int) -> Condition:
    """Return the condition that there is an arrow between two nodes, either way."""
    return either(arrow(one, other), arrow(other, one))


def causes(cause: int, effect: int) -> Condition:
    """Return the condition that a directed path leads from `cause` to `effect`."""
    return lambda parents: _has(ancestors_avoiding(parents, effect), cause)


def share_a_cause(one: int, other: int) -> Condition:
    """Return the condition that a third node has a path to each of two nodes that avoids the other."""

    def holds(parents: ParentMasks) -> BoolArray:
        shared = ancestors_avoiding(parents, one, other) & ancestors_avoiding(parents, other, one)
        return np.asarray(shared != 0)

    return holds


def parent_causes(child: int, node: int) -> Condition:
    """Return the condition that a parent of `child` other than `node` has a path to `node` that avoids `child`."""

    def holds(parents: ParentMasks) -> BoolArray:
        others = parents[:, child] & ~parents.dtype.type(1 << node)
        return np.asarray((others & ancestors_avoiding(parents, node, child)) != 0)

    return holds


def negated(condition: Condition) -> Condition:
    """Return the condition that another does not hold."""
    return lambda parents: ~condition(parents)


def both(*conditions: Condition) -> Condition:
    """Return the condition that all of some hold."""
    return lambda parents: reduce(np.logical_and, [condition(parents) for condition in conditions])


def either(*conditions: Condition) -> Condition:
    """Return the condition that one or more of some hold."""
    return lambda parents: reduce(np.logical_or, [condition(parents) for condition in conditions])


def ancestors_avoiding(parents: ParentMasks, node: int, avoided: int | None = None) -> ParentMasks:
    """Return the bit masks of the nodes with a directed path to `node` that does not pass `avoided`, int[n_dags].

    `avoided` itself is not among them. O(n^2) passes over the column of masks at most.
    """
    n = parents.shape[1]
    one = parents.dtype.type(1)
    kept = parents.dtype.type(((1 << n) - 1) & ~(0 if avoided is None else 1 << avoided))
    found: ParentMasks = parents[:, node] & kept
    while True:
        grown = found
        for middle in range(n):
            if middle not in (node, avoided):
                grown = grown | (parents[:, middle] & kept) * (found >> parents.dtype.type(middle) & one)
        if np.array_equal(grown, found):
            return found
        found = grown


def _has(masks: ParentMasks, node: int) -> BoolArray:
    return np.asarray(masks >> masks.dtype.type(node) & masks.dtype.type(1) != 0)
