"""Curves of arrows: bending them, clipping them at nodes, and finding room for their heads and labels.

All functions are pure. Lengths are in the units of the canvas; y grows downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QPolygonF

_SAMPLES = 64
# How far outside a side a point may be that was computed to lie on it.
_TOUCH = 1e-6
# Below this a coefficient is none: the curve is straight, or runs along the other axis.
_TINY = 1e-12
HEAD_WIDTH = 0.95
_Polynomial = tuple[float, float, float]


@dataclass(frozen=True)
class Curve:
    """A quadratic curve from `start` to `end`; straight when `control` is halfway."""

    start: QPointF
    control: QPointF
    end: QPointF

    def at(self, t: float) -> QPointF:
        """Return the point at `t`, from 0 at the start to 1 at the end."""
        first, second, third = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        start, control, end = self.start, self.control, self.end
        return QPointF(
            first * start.x() + second * control.x() + third * end.x(),
            first * start.y() + second * control.y() + third * end.y(),
        )

    def direction(self, t: float) -> QPointF:
        """Return the unit vector along the curve at `t`; to the right where the curve is a point."""
        along = _between(self.control - self.start, self.end - self.control, t)
        if _length(along) == 0:
            along = self.end - self.start
        return _unit(along)

    def part(self, first: float, last: float) -> Curve:
        """Return the stretch between two values of `t`."""
        start, end = self.at(first), self.at(last)
        middle = _between(_between(self.start, self.control, first), _between(self.control, self.end, first), last)
        return Curve(start, middle, end)

    def path(self) -> QPainterPath:
        """Return the curve as a path."""
        path = QPainterPath(self.start)
        path.quadTo(self.control, self.end)
        return path

    def length(self) -> float:
        """Return the length, by sampling."""
        points = [self.at(step / _SAMPLES) for step in range(_SAMPLES + 1)]
        return sum(_length(after - before) for before, after in pairwise(points))

    def back_from_end(self, distance: float) -> float:
        """Return the `t` that lies `distance` before the end along the curve, at least 0."""
        left = distance
        for step in range(_SAMPLES, 0, -1):
            stretch = _length(self.at(step / _SAMPLES) - self.at((step - 1) / _SAMPLES))
            if stretch >= left > 0:
                return (step - left / stretch) / _SAMPLES
            left -= stretch
        return 0.0 if distance > 0 else 1.0


def bent(start: QPointF, end: QPointF, bend: float = 0.0) -> Curve:
    """Return the curve from `start` to `end` whose control lies `bend` to the left of the way.

    Two curves between the same points, each bent by the same amount on its own way, do not meet in between.
    """
    along = _unit(end - start)
    left = QPointF(along.y(), -along.x())
    return Curve(start, _between(start, end, 0.5) + left * bend, end)


def clipped(curve: Curve, leaving: Sequence[QRectF], entering: Sequence[QRectF], gap: float) -> Curve | None:
    """Return what shows of a curve between the nodes it joins.

    Parameters
    ----------
    curve
        From the middle of one node to the middle of another.
    leaving, entering
        Rectangles that the first and the second node cover.
    gap
        Distance to keep from both.

    Returns
    -------
    Curve | None
        None where nothing shows, as when the nodes overlap.
    """
    first = _last_inside(curve, [_grown(rect, gap) for rect in leaving])
    last = 1 - _last_inside(_reversed(curve), [_grown(rect, gap) for rect in entering])
    return curve.part(first, last) if last > first else None


def arrow_head(tip: QPointF, direction: QPointF, length: float) -> QPolygonF:
    """Return the triangle of a head at `tip` pointing along the unit vector `direction`."""
    side = QPointF(-direction.y(), direction.x()) * (HEAD_WIDTH * length / 2)
    base = tip - direction * length
    return QPolygonF([tip, base + side, base - side])


def centred(middle: QPointF, size: QSizeF) -> QRectF:
    """Return the rectangle of this size around `middle`."""
    return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())


def _last_inside(curve: Curve, rects: Sequence[QRectF]) -> float:
    """Return the greatest `t` at which the curve is in any rectangle; 0 where it never is."""
    start, control, end = curve.start, curve.control, curve.end
    across = _polynomial(start.x(), control.x(), end.x())
    down = _polynomial(start.y(), control.y(), end.y())
    return max((_last_within(across, down, rect) for rect in rects), default=0.0)


def _last_within(across: _Polynomial, down: _Polynomial, rect: QRectF) -> float:
    # The curve can leave a rectangle only through one of its sides, or end in it.
    left, right, top, bottom = rect.left(), rect.right(), rect.top(), rect.bottom()
    exits = [1.0, *_roots(across, left), *_roots(across, right), *_roots(down, top), *_roots(down, bottom)]
    within = (
        t
        for t in exits
        if left - _TOUCH <= _value(across, t) <= right + _TOUCH and top - _TOUCH <= _value(down, t) <= bottom + _TOUCH
    )
    return max(within, default=0.0)


def _polynomial(start: float, control: float, end: float) -> _Polynomial:
    return start - 2 * control + end, 2 * (control - start), start


def _value(polynomial: _Polynomial, t: float) -> float:
    square, linear, constant = polynomial
    return (square * t + linear) * t + constant


def _roots(polynomial: _Polynomial, value: float) -> list[float]:
    """Return where in 0 to 1 a quadratic takes a value; in the form that stays exact where it is nearly straight."""
    square, linear, constant = polynomial
    constant -= value
    discriminant = linear * linear - 4 * square * constant
    if discriminant < 0:
        return []
    q = -(linear + math.copysign(math.sqrt(discriminant), linear)) / 2
    found = [part / whole for part, whole in ((q, square), (constant, q)) if abs(whole) > _TINY]
    return [t for t in found if 0 <= t <= 1]


def _reversed(curve: Curve) -> Curve:
    return Curve(curve.end, curve.control, curve.start)


def _grown(rect: QRectF, gap: float) -> QRectF:
    return rect.adjusted(-gap, -gap, gap, gap)


def _between(first: QPointF, second: QPointF, t: float) -> QPointF:
    return first * (1 - t) + second * t


def _length(vector: QPointF) -> float:
    return math.hypot(vector.x(), vector.y())


def _unit(vector: QPointF) -> QPointF:
    length = _length(vector)
    return QPointF(1.0, 0.0) if length == 0 else vector / length
