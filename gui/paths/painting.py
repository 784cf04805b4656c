"""Paints one path: its nodes from left to right with the arrows between them, in several lines where it is long."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui.drawing.geometry import arrow_head
from gui.drawing.styles import SHORT_DASHES, dashed_pen
from gui.icons import paint_icon
from gui.paths.lines import PathLine
from gui.theme import Theme

NODE, NODE_SIDE, WIDEST, NARROWEST = 32.0, 12.0, 150.0, 48.0
SHORTEST, LONGEST, GAP = 34.0, 88.0, 3.0
TAG, LINE_GAP = 18.0, 10.0
OPEN_WIDTH, BLOCKED_WIDTH, HEAD = 2.4, 1.6, 9.0
BAR, BAR_WIDTH, BAR_AWAY, HEAD_ROOM = 32.0, 3.5, 8.0, 6.0


@dataclass(frozen=True)
class Placed:
    """Where the nodes of a path are drawn.

    Parameters
    ----------
    boxes
        One rectangle a node, from the left upper corner on.
    breaks
        Places of the nodes that begin a further line.
    height
        Of all lines together.
    """

    boxes: tuple[QRectF, ...]
    breaks: frozenset[int]
    height: float


def placed(line: PathLine, width: float, theme: Theme) -> Placed:
    """Return where the nodes of a path are drawn within a width."""
    k = theme.scale
    metrics = QFontMetricsF(theme.font("interface", 600))
    widths = [
        min(WIDEST * k, max(NARROWEST * k, metrics.horizontalAdvance(name) + 2 * NODE_SIDE * k)) for name in line.nodes
    ]
    rows = _rows(widths, width, SHORTEST * k)
    tag = TAG * k if line.known else 0.0
    boxes: list[QRectF] = []
    top = 0.0
    for number, row in enumerate(rows):
        # A further line begins with the arrow that leads to it.
        lead = SHORTEST * k if number else 0.0
        taken = sum(widths[place] for place in row) + lead
        arrow = LONGEST * k if len(row) < 2 else min(LONGEST * k, (width - taken) / (len(row) - 1))
        left = lead
        for place in row:
            boxes.append(QRectF(left, top + tag, widths[place], NODE * k))
            left += widths[place] + max(SHORTEST * k, arrow)
        top += tag + NODE * k + LINE_GAP * k
    return Placed(tuple(boxes), frozenset(row[0] for row in rows[1:]), top - LINE_GAP * k)


def paint_path(painter: QPainter, corner: QPointF, line: PathLine, where: Placed, theme: Theme) -> None:
    """Paint a path with its left upper corner at a point."""
    painter.save()
    painter.translate(corner)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in range(1, len(line.nodes)):
        _paint_arrow(painter, line, where, place, theme)
    for place, name in enumerate(line.nodes):
        _paint_node(painter, where.boxes[place], name, name in line.known, theme)
    painter.restore()


def _rows(widths: list[float], room: float, arrow: float) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    taken = 0.0
    for place, width in enumerate(widths):
        needed = width + (arrow if place else 0.0)
        if rows[-1] and taken + needed > room:
            rows.append([])
            taken = 0.0
        rows[-1].append(place)
        taken += needed
    return rows


def _paint_arrow(painter: QPainter, line: PathLine, where: Placed, place: int, theme: Theme) -> None:
    k, tokens = theme.scale, theme.tokens
    right = where.boxes[place]
    y = right.center().y()
    gap = GAP * k
    start = 2 * gap if place in where.breaks else where.boxes[place - 1].right() + gap
    end = right.left() - gap
    forward = line.forward[place - 1]
    tip, tail = (end, start) if forward else (start, end)
    back = -HEAD * k * 0.8 if forward else HEAD * k * 0.8
    if line.is_open:
        ink, pen = tokens.accent, QPen(tokens.accent, OPEN_WIDTH * k)
    else:
        ink = tokens.text2
        pen = dashed_pen(ink, BLOCKED_WIDTH * k, tuple(dash * k for dash in SHORT_DASHES))
    painter.setPen(pen)
    painter.drawLine(QPointF(tail, y), QPointF(tip + back, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(arrow_head(QPointF(tip, y), QPointF(1 if forward else -1, 0), HEAD * k))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # A bar stands clear of the node, and of the head where there is one.
    if line.nodes[place] in line.blocks:
        _paint_bar(painter, end - (BAR_AWAY + (HEAD_ROOM if forward else 0)) * k, y, theme)
    if line.nodes[place - 1] in line.blocks:
        _paint_bar(painter, start + (BAR_AWAY + (0 if forward else HEAD_ROOM)) * k, y, theme)


def _paint_bar(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    pen = QPen(theme.tokens.text, BAR_WIDTH * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = BAR * theme.scale / 2
    painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))


def _paint_node(painter: QPainter, box: QRectF, name: str, known: bool, theme: Theme) -> None:
    k, tokens = theme.scale, theme.tokens
    painter.setPen(QPen(tokens.text, 1.5 * k))
    painter.setBrush(tokens.node)
    painter.drawRoundedRect(box, theme.NODE_CORNER * k, theme.NODE_CORNER * k)
    font = theme.font("interface", 600)
    painter.setFont(font)
    shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, box.width() - NODE_SIDE * k)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    if known:
        _paint_tag(painter, box, theme)


def _paint_tag(painter: QPainter, box: QRectF, theme: Theme) -> None:
    k, tokens = theme.scale, theme.tokens
    font = theme.font("axis", 600)
    width = QFontMetricsF(font).horizontalAdvance("known") + 28 * k
    tag = QRectF(box.center().x() - width / 2, box.top() - TAG * k, width, TAG * k)
    painter.setPen(QPen(tokens.text, k))
    painter.setBrush(tokens.surface)
    painter.drawRect(tag.adjusted(0.5, 0.5, -0.5, -0.5))
    side = 13 * k
    paint_icon(painter, "watch", tokens.text, QRectF(tag.left() + 5 * k, tag.center().y() - side / 2, side, side))
    painter.setFont(font)
    words = tag.adjusted(21 * k, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "known")
