"""Where the border of a node begins and ends for the mouse: from there arrows are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_item import NodeItem
from gui.theme import current_theme

OUTSIDE, INSIDE = 6, 7
# the middle of a small node must remain to be dragged by
LARGEST_SHARE = 0.25
# seen from afar a node is too small to have a border: there it can only be dragged
SMALLEST = 16


def border_at(canvas: GraphCanvas, place: QPointF) -> NodeItem | None:
    """Return the node whose border is at a place of the scene, or None."""
    theme, zoom = current_theme(), min(1.0, canvas.zoom())
    outside, inside = theme.px(OUTSIDE) / zoom, theme.px(INSIDE) / zoom
    near = QRectF(place, place).adjusted(-outside, -outside, outside, outside)
    for item in canvas.scene().items(near):
        if isinstance(item, NodeItem):
            body = item.body()
            if body.height() * canvas.zoom() < SMALLEST:
                continue
            thick = min(inside, LARGEST_SHARE * body.height(), LARGEST_SHARE * body.width())
            reached = body.adjusted(-outside, -outside, outside, outside)
            if reached.contains(place) and not body.adjusted(thick, thick, -thick, -thick).contains(place):
                return item
    return None
