"""Which candidates the data so far can never tell apart, and what would part them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.separations import class_numbers, mixed_graphs
from engine.hypotheses.space import HypothesisSpace
from engine.networks.class_keys import class_keys
from engine.posterior.posterior import Posterior
from engine.questions.parting import parting_of


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
    fully_parted_by
        Those of `parted_by` that would part every two of them.
    masks, changes
        The kinds of data so far.
    """

    candidates: tuple[int, ...]
    weight: float
    parted_by: tuple[int, ...]
    parted_by_watching: bool = False
    fully_parted_by: tuple[int, ...] = ()
    masks: frozenset[int] = frozenset()
    changes: frozenset[int] = frozenset()


def look_alikes_of(
    candidate: int, posterior: Posterior, target_masks: Iterable[int], changes: Iterable[int] = ()
) -> LookAlikes:
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
    changes
        Bit masks of the nodes whose tables differed between two regimes; `what_was_done` finds both.
    """
    alike = _class_of(candidate, posterior.space, frozenset(target_masks), frozenset(changes))
    return replace(alike, weight=float(posterior.weights[list(alike.candidates)].sum()))


# Rows change the weight of a class, never its members: those asked for last are kept.
@lru_cache(maxsize=8)
def _class_of(candidate: int, space: HypothesisSpace, masks: frozenset[int], changes: frozenset[int]) -> LookAlikes:
    # Without its weight.
    if space.has_hidden:
        number = class_numbers(mixed_graphs(space), masks, changes)
        members = np.flatnonzero(number == number[candidate])
    else:
        alike = _same_skeletons(candidate, space, masks)
        keys = class_keys(space.parents[alike], masks, changes)
        members = alike[(keys == keys[np.flatnonzero(alike == candidate)[0]]).all(axis=1)]
    parting = parting_of(space, members, masks, changes)
    numbers = tuple(members.tolist())
    return LookAlikes(numbers, 0.0, parting.setting, parting.watching, parting.fully, masks, changes)


def _same_skeletons(candidate: int, space: HypothesisSpace, masks: frozenset[int]) -> npt.NDArray[np.intp]:
    # Members of a class share these; looking at them first leaves few to compare in full.
    alike = np.arange(len(space))
    for mask in sorted(masks):
        own = _skeletons(space.edges[[candidate]], mask)
        alike = alike[(_skeletons(space.edges[alike], mask) == own).all(axis=(1, 2))]
    return alike


def _skeletons(edges: npt.NDArray[np.bool_], mask: int) -> npt.NDArray[np.bool_]:
    # Which nodes have an arrow between them once those into the nodes of the mask are cut, bool[n_dags, n, n].
    free = np.array([not mask >> node & 1 for node in range(edges.shape[2])])
    kept = edges & free
    return np.asarray(kept | kept.transpose(0, 2, 1))
