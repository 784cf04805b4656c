"""d-separation: whether one variable tells anything about another, and every path between them with its reasons."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from engine.networks.dag import Dag, bits, mask_of
from engine.problems import InvalidInput, Problem

Kind = Literal["chain", "fork", "collider"]
MOST_PATHS = 200


@dataclass(frozen=True)
class Junction:
    """What one inner node does to a path.

    Parameters
    ----------
    node
        The node.
    kind
        "chain" (-> node ->), "fork" (<- node ->) or "collider" (-> node <-).
    known
        Whether the node itself is known.
    opener
        For a collider that something known opens: that node, which is the collider itself or an effect of it.
    """

    node: int
    kind: Kind
    known: bool
    opener: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether what one side tells passes to the other: a collider must be opened, anything else not known."""
        return self.opener is not None if self.kind == "collider" else not self.known


@dataclass(frozen=True)
class Path:
    """A path that visits no node twice, whichever way its arrows point.

    Parameters
    ----------
    nodes
        The nodes from one end to the other.
    forward
        For each step whether its arrow points from the earlier node to the later.
    junctions
        What each inner node does, given what is known.
    """

    nodes: tuple[int, ...]
    forward: tuple[bool, ...]
    junctions: tuple[Junction, ...]

    @property
    def is_open(self) -> bool:
        """Whether no inner node blocks it."""
        return all(junction.is_open for junction in self.junctions)

    @property
    def blocks(self) -> tuple[Junction, ...]:
        """The inner nodes that block it."""
        return tuple(junction for junction in self.junctions if not junction.is_open)

    def arrows(self) -> tuple[tuple[int, int], ...]:
        """Return the arrow of each step, as (parent, child)."""
        steps = zip(pairwise(self.nodes), self.forward, strict=True)
        return tuple(ends if forward else (ends[1], ends[0]) for ends, forward in steps)


@dataclass(frozen=True)
class Paths:
    """Paths between two nodes.

    Parameters
    ----------
    found
        The paths listed, shortest first.
    complete
        Whether these are all; else there are more, and longer ones.
    separated
        Whether all paths, listed or not, are blocked: the two nodes are d-separated.
    """

    found: tuple[Path, ...]
    complete: bool
    separated: bool

    @property
    def open(self) -> tuple[Path, ...]:
        """Those listed that are open."""
        return tuple(path for path in self.found if path.is_open)


def connected_to(dag: Dag, node: int, given: Collection[int]) -> int:
    """Return the bit mask of all nodes that `node` is d-connected with, given others.

    Raises
    ------
    InvalidInput
        When `node` is among what is given, or there is no such node.

    Notes
    -----
    Reachability along active trails (Geiger, Verma and Pearl 1990; Koller and Friedman 2009, algorithm 3.1), in time
    that grows with the number of arrows.
    """
    _check(dag, (node,), given)
    reached = mask_of(place for place, _ in _trails(dag, node, given))
    return reached & ~mask_of(given) & ~(1 << node)


def d_separated(dag: Dag, x: int, y: int, given: Collection[int]) -> bool:
    """Return whether no path between two nodes is open, given others; cost and errors as `connected_to`."""
    _check(dag, (x, y), given)
    return not connected_to(dag, x, given) >> y & 1


def paths_between(dag: Dag, x: int, y: int, given: Collection[int], most: int = MOST_PATHS) -> Paths:
    """List paths between two nodes, and what blocks each.

    Parameters
    ----------
    dag
        The graph; for a world in which something is set by hand, the mutilated one.
    x, y
        The two ends.
    given
        What is known.
    most
        How many paths to list at most, since there may be exponentially many.

    Raises
    ------
    InvalidInput
        When an end is among what is known, both ends are one, or there is no such node.

    Notes
    -----
    Paths come by length, then by the numbers of their nodes. The time from one to the next is polynomial: no attempt
    is made that does not end in a path. Where two nodes are connected and none of the paths listed is open, the
    shortest open one stands in the place of the last.
    """
    _check(dag, (x, y), given)
    listed = list(islice(skeleton_paths(dag, x, y), most + 1))
    complete = len(listed) <= most
    found = [judged(dag, nodes, given) for nodes in listed[:most]]
    separated = d_separated(dag, x, y, given)
    if not separated and not any(path.is_open for path in found):
        found[-1] = judged(dag, _shortest_open(dag, x, y, given), given)
    return Paths(tuple(found), complete, separated)


