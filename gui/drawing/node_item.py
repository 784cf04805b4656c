"""A node on a canvas: looks, mouse, keys and words for screen readers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyle,
    QStyleOptionGraphicsItem,
    QWidget,
)

from gui.controls.motion import Motion
from gui.controls.numbers import listed_words, probability
from gui.drawing.node_layout import NodeLayout, below_name, layout_of, room_with_tab, row_at
from gui.drawing.node_painting import paint_node, paint_ring
from gui.drawing.node_word import NodeWord
from gui.drawing.styles import NodeState, NodeStyle, node_style
from gui.theme import Theme

NAME_ONLY_BELOW = 0.6
SELECTED_RING, FOCUS_RING = 2.5, 2.0
NUDGE = 8
MARGIN = 8
NODE_Z = 10.0
_STEPS = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}


class NodeItem(QGraphicsObject):
    """A node; its position is that of its middle.

    Dragging moves it, and all other chosen nodes with it; Shift with an arrow key nudges it. Enter, Space or
    a double click activate it. The item never changes what it shows by itself: give it a new state.

    Signals
    -------
    moved(positions)
        Once a drag or a nudge has ended: a dict from name to QPointF, of all nodes that it moved.
    activated(name)
    state_activated(name, number)
        A double click on the row of a state.
    menu_requested(name, screen_position)
    shape_changed()
        It moved or changed its size, also while being dragged.
    hovered(name, inside)
        The mouse came over it or left it.
    """

    moved = Signal(object)
    activated = Signal(str)
    state_activated = Signal(str, int)
    menu_requested = Signal(str, QPoint)
    shape_changed = Signal()
    hovered = Signal(str, bool)

    def __init__(self, state: NodeState, theme: Theme, *, movable: bool = True) -> None:
        super().__init__()
        self._state = state
        self._theme = theme
        self._from: tuple[float, ...] = state.probabilities
        self._shown: tuple[float, ...] = state.probabilities
        self._under_mouse = False
        self._pressed_at: dict[str, QPointF] = {}
        self._motion = Motion(self._on_motion, self, 1.0)
        self._layout: NodeLayout = layout_of(state, theme)
        self._room: QRectF | None = None
        self._word: NodeWord | None = None
        self._style: NodeStyle = node_style(state, theme)
        self._take_bounds()
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlag(flags.ItemIsMovable, movable)
        self.setFlag(flags.ItemIsSelectable)
        self.setFlag(flags.ItemIsFocusable)
        self.setFlag(flags.ItemSendsGeometryChanges)
        self.setAcceptHoverEvents(True)
        self.setZValue(NODE_Z)
        self._describe()

    @property
    def name(self) -> str:
        """Name of the variable."""
        return self._state.name

    @property
    def state(self) -> NodeState:
        """What it shows."""
        return self._state

    def set_state(self, state: NodeState, *, animate: bool = False) -> None:
        """Show another state; bars move to their new length where `animate` is set and motion is not reduced."""
        now = self._state
        if replace(state, pointed=now.pointed, dimmed=now.dimmed, lit=now.lit) == now:
            self._state = state
            self._restyle()
            return
        same_bars = len(state.probabilities) == len(self._shown)
        self._from = self._shown if same_bars else state.probabilities
        self._state = state
        self._relayout()
        if animate and same_bars and self._from != state.probabilities:
            self._motion.jump(0.0)
            self._motion.move(1.0)
        else:
            self._motion.jump(1.0)

    def set_theme(self, theme: Theme) -> None:
        """Follow another theme."""
        self._theme = theme
        self._relayout()

    @property
    def word(self) -> NodeWord | None:
        """The words beside it; None until there were any."""
        return self._word

    def body(self) -> QRectF:
        """Return the rectangle of the node in the scene, without its tab."""
        return self._layout.body.translated(self.pos())

    def state_at(self, place: QPointF) -> int | None:
        """Return the number of the state whose row is at a place in the item, or None."""
        row = row_at(self._layout, place, self._theme)
        return None if row is None else row.state

    def below_name(self) -> QPointF | None:
        """Return where its name ends and the lines of its states begin, in the scene; None where it shows none."""
        below = below_name(self._layout, self._theme)
        return None if below is None else self.pos() + QPointF(0, below)

    def box(self, *, with_tab: bool = False) -> QRectF:
        """Return the body around the middle; with room for a tab, whether it has one or not, where asked for."""
        if not with_tab:
            return QRectF(self._layout.body)
        if self._room is None:
            self._room = room_with_tab(self._state, self._theme, self._layout.body)
        return QRectF(self._room)

    def covered(self) -> tuple[QRectF, ...]:
        """Return the rectangles in the scene that the node covers: the body, and the tab where it has one."""
        rects = (self._layout.body, self._layout.tab)
        return tuple(rect.translated(self.pos()) for rect in rects if not rect.isEmpty())

    def accessible_text(self) -> str:
        """Return what a screen reader says of the node."""
        state = self._state
        parts = [state.name]
        if state.word[0]:
            parts.append(state.word[0])
        if state.hidden:
            parts.append("hidden")
        if state.note:
            parts.append(state.note)
        if state.hand is not None:
            parts.append({"random": "set at random"}.get(state.hand, state.tab_text()))
        if state.known is not None:
            parts.append(f"seen {state.states[state.known]}")
        if state.causes and state.hand is None:
            parts.append(f"caused by {listed_words(state.causes)}")
        if state.hand != "set":
            parts += [f"{s} {probability(p)}" for s, p in zip(state.states, state.probabilities, strict=False)]
        return ", ".join(parts)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRect(self._layout.body)
        path.addRect(self._layout.tab)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        near = option.levelOfDetailFromTransform(painter.worldTransform()) >= NAME_ONLY_BELOW
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            paint_ring(painter, self._layout, self._theme, SELECTED_RING)
        elif self.hasFocus():
            paint_ring(painter, self._layout, self._theme, FOCUS_RING)
        paint_node(painter, self._state, self._style, self._layout, self._theme, shares=self._shown, detail=near)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            self.shape_changed.emit()
        return super().itemChange(change, value)

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._hover(inside=True)

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._hover(inside=False)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = self._positions()

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        before, self._pressed_at = self._pressed_at, {}
        moved = {name: pos for name, pos in self._positions().items() if before.get(name, pos) != pos}
        if moved:
            self.moved.emit(moved)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        number = self.state_at(event.pos())
        if number is None:
            self.activated.emit(self.name)
        else:
            self.state_activated.emit(self.name, number)

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        self.menu_requested.emit(self.name, event.screenPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(self.name)
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._can_move():
            self.setPos(self.pos() + _STEPS[key])
            self.moved.emit({self.name: self.pos()})
        else:
            super().keyPressEvent(event)

    def _can_move(self) -> bool:
        return bool(self.flags() & QGraphicsItem.GraphicsItemFlag.ItemIsMovable)

    def _positions(self) -> dict[str, QPointF]:
        chosen = [item for item in self.scene().selectedItems() if isinstance(item, NodeItem)]
        return {item.name: item.pos() for item in (self, *chosen)}

    def _hover(self, *, inside: bool) -> None:
        self._under_mouse = inside
        self._restyle()
        self.hovered.emit(self.name, inside)

    def _pointed_state(self) -> NodeState:
        return replace(self._state, pointed=True) if self._under_mouse else self._state

    def _on_motion(self, share: float) -> None:
        goal = self._state.probabilities
        self._shown = tuple(a + (b - a) * share for a, b in zip(self._from, goal, strict=True))
        self.update()

    def _take_bounds(self) -> None:
        margin = MARGIN * self._theme.scale
        self._bounds = self._layout.body.united(self._layout.tab).adjusted(-margin, -margin, margin, margin)
        # among many nodes, a small one is painted once and then copied
        modes = QGraphicsItem.CacheMode
        self.setCacheMode(modes.DeviceCoordinateCache if self._state.compact else modes.NoCache)

    def _restyle(self) -> None:
        self._style = node_style(self._pointed_state(), self._theme)
        self.update()

    def _relayout(self) -> None:
        self.prepareGeometryChange()
        self._layout = layout_of(self._state, self._theme)
        self._room = None
        self._take_bounds()
        self._style = node_style(self._pointed_state(), self._theme)
        self._describe()
        self.update()
        self.shape_changed.emit()

    def _describe(self) -> None:
        if self._word is None and self._state.word[0]:
            self._word = NodeWord(self)
        if self._word is not None:
            self._word.say(*self._state.word, self._theme)
        self.setObjectName(self.accessible_text())
        self.setToolTip(self.accessible_text() if self._layout.elided else "")
