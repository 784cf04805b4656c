"""The World canvas: what mouse and keys ask for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from gui.drawing.canvas_view import ARROWS
from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import EdgeState
from gui.world.border import border_at
from gui.world.connecting import Connecting, ConnectingByKey, Refusal
from gui.world.gestures import Band, Drag, Gesture
from gui.world.name_field import NameField
from gui.world.picture import node_in_words

_NO_MODIFIER = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Ends = tuple[str, str]


class WorldCanvas(GraphCanvas):
    """Shows the network and says what is asked for; it changes nothing by itself.

    Keys 1 to 9 ask for a state, R for chance, Backspace for release; full stop and comma go from arrow to arrow.
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
    chosen_changed()
        Something else is chosen, has the focus, or is under the mouse.
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
    chosen_changed = Signal()
    gesture_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._gesture: Gesture | None = None
        self._by_key: ConnectingByKey | None = None
        self._hovered = ""
        self.refuse_arrow: Callable[[str, str], Refusal | None] = lambda _parent, _child: None
        self.editable = True
        self.opens_tables = False
        super().__init__(with_tabs=True, parent=parent)
        self.setAccessibleName("World")
        self.setMouseTracking(True)
        self.scene().selectionChanged.connect(self.chosen_changed)

    # -- what is chosen ------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen variables, in the order of the graph; else of the one that has the focus."""
        names = {item.name for item in self.scene().selectedItems() if isinstance(item, NodeItem)}
        if not names and self.chosen_edges:
            return ()
        if not names and self.focused is not None:
            names = {self.focused}
        return tuple(name for name in self.graph.nodes if name in names)

    @property
    def chosen_edges(self) -> tuple[Ends, ...]:
        """The chosen arrows; else the one that has the focus."""
        ends = {item.ends for item in self.scene().selectedItems() if isinstance(item, EdgeItem)}
        item = self.scene().focusItem()
        if not ends and isinstance(item, EdgeItem):
            ends = {item.ends}
        return tuple(sorted(ends))

    @property
    def hovered(self) -> str:
        """Name of the variable under the mouse, or ""."""
        return self._hovered if self._hovered in self.graph.nodes else ""

    def choose(self, names: tuple[str, ...], focus: bool = True) -> None:
        """Choose these variables and nothing else."""
        blocked = self.scene().blockSignals(True)
        self.scene().clearSelection()
        for name in names:
            self.node(name).setSelected(True)
        self.scene().blockSignals(blocked)
        if names and focus:
            self.node(names[-1]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen_changed.emit()

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

    def edit_name(self, name: str, take: Callable[[str], bool], place: QPointF) -> NameField:
        """Put a field at a place of the scene in which a name is typed."""
        self.stop()
        return NameField(name, take, self.mapFromScene(place), self.viewport())

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
        bordered = border_at(self, place) if self.editable and event.modifiers() == _NO_MODIFIER[0] else None
        item = self.itemAt(event.position().toPoint())
        if bordered is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            bordered.setFocus(Qt.FocusReason.MouseFocusReason)
            connect = self.connect_requested.emit
            self._gesture = Connecting(self, bordered, self.refuse_arrow, self.told.emit, connect)
        elif item is not None and event.modifiers() & (_SHIFT | _CONTROL):
            item.setSelected(not item.isSelected())
            if item.isSelected():
                item.setFocus(Qt.FocusReason.MouseFocusReason)
            elif self.chosen:
                self.node(self.chosen[-1]).setFocus(Qt.FocusReason.MouseFocusReason)
        elif item is None:
            kept = self.scene().selectedItems() if event.modifiers() & _SHIFT else []
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
        key, plain = Qt.Key(event.key()), event.modifiers() in _NO_MODIFIER
        name = self.focused
        if plain and key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self._go_to_edge(1 if key == Qt.Key.Key_Period else -1)
        elif plain and key in ARROWS and isinstance(item := self.scene().focusItem(), EdgeItem):
            self._leave_edge(item, forwards=key in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        elif key in ARROWS and event.modifiers() == _SHIFT and name is not None:
            self._choose_more(name, ARROWS[key])
        elif key == Qt.Key.Key_Space and event.modifiers() == _CONTROL and name is not None:
            self.node(name).setSelected(not self.node(name).isSelected())
        elif name is None or not plain or not self._asked(name, event.key()):
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

    def _choose_more(self, name: str, direction: QPointF) -> None:
        found = self.nearest(self.node(name), direction)
        if found is not None:
            self.node(name).setSelected(True)
            found.setSelected(True)
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_edge(self, step: int) -> None:
        """Give the focus to the next arrow: of those at the node that has it, else of all."""
        item = self.scene().focusItem()
        ends = list(self.graph.edges)
        if isinstance(item, NodeItem):
            ends = list(self.edges_of(item.name))
            self._around = item.name
        elif isinstance(item, EdgeItem):
            around = getattr(self, "_around", "")
            ends = list(self.edges_of(around)) if around in item.ends else ends
        if not ends:
            return
        start = ends.index(item.ends) + step if isinstance(item, EdgeItem) else 0 if step > 0 else -1
        edge = self.edge(*ends[start % len(ends)])
        self.scene().clearSelection()
        edge.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_edge(self, edge: EdgeItem, *, forwards: bool) -> None:
        self.scene().clearSelection()
        self.node(edge.ends[forwards]).setFocus(Qt.FocusReason.TabFocusReason)

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

    def _on_node_hovered(self, name: str, inside: bool) -> None:
        super()._on_node_hovered(name, inside)
        self._hovered = name if inside else ""
        self.chosen_changed.emit()

    def _on_focus_item(self, new: QGraphicsItem | None, old: QGraphicsItem | None, reason: Qt.FocusReason) -> None:
        super()._on_focus_item(new, old, reason)
        self.chosen_changed.emit()