def judged(dag: Dag, nodes: Sequence[int], given: Collection[int]) -> Path:
    """Return a path of the graph with what each inner node does to it, given what is known."""
    forward = tuple(dag.has_edge(one, other) for one, other in pairwise(nodes))
    known = mask_of(given)
    junctions = []
    for place in range(1, len(nodes) - 1):
        node = nodes[place]
        kind: Kind = "chain"
        if forward[place - 1] and not forward[place]:
            kind = "collider"
        elif not forward[place - 1] and forward[place]:
            kind = "fork"
        opener = _opener(dag, node, known) if kind == "collider" else None
        junctions.append(Junction(node, kind, bool(known >> node & 1), opener))
    return Path(tuple(nodes), forward, tuple(junctions))


def skeleton_paths(dag: Dag, x: int, y: int) -> Iterator[tuple[int, ...]]:
    """Yield every path between two nodes that visits none twice, shortest first, whatever is known.

    Notes
    -----
    Best first, with the exact distance that is left as the bound, so that each path costs at most n steps of n
    operations on bit masks.
    """
    beside = _neighbours(dag)
    left = _distances(beside, y, 0).get(x)
    waiting: list[tuple[int, int, tuple[int, ...]]] = [] if left is None else [(left, 0, (x,))]
    while waiting:
        *_, nodes = heapq.heappop(waiting)
        if nodes[-1] == y:
            yield nodes
            continue
        visited = mask_of(nodes)
        left_from = _distances(beside, y, visited)
        for node in bits(beside[nodes[-1]] & ~visited):
            if node in left_from:
                # Of equal lengths the one that is furthest comes first: it is the next to be whole.
                heapq.heappush(waiting, (len(nodes) + left_from[node], -len(nodes), (*nodes, node)))


def _check(dag: Dag, ends: Sequence[int], given: Collection[int]) -> None:
    for node in (*ends, *given):
        if not 0 <= node < dag.n:
            raise InvalidInput(Problem(f"there is no node number {node}", f"There are {dag.n}, counted from 0"))
    if len(set(ends)) < len(ends):
        raise InvalidInput(Problem("both ends are the same variable", "Ask about two different ones"))
    if set(ends) & set(given):
        what = "a variable that is asked about is among those that are known"
        raise InvalidInput(Problem(what, "Ask about two others, or leave it out of what is known"))


def _neighbours(dag: Dag) -> list[int]:
    beside = list(dag.parents)
    for parent, child in dag.edges():
        beside[parent] |= 1 << child
    return beside


def _distances(beside: Sequence[int], goal: int, barred: int) -> dict[int, int]:
    # Steps to `goal` from every node that reaches it without touching what is barred.
    found, frontier, steps = {goal: 0}, 1 << goal, 0
    seen = frontier | barred
    while frontier:
        steps += 1
        reached = 0
        for node in bits(frontier):
            reached |= beside[node]
        frontier = reached & ~seen
        seen |= frontier
        found.update(dict.fromkeys(bits(frontier), steps))
    return found


def _opener(dag: Dag, node: int, known: int) -> int | None:
    # The nearest known node below: the shortest way tells most plainly why.
    frontier, seen = 1 << node, 1 << node
    while frontier:
        if frontier & known:
            return next(bits(frontier & known))
        below = mask_of(child for each in bits(frontier) for child in dag.children(each))
        frontier = below & ~seen
        seen |= frontier
    return None


_Place = tuple[int, bool]


def _trails(dag: Dag, start: int, given: Collection[int]) -> dict[_Place, _Place | None]:
    # Every (node, whether an arrow points into it) on an open trail, with the place before; breadth first.
    known = mask_of(given)
    above = known
    for node in given:
        above |= dag.ancestors(node)
    children = [dag.children(node) for node in range(dag.n)]
    before: dict[_Place, _Place | None] = {(start, False): None}
    frontier = [(start, False)]
    while frontier:
        reached: list[_Place] = []
        for place in frontier:
            node, by_head = place
            # Up against an arrow: from a tail when not known, from a head (a collider) when something below is.
            if (above if by_head else ~known) >> node & 1:
                reached += _new(before, ((parent, False) for parent in bits(dag.parents[node])), place)
            if not known >> node & 1:
                reached += _new(before, ((child, True) for child in children[node]), place)
        frontier = reached
    return before


def _new(before: dict[_Place, _Place | None], places: Iterator[_Place], origin: _Place) -> list[_Place]:
    fresh = [place for place in places if place not in before]
    before.update(dict.fromkeys(fresh, origin))
    return fresh


def _shortest_open(dag: Dag, x: int, y: int, given: Collection[int]) -> tuple[int, ...]:
    # A shortest open trail visits no node twice: what lies between two visits could be left out.
    before = _trails(dag, x, given)
    place: _Place | None = next(place for place in before if place[0] == y)
    nodes = []
    while place is not None:
        nodes.append(place[0])
        place = before[place]
    return tuple(reversed(nodes))
