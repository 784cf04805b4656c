"""The first letters of names beside the dots of a graph that has no room for whole names."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.drawing.node_painting import draw_name
from gui.theme import Theme

# Among more dots letters would cover the arrows.
MOST_WITH_LETTERS = 12
WAYS = 8
GAP = 2.0
NEAR = 12.0


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the fewest first letters of each name that tell it from all others: "S", "Lu", "Lo".

    A name with which another begins is given in full.
    """
    return tuple(_shortest(name, [other for other in names if other != name]) for name in names)


def paint_short_labels(
    painter: QPainter,
    rect: QRectF,
    names: Sequence[str],
    places: Sequence[QPointF],
    edges: Collection[tuple[int, int]],
    radius: float,
    theme: Theme,
    *,
    hidden: Collection[int] = (),
) -> None:
    """Paint the letters beside the dots, each where the fewest arrows leave its dot.

    Parameters
    ----------
    rect
        What they must stay in.
    names, places
        One a node.
    edges
        Pairs of joined nodes, in either order.
    radius
        Of the dots.
    hidden
        Those whose letters are slanted.
    """
    font = theme.font("axis")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.tokens.text2)
    for number, text in enumerate(short_names(names)):
        width, height = metrics.horizontalAdvance(text) + 1, metrics.capHeight() + 2
        joined = [other for ends in edges if number in ends for other in ends if other != number]
        middle = _free_middle(number, joined, places, radius, width, height, theme)
        box = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        box.moveLeft(min(max(box.left(), rect.left()), rect.right() - width))
        box.moveTop(min(max(box.top(), rect.top()), rect.bottom() - height))
        draw_name(painter, box.adjusted(0, -4, 0, 4), Qt.AlignmentFlag.AlignCenter, text, slanted=number in hidden)


def _shortest(name: str, others: Sequence[str]) -> str:
    for length in range(1, len(name)):
        if not any(other[:length] == name[:length] for other in others):
            return name[:length].rstrip()
    return name


def _free_middle(
    number: int,
    joined: Sequence[int],
    places: Sequence[QPointF],
    radius: float,
    width: float,
    height: float,
    theme: Theme,
) -> QPointF:
    place = places[number]
    away = [math.atan2(places[other].y() - place.y(), places[other].x() - place.x()) for other in joined]
    found = []
    for way in range(WAYS):
        angle = -math.pi / 2 + 2 * math.pi * way / WAYS
        reach = radius + GAP * theme.scale
        across = math.cos(angle) * (reach + width / 2)
        middle = QPointF(place.x() + across, place.y() + math.sin(angle) * (reach + height / 2))
        free = min((_apart(angle, other) for other in away), default=math.pi)
        near = sum(
            math.hypot(other.x() - middle.x(), other.y() - middle.y()) < NEAR * theme.scale
            for place_of, other in enumerate(places)
            if place_of != number
        )
        found.append((free - 3 * near, -way, middle))
    return max(found, key=lambda each: each[:2])[2]


def _apart(one: float, other: float) -> float:
    gap = abs(one - other) % (2 * math.pi)
    return min(gap, 2 * math.pi - gap)
