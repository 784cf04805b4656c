"""Bends arrows around nodes that stand in their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from gui.drawing.geometry import bent
from gui.drawing.styles import BEND, EdgeState
from gui.theme import Theme

FloatArray = npt.NDArray[np.float64]
Ends = tuple[str, str]
SAMPLES = 32
# halfway points of the curves lie half of this aside; small bends first, to either side in turn
_SMALL = tuple(side * BEND * size / 4 for size in range(5, 21) for side in (1, -1))
_LARGE = tuple(side * BEND * size / 2 for size in range(11, 27) for side in (1, -1))
# a narrow gap is better than a long way round
_CLEARANCE, _NARROW = 6.0, 2.0
_WAYS = ((_CLEARANCE, _SMALL), (_NARROW, _SMALL), (_CLEARANCE, _LARGE))


def routed(
    edges: Mapping[Ends, EdgeState], bodies: Mapping[str, QRectF], theme: Theme, within: QRectF | None = None
) -> dict[Ends, float]:
    """Return how far each arrow bends: as it asks for, unless that leads through another node.

    Parameters
    ----------
    edges
        The arrows, with the bend they have on a free way.
    bodies
        The rectangle of each node on the canvas.
    theme
        For the scale.
    within
        Where no arrow should bend out of, such as what is in sight; None sets no bounds.

    Notes
    -----
    Arrows that are not drawn are left as they are. Where no bend leads past all nodes, the arrow runs behind as
    few as can be.
    """
    return {
        ends: _bend(ends, state, bodies, theme.scale, within) if state.drawn() else state.bend
        for ends, state in edges.items()
    }


def _bend(ends: Ends, state: EdgeState, bodies: Mapping[str, QRectF], scale: float, within: QRectF | None) -> float:
    start, end = bodies[ends[0]].center(), bodies[ends[1]].center()
    reach = max(_LARGE) / 2 * scale
    near = QRectF(start, end).normalized().adjusted(-reach, -reach, reach, reach)
    in_the_way = [body for name, body in bodies.items() if name not in ends and body.intersects(near)]
    if not in_the_way or not _crossed(start, end, [state.bend], in_the_way, _CLEARANCE, scale)[0]:
        return state.bend
    best, fewest = state.bend, len(in_the_way) + 1
    for clearance, bends in _WAYS:
        # an arrow that makes room for the one that leads back must stay on its side
        allowed = [bend for bend in bends if bend * state.bend >= 0 and _inside(start, end, bend * scale, within)]
        if not allowed:
            continue
        crossed = _crossed(start, end, allowed, in_the_way, clearance, scale)
        first = int(crossed.argmin())
        if crossed[first] < fewest:
            best, fewest = allowed[first], int(crossed[first])
        if fewest == 0:
            break
    return best


def _inside(start: QPointF, end: QPointF, bend: float, within: QRectF | None) -> bool:
    """Return whether the middle of a curve lies within the bounds."""
    return within is None or within.contains((start + end) / 4 + bent(start, end, bend).control / 2)


def _crossed(
    start: QPointF, end: QPointF, bends: Sequence[float], bodies: Sequence[QRectF], clearance: float, scale: float
) -> npt.NDArray[np.int64]:
    """Return for each bend how many bodies the curve runs through or comes too near to."""
    t = np.linspace(0, 1, SAMPLES + 1)[1:-1]
    controls = [bent(start, end, bend * scale).control for bend in bends]
    x = _curves(start.x(), np.array([control.x() for control in controls]), end.x(), t)
    y = _curves(start.y(), np.array([control.y() for control in controls]), end.y(), t)
    air = clearance * scale
    crossed = np.zeros(len(bends), dtype=np.int64)
    for body in bodies:
        across = (x > body.left() - air) & (x < body.right() + air)
        down = (y > body.top() - air) & (y < body.bottom() + air)
        crossed += (across & down).any(axis=1)
    return crossed


def _curves(start: float, controls: FloatArray, end: float, t: FloatArray) -> FloatArray:
    """Return one coordinate of quadratic curves, float64[n_curves, n_samples]."""
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * controls[:, None] + t**2 * end
