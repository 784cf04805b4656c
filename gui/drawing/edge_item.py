"""An arrow on a canvas; it follows the two nodes that it joins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPainterPathStroker, QPen
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
from gui.controls.numbers import arrow_in_words, line_in_words
from gui.drawing.edge_label import EdgeLabel
from gui.drawing.edge_painting import EdgeShapes, edge_shapes, label_font, label_text, paint_edge
from gui.drawing.geometry import Curve, bent, centred, clipped
from gui.drawing.label_places import PREFERRED, label_places
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import MARK_WORDS, EdgeState, EdgeStyle, edge_style
from gui.theme import Theme

GAP = 3
GRAB = 12
CHOSEN_RING = 1.5
LABEL_MARGIN = 4
# a label that hides more of its arrow waits until the mouse is over it
MOST_HIDDEN = 0.55
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
        self._shapes: EdgeShapes | None = None
        self._bounds = QRectF()
        self._label = EdgeLabel(state, self._style, theme)
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
        self._shapes = None
        self.setVisible(self._state.drawn() and self._curve is not None)
        self.put_label(QRectF() if self._curve is None else centred(self._curve.at(PREFERRED), self.label_size()))
        self.setToolTip(self.accessible_text())
        self.setObjectName(self.accessible_text())
        self.update()

    def label_box(self) -> QRectF:
        """Return the rectangle of the label in the scene; empty without one."""
        return self._label.box

    def label_size(self) -> QSizeF:
        """Return the size of the label; empty where there is nothing to say."""
        text = label_text(self._state)
        if not text or not self.isVisible():
            return QSizeF()
        metrics = QFontMetricsF(label_font(self._state, self._theme))
        margin = LABEL_MARGIN * self._theme.scale
        return QSizeF(metrics.horizontalAdvance(text) + 2 * margin, metrics.height() + margin / 2)

    def put_label(self, box: QRectF) -> None:
        """Show the label in this rectangle of the scene; an empty one hides it."""
        self.prepareGeometryChange()
        self._label.show_at(box, self._state, self._style, self._theme)
        self._bounds = self._bounds_now()

    def accessible_text(self) -> str:
        """Return what a screen reader says of the arrow, which is its tool tip too."""
        parent, child = self.ends
        state = self._state
        if state.kind == "belief" and state.probability is not None:
            return _belief_in_words(parent, child, state, state.probability)
        words = {
            "cut": f", cut: {child} is set by hand",
            "open": ", part of an open path",
            "blocked": ", part of a blocked path",
        }
        return f"{parent} to {child}{words.get(state.kind, '')}"

    def boundingRect(self) -> QRectF:
        return self._bounds

    def _bounds_now(self) -> QRectF:
        if self._curve is None:
            return QRectF()
        margin = max(self._style.halo / 2, self._style.head, 16 * self._theme.scale) + 2
        line = self._curve.path().boundingRect().adjusted(-margin, -margin, margin, margin)
        return line.united(self._label.box)

    def shape(self) -> QPainterPath:
        if self._curve is None:
            return QPainterPath()
        stroker = QPainterPathStroker()
        stroker.setWidth(max(self._style.width, GRAB * self._theme.scale))
        area = stroker.createStroke(self._curve.path())
        area.addRect(self._label.box)
        return area

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._curve is None:
            return
        if self.isSelected() or self.hasFocus():
            self._paint_chosen(painter, self._curve)
        if self._shapes is None:
            self._shapes = edge_shapes(self._curve, self._state, self._style, self._theme, self._cut.value)
        painter.save()
        paint_edge(painter, self._curve, self._state, self._style, self._theme, self._cut.value, self._shapes)
        painter.restore()

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        if change == QGraphicsItem.GraphicsItemChange.ItemSceneHasChanged:
            old, new = self._label.scene(), self.scene()
            if old is not None:
                old.removeItem(self._label)
            if new is not None:
                new.addItem(self._label)
        return super().itemChange(change, value)

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
        painter.setPen(QPen(self._theme.tokens.accent, CHOSEN_RING * self._theme.scale))
        painter.setBrush(self._theme.tokens.selection)
        painter.drawPath(stroker.createStroke(curve.path()).simplified())

    def _on_cut(self, _share: float) -> None:
        self._shapes = None
        self.update()


def _belief_in_words(parent: str, child: str, state: EdgeState, chance: float) -> str:
    if state.undirected:
        return line_in_words(parent, child, chance)
    said = arrow_in_words(parent, child, chance)
    return f"{said}, {MARK_WORDS[state.mark]}" if state.mark else said


def place_labels(nodes: Sequence[NodeItem], edges: Sequence[EdgeItem]) -> None:
    """Move the labels of arrows so that none touches a node or another label; one without room is hidden.

    The likeliest arrows choose first; quiet ones have no label. While some arrows are dimmed their labels are
    hidden, so that all others, quiet ones too, find room; those that had room before stay where they were. Costs
    the square of the number of arrows.
    """
    if all(edge.label_size().isEmpty() and edge.label_box().isEmpty() for edge in edges):
        return
    ordered = sorted(edges, key=lambda edge: (-(edge.state.probability or 0.0), edge.ends))
    taken = [rect for node in nodes for rect in node.covered()]
    places = _places([edge for edge in ordered if not edge.state.quiet], taken, MOST_HIDDEN)
    if any(edge.state.dimmed for edge in edges):
        clear = [edge for edge in ordered if not edge.state.dimmed]
        kept = {edge: places[edge] for edge in clear if edge in places}
        late = _places([edge for edge in clear if edge not in kept], [*taken, *kept.values()], 1.0)
        places = {**kept, **late}
    for edge in edges:
        edge.put_label(places.get(edge, QRectF()))


def _places(edges: Sequence[EdgeItem], taken: Sequence[QRectF], most_hidden: float) -> dict[EdgeItem, QRectF]:
    found = [(edge, edge.curve, edge.label_size()) for edge in edges]
    labelled = [(edge, curve, size) for edge, curve, size in found if curve is not None and not size.isEmpty()]
    curves, sizes = [curve for _, curve, _ in labelled], [size for *_, size in labelled]
    places = label_places(curves, sizes, taken, most_hidden=most_hidden)
    return {edge: place for (edge, *_), place in zip(labelled, places, strict=True) if not place.isEmpty()}
