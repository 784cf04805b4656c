"""Where every node of a session lies, placed by hand or laid out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from engine.networks.layout import Point, circle_positions, layered_positions
from engine.sessions.state import SessionState

# Grid steps: nodes nearer than this would touch, and arrows pass over what is nearer than that.
APART, CLEAR = 0.7, 0.45
TOUCHING, CROSSING, COVERING = 100.0, 10.0, 2.0


def node_positions(state: SessionState) -> Mapping[str, Point]:
    """Return the place of every variable by name, in grid steps, y growing downwards.

    Names without a place of their own are laid out: in layers when there is a world, else on a circle. When
    some have a place and others not, the others stand in a row below.
    """
    names = state.world.names if state.world else tuple(variable.name for variable in state.variables)
    missing = [name for name in names if name not in state.positions]
    if not missing:
        return {name: state.positions[name] for name in names}
    if len(missing) == len(names):
        covered = state.world is None or state.world_covered
        laid = circle_positions(len(names)) if covered else layered_positions(state.world.dag)  # type: ignore[union-attr]
        return dict(zip(names, laid, strict=True))
    lowest = max(state.positions[name][1] for name in names if name in state.positions)
    row = {name: (float(place), lowest + 1) for place, name in enumerate(missing)}
    return {name: state.positions[name] if name in state.positions else row[name] for name in names}


def belief_positions(state: SessionState) -> Mapping[str, Point]:
    """Return the place of every variable that belief is about, by name, in grid steps.

    They are those in the world, unless belief is about only a few of many variables that nobody gave a place:
    taken out of their network these would lie in a heap or a row, so that arrows run through each other. Such
    a few stand on a circle.
    """
    names = state.belief_names
    a_few = len(names) < len(state.variables)
    if a_few and any(name not in state.scenario.positions for name in names):
        return dict(zip(names, circle_positions(len(names)), strict=True))
    points = node_positions(state)
    return {name: points[name] for name in names}


def named_hidden_positions(state: SessionState) -> Mapping[str, Point]:
    """Return the places of the hidden variables that the world has too, by name, where belief lies as the world."""
    points = node_positions(state)
    if state.world is None or belief_positions(state).items() - points.items():
        return {}
    hidden = (state.world.names[index] for index in state.world.hidden)
    known = state.positions if state.world_covered else points
    return {name: known[name] for name in hidden if name in known}


def with_hidden(
    points: Sequence[Point], joined: Sequence[Collection[int]], known: Sequence[Point | None] = ()
) -> tuple[Point, ...]:
    """Return where all nodes lie when hidden ones come to those that have a place.

    Parameters
    ----------
    points
        Where what is seen lies, in grid steps, y growing downwards.
    joined
        For each hidden node the nodes that an arrow joins with it; seen ones first, then hidden ones, by number.
    known
        For each hidden node its place, or None; none at all when it is left away.

    Returns
    -------
    tuple of Point
        The given places, then one a hidden node: its own where it has one, else above the middle of what it is
        joined with (beside it where one of two lies below the other), or as near to there as it lies clear of all
        other nodes, its arrows pass over none of them, and no arrow between two of those can pass over it. Where
        there is no such place within a step and a half, as among many effects of many nodes, the least is passed over.

    Notes
    -----
    10 ms for a hidden node among six seen ones; kept for the places asked for last.
    """
    placed = list(points)
    given = list(known) or [None] * len(joined)
    fixed = [point for point in given if point is not None]
    for ends, own in zip(joined, given, strict=True):
        near = tuple(placed[node] for node in sorted(ends) if node < len(placed))
        placed.append(own if own is not None else _free_place(near, (*placed, *fixed)))
    return tuple(placed)


@lru_cache(maxsize=512)
def _free_place(near: tuple[Point, ...], taken: tuple[Point, ...]) -> Point:
    if not near:
        return max((x for x, _ in taken), default=-1.0) + 1.0, min((y for _, y in taken), default=0.0)
    wanted = _wanted(near)
    places = {(x + across / 4, y + down / 4) for x, y, _ in wanted for across in range(-6, 7) for down in range(-6, 7)}
    lines = list(combinations(taken, 2))

    def cost(place: Point) -> tuple[float, Point]:
        away = min(math.dist(place, (x, y)) + later for x, y, later in wanted)
        touched = sum(math.dist(place, other) < APART for other in taken)
        crossed = sum(_distance(other, place, end) < CLEAR for end in near for other in taken if other != end)
        covered = sum(_distance(place, *line) < CLEAR for line in lines)
        return away + TOUCHING * touched + CROSSING * crossed + COVERING * covered, place

    return min(places, key=cost)


def _wanted(near: Sequence[Point]) -> list[tuple[float, float, float]]:
    # A step off the middle of two, at right angles to the line between them and upwards rather than downwards; above
    # the middle of more. The third number is how much less that is wanted.
    middle = sum(x for x, _ in near) / len(near)
    if len(near) != 2 or near[0] == near[1]:
        return [(middle, min(y for _, y in near) - 1, 0.0)]
    (x, y), (other_x, other_y) = sorted(near)
    length = math.dist(near[0], near[1])
    across, down = (other_y - y) / length, (x - other_x) / length
    height = (y + other_y) / 2
    return [(middle + across, height + down, 0.0), (middle - across, height - down, 0.6)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line between two others."""
    (x, y), (left, top) = point, start
    across, down = end[0] - left, end[1] - top
    length = across * across + down * down
    share = ((x - left) * across + (y - top) * down) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(point, (left + share * across, top + share * down))
