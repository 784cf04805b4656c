"""Bends arrows around nodes that stand in their way."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF

from gui.drawing.geometry import bent
from gui.drawing.styles import BEND, EdgeState
from gui.theme import Theme

Ends = tuple[str, str]
CLEARANCE = 6
SAMPLES = 24
# halfway points of the curves lie half of this aside; small bends first, to either side in turn
_DETOURS = tuple(side * BEND * size for size in (1.5, 2.5, 3.5, 5.0, 7.0) for side in (1, -1))


def routed(edges: Mapping[Ends, EdgeState], bodies: Mapping[str, QRectF], theme: Theme) -> dict[Ends, float]:
    """Return how far each arrow bends: as it asks for, unless that leads through another node.

    Parameters
    ----------
    edges
        The arrows, with the bend they have on a free way.
    bodies
        The rectangle of each node on the canvas.
    theme
        For the scale.

    Notes
    -----
    Arrows that are not drawn are left as they are. Where no bend helps the arrow keeps its own.
    """
    return {ends: _bend(ends, state, bodies, theme) for ends, state in edges.items()}


def _bend(ends: Ends, state: EdgeState, bodies: Mapping[str, QRectF], theme: Theme) -> float:
    if not state.drawn():
        return state.bend
    grown = CLEARANCE * theme.scale
    others = [body.adjusted(-grown, -grown, grown, grown) for name, body in bodies.items() if name not in ends]
    others = [body for body in others if body.intersects(_neighbourhood(ends, bodies, theme))]
    detours = _DETOURS if state.bend == 0 else tuple(each for each in _DETOURS if each * state.bend > 0)
    for bend in (state.bend, *detours):
        curve = bent(bodies[ends[0]].center(), bodies[ends[1]].center(), bend * theme.scale)
        points = [curve.at(step / SAMPLES) for step in range(1, SAMPLES)]
        if not any(body.contains(point) for body in others for point in points):
            return bend
    return state.bend


def _neighbourhood(ends: Ends, bodies: Mapping[str, QRectF], theme: Theme) -> QRectF:
    reach = max(abs(bend) for bend in _DETOURS) / 2 * theme.scale
    return bodies[ends[0]].united(bodies[ends[1]]).adjusted(-reach, -reach, reach, reach)
