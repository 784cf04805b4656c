"""What belief says of sets of structures: equivalence classes, and whatever a condition picks out.

From listed candidates the answers are exact. From drawn ones (`DagSampler.draw`) they are estimates with their
standard errors, at any number of variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.conditions import Condition
from engine.networks.class_keys import class_keys, numbered
from engine.networks.class_size import class_size
from engine.networks.dag import Dag, mask_of
from engine.networks.essential_graph import EssentialGraph, essential_graph
from engine.networks.interventions import Regime
from engine.posterior.counts import setting_in
from engine.posterior.estimates import Estimate, estimated_share
from engine.posterior.posterior import Posterior, heaviest

Draws = npt.NDArray[np.int64]


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


def share_where(draws: Draws, condition: Condition, often: Draws | None = None) -> Estimate:
    """Estimate the weight of all DAGs that meet a condition.

    Parameters
    ----------
    draws
        int64[n, n_variables], independent draws, a bit mask of parents a node.
    condition
        The condition.
    often
        int64[n], how often each was drawn; once when it is left away.
    """
    times = np.ones(len(draws), np.int64) if often is None else often
    return estimated_share(int(times[condition(draws)].sum()), int(times.sum()))


def what_was_done(regimes: Iterable[Regime], over: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return what decides which structures look alike under some regimes.

    Parameters
    ----------
    regimes
        Those under which rows were seen.
    over
        Columns that the nodes of a structure stand for.

    Returns
    -------
    target_masks, changes
        Bit mask of the nodes set by hand in each regime, and for each two regimes that of the nodes which had
        different tables in them and were set in neither.
    """
    settings = {setting_in(over, regime) for regime in regimes}
    changes = {
        mask_of(
            node
            for node in range(len(over))
            if one.table_of(node) != other.table_of(node) and not (one.targets | other.targets) >> node & 1
        )
        for one, other in combinations(settings, 2)
    }
    return frozenset(setting.targets for setting in settings), frozenset(changes - {0})


def heaviest_classes(
    posterior: Posterior, target_masks: Iterable[int], count: int, changes: Iterable[int] = ()
) -> tuple[WeighedClass, ...]:
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
    changes
        Bit masks of the nodes whose tables differed between two regimes; `what_was_done` finds both.
    """
    masks, known = frozenset(target_masks), frozenset(changes)
    classes = classes_of(posterior.space, masks, known)
    weights = classes.sums(posterior.weights)
    found = []
    for number in heaviest(weights, count):
        member = posterior.space.dag(int(classes.first[number]))
        graph = essential_graph(member, masks, known)
        found.append(WeighedClass(Estimate(float(weights[number])), int(classes.sizes[number]), member, graph))
    return tuple(found)


def commonest_classes(
    draws: Draws, target_masks: Iterable[int], count: int, changes: Iterable[int] = ()
) -> tuple[WeighedClass, ...]:
    """Estimate the classes with the most weight from independent draws, the heaviest first.

    Classes that were not drawn are not among them; parameters as for `heaviest_classes`.
    """
    masks, known = frozenset(target_masks), frozenset(changes)
    first, number = numbered(class_keys(draws, masks, known))
    times = np.bincount(number, minlength=len(first))
    found = []
    for place in np.argsort(-times, kind="stable")[:count]:
        member = Dag(tuple(int(mask) for mask in draws[first[place]]))
        graph = essential_graph(member, masks, known)
        found.append(WeighedClass(estimated_share(int(times[place]), len(draws)), class_size(graph), member, graph))
    return tuple(found)
