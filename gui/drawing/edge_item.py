"""An arrow on a canvas; it follows the two nodes that it joins."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from gui.controls.motion import CUT_MS, Motion
from gui.controls.numbers import arrow_in_words
from gui.drawing.edge_painting import label_font, label_text, paint_edge, paint_label
from gui.drawing.geometry import Curve, bent, clipped, label_place
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import EdgeState, EdgeStyle, edge_style
from gui.theme import Theme

GAP = 3
GRAB = 12
LABEL_MARGIN = 4
EDGE_Z, SELECTED_EDGE_Z = 0.0, 1.0


class EdgeItem(QGraphicsObject):
    """An arrow from one node to another, both in the same scene.

    Signals
    -------
    activated(parent, child)
        Enter, Space or a double click.
    menu_requested(parent, child, screen_position)
    hovered(parent, child, inside)
        The mouse came over it or left it.
    """

    activated = Signal(str, str)
    menu_requested = Signal(str, str, QPoint)
    hovered = Signal(str, str, bool)

    def __init__(self, parent_node: NodeItem, child_node: NodeItem, state: EdgeState, theme: Theme) -> None:
        super().__init__()
        self._parent_node = parent_node
        self._child_node = child_node
        self._state = state
        self._theme = theme
        self._style: EdgeStyle = edge_style(state, theme)
        self._curve: Curve | None = None
        self._label = QRectF()
        self._cut = Motion(self._on_cut, self, 1.0, CUT_MS)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsFocusable)
        self.setAcceptHoverEvents(True)
        self.setZValue(EDGE_Z)
        parent_node.shape_changed.connect(self.follow)
        child_node.shape_changed.connect(self.follow)
        self.follow()

    @property
    def ends(self) -> tuple[str, str]:
        """Names of parent and child."""
        return self._parent_node.name, self._child_node.name

    @property
    def state(self) -> EdgeState:
        """What it shows."""
        return self._state

    @property
    def curve(self) -> Curve | None:
        """The line as it is drawn, in the scene; None while the nodes leave no room for it."""
        return self._curve

    def set_state(self, state: EdgeState, *, animate: bool = False) -> None:
        """Show another state; a cut fades in where `animate` is set and motion is not reduced."""
        newly_cut = state.kind == "cut" and self._state.kind != "cut"
        self._state = state
        self._style = edge_style(state, self._theme)
        self._cut.jump(0.0 if newly_cut and animate else 1.0)
        self._cut.move(1.0)
        self.follow()

    def set_theme(self, theme: Theme) -> None:
        """Follow another theme."""
        self._theme = theme
        self._style = edge_style(self._state, theme)
        self.follow()

    def follow(self) -> None:
        """Lay the curve anew, after a node moved."""
        self.prepareGeometryChange()
        start, end = self._parent_node.pos(), self._child_node.pos()
        curve = bent(start, end, self._state.bend * self._theme.scale)
        gap = GAP * self._theme.scale
        self._curve = clipped(curve, self._parent_node.covered(), self._child_node.covered(), gap)
        self.setVisible(self._state.drawn() and self._curve is not None)
        self._label = self._place(())
        self.setToolTip(self.accessible_text())
        self.setObjectName(self.accessible_text())
        self.update()

    def label_box(self) -> QRectF:
        """Return the rectangle of the label in the scene; empty without one."""
        return self._label if self.isVisible() else QRectF()

    def place_label(self, taken: tuple[QRectF, ...]) -> QRectF:
        """Move the label to where it touches none of the rectangles `taken`, if it can; returns its box."""
        self.prepareGeometryChange()
        self._label = self._place(taken)
        self.update()
        return self.label_box()

    def accessible_text(self) -> str:
        """Return what a screen reader says of the arrow, which is its tool tip too."""
        parent, child = self.ends
        state = self._state
        if state.kind == "belief" and state.probability is not None:
            return arrow_in_words(parent, child, state.probability)
        words = {
            "cut": f", cut: {child} is set by hand",
            "open": ", part of an open path",
            "blocked": ", part of a blocked path",
        }
        return f"{parent} to {child}{words.get(state.kind, '')}"

    def boundingRect(self) -> QRectF:
        if self._curve is None:
            return QRectF()
        margin = max(self._style.halo / 2, self._style.head, 16 * self._theme.scale) + 2
        line = self._curve.path().boundingRect().adjusted(-margin, -margin, margin, margin)
        return line.united(self._label)

    def shape(self) -> QPainterPath:
        if self._curve is None:
            return QPainterPath()
        stroker = QPainterPathStroker()
        stroker.setWidth(max(self._style.width, GRAB * self._theme.scale))
        area = stroker.createStroke(self._curve.path())
        area.addRect(self._label)
        return area

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._curve is None:
            return
        if self.isSelected() or self.hasFocus():
            self._paint_chosen(painter, self._curve)
        painter.save()
        paint_edge(painter, self._curve, self._state, self._style, self._theme, self._cut.value)
        painter.restore()
        if not self._label.isEmpty():
            paint_label(painter, self._label, self._state, self._style, self._theme)

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered.emit(*self.ends, True)

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered.emit(*self.ends, False)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.activated.emit(*self.ends)

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        self.menu_requested.emit(*self.ends, event.screenPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(*self.ends)
        else:
            super().keyPressEvent(event)

    def _paint_chosen(self, painter: QPainter, curve: Curve) -> None:
        stroker = QPainterPathStroker()
        stroker.setWidth(self._style.width + 10 * self._theme.scale)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.selection)
        painter.drawPath(stroker.createStroke(curve.path()))

    def _place(self, taken: tuple[QRectF, ...]) -> QRectF:
        text = label_text(self._state)
        if not text or self._curve is None:
            return QRectF()
        metrics = QFontMetricsF(label_font(self._state, self._theme))
        margin = LABEL_MARGIN * self._theme.scale
        size = QSizeF(metrics.horizontalAdvance(text) + 2 * margin, metrics.height() + margin / 2)
        # the visible line runs to the tip of the head, so its middle looks too near to the child
        return label_place(self._curve, size, taken, preferred=0.46)

    def _on_cut(self, _share: float) -> None:
        self.update()


def place_labels(nodes: tuple[NodeItem, ...], edges: tuple[EdgeItem, ...]) -> None:
    """Move the labels of arrows so that none covers a node or another label, as far as there is room.

    The likeliest arrows choose first. Costs the square of the number of arrows.
    """
    taken = [rect for node in nodes for rect in node.covered()]
    for edge in sorted(edges, key=lambda edge: -(edge.state.probability or 0.0)):
        box = edge.place_label(tuple(taken))
        if not box.isEmpty():
            taken.append(box)
