"""Which experiments would tell structures apart that look alike so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.separations import class_numbers, mixed_graphs
from engine.hypotheses.space import HypothesisSpace
from engine.networks.class_keys import class_keys, numbered
from engine.networks.essential_graph import EssentialGraph, surely_oriented_by


@dataclass(frozen=True)
class Parting:
    """What would part look-alikes.

    Parameters
    ----------
    already
        Whether the data so far are of kinds that do, so that they are no look-alikes at all.
    watching
        Whether rows in which nothing is set would; never when such rows were among those seen.
    setting
        Nodes whose setting by hand would part at least two of them, ascending.
    fully
        Those of `setting` that would part every two of them.
    """

    already: bool = False
    watching: bool = False
    setting: tuple[int, ...] = ()
    fully: tuple[int, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether anything would part them."""
        return self.already or self.watching or bool(self.setting)


NOTHING_PARTS = Parting()


def parting_of(
    space: HypothesisSpace,
    members: Sequence[int] | npt.NDArray[np.intp],
    masks: frozenset[int],
    changes: frozenset[int],
) -> Parting:
    """Return what would part some listed candidates.

    Parameters
    ----------
    space
        The candidates.
    members
        Numbers of those to be parted.
    masks, changes
        The kinds of data so far, as `what_was_done` finds them.
    """
    chosen = np.asarray(members, dtype=np.intp)
    if len(chosen) < 2:
        return NOTHING_PARTS

    graphs = mixed_graphs(space).only(chosen) if space.has_hidden else None

    def parts(more: frozenset[int]) -> int:
        # Regimes part by what stays the same between them too, so all of them count.
        if graphs is not None:
            return 1 + int(class_numbers(graphs, masks | more, changes).max())
        return parts_of(space.parents[chosen], masks | more, changes)

    return _parting(parts, space.n, len(chosen))


def parting_of_dags(parents: npt.NDArray[np.integer], masks: frozenset[int], changes: frozenset[int]) -> Parting:
    """Return what would part some DAGs, int[n_dags, n], bit mask of the parents of each node."""
    return _parting(lambda more: parts_of(parents, masks | more, changes), parents.shape[1], len(parents))


def parts_of(parents: npt.NDArray[np.integer], masks: frozenset[int], changes: frozenset[int]) -> int:
    """Return into how many classes some DAGs fall under these kinds of data."""
    return len(numbered(class_keys(parents, masks, changes))[0])


def parting_of_class(graph: EssentialGraph, size: int) -> Parting:
    """Return what would part the members of a whole class of DAGs, however many they are.

    Parameters
    ----------
    graph
        Its essential graph.
    size
        How many members it has.
    """
    # What was set in every regime never showed its causes: any regime in which it is free does.
    setting = tuple(node for node in range(graph.n) if surely_oriented_by(graph, node) or graph.unseen & ~(1 << node))
    return Parting(False, bool(graph.unseen), setting, setting if size == 2 and not graph.unseen else ())


def _parting(parts: Callable[[frozenset[int]], int], n: int, count: int) -> Parting:
    before = parts(frozenset())
    after = [parts(frozenset({1 << node})) for node in range(n)]
    setting = tuple(node for node, number in enumerate(after) if number > before)
    fully = tuple(node for node in setting if after[node] == count)
    return Parting(before > 1, parts(frozenset({0})) > before, setting, fully)
