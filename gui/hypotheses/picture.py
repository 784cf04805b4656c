"""A structure as boxes and arrows: filled places, free places, hidden causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from engine.hypotheses.templates import Point
from gui.drawing.geometry import Curve, arrow_head, bent, centred, clipped
from gui.drawing.styles import dashed_pen
from gui.icons import paint_icon
from gui.theme import Theme

BOX = 30.0
PADDING = 9.0
LARGEST_UNIT = 62.0
LOWEST_BOX = 21.0
# Room between two boxes in which an arrow is still seen as one: 16 px of it, and a gap at either end.
BETWEEN = 22.0
GAP = 3.0
HEAD = 8.5
LINE = 1.6
SLANT = 0.18
NodeKind = Literal["free", "filled", "hidden"]


@dataclass(frozen=True)
class PictureNode:
    """A box: what is in it, and whether it is the one that keys or the mouse are at."""

    kind: NodeKind
    name: str = ""
    marked: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Picture:
    """What to draw; edges are (parent, child) pairs of nodes, points are in grid steps."""

    nodes: tuple[PictureNode, ...]
    edges: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]


def boxes(picture: Picture, rect: QRectF, theme: Theme, largest_unit: float = LARGEST_UNIT) -> list[QRectF]:
    """Return where the box of every node lies: names in full where there is room for them."""
    if not picture.nodes:
        return []
    picture = _staggered(picture, rect, theme)
    xs, ys = [x for x, _ in picture.points], [y for _, y in picture.points]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    widths = _widths(picture, rect, theme)
    left_half = max((w / 2 for w, x in zip(widths, xs, strict=True) if x == min(xs)), default=0.0)
    right_half = max((w / 2 for w, x in zip(widths, xs, strict=True) if x == max(xs)), default=0.0)
    height = _height(picture, rect, theme)
    most = largest_unit * theme.scale
    unit_x = min(most * 1.25, (rect.width() - left_half - right_half) / across) if across else 0.0
    unit_y = min(most, (rect.height() - height) / down) if down else 0.0
    room_left = rect.left() + (rect.width() - across * unit_x - left_half - right_half) / 2 + left_half
    middle = QPointF(room_left - min(xs) * unit_x, rect.center().y() - (max(ys) + min(ys)) / 2 * unit_y)
    places = [middle + QPointF(x * unit_x, y * unit_y) for x, y in picture.points]
    return [centred(place, QSizeF(width, height)) for place, width in zip(places, widths, strict=True)]


def paint_picture(painter: QPainter, rect: QRectF, picture: Picture, theme: Theme, *, free_eye: bool = True) -> None:
    """Paint a structure into a rectangle; hidden boxes have a crossed eye where they have no name."""
    places = boxes(picture, rect, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for parent, child in picture.edges:
        paint_arrow(painter, places[parent], places[child], theme)
    for node, place in zip(picture.nodes, places, strict=True):
        paint_box(painter, place, node, theme, eye=free_eye)
    painter.restore()


def arrow_between(start: QRectF, end: QRectF, theme: Theme) -> Curve | None:
    """Return the line of the arrow between two boxes, as far as it is seen; None where they cover all of it."""
    return clipped(bent(start.center(), end.center()), [start], [end], GAP * theme.scale)


def paint_arrow(painter: QPainter, start: QRectF, end: QRectF, theme: Theme, *, chosen: bool = False) -> None:
    """Paint the arrow between two boxes."""
    curve = arrow_between(start, end, theme)
    if curve is None:
        return
    ink = theme.tokens.accent if chosen else theme.tokens.text
    head = min(HEAD * theme.scale, 0.6 * curve.length())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, (3.0 if chosen else LINE) * theme.scale))
    painter.drawPath(curve.part(0, curve.back_from_end(head * 0.8)).path())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(arrow_head(curve.end, curve.direction(1.0), head * (1.3 if chosen else 1.0)))


def paint_box(painter: QPainter, place: QRectF, node: PictureNode, theme: Theme, *, eye: bool = True) -> None:
    """Paint one box."""
    tokens, k = theme.tokens, theme.scale
    corner = theme.px(theme.NODE_CORNER)
    if node.chosen:
        out = 3.5 * k
        painter.setPen(QPen(tokens.accent, 2 * k))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(-out, -out, out, out), corner + out, corner + out)
    if node.kind == "free":
        ink, width = (tokens.accent, 2.5 * k) if node.marked else (tokens.control, 1.5 * k)
        painter.setPen(dashed_pen(ink, width, (3 * k, 3 * k)))
        painter.setBrush(tokens.selection if node.marked else tokens.surface)
    elif node.kind == "hidden":
        painter.setPen(dashed_pen(tokens.text, 1.5 * k, (5 * k, 4 * k)))
        painter.setBrush(tokens.surface)
    else:
        painter.setPen(QPen(tokens.text, 1.5 * k))
        painter.setBrush(tokens.selection)
    painter.drawRoundedRect(place, corner, corner)
    if node.name:
        _paint_name(painter, place, node, theme)
    elif node.kind == "hidden" and eye:
        side = theme.px(16)
        paint_icon(painter, "hidden", tokens.text2, centred(place.center(), QSizeF(side, side)))


def _paint_name(painter: QPainter, place: QRectF, node: PictureNode, theme: Theme) -> None:
    font = theme.font("interface", 600)
    room = place.width() - theme.px(6)
    text = QFontMetricsF(font).elidedText(node.name, Qt.TextElideMode.ElideRight, room)
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.tokens.text)
    if node.kind == "hidden":
        # The bundled typeface has no italic of this weight, so the upright one leans.
        painter.translate(0, place.center().y())
        painter.shear(-SLANT, 0)
        painter.translate(0, -place.center().y())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _staggered(picture: Picture, rect: QRectF, theme: Theme) -> Picture:
    # Long names side by side find room when every second one stands lower.
    if len({y for _, y in picture.points}) > 1 or len(picture.nodes) < 3:
        return picture
    natural = sum(_natural_width(node, rect, theme) for node in picture.nodes)
    if natural + (len(picture.nodes) - 1) * theme.px(BETWEEN) <= rect.width():
        return picture
    points = tuple((x, y + (0.5 if place % 2 else -0.5)) for place, (x, y) in enumerate(picture.points))
    return replace(picture, points=points)


def _height(picture: Picture, rect: QRectF, theme: Theme) -> float:
    # Boxes in a low card are lower, so that arrows from one level to the next stay in sight.
    levels = sorted({round(y, 2) for _, y in picture.points})
    if len(levels) < 2:
        return theme.px(BOX)
    share = min(below - above for above, below in pairwise(levels)) / (levels[-1] - levels[0])
    fitting = (rect.height() * share - theme.px(BETWEEN)) / (1 + share)
    return min(theme.px(BOX), max(theme.px(LOWEST_BOX), fitting))


def _natural_width(node: PictureNode, rect: QRectF, theme: Theme) -> float:
    least, most = theme.px(BOX), rect.width() * 0.48
    if not node.name:
        return least
    text = QFontMetricsF(theme.font("interface", 600)).horizontalAdvance(node.name)
    return min(most, max(least, text + 2 * theme.px(PADDING)))


def _widths(picture: Picture, rect: QRectF, theme: Theme) -> list[float]:
    widths = [_natural_width(node, rect, theme) for node in picture.nodes]
    # Boxes on one level share its width, and leave room for an arrow between two; the widest give way.
    for level in {round(y, 1) for _, y in picture.points}:
        row = [number for number, (_, y) in enumerate(picture.points) if round(y, 1) == level]
        room = rect.width() - (len(row) - 1) * theme.px(BETWEEN)
        while sum(widths[number] for number in row) > room + 0.5:
            widest = max(row, key=lambda number: widths[number])
            others = sorted(widths[number] for number in row)[:-1]
            spare = sum(widths[number] for number in row) - room
            lower = max(widths[widest] - spare, others[-1] - 1 if others else 0.0, theme.px(BOX))
            if lower >= widths[widest]:
                break
            widths[widest] = lower
    return widths


def described(names: Sequence[str], edges: Sequence[tuple[int, int]]) -> str:
    """Say the arrows for a screen reader: "Sun to Shorts, Sun to Ice cream"."""
    if not edges:
        return "no arrow"
    return ", ".join(f"{names[parent] or 'free place'} to {names[child] or 'free place'}" for parent, child in edges)
