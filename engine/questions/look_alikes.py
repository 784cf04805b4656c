"""Which candidates the data so far can never tell apart, and what would part them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import HypothesisSpace
from engine.networks.equivalence import class_features
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
    """

    candidates: tuple[int, ...]
    weight: float
    parted_by: tuple[int, ...]


def look_alikes_of(candidate: int, posterior: Posterior, target_masks: Iterable[int]) -> LookAlikes:
    """Return the class of one candidate under the regimes used so far.

    Parameters
    ----------
    candidate
        Its number in the space.
    posterior
        The belief from which the weight of the class is taken.
    target_masks
        Bit masks, over the nodes of the space, of what each regime set by hand.

    Notes
    -----
    Members have the skeleton of `candidate`, so only those are compared.
    """
    space = posterior.space
    masks = frozenset(target_masks)
    alike = _same_skeleton(candidate, space)
    features = class_features(space.edges[alike], masks)
    own = features[np.flatnonzero(alike == candidate)[0]]
    members = alike[(features == own).all(axis=1)]
    weight = float(posterior.weights[members].sum())
    return LookAlikes(tuple(int(member) for member in members), weight, _parting(space.edges[members], masks))


def _same_skeleton(candidate: int, space: HypothesisSpace) -> npt.NDArray[np.intp]:
    adjacent = space.edges | space.edges.transpose(0, 2, 1)
    return np.flatnonzero((adjacent == adjacent[candidate]).all(axis=(1, 2)))


def _parting(edges: npt.NDArray[np.bool_], masks: frozenset[int]) -> tuple[int, ...]:
    found = []
    for node in range(edges.shape[1]):
        features = class_features(edges, masks | {1 << node})
        if (features != features[0]).any():
            found.append(node)
    return tuple(found)
