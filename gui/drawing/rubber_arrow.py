"""The arrow that follows the mouse while two nodes are being joined."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.drawing.edge_painting import paint_edge
from gui.drawing.geometry import Curve, bent, clipped
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import EdgeState, edge_style
from gui.theme import current_theme

RUBBER_Z = 20.0
GAP, MARGIN = 3, 20


class RubberArrow(QGraphicsItem):
    """An arrow from a node to another one or to a free place; dashed with a bar across where it is refused."""

    def __init__(self, start: NodeItem) -> None:
        super().__init__()
        self._start = start
        self._curve: Curve | None = None
        self._state = EdgeState()
        self.setZValue(RUBBER_Z)

    @property
    def refused(self) -> bool:
        """Whether it is drawn as one that cannot be."""
        return self._state.kind == "blocked"

    def aim(self, place: QPointF, target: NodeItem | None, *, refused: bool = False) -> None:
        """Lead to a node, or to a place where there is none."""
        self.prepareGeometryChange()
        self._state = EdgeState("blocked", bar_at=0.5) if refused else EdgeState()
        end = place if target is None else target.pos()
        entering = () if target is None else target.covered()
        self._curve = clipped(bent(self._start.pos(), end), self._start.covered(), entering, current_theme().px(GAP))
        self.update()

    def boundingRect(self) -> QRectF:
        if self._curve is None:
            return QRectF()
        margin = current_theme().px(MARGIN)
        return self._curve.path().boundingRect().adjusted(-margin, -margin, margin, margin)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._curve is not None:
            theme = current_theme()
            paint_edge(painter, self._curve, self._state, edge_style(self._state, theme), theme)
