"""The World canvas: what mouse and keys ask for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.drawing.canvas_view import ARROWS
from gui.drawing.edge_item import EdgeItem
from gui.drawing.node_item import NodeItem
from gui.drawing.placement import Point
from gui.drawing.styles import EdgeState
from gui.world.border import border_at
from gui.world.choosing import CONTROL, PLAIN, SHIFT, ChoosingCanvas, Ends
from gui.world.connecting import Connecting, ConnectingByKey, Refusal
from gui.world.gestures import Band, Drag, Gesture
from gui.world.name_field import NameField
from gui.world.picture import node_in_words


class WorldCanvas(ChoosingCanvas):
    """Shows the network and says what is asked for; it changes nothing by itself.

    Keys 1 to 9 ask for a state, R for chance, Backspace for release.
    Nodes are dragged from within and connected from their border; a drag over free canvas chooses what it touches.

    Signals
    -------
    random_chosen(name), release_chosen(name)
    add_requested(scene_position)
        A double click on free canvas.
    connect_requested(parent, child)
    edge_menu_requested(parent, child, screen_position)
    canvas_menu_requested(scene_position, screen_position)
    told(sentence)
        What goes with the gesture under way; "" once it is over.
    opened(name)
        A double click on a variable, beside the rows of its states, while `opens_tables`.
    gesture_ended()
        What was under way is done or left undone.
    """

    random_chosen = Signal(str)
    release_chosen = Signal(str)
    add_requested = Signal(QPointF)
    connect_requested = Signal(str, str)
    edge_menu_requested = Signal(str, str, QPoint)
    canvas_menu_requested = Signal(QPointF, QPoint)
    told = Signal(str)
    opened = Signal(str)
    gesture_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._gesture: Gesture | None = None
        self._by_key: ConnectingByKey | None = None
        self.refuse_arrow: Callable[[str, str], Refusal | None] = lambda _parent, _child: None
        self.editable = True
        self._named, self._named_at = "", (0.0, 0.0)
        self.opens_tables = False
        super().__init__(with_tabs=True, parent=parent)
        self.setAccessibleName("World")
        self.setMouseTracking(True)

    # -- what is asked for ---------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that must not be disturbed by another graph."""
        return self._gesture is not None or self._by_key is not None

    @property
    def connecting(self) -> Connecting | None:
        """The arrow under way, by mouse or by key."""
        return self._gesture if isinstance(self._gesture, Connecting) else self._by_key

    def begin_connecting(self, name: str) -> None:
        """Look for the effect of a variable with the keys."""
        self.stop()
        connect = self.connect_requested.emit
        self._by_key = ConnectingByKey(self, self.node(name), self.refuse_arrow, self.told.emit, connect)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_name(self, name: str, take: Callable[[str], bool], point: Point) -> NameField:
        """Put a field at a grid point in which a name is typed; it stays there when the canvas is fitted anew.

        Upon a node that shows chances it covers the name alone.
        """
        self.stop()
        field = NameField(name, take, self.viewport())
        self._named, self._named_at = name, point
        self._put(field)
        return field

    def _put(self, field: NameField) -> None:
        middle = self.mapFromScene(self.place_of(self._named_at))
        node = self._nodes.get(self._named)
        below = None if node is None else node.below_name()
        if below is not None:
            middle.setY(self.mapFromScene(below).y() - field.height() + field.height() // 2)
        field.put(middle)

    def fit(self, *, animate: bool = False) -> None:
        super().fit(animate=animate)
        for field in self.viewport().findChildren(NameField):
            self._put(field)

    def stop(self) -> None:
        """Leave what is under way undone."""
        gesture, self._gesture = self._gesture, None
        by_key, self._by_key = self._by_key, None
        for each in (gesture, by_key):
            if each is not None:
                each.cancel()
                self.gesture_ended.emit()

    def node_in_words(self, name: str) -> str:
        return node_in_words(self.graph.nodes[name])

    # -- mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.mapToScene(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or self._space_down:
            super().mousePressEvent(event)
            return
        if self._by_key is not None:
            self._by_key.move(place, event.modifiers())
            self._finish_by_key(place)
            event.accept()
            return
        self.stop()
        bordered = border_at(self, place) if self.editable and event.modifiers() == PLAIN[0] else None
        item = self.itemAt(event.position().toPoint())
        if bordered is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            bordered.setFocus(Qt.FocusReason.MouseFocusReason)
            connect = self.connect_requested.emit
            self._gesture = Connecting(self, bordered, self.refuse_arrow, self.told.emit, connect)
        elif item is not None and event.modifiers() & (SHIFT | CONTROL):
            item.setSelected(not item.isSelected())
            if item.isSelected():
                item.setFocus(Qt.FocusReason.MouseFocusReason)
            elif self.chosen:
                self.node(self.chosen[-1]).setFocus(Qt.FocusReason.MouseFocusReason)
        elif item is None:
            kept = self.scene().selectedItems() if event.modifiers() & SHIFT else []
            super().mousePressEvent(event)
            self._gesture = Band(self, place, kept)
            self._gesture.move(place, event.modifiers())
        else:
            super().mousePressEvent(event)
            if isinstance(item, NodeItem):
                self._gesture = Drag(self, item, place)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.mapToScene(event.position().toPoint())
        if self._by_key is not None and not event.buttons():
            return
        if self._gesture is not None:
            self._gesture.move(place, event.modifiers())
            event.accept()
            return
        super().mouseMoveEvent(event)
        if not event.buttons() and not self._space_down:
            at_border = self.editable and border_at(self, place) is not None
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if at_border else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._gesture = None
        gesture.finish(self.mapToScene(event.position().toPoint()))
        super().mouseReleaseEvent(event)
        self.gesture_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.mapToScene(event.position().toPoint())
        item = self.itemAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and item is None:
            self.add_requested.emit(place)
            event.accept()
        elif self.opens_tables and isinstance(item, NodeItem) and item.state_at(item.mapFromScene(place)) is None:
            self.opened.emit(item.name)
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Everything may stand elsewhere now.
        self.stop()
        super().resizeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.stop()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        ends = self.chosen_edges
        if by_key and self.focused is None and ends:
            curve = self.edge(*ends[0]).curve
            place = self.mapFromScene(curve.at(0.5)) if curve is not None else QPoint()
            self.edge_menu_requested.emit(*ends[0], self.viewport().mapToGlobal(place))
            event.accept()
        elif not by_key and self.itemAt(event.pos()) is None:
            self.canvas_menu_requested.emit(self.mapToScene(event.pos()), event.globalPos())
            event.accept()
        else:
            super().contextMenuEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._by_key is not None:
            # Letters are those of a name now, whatever else they mean.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._by_key is not None:
            self._connect_by(event)
            return
        if event.key() == Qt.Key.Key_Escape and (self._gesture is not None or self.scene().selectedItems()):
            self.stop()
            self.scene().clearSelection()
            return
        if self.choose_by_key(event):
            return
        name, plain = self.focused, event.modifiers() in PLAIN
        if name is None or not plain or not self._asked(name, event.key()):
            super().keyPressEvent(event)

    def _asked(self, name: str, key: int) -> bool:
        """Say what a key asks for; returns whether it asks for anything."""
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_1
            if number < len(self.graph.nodes[name].states):
                self.state_chosen.emit(name, number)
        elif key == Qt.Key.Key_R:
            self.random_chosen.emit(name)
        elif key == Qt.Key.Key_Backspace:
            self.release_chosen.emit(name)
        else:
            return False
        return True

    def _connect_by(self, event: QKeyEvent) -> None:
        by_key, key = self._by_key, Qt.Key(event.key())
        if by_key is None:
            return
        if key in ARROWS:
            by_key.go(ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_by_key(QPointF())
        elif key == Qt.Key.Key_Escape:
            self.stop()
        elif event.text().strip():
            by_key.type(event.text(), tuple(self.graph.nodes))
        event.accept()

    def _finish_by_key(self, place: QPointF) -> None:
        by_key, self._by_key = self._by_key, None
        if by_key is not None:
            by_key.finish(place)
            self.gesture_ended.emit()

    # -- looks ---------------------------------------------------------------------------------------------

    def _made_edge(self, ends: Ends, state: EdgeState) -> EdgeItem:
        item = super()._made_edge(ends, state)
        item.menu_requested.connect(self.edge_menu_requested)
        item.activated.connect(self._ask_for_edge_menu)
        return item

    def _ask_for_edge_menu(self, parent: str, child: str) -> None:
        curve = self.edge(parent, child).curve
        if curve is not None:
            place = self.viewport().mapToGlobal(self.mapFromScene(curve.at(0.5)))
            self.edge_menu_requested.emit(parent, child, place)
