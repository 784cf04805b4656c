"""A canvas that shows a graph, says what mouse and keys ask for, and dims what has nothing to do with the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem, QWidget

from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph_view import GraphView
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import EdgeState, NodeState
from gui.theme import current_theme

NUDGE = 8
_STEPS = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}


class GraphCanvas(GraphView):
    """Shows a `Graph`. It never changes the graph: it says what was asked for.

    Nodes are dragged by the mouse or moved by Alt with the arrow keys; the menu of a node is asked for with
    the right button, the menu key, Enter or Space.

    Signals
    -------
    nodes_moved(points)
        A dict of new grid points by name, once a drag or a row of key strokes has ended.
    menu_requested(name, screen_position)
    state_chosen(name, number)
        A double click on the row of a state.
    """

    nodes_moved = Signal(object)
    menu_requested = Signal(str, QPoint)
    state_chosen = Signal(str, int)

    def __init__(self, *, dims_others: bool = False, with_tabs: bool = False, parent: QWidget | None = None) -> None:
        self._pointed: frozenset[str] = frozenset()
        self._pointed_edge: tuple[str, str] | None = None
        self._centre = ""
        self._nudged: dict[str, QPointF] = {}
        self._description = ""
        super().__init__(dims_others=dims_others, with_tabs=with_tabs, parent=parent)

    @property
    def focused(self) -> str | None:
        """Name of the node that has the focus."""
        item = self.scene().focusItem()
        return item.name if isinstance(item, NodeItem) else None

    def describe(self, text: str) -> None:
        """Say what the whole graph shows to screen readers, whatever node has the focus."""
        self._description = text
        self._speak()

    def node_in_words(self, name: str) -> str:
        """Return what a screen reader says when the focus comes to a node."""
        return self._nodes[name].accessible_text()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        name = self.focused
        if event.reason() == QContextMenuEvent.Reason.Keyboard and name is not None:
            self._ask_for_menu(name)
            event.accept()
        else:
            super().contextMenuEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._nudge(step)
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._end_nudge()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._end_nudge()
        super().focusOutEvent(event)

    def _made_node(self, state: NodeState) -> NodeItem:
        item = super()._made_node(state)
        item.moved.connect(self._on_moved)
        item.activated.connect(self._ask_for_menu)
        item.menu_requested.connect(self.menu_requested)
        item.state_activated.connect(self.state_chosen)
        item.hovered.connect(self._on_node_hovered)
        return item

    def _made_edge(self, ends: tuple[str, str], state: EdgeState) -> EdgeItem:
        item = super()._made_edge(ends, state)
        item.hovered.connect(self._on_edge_hovered)
        return item

    def _forget_pointed(self) -> None:
        self._pointed, self._pointed_edge = frozenset(), None

    def _on_moved(self, positions: Mapping[str, QPointF]) -> None:
        if self._placement is None:
            return
        before = {name: self._placement.to_canvas(self._graph.points[name]) for name in positions}
        furthest = max((positions[name] - before[name]).manhattanLength() for name in positions)
        if furthest * self.zoom() < QApplication.startDragDistance():
            # the hand shook while clicking
            self.settle()
            return
        self.nodes_moved.emit({name: self._placement.to_grid(place) for name, place in positions.items()})

    def _nudge(self, step: QPointF) -> None:
        chosen = [item.name for item in self.scene().selectedItems() if isinstance(item, NodeItem)]
        for name in {*chosen, self.focused} - {None}:
            item = self._nodes[str(name)]
            item.setPos(item.pos() + step * current_theme().scale)
            self._nudged[item.name] = item.pos()

    def _end_nudge(self) -> None:
        nudged, self._nudged = self._nudged, {}
        if nudged and self._placement is not None:
            self.nodes_moved.emit({name: self._placement.to_grid(place) for name, place in nudged.items()})

    def _ask_for_menu(self, name: str) -> None:
        body = self._nodes[name].body()
        place = self.mapFromScene(QPointF(body.left(), body.bottom() + 2))
        self.menu_requested.emit(name, self.viewport().mapToGlobal(place))

    def _on_node_hovered(self, name: str, inside: bool) -> None:
        self._point_at(self._graph.beside(name) if inside else frozenset(), None, name)

    def _on_edge_hovered(self, parent: str, child: str, inside: bool) -> None:
        self._point_at(frozenset((parent, child)) if inside else frozenset(), (parent, child), "")

    def _point_at(self, names: frozenset[str], edge: tuple[str, str] | None, centre: str) -> None:
        """Dim whatever has nothing to do with what the mouse is over."""
        if not self._dims_others:
            return
        self._pointed, self._pointed_edge, self._centre = names, edge if names else None, centre
        for name, item in self._nodes.items():
            dimmed = bool(names) and name not in names
            if item.state.dimmed != dimmed:
                item.set_state(replace(item.state, dimmed=dimmed))
        self._route()

    def _is_dimmed(self, ends: tuple[str, str]) -> bool:
        if not self._pointed:
            return self._graph.edges[ends].dimmed
        return ends != self._pointed_edge if self._pointed_edge else self._centre not in ends

    def _on_focus_item(self, new: QGraphicsItem | None, old: QGraphicsItem | None, reason: Qt.FocusReason) -> None:
        super()._on_focus_item(new, old, reason)
        self._speak()

    def _speak(self) -> None:
        name = self.focused
        text = self._description if name is None else f"{self.node_in_words(name)}. {self._description}"
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
