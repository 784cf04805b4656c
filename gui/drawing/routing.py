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


class Ways:
    """Remembers how arrows were led, so that only those are led anew that something changed for."""

    def __init__(self) -> None:
        self._found: dict[Ends, tuple[object, float]] = {}

    def known(self, ends: Ends, asked: object) -> float | None:
        """Return the bend that was found for the same question; None when it is another one."""
        before = self._found.get(ends)
        return before[1] if before is not None and before[0] == asked else None

    def keep(self, ends: Ends, asked: object, bend: float) -> None:
        """Remember a bend; the one before is forgotten."""
        self._found[ends] = (asked, bend)


def routed(
    edges: Mapping[Ends, EdgeState],
    bodies: Mapping[str, QRectF],
    theme: Theme,
    within: QRectF | None = None,
    ways: Ways | None = None,
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
    ways
        What was found before; it changes nothing but the time it takes.

    Notes
    -----
    Arrows that are not drawn are left as they are. Where no bend leads past all nodes, the arrow runs behind as
    few as can be. Costs the number of arrows times that of nodes, in array operations.
    """
    ways = Ways() if ways is None else ways
    names = list(bodies)
    number = {name: place for place, name in enumerate(names)}
    boxes = np.array([rect.getCoords() for rect in bodies.values()]).reshape(len(names), 4)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    reach = max(_LARGE) / 2 * theme.scale
    bends = {}
    for ends, state in edges.items():
        bends[ends] = state.bend
        if not state.drawn():
            continue
        start, end = number[ends[0]], number[ends[1]]
        low, high = np.minimum(middles[start], middles[end]) - reach, np.maximum(middles[start], middles[end]) + reach
        near = ((boxes[:, :2] < high) & (boxes[:, 2:] > low)).all(axis=1)
        near[[start, end]] = False
        if not near.any():
            continue
        here = boxes[near]
        first, last = QPointF(*middles[start].tolist()), QPointF(*middles[end].tolist())
        asked = (first, last, state.bend, theme.scale, within, here.tobytes())
        found = ways.known(ends, asked)
        if found is None:
            found = _bend(first, last, state.bend, here, theme.scale, within)
            ways.keep(ends, asked, found)
        bends[ends] = found
    return bends


def _bend(
    start: QPointF, end: QPointF, asked: float, in_the_way: FloatArray, scale: float, within: QRectF | None
) -> float:
    if not _crossed(start, end, [asked], in_the_way, _CLEARANCE, scale)[0]:
        return asked
    best, fewest = asked, len(in_the_way) + 1
    for clearance, bends in _WAYS:
        # an arrow that makes room for the one that leads back must stay on its side
        allowed = [bend for bend in bends if bend * asked >= 0 and _inside(start, end, bend * scale, within)]
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
    start: QPointF, end: QPointF, bends: Sequence[float], boxes: FloatArray, clearance: float, scale: float
) -> npt.NDArray[np.int64]:
    """Return for each bend how many boxes, left, top, right and bottom each, the curve touches or comes too near to."""
    t = np.linspace(0, 1, SAMPLES + 1)[1:-1]
    controls = [bent(start, end, bend * scale).control for bend in bends]
    x = _curves(start.x(), np.array([control.x() for control in controls]), end.x(), t)
    y = _curves(start.y(), np.array([control.y() for control in controls]), end.y(), t)
    air = clearance * scale
    crossed = np.zeros(len(bends), dtype=np.int64)
    for left, top, right, bottom in boxes.tolist():
        within = (x > left - air) & (x < right + air) & (y > top - air) & (y < bottom + air)
        crossed += within.any(axis=1)
    return crossed


def _curves(start: float, controls: FloatArray, end: float, t: FloatArray) -> FloatArray:
    """Return one coordinate of quadratic curves, float64[n_curves, n_samples]."""
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * controls[:, None] + t**2 * end
