"""Which candidates the data so far can never tell apart, and what would part them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.separations import class_numbers, mixed_graphs
from engine.hypotheses.space import HypothesisSpace
from engine.networks.equivalence import adjacencies, class_features, cut_edges
from engine.posterior.posterior import Posterior


@dataclass(frozen=True)
class LookAlikes:
    """One interventional equivalence class.

    Parameters
    ----------
    candidates
        Its members, by their numbers in the space, ascending.
    weight
        Their weights together.
    parted_by
        Nodes whose setting by hand would part at least two of them.
    parted_by_watching
        Whether rows in which nothing is set would do so too; never when such rows were among those seen.
    """

    candidates: tuple[int, ...]
    weight: float
    parted_by: tuple[int, ...]
    parted_by_watching: bool = False


def look_alikes_of(candidate: int, posterior: Posterior, target_masks: Iterable[int]) -> LookAlikes:
    """Return the class of one candidate under the regimes used so far.

    Parameters
    ----------
    candidate
        Its number in the space.
    posterior
        The belief from which the weight of the class is taken.
    target_masks
        Bit masks, over the nodes of the space, of what was set by hand in each regime under which rows were
        seen; 0 is observation. Without any, nothing is known and all candidates are alike.
    """
    alike = _class_of(candidate, posterior.space, frozenset(target_masks))
    return replace(alike, weight=float(posterior.weights[list(alike.candidates)].sum()))


# Rows change the weight of a class, never its members: those asked for last are kept.
@lru_cache(maxsize=8)
def _class_of(candidate: int, space: HypothesisSpace, masks: frozenset[int]) -> LookAlikes:
    # Without its weight.
    if space.has_hidden:
        return _with_hidden(candidate, space, masks)
    alike = _same_skeletons(candidate, space, masks)
    features = class_features(space.edges[alike], masks)
    own = features[np.flatnonzero(alike == candidate)[0]]
    members = alike[(features == own).all(axis=1)]
    edges = space.edges[members]
    parting = tuple(node for node in range(space.n) if _parts(edges, 1 << node))
    return LookAlikes(tuple(int(member) for member in members), 0.0, parting, _parts(edges, 0))


def _with_hidden(candidate: int, space: HypothesisSpace, masks: frozenset[int]) -> LookAlikes:
    graphs = mixed_graphs(space)
    number = class_numbers(graphs, masks)
    members = np.flatnonzero(number == number[candidate])
    alike = graphs.only(members)

    def parts(mask: int) -> bool:
        # Regimes part by what stays the same between them too, so all of them count.
        return bool(class_numbers(alike, masks | {mask}).any())

    parting = tuple(node for node in range(space.n) if parts(1 << node))
    return LookAlikes(tuple(int(member) for member in members), 0.0, parting, parts(0))


def _same_skeletons(candidate: int, space: HypothesisSpace, masks: frozenset[int]) -> npt.NDArray[np.intp]:
    # Members of a class share these; looking at them first leaves few to compare in full.
    alike = np.arange(len(space))
    for mask in sorted(masks):
        own = adjacencies(cut_edges(space.edges[[candidate]], mask))
        alike = alike[(adjacencies(cut_edges(space.edges[alike], mask)) == own).all(axis=(1, 2))]
    return alike


def _parts(edges: npt.NDArray[np.bool_], mask: int) -> bool:
    # Alike under all regimes so far, they are parted by one more exactly when that one alone parts them.
    adjacent = adjacencies(cut_edges(edges, mask))
    if (adjacent != adjacent[0]).any():
        return True
    features = class_features(edges, [mask])
    return bool((features != features[0]).any())
