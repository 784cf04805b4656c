"""Where every node of a session lies, placed by hand or laid out."""

from __future__ import annotations

from collections.abc import Mapping

from engine.networks.layout import Point, circle_positions, layered_positions
from engine.sessions.state import SessionState


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
