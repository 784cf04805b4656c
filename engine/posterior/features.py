"""What belief says of sets of structures: equivalence classes, and whatever a condition picks out.

From listed candidates the answers are exact. From drawn ones (`DagSampler.draw`) they are estimates with their
standard errors, at any number of variables.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.conditions import Condition
from engine.networks.class_keys import class_keys, numbered
from engine.networks.class_size import class_size
from engine.networks.dag import Dag
from engine.networks.essential_graph import EssentialGraph, essential_graph
from engine.posterior.posterior import Posterior, heaviest

Draws = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A probability.

    Parameters
    ----------
    value
        The probability.
    standard_error
        How far off it is likely to be; 0 when it is exact.
    """

    value: float
    standard_error: float = 0.0


@dataclass(frozen=True)
class WeighedClass:
    """One equivalence class and the belief in it.

    Parameters
    ----------
    probability
        Of all its members together.
    size
        How many candidates it holds; when found among draws, how many DAGs there are in it.
    member
        One of them.
    graph
        Its essential graph.
    """

    probability: Estimate
    size: int
    member: Dag
    graph: EssentialGraph


def weight_where(posterior: Posterior, condition: Condition) -> Estimate:
    """Return the weight of all candidates that meet a condition."""
    return Estimate(float(posterior.weights[condition(posterior.space.parents)].sum()))


def share_where(draws: Draws, condition: Condition) -> Estimate:
    """Estimate the weight of all DAGs that meet a condition, from independent draws, int64[n_draws, n]."""
    return _share(int(condition(draws).sum()), len(draws))


def heaviest_classes(posterior: Posterior, target_masks: Iterable[int], count: int) -> tuple[WeighedClass, ...]:
    """Return the classes with the most weight, the heaviest first, ties by their first members.

    Parameters
    ----------
    posterior
        Belief over listed candidates.
    target_masks
        Bit mask, over the nodes of the space, of what was set by hand in each regime under which rows were seen;
        0 is observation, and {0} alone asks for Markov equivalence.
    count
        How many at most.
    """
    masks = frozenset(target_masks)
    classes = classes_of(posterior.space, masks)
    weights = classes.sums(posterior.weights)
    found = []
    for number in heaviest(weights, count):
        member = posterior.space.dag(int(classes.first[number]))
        graph = essential_graph(member, masks)
        found.append(WeighedClass(Estimate(float(weights[number])), int(classes.sizes[number]), member, graph))
    return tuple(found)


def commonest_classes(draws: Draws, target_masks: Iterable[int], count: int) -> tuple[WeighedClass, ...]:
    """Estimate the classes with the most weight from independent draws, the heaviest first.

    Classes that were not drawn are not among them; parameters as for `heaviest_classes`.
    """
    masks = frozenset(target_masks)
    first, number = numbered(class_keys(draws, masks))
    times = np.bincount(number, minlength=len(first))
    found = []
    for place in np.argsort(-times, kind="stable")[:count]:
        member = Dag(tuple(int(mask) for mask in draws[first[place]]))
        graph = essential_graph(member, masks)
        found.append(WeighedClass(_share(int(times[place]), len(draws)), class_size(graph), member, graph))
    return tuple(found)


def _share(times: int, count: int) -> Estimate:
    # One more of each kind, so that what never came is not taken as impossible (Laplace).
    spread = (times + 1) / (count + 2)
    return Estimate(times / count, math.sqrt(spread * (1 - spread) / count))
