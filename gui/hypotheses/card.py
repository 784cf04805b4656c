"""The card of one structure: what is on it, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from engine.hypotheses.templates import Point
from gui.controls.chip import chip_size, paint_chip
from gui.drawing.small_graph import paint_small_graph
from gui.drawing.styles import dashed_pen
from gui.hypotheses.picture import Picture, boxes, paint_picture
from gui.icons import paint_icon
from gui.theme import Theme

CLOSE, INSET, FOOT, HEAD = 22, 8, 28, 29
# Whether the keys are at a card, it is chosen while they are elsewhere, or the mouse is over it.
CardMark = Literal["none", "pointed", "chosen", "keys"]


@dataclass(frozen=True)
class CardLook:
    """What a card shows.

    Parameters
    ----------
    number
        Its number, from 1; None where numbers mean nothing.
    ready
        Whether all its places are filled; only then it counts.
    title
        Name of the shape.
    form
        What is said of its hidden variables, in grey after the title; empty without any.
    picture
        The structure.
    spoken
        What a screen reader says.
    removable
        Whether it can be taken out.
    dots
        Places of the variables on the canvas, where it is drawn with dots at the same places instead of boxes.
    """

    number: int | None
    ready: bool
    title: str
    form: str
    picture: Picture
    spoken: str
    removable: bool = True
    dots: tuple[Point, ...] = ()


def graph_room(card: QRect, theme: Theme) -> QRectF:
    """Return the room of the picture on a card."""
    side = theme.px(12)
    return QRectF(card).adjusted(side, theme.px(HEAD), -side, -theme.px(FOOT + 2))


def close_box(card: QRect, theme: Theme) -> QRect:
    """Return where a card is taken out."""
    side = theme.px(CLOSE)
    return QRect(card.right() - side - theme.px(3), card.top() + theme.px(5), side, side)


def node_at(look: CardLook, card: QRect, point: QPoint, theme: Theme) -> int | None:
    """Return the node of the picture under a point, or None."""
    reach = theme.px(5)
    if look.dots:
        return None
    for number, box in enumerate(boxes(look.picture, graph_room(card, theme), theme)):
        if box.adjusted(-reach, -reach, reach, reach).contains(point):
            return number
    return None


def place_for(look: CardLook, card: QRect, point: QPoint, theme: Theme) -> int | None:
    """Return the place into which a variable falls, let go over a card: the one under it, else the first free one."""
    node = node_at(look, card, point, theme)
    if node is not None and look.picture.nodes[node].kind != "hidden":
        return node
    return next((number for number, each in enumerate(look.picture.nodes) if each.kind == "free"), None)


def in_words(look: CardLook, node: int | None) -> str:
    """Say what the keys are at: a card, or a place on it."""
    if node is None or node >= len(look.picture.nodes):
        return look.spoken
    at = look.picture.nodes[node]
    what = {"free": "free place", "filled": f"place with {at.name}", "hidden": f"hidden {at.name}".strip()}[at.kind]
    return f"{what}, {look.spoken}"


def paint_card(painter: QPainter, card: QRect, look: CardLook, theme: Theme, mark: CardMark = "none") -> None:
    """Paint a card."""
    tokens = theme.tokens
    painter.fillRect(card, tokens.surface if look.ready else tokens.alternate)
    _paint_edge(painter, card, look, theme, mark)
    _paint_number(painter, card, look, theme)
    if look.removable:
        box = QRectF(close_box(card, theme)).adjusted(4, 4, -4, -4)
        paint_icon(painter, "close", tokens.text2, box)
    if look.dots:
        names = [node.name for node in look.picture.nodes]
        room = QRectF(card).adjusted(theme.px(10), theme.px(HEAD - 4), -theme.px(10), -theme.px(8))
        paint_small_graph(painter, room, names, look.dots, look.picture.edges, theme)
    else:
        paint_picture(painter, graph_room(card, theme), look.picture, theme)
    _paint_title(painter, card, look, theme)


def _paint_edge(painter: QPainter, card: QRect, look: CardLook, theme: Theme, mark: CardMark) -> None:
    tokens = theme.tokens
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark == "keys":
        painter.setPen(QPen(tokens.accent, theme.px(2)))
        painter.drawRect(card.adjusted(1, 1, -1, -1))
    elif mark == "chosen" and look.ready:
        painter.setPen(tokens.text)
        painter.drawRect(card.adjusted(0, 0, -1, -1))
    elif look.ready:
        painter.setPen(tokens.control if mark == "pointed" else tokens.line)
        painter.drawRect(card.adjusted(0, 0, -1, -1))
    else:
        painter.setPen(dashed_pen(tokens.text if mark == "chosen" else tokens.control, 1.0, (3.0, 3.0)))
        painter.drawRect(card.adjusted(0, 0, -1, -1))


def _paint_number(painter: QPainter, card: QRect, look: CardLook, theme: Theme) -> None:
    if look.number is None:
        return
    size = chip_size(theme)
    inset = theme.px(INSET)
    widest = max(size.width(), theme.px(14 + 8 * len(str(look.number))))
    place = QRectF(card.left() + inset, card.top() + inset, widest, size.height())
    if look.ready:
        paint_chip(painter, place, look.number, theme)
        return
    painter.setPen(theme.tokens.control)
    painter.setBrush(theme.tokens.surface)
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setFont(theme.font("axis", 600))
    painter.setPen(theme.tokens.text2)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(look.number))


def _paint_title(painter: QPainter, card: QRect, look: CardLook, theme: Theme) -> None:
    side = theme.px(8)
    line = QRectF(card.left() + side, card.bottom() - theme.px(FOOT - 4), card.width() - 2 * side, theme.px(18))
    bold, plain = theme.font("interface", 600), theme.font("second")
    form = f" {look.form}" if look.form else ""
    widest = QFontMetricsF(plain).horizontalAdvance(form)
    title_room = max(line.width() - widest, line.width() * 0.45)
    title = QFontMetricsF(bold).elidedText(look.title, Qt.TextElideMode.ElideRight, title_room)
    width = QFontMetricsF(bold).horizontalAdvance(title)
    form = QFontMetricsF(plain).elidedText(form, Qt.TextElideMode.ElideRight, max(0.0, line.width() - width))
    start = line.left() + max(0.0, (line.width() - width - QFontMetricsF(plain).horizontalAdvance(form)) / 2)
    painter.setFont(bold)
    painter.setPen(theme.tokens.text)
    painter.drawText(QRectF(start, line.top(), width + 2, line.height()), _LEFT, title)
    painter.setFont(plain)
    painter.setPen(theme.tokens.text2)
    painter.drawText(QRectF(start + width, line.top(), line.right() - start - width + 2, line.height()), _LEFT, form)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
