"""Small graphs of dots and arrows, for candidate cards and the gallery."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.drawing.geometry import arrow_head
from gui.drawing.node_painting import draw_name
from gui.drawing.short_labels import MOST_WITH_LETTERS, paint_short_labels
from gui.drawing.styles import dashed_pen
from gui.theme import Theme
from gui.theme.tokens import mixed

DOT = 4.5
LINE = 1.5
HEAD = 7.5
AIR = 5.0
LABEL = 16.0
LARGEST_UNIT = 84.0
ASIDE = 8.0
LOWEST_WITH_LABELS = 88.0
FAINT = 0.35
# Room that first letters take aside and above.
LETTERS = (12, 9)
ROOMY = 6
SMALLEST_DOT = 1.2


@dataclass(frozen=True)
class Loose:
    """Links of a class of look-alikes that are no arrows, as pairs of nodes.

    Parameters
    ----------
    lines
        Joined, direction open: a plain line.
    dotted
        Perhaps joined.
    both
        A hidden common cause: dashed, with a head at both ends.
    """

    lines: Collection[tuple[int, int]] = ()
    dotted: Collection[tuple[int, int]] = ()
    both: Collection[tuple[int, int]] = ()

    def all(self) -> tuple[tuple[int, int], ...]:
        """Return all pairs."""
        return (*self.lines, *self.dotted, *self.both)


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
    faint: Collection[tuple[int, int]] = (),
    loose: Loose | None = None,
    letters: bool = False,
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
    faint
        Those of `edges` drawn in second-rank ink, below the others.
    loose
        What joins nodes without being an arrow.
    letters
        Whether first letters stand beside the dots where there is no room for names.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Names upon each other help nobody: where it is too low for them the dots keep their places alone.
    labels = labels and rect.height() >= theme.px(LOWEST_WITH_LABELS)
    letters = letters and not labels and len(names) <= MOST_WITH_LETTERS
    aside, above = (theme.px(side) for side in LETTERS) if letters else (0, 0)
    room = rect.adjusted(aside, above, -aside, -above)
    places = placed(room, positions, theme, labels=labels, largest_unit=largest_unit)
    radius = _radius(rect, places, theme)
    for parent, child in sorted(edges, key=lambda ends: ends not in faint):
        ink = mixed(theme.tokens.text, theme.tokens.surface, FAINT) if (parent, child) in faint else theme.tokens.text
        _paint_arrow(painter, places[parent], places[child], radius, ink, theme)
    if loose is not None:
        _paint_loose(painter, places, radius, loose, theme)
    for number, place in enumerate(places):
        _paint_dot(painter, place, radius, theme, hollow=number in hidden)
    if labels:
        _paint_labels(painter, rect, names, places, theme, hidden)
    elif letters:
        joined = [*edges, *(loose.all() if loose is not None else ())]
        paint_short_labels(painter, rect, names, places, joined, radius, theme, hidden=hidden)
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
    aside = margin + (theme.px(ASIDE) if labels else 0)
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


def _radius(rect: QRectF, places: Sequence[QPointF], theme: Theme) -> float:
    crowded = math.sqrt(rect.width() * rect.height() / max(1, len(places))) / 8
    radius = min(DOT * theme.scale, max(2.0, crowded))
    if len(places) <= ROOMY:
        return radius
    # Where many dots stand close together they make room for the arrows between them.
    nearest = min(
        math.hypot(one.x() - other.x(), one.y() - other.y())
        for number, one in enumerate(places)
        for other in places[:number]
    )
    return min(radius, max(SMALLEST_DOT * theme.scale, nearest / 8))


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, radius: float, ink: QColor, theme: Theme) -> None:
    # Arrows are straight and many: lengths by sampling, as for curves, would take most of the time.
    along = end - start
    length = math.hypot(along.x(), along.y())
    share = radius / (DOT * theme.scale)
    clear = radius + AIR * theme.scale * share
    if length <= 2 * clear:
        return
    direction = along / length
    tip = end - direction * clear
    head = HEAD * theme.scale * max(0.4, share)
    stem = start + direction * max(clear, length - clear - 0.8 * head)
    painter.setPen(dashed_pen(ink, LINE * theme.scale * max(0.5, share), ()))
    painter.drawLine(start + direction * clear, stem)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(arrow_head(tip, direction, head))


def _paint_loose(painter: QPainter, places: Sequence[QPointF], radius: float, loose: Loose, theme: Theme) -> None:
    scale = theme.scale
    clear = radius + AIR * scale * radius / (DOT * scale)
    for pairs, dashes, heads in (
        (loose.lines, (), False),
        (loose.dotted, (1.5 * scale, 3.0 * scale), False),
        (loose.both, (4.0 * scale, 3.0 * scale), True),
    ):
        for one, other in pairs:
            start, end = places[one], places[other]
            length = math.hypot(end.x() - start.x(), end.y() - start.y())
            if length <= 2 * clear:
                continue
            direction = (end - start) / length
            painter.setPen(dashed_pen(theme.tokens.text, LINE * scale, dashes))
            painter.drawLine(start + direction * clear, end - direction * clear)
            if heads:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.tokens.text)
                painter.drawPolygon(arrow_head(end - direction * clear, direction, HEAD * scale))
                painter.drawPolygon(arrow_head(start + direction * clear, -direction, HEAD * scale))


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
    painter: QPainter,
    rect: QRectF,
    names: Sequence[str],
    places: Sequence[QPointF],
    theme: Theme,
    hidden: Collection[int],
) -> None:
    font = theme.font("axis")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.tokens.text2)
    widths = [metrics.horizontalAdvance(name) + 1 for name in names]
    for number, (name, place) in enumerate(zip(names, places, strict=True)):
        inner = _is_inner(place, places, theme)
        room = _beside(place, rect, theme) if inner else _above_or_below(number, places, widths, rect, theme)
        if inner and widths[number] > room.width():
            inner, room = False, _over(place, rect, theme)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        width = metrics.horizontalAdvance(text) + 1
        wanted = place.x() if inner else place.x() - width / 2
        left = min(max(wanted, room.left()), max(room.left(), room.right() - width))
        if inner and room.right() < place.x():
            left = room.right() - width
        draw_name(painter, QRectF(left, room.top(), width, room.height()), _MIDDLE, text, slanted=number in hidden)


def _is_inner(place: QPointF, places: Sequence[QPointF], theme: Theme) -> bool:
    """Return whether dots lie both above and below, so that arrows would cross a label there."""
    clear = LABEL * theme.scale
    return any(other.y() < place.y() - clear for other in places) and any(
        other.y() > place.y() + clear for other in places
    )


def _beside(place: QPointF, rect: QRectF, theme: Theme) -> QRectF:
    """Return the room between a dot and the nearer edge, on the line of the dot."""
    away = theme.scale * (DOT + 4)
    half = 10 * theme.scale
    if place.x() < rect.center().x() - 1:
        return QRectF(rect.left(), place.y() - half, max(0.0, place.x() - away - rect.left()), 2 * half)
    return QRectF(place.x() + away, place.y() - half, max(0.0, rect.right() - place.x() - away), 2 * half)


def _over(place: QPointF, rect: QRectF, theme: Theme) -> QRectF:
    """Return the room over a dot at the side: its arrows lead inwards, so that the outer corner is free."""
    top = place.y() - theme.px(LABEL / 2 + DOT + 2) - 10 * theme.scale
    half = rect.width() / 2 - 2 * theme.scale
    left = rect.left() if place.x() < rect.center().x() else rect.right() - half
    return QRectF(left, top, half, 20 * theme.scale)


def _above_or_below(
    number: int, places: Sequence[QPointF], widths: Sequence[float], rect: QRectF, theme: Theme
) -> QRectF:
    """Return the room for a label over or under a dot; neighbours on a level share it as they need it."""
    place = places[number]
    middle = (min(other.y() for other in places) + max(other.y() for other in places)) / 2
    away = theme.px(LABEL / 2 + DOT + 2)
    y = place.y() - away if place.y() < middle - 1 else place.y() + away
    left, right = rect.left(), rect.right()
    for other, width in zip(places, widths, strict=True):
        share = widths[number] / (widths[number] + width)
        border = place.x() + (other.x() - place.x()) * share
        if abs(other.y() - place.y()) >= LABEL * theme.scale:
            continue
        if other.x() < place.x():
            left = max(left, border + 2 * theme.scale)
        elif other.x() > place.x():
            right = min(right, border - 2 * theme.scale)
    return QRectF(left, y - 10 * theme.scale, max(0.0, right - left), 20 * theme.scale)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
