"""A canvas that shows a graph and follows it by touching only what differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem, QWidget

from gui.controls.motion import Motion
from gui.drawing.canvas_view import CanvasView
from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph import Graph
from gui.drawing.node_item import NodeItem
from gui.drawing.placement import Placement, Point, placement
from gui.drawing.routing import Ways, routed
from gui.drawing.styles import EdgeState, NodeState
from gui.theme import Theme, current_theme

MARGIN = 16
NUDGE = 8
# half a label, and a little air
LABEL_ROOM = (24, 14)
# more nodes would not move smoothly to their new places
MOST_GLIDING = 150
_STEPS = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}


class GraphCanvas(CanvasView):
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

    Parameters
    ----------
    dims_others
        Whether all that has nothing to do with what the mouse is over is dimmed.
    with_tabs
        Whether room is kept for the tabs of nodes set by hand, so that nothing moves when one appears.
    """

    nodes_moved = Signal(object)
    menu_requested = Signal(str, QPoint)
    state_chosen = Signal(str, int)

    def __init__(self, *, dims_others: bool = False, with_tabs: bool = False, parent: QWidget | None = None) -> None:
        self._graph = Graph()
        self._nodes: dict[str, NodeItem] = {}
        self._edges: dict[tuple[str, str], EdgeItem] = {}
        self._at: dict[str, set[tuple[str, str]]] = {}
        self._ways = Ways()
        self._glide: dict[str, tuple[QPointF, QPointF]] = {}
        self._placement: Placement | None = None
        self._dims_others = dims_others
        self._with_tabs = with_tabs
        self._pointed: frozenset[str] = frozenset()
        self._pointed_edge: tuple[str, str] | None = None
        self._nudged: dict[str, QPointF] = {}
        self._description = ""
        super().__init__(parent=parent)
        self._motion = Motion(self._on_glide, self, 1.0)

    @property
    def graph(self) -> Graph:
        """The graph shown."""
        return self._graph

    def node(self, name: str) -> NodeItem:
        """Return the item of a node; raises KeyError for an unknown name."""
        return self._nodes[name]

    def edge(self, parent: str, child: str) -> EdgeItem:
        """Return the item of an arrow; raises KeyError where there is none."""
        return self._edges[parent, child]

    @property
    def focused(self) -> str | None:
        """Name of the node that has the focus."""
        item = self.scene().focusItem()
        return item.name if isinstance(item, NodeItem) else None

    def show_graph(self, graph: Graph, *, animate: bool = False, anew: bool = False) -> None:
        """Show another graph.

        Parameters
        ----------
        graph
            The graph.
        animate
            Whether bars, cuts and nodes may move.
        anew
            Whether it has nothing to do with the one before, so that the view is fitted to it.
        """
        if graph == self._graph and not anew:
            return
        old, self._graph = self._graph, graph
        sizes = self._boxes()
        self._pointed, self._pointed_edge = frozenset(), None
        self._remove_missing(graph)
        self._update_nodes(old, animate)
        self._update_edges(animate)
        # A node that comes or goes lets the others stand, so that it comes where it was asked for.
        resized = any(sizes.get(name, box) != box for name, box in self._boxes().items())
        if anew or self._placement is None or (resized and self.is_fitted()):
            self.fit()
        else:
            changed = {name: p for name, p in graph.points.items() if resized or old.points.get(name) != p}
            self._put_nodes(changed, animate=animate)
            if self.is_fitted() and not self._all_in_sight():
                self.fit(animate=animate)
        self._route()

    def settle(self) -> None:
        """Put every node where the graph says, after a drag that was not taken up."""
        self._put_nodes(self._graph.points)
        self._route()

    def describe(self, text: str) -> None:
        """Say what the whole graph shows to screen readers, whatever node has the focus."""
        self._description = text
        self._speak()

    def node_in_words(self, name: str) -> str:
        """Return what a screen reader says when the focus comes to a node."""
        return self._nodes[name].accessible_text()

    def fit(self, *, animate: bool = False) -> None:
        """Place the nodes anew in the view, at full size where they fit, and keep doing so until zoomed or panned."""
        self._fitted = True
        view = QSizeF(self.viewport().size())
        if not self._nodes or view.width() < 2 or view.height() < 2:
            return
        theme = current_theme()
        margin = theme.px(MARGIN)
        self._placement = placement(self._graph.points, self._boxes(), view, margin, theme.scale)
        self._put_nodes(self._graph.points, animate=animate)
        self._route()
        size = self._placement.size
        self._roam(QRectF(QPointF(), size))
        self._scale_to(view.width() / size.width())
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def drag_nodes(self, places: Mapping[str, QPointF]) -> None:
        """Put nodes elsewhere for the time of a drag; the arrows at them follow, all others stay as they are."""
        moved = self._set_places(places)
        self._lead({ends for name in moved for ends in self._at[name]})

    def grid_point(self, place: QPointF) -> Point:
        """Return the grid point at a place of the scene."""
        return (0.0, 0.0) if self._placement is None else self._placement.to_grid(place)

    def place_of(self, point: Point) -> QPointF:
        """Return the place of a grid point in the scene."""
        return QPointF() if self._placement is None else self._placement.to_canvas(point)

    def edges_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the ends of the arrows at a node, in a fixed order."""
        return tuple(sorted(self._at.get(name, ())))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._route()

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

    def _boxes(self) -> dict[str, QRectF]:
        return {name: item.box(with_tab=self._with_tabs) for name, item in self._nodes.items()}

    def _remove_missing(self, graph: Graph) -> None:
        gone = [name for name in self._nodes if name not in graph.nodes]
        for ends in [ends for ends in self._edges if ends not in graph.edges or not graph.nodes.keys() >= set(ends)]:
            self._drop(self._edges.pop(ends))
            for name in ends:
                self._at[name].discard(ends)
        for name in gone:
            self._drop(self._nodes.pop(name))
            del self._at[name]

    def _drop(self, item: NodeItem | EdgeItem) -> None:
        self.scene().removeItem(item)
        item.deleteLater()

    def _update_nodes(self, old: Graph, animate: bool) -> None:
        for name, state in self._graph.nodes.items():
            item = self._nodes.get(name)
            if item is None:
                self._nodes[name] = self._made_node(state)
            elif item.state != state:
                item.set_state(state, animate=animate and name in old.nodes)

    def _update_edges(self, animate: bool) -> None:
        for ends, state in self._graph.edges.items():
            item = self._edges.get(ends)
            if item is None:
                self._edges[ends] = self._made_edge(ends, state)
            elif replace(item.state, bend=state.bend) != state:
                item.set_state(replace(state, bend=item.state.bend), animate=animate)

    def _made_node(self, state: NodeState) -> NodeItem:
        item = NodeItem(state, current_theme())
        item.moved.connect(self._on_moved)
        item.activated.connect(self._ask_for_menu)
        item.menu_requested.connect(self.menu_requested)
        item.state_activated.connect(self.state_chosen)
        item.hovered.connect(self._on_node_hovered)
        self.scene().addItem(item)
        self._at[state.name] = set()
        if self._placement is not None:
            item.setPos(self._placement.to_canvas(self._graph.points[state.name]))
        return item

    def _made_edge(self, ends: tuple[str, str], state: EdgeState) -> EdgeItem:
        item = EdgeItem(self._nodes[ends[0]], self._nodes[ends[1]], state, current_theme())
        item.hovered.connect(self._on_edge_hovered)
        self.scene().addItem(item)
        for name in ends:
            self._at[name].add(ends)
        return item

    def _put_nodes(self, points: Mapping[str, Point], *, animate: bool = False) -> None:
        if self._placement is None:
            return
        goals = {name: self._placement.to_canvas(point) for name, point in points.items()}
        # What is under way goes on to where it was going, unless it is sent elsewhere now.
        self._glide = {name: way for name, way in self._glide.items() if name in self._nodes and name not in goals}
        away = {name: goal for name, goal in goals.items() if self._nodes[name].pos() != goal}
        if animate and 0 < len(away) <= MOST_GLIDING:
            self._glide.update({name: (self._nodes[name].pos(), goal) for name, goal in away.items()})
            self._motion.jump(0.0)
            self._motion.move(1.0)
        else:
            self._set_places(away)

    def _on_glide(self, share: float) -> None:
        if not self._glide:
            return
        self._set_places({name: start + (end - start) * share for name, (start, end) in self._glide.items()})
        if share == 1.0:
            self._glide = {}
            self._route()

    def _set_places(self, places: Mapping[str, QPointF]) -> set[str]:
        moved = {name for name, place in places.items() if self._nodes[name].pos() != place}
        for name in moved:
            # Arrows follow once all nodes stand, not once for each of their ends.
            node = self._nodes[name]
            blocked = node.blockSignals(True)
            node.setPos(places[name])
            node.blockSignals(blocked)
        for ends in {ends for name in moved for ends in self._at[name]}:
            self._edges[ends].follow()
        return moved

    def _route(self) -> None:
        """Lead arrows around nodes that stand in their way, and their labels apart."""
        self._lead(self._edges)
        self.arrange_labels()

    def _lead(self, wanted: Collection[tuple[str, str]]) -> None:
        bodies = {name: item.body() for name, item in self._nodes.items()}
        edges = {ends: self._graph.edges[ends] for ends in wanted}
        bends = routed(edges, bodies, current_theme(), self._sight(), self._ways)
        for ends, bend in bends.items():
            item = self._edges[ends]
            state = replace(self._graph.edges[ends], bend=bend, dimmed=self._is_dimmed(ends))
            if item.state != state:
                item.set_state(state)

    def _sight(self) -> QRectF | None:
        """Return where the middle of an arrow and its label can be seen in the fitted view."""
        if self._placement is None:
            return None
        theme, size = current_theme(), self._placement.size
        across, down = theme.px(LABEL_ROOM[0]), theme.px(LABEL_ROOM[1])
        return QRectF(QPointF(), size).adjusted(across, down, -across, -down)

    def _all_in_sight(self) -> bool:
        view = self.mapToScene(self.viewport().rect()).boundingRect()
        goals = {name: end for name, (_, end) in self._glide.items()}
        return all(
            view.contains(item.box().translated(goals.get(name, item.pos()))) for name, item in self._nodes.items()
        )

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
        name = self.focused
        if name is not None:
            item = self._nodes[name]
            item.setPos(item.pos() + step * current_theme().scale)
            self._nudged[name] = item.pos()

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
