"""Belief with look-alikes taken together: one graph and one weight for all that no data so far can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.space import HypothesisSpace
from engine.networks.class_size import class_size
from engine.networks.dag import Dag
from engine.networks.essential_graph import EssentialGraph, essential_graph
from engine.posterior.digest import Digest
from engine.posterior.posterior import Posterior, heaviest
from engine.progress import Progress
from engine.questions.parting import Parting, parting_of, parting_of_class
from engine.questions.truth import links_of

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
Masks = npt.NDArray[np.integer]
Pairs = tuple[tuple[int, int], ...]
Errors = Callable[[FloatArray], FloatArray]
# So many classes are looked at one by one.
MOST = 12


@dataclass(frozen=True)
class ClassGraph:
    """What all members of a class share (its essential graph: CPDAG, or interventional essential graph).

    Parameters
    ----------
    arrows
        (parent, child) in every member.
    lines
        Pairs, lower number first, that every member joins, but not all in the same way.
    shared
        Pairs, lower number first, with a hidden common cause in every member and nothing else between them.
    loose
        Pairs, lower number first, that some members join and others do not.
    """

    arrows: Pairs = ()
    lines: Pairs = ()
    shared: Pairs = ()
    loose: Pairs = ()


@dataclass(frozen=True)
class MergedClass:
    """Candidates that no data of the kinds so far can tell apart, as one.

    Parameters
    ----------
    members
        Their numbers in the space, ascending; empty where structures are not listed.
    size
        How many structures there are in the class; those ruled out before any data do not count.
    weight
        Their probability together.
    error
        Its standard error; 0 where it is exact.
    graph
        What they share.
    parting
        Which experiments would tell some of them apart.
    at_least
        Whether only some of the weight is known, so that it may be more.
    member
        One of them, where structures are not listed.
    """

    members: tuple[int, ...]
    size: int
    weight: float
    error: float
    graph: ClassGraph
    parting: Parting
    at_least: bool = False
    member: Dag | None = None


@dataclass(frozen=True, eq=False)
class ClassView:
    """Belief over classes at one moment.

    Parameters
    ----------
    masks, changes
        The kinds of data that decide what looks alike, as `what_was_done` finds them.
    classes
        The heaviest ones, and those that were asked for, the heaviest first.
    count
        How many classes there are; None where that is not known.
    arrows
        float64[n, n]; entry [i, j] is the probability that i -> j holds in every member of the class of the truth,
        so that data of these kinds can show it.
    lines
        float64[n, n], symmetric; the probability that i and j are joined in that class, but not alike in all members.
    shared
        float64[n, n], symmetric; the probability that all of its members have a hidden common cause of i and j.
    """

    masks: frozenset[int]
    changes: frozenset[int]
    classes: tuple[MergedClass, ...]
    count: int | None
    arrows: FloatArray = field(repr=False)
    lines: FloatArray = field(repr=False)
    shared: FloatArray = field(repr=False)

    def most_beyond(self, places: Collection[int]) -> float:
        """Return the most that any class can weigh that is not one of some of `classes`, given by their places."""
        left = max(0.0, 1.0 - sum(each.weight for each in self.classes))
        others = [each for place, each in enumerate(self.classes) if place not in places]
        return max([left, *(each.weight + left * each.at_least for each in others)])


def merged(
    posterior: Posterior,
    masks: Iterable[int],
    changes: Iterable[int] = (),
    possible: BoolArray | None = None,
    errors: Errors | None = None,
    kept: Collection[int] = (),
) -> Iterator[Progress[ClassView]]:
    """Take the look-alikes among listed candidates together.

    Parameters
    ----------
    posterior
        Belief over them.
    masks, changes
        The kinds of data, as `what_was_done` finds them.
    possible
        bool[n_candidates], those not ruled out before any data; None where all are possible.
    errors
        Returns the standard errors of averages over the weights of values float64[n_candidates, ...], as
        `BeliefHistory.errors_at`; None where all is exact.
    kept
        Candidates whose classes are looked at whatever their weight.

    Notes
    -----
    10 ms for all DAGs over five variables, 2 s over six.
    """
    known, changed = frozenset(masks), frozenset(changes)
    classes = classes_of(posterior.space, known, changed)
    yield Progress(1, 3)
    there = np.arange(len(posterior.space)) if possible is None else np.flatnonzero(possible)
    order = there[np.argsort(classes.number[there], kind="stable")]
    number = classes.number[order]
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    weights = np.add.reduceat(posterior.weights[order], starts)
    yield Progress(2, 3)
    parents, spouses = _masks(posterior.space)
    arrows, lines, shared = _averages(parents[order], spouses[order] if spouses.any() else None, starts, weights)
    ends = np.append(starts[1:], len(order))
    found = []
    first = [int(place) for place in heaviest(weights, MOST)]
    asked = np.flatnonzero(np.isin(number[starts], classes.number[list(kept)])) if kept else ()
    more = sorted((int(place) for place in asked if place not in first), key=lambda place: -weights[place])
    for place in (*first, *more):
        members = order[starts[place] : ends[place]]
        error = 0.0
        if errors is not None:
            error = float(errors(np.isin(np.arange(len(posterior.space)), members).astype(np.float64)))
        found.append(
            MergedClass(
                tuple(members.tolist()),
                len(members),
                float(weights[place]),
                error,
                _graph(parents[members], spouses[members]),
                parting_of(posterior.space, members, known, changed),
            )
        )
    view = ClassView(known, changed, tuple(found), len(starts), arrows, lines, shared)
    yield Progress(3, 3, view)


def merged_best(digest: Digest, masks: Iterable[int], changes: Iterable[int] = (), *, even: bool = True) -> ClassView:
    """Take the look-alikes among the most probable of all structures together.

    Parameters
    ----------
    digest
        Belief in more structures than can be listed.
    masks, changes
        The kinds of data, as `what_was_done` finds them.
    even
        Whether members of a class had equal weights before any data: then one of them tells the weight of all.

    Returns
    -------
    ClassView
        Its arrows and lines are those of the heaviest class alone, with the probability that two variables are
        joined so (arrows), or at all (lines), averaged over all structures.
    """
    known, changed = frozenset(masks), frozenset(changes)
    together: dict[EssentialGraph, list[int]] = {}
    for place, each in enumerate(digest.best):
        together.setdefault(essential_graph(each.dag, known, changed), []).append(place)
    found = []
    for graph, places in together.items():
        first = digest.best[places[0]]
        size = class_size(graph)
        # Members that differ in what nobody could see are not counted by their graph.
        whole = even and not graph.unseen
        listed = sum(digest.best[place].probability for place in places)
        drawn = ClassGraph(graph.directed(), graph.undirected())
        found.append(
            MergedClass(
                (),
                size,
                min(1.0, size * first.probability) if whole else listed,
                0.0,
                drawn,
                parting_of_class(graph, size),
                at_least=not whole and size > len(places),
                member=first.dag,
            )
        )
    found.sort(key=lambda each: -each.weight)
    arrows, lines = (np.zeros_like(digest.edge_probabilities) for _ in range(2))
    for parent, child in found[0].graph.arrows:
        arrows[parent, child] = digest.edge_probabilities[parent, child]
    for one, other in found[0].graph.lines:
        joined = digest.edge_probabilities[one, other] + digest.edge_probabilities[other, one]
        lines[one, other] = lines[other, one] = min(1.0, joined)
    return ClassView(known, changed, tuple(found), None, arrows, lines, np.zeros_like(arrows))


@lru_cache(maxsize=2)
def _masks(space: HypothesisSpace) -> tuple[Masks, Masks]:
    # Parents among what is seen, passing through what is hidden, and those with which a hidden cause is shared.
    if not space.has_hidden:
        return space.parents, np.zeros((1, space.n), dtype=np.uint8).repeat(len(space), axis=0)
    parents, spouses = space.parents.copy(), np.zeros_like(space.parents)
    bit = 1 << np.arange(space.n)
    for number, shape in space.shapes.items():
        links = links_of(shape)
        parents[number] = (bit @ links.arrows).astype(np.uint8)
        spouses[number] = (bit @ links.shared).astype(np.uint8)
    return parents, spouses


def _averages(
    parents: Masks, spouses: Masks | None, starts: npt.NDArray[np.intp], weights: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    n = parents.shape[1]
    sure, some = np.bitwise_and.reduceat(parents, starts), np.bitwise_or.reduceat(parents, starts)
    none = np.zeros((1, n), dtype=np.uint8)
    sure_shared = none if spouses is None else np.bitwise_and.reduceat(spouses, starts)
    some_shared = none if spouses is None else np.bitwise_or.reduceat(spouses, starts)
    arrows, lines, shared = (np.zeros((n, n)) for _ in range(3))
    for one in range(n):
        for other in range(one):
            there, back = _bit(sure, one, other), _bit(sure, other, one)
            hidden = _bit(sure_shared, one, other)
            open_ones = (there ^ _bit(some, one, other)) | (back ^ _bit(some, other, one))
            open_ones = open_ones | (hidden ^ _bit(some_shared, one, other))
            arrows[one, other] = weights @ (there & ~open_ones)
            arrows[other, one] = weights @ (back & ~open_ones)
            lines[one, other] = lines[other, one] = weights @ open_ones
            shared[one, other] = shared[other, one] = weights @ (hidden & ~open_ones)
    return arrows, lines, shared


def _bit(masks: Masks, parent: int, child: int) -> BoolArray:
    found: BoolArray = (masks[:, child] >> parent & 1).astype(bool)
    return found


def _graph(parents: Masks, spouses: Masks) -> ClassGraph:
    arrows: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    shared: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []
    n = parents.shape[1]
    for high in range(n):
        for low in range(high):
            ways = np.stack([_bit(parents, low, high), _bit(parents, high, low), _bit(spouses, low, high)], axis=1)
            if not ways.any():
                continue
            if (ways == ways[0]).all():
                arrows += [(low, high)] if ways[0, 0] else [(high, low)] if ways[0, 1] else []
                shared += [(low, high)] if ways[0, 2] else []
            else:
                (lines if ways.any(axis=1).all() else loose).append((low, high))
    return ClassGraph(tuple(sorted(arrows)), tuple(lines), tuple(shared), tuple(loose))
