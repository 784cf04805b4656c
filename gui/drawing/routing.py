"""Bends arrows around nodes that stand in their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from gui.drawing.geometry import bent
from gui.drawing.styles import BEND, EdgeState
from gui.theme import Theme

FloatArray = npt.NDArray[np.float64]
Ends = tuple[str, str]
BoolArray = npt.NDArray[np.bool_]
SAMPLES = 32
# bends tried at a time: small ones mostly do
AT_ONCE = 8
# halfway points of the curves lie half of this aside; small bends first, to either side in turn
_SMALL = np.array([side * BEND * size / 4 for size in range(5, 21) for side in (1, -1)])
_LARGE = np.array([side * BEND * size / 2 for size in range(11, 27) for side in (1, -1)])
# a narrow gap is better than a long way round
_CLEARANCE, _NARROW = 6.0, 2.0
# an arrow on the side of the one that leads back bends so many times as far, which leaves room for both numbers
_AROUND_THE_OTHER = 3.0
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
    reach = float(_LARGE.max()) / 2 * theme.scale
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
    way = _Way.between(start, end)
    if not way.crossed(np.array([asked * scale]), in_the_way, _CLEARANCE * scale)[0]:
        return asked
    best, fewest = asked, len(in_the_way) + 1
    # An arrow that makes room for the one that leads back stays on its side; only where no way is free there,
    # it goes around the other one.
    sides = (1, -1) if asked else (0,)
    for side, (clearance, bends) in product(sides, _WAYS):
        ours = bends * asked * side >= 0
        if side < 0:
            ours &= np.abs(bends) >= _AROUND_THE_OTHER * abs(asked)
        allowed = bends[ours & way.inside(bends * scale, within)]
        for some in range(0, len(allowed), AT_ONCE):
            now = allowed[some : some + AT_ONCE]
            crossed = way.crossed(now * scale, in_the_way, clearance * scale)
            first = int(crossed.argmin())
            if crossed[first] < fewest:
                best, fewest = float(now[first]), int(crossed[first])
            if fewest == 0:
                return best
    return best


@dataclass(frozen=True)
class _Way:
    """The curves between two places, all float64: how far a control lies to the left is given as an array."""

    start: FloatArray
    end: FloatArray
    left: FloatArray

    @classmethod
    def between(cls, start: QPointF, end: QPointF) -> _Way:
        straight = bent(start, end, 0.0).control
        left = bent(start, end, 1.0).control - straight
        return cls(*(np.array([place.x(), place.y()]) for place in (start, end, left)))

    def inside(self, bends: FloatArray, within: QRectF | None) -> BoolArray:
        """Return which curves have their middle within the bounds, bool[n_bends]."""
        if within is None:
            return np.ones(len(bends), dtype=bool)
        x, y = ((self.start + self.end) / 2 + self.left * bends[:, None] / 2).T
        across = (x >= within.left()) & (x <= within.right())
        return np.asarray(across & (y >= within.top()) & (y <= within.bottom()))

    def crossed(self, bends: FloatArray, boxes: FloatArray, air: float) -> npt.NDArray[np.int64]:
        """Return how many boxes (left, top, right, bottom) each curve touches or comes too near to, int64[n_bends]."""
        boxes = self._reached(bends, boxes, air)
        controls = (self.start + self.end) / 2 + self.left * bends[:, None]
        t = np.linspace(0, 1, SAMPLES + 1)[1:-1]
        x, y = (
            (1 - t) ** 2 * self.start[axis] + 2 * t * (1 - t) * controls[:, axis, None] + t**2 * self.end[axis]
            for axis in (0, 1)
        )
        low, high = boxes[:, :2, None, None] - air, boxes[:, 2:, None, None] + air
        within = (x > low[:, 0]) & (x < high[:, 0])
        within &= (y > low[:, 1]) & (y < high[:, 1])
        return np.asarray(within.any(axis=2).sum(axis=0, dtype=np.int64))

    def _reached(self, bends: FloatArray, boxes: FloatArray, air: float) -> FloatArray:
        # What lies farther to a side than any of the curves goes need not be looked at.
        middles, spans = (boxes[:, :2] + boxes[:, 2:]) / 2 - self.start, (boxes[:, 2:] - boxes[:, :2]) / 2 + air
        reach, aside = np.hypot(spans[:, 0], spans[:, 1]), middles @ self.left
        near = (aside > min(0.0, float(bends.min()) / 2) - reach) & (aside < max(0.0, float(bends.max()) / 2) + reach)
        return np.asarray(boxes[near])
