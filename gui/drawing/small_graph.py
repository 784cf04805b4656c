"""Small graphs of dots and arrows, for candidate cards and the gallery."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.drawing.geometry import Curve, arrow_head, bent
from gui.drawing.styles import dashed_pen
from gui.theme import Theme

DOT = 4.5
LINE = 1.5
HEAD = 7.5
AIR = 5.0
LABEL = 16.0
LARGEST_UNIT = 84.0


def paint_small_graph(
    painter: QPainter,
    rect: QRectF,
    names: Sequence[str],
    positions: Sequence[tuple[float, float]],
    edges: Collection[tuple[int, int]],
    theme: Theme,
    *,
    hidden: Collection[int] = (),
    labels: bool = True,
    largest_unit: float = LARGEST_UNIT,
) -> None:
    """Paint a graph into a rectangle, at the same places as on the canvas.

    Parameters
    ----------
    names
        One a node.
    positions
        One a node, x to the right and y down, in any unit; scaled alike in both directions.
    edges
        Pairs of (parent, child), as indices of nodes.
    hidden
        Indices of nodes drawn hollow and dashed.
    labels
        Whether names stand beside the dots; the tool tip should then not be the only place with the names.
    largest_unit
        Pixels at 100 % that one unit of `positions` takes at most.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = _radius(rect, len(names), theme)
    places = placed(rect, positions, theme, labels=labels, largest_unit=largest_unit)
    for parent, child in edges:
        _paint_arrow(painter, places[parent], places[child], radius, theme)
    for number, place in enumerate(places):
        _paint_dot(painter, place, radius, theme, hollow=number in hidden)
    if labels:
        _paint_labels(painter, rect, names, places, theme)
    painter.restore()


def placed(
    rect: QRectF,
    positions: Sequence[tuple[float, float]],
    theme: Theme,
    *,
    labels: bool = True,
    largest_unit: float = LARGEST_UNIT,
) -> list[QPointF]:
    """Return the middle of each dot in `rect`."""
    if not positions:
        return []
    margin = theme.scale * (DOT + 2)
    aside = margin + (theme.px(20) if labels else 0)
    above = margin + (theme.px(LABEL) if labels else 0)
    room = rect.adjusted(aside, above, -aside, -above)
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    unit = min(
        largest_unit * theme.scale,
        room.width() / width if width else float("inf"),
        room.height() / height if height else float("inf"),
    )
    middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return [room.center() + (QPointF(x, y) - middle) * max(0.0, unit) for x, y in positions]


def _radius(rect: QRectF, n: int, theme: Theme) -> float:
    crowded = math.sqrt(rect.width() * rect.height() / max(1, n)) / 8
    return min(DOT * theme.scale, max(2.0, crowded))


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, radius: float, theme: Theme) -> None:
    line = bent(start, end)
    length = line.length()
    share = radius / (DOT * theme.scale)
    clear = radius + AIR * theme.scale * share
    if length <= 2 * clear:
        return
    shown = line.part(clear / length, 1 - clear / length)
    head = HEAD * theme.scale * max(0.6, share)
    stem: Curve = shown.part(0, max(0.0, 1 - 0.8 * head / shown.length()))
    painter.setPen(dashed_pen(theme.tokens.text, LINE * theme.scale * max(0.5, share), ()))
    painter.drawLine(stem.start, stem.end)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.text)
    painter.drawPolygon(arrow_head(shown.end, shown.direction(0.5), head))


def _paint_dot(painter: QPainter, place: QPointF, radius: float, theme: Theme, *, hollow: bool) -> None:
    if hollow:
        width = 1.2 * theme.scale
        painter.setPen(dashed_pen(theme.tokens.text, width, (2.2 * theme.scale, 1.8 * theme.scale)))
        painter.setBrush(theme.tokens.surface)
        painter.drawEllipse(place, radius, radius)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.text)
    painter.drawEllipse(place, radius, radius)


def _paint_labels(
    painter: QPainter, rect: QRectF, names: Sequence[str], places: Sequence[QPointF], theme: Theme
) -> None:
    font = theme.font("axis")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.tokens.text2)
    middle = rect.center().y()
    for number, (name, place) in enumerate(zip(names, places, strict=True)):
        room = _room(number, places, rect, theme)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        left = min(max(place.x() - width / 2, rect.left()), rect.right() - width)
        away = theme.px(LABEL / 2 + DOT + 2)
        y = place.y() - away if place.y() < middle - 1 else place.y() + away
        painter.drawText(QRectF(left, y - 10 * theme.scale, width + 1, 20 * theme.scale), _MIDDLE, text)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _room(number: int, places: Sequence[QPointF], rect: QRectF, theme: Theme) -> float:
    """Return how wide a label may be without running into that of a neighbour on the same level."""
    here = places[number]
    apart = [
        abs(other.x() - here.x())
        for index, other in enumerate(places)
        if index != number and abs(other.y() - here.y()) < LABEL * theme.scale
    ]
    if not apart:
        return rect.width()
    nearest = min(apart)
    # at the outer side there is room up to the edge, of which half may be used on either side
    outer = min(here.x() - rect.left(), rect.right() - here.x())
    return max(nearest - 6 * theme.scale, min(2 * outer, nearest))
