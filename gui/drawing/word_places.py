"""Finds room for the words beside nodes: they cover neither nodes nor labels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.drawing.edge_item import EdgeItem
from gui.drawing.geometry import Curve
from gui.drawing.label_places import hidden_points, points_of
from gui.drawing.node_item import NodeItem
from gui.theme import current_theme

AWAY = 3
# So many points of arrows hidden weigh as much as being out of sight: words there cannot be read at all.
OUT_OF_SIGHT = 1000


def place_words(nodes: Sequence[NodeItem], edges: Sequence[EdgeItem], sight: QRectF, zoom: float) -> None:
    """Move the words beside nodes to where they touch no node and no label; those without room are hidden.

    Parameters
    ----------
    nodes, edges
        All there are.
    sight, zoom
        What can be seen of the scene, and the factor between scene and screen.
    """
    words = [(node, node.word) for node in nodes if node.word is not None and node.word.words]
    if not words:
        return
    taken = [rect for node in nodes for rect in node.covered()]
    taken += [edge.label_box() for edge in edges if not edge.label_box().isEmpty()]
    air = current_theme().px(AWAY)
    arrows = [edge.curve for edge in edges if edge.isVisible() and edge.curve is not None]
    for node, word in sorted(words, key=lambda each: each[0].name):
        around = QRectF()
        for rect in node.covered():
            around = around.united(rect)
        word.magnify(zoom)
        place = word_place(around, word.size(), taken, arrows, sight, air)
        word.put(place)
        taken.append(place)


def word_place(
    body: QRectF, size: QSizeF, taken: Sequence[QRectF], arrows: Sequence[Curve], sight: QRectF, air: float
) -> QRectF:
    """Return where words stand beside a node.

    Parameters
    ----------
    body
        The node, tab and all, in the scene.
    size
        How large the words are.
    taken
        Rectangles that they may not touch: other nodes, labels, other words.
    arrows
        What they should hide as little of as can be.
    sight
        What can be seen of the scene.
    air
        Least distance to anything.

    Returns
    -------
    QRectF
        Below, beside or above the node; empty where there is no room.
    """
    points = points_of(arrows)
    best, least = QRectF(), float("inf")
    for number, place in enumerate(_around(body, size, air)):
        if any(place.intersects(rect.adjusted(-air, -air, air, air)) for rect in taken):
            continue
        cost = hidden_points(place, points) + number / 10 + (0 if sight.contains(place) else OUT_OF_SIGHT)
        if cost < least:
            best, least = place, cost
    return best


def _around(body: QRectF, size: QSizeF, air: float) -> list[QRectF]:
    # Below and above in the middle and at both sides, and to the right and to the left.
    width, height = size.width(), size.height()
    across = (body.center().x() - width / 2, body.right() - width, body.left())
    below = [QPointF(x, body.bottom() + air) for x in across]
    above = [QPointF(x, body.top() - air - height) for x in across]
    middle = body.center().y() - height / 2
    beside = [QPointF(body.right() + air, middle), QPointF(body.left() - air - width, middle)]
    return [QRectF(corner, size) for corner in (*below, *beside, *above)]
