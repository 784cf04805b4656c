"""A view of a graph: its items follow the graph by touching only what differs, and stand where its points fall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.controls.motion import Motion
from gui.drawing.canvas_view import CanvasView
from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph import Graph
from gui.drawing.node_item import NodeItem
from gui.drawing.placement import ARROW_GAPS, Placement, Point, placement
from gui.drawing.routing import Ways, routed
from gui.drawing.still_picture import StillPicture
from gui.drawing.styles import EdgeState, NodeState
from gui.theme import Theme, current_theme

MARGIN = 16
# half a label, and a little air
LABEL_ROOM = (24, 14)
# among more nodes nothing moves slowly to its place, and no arrow finds its way while it moves
MOST_GLIDING = 150


class GraphView(CanvasView):
    """Shows a `Graph`, placed so that it fills the view.

    Parameters
    ----------
    dims_others
        Whether all that has nothing to do with what the mouse is over is dimmed.
    with_tabs
        Whether room is kept for the tabs of nodes set by hand, so that nothing moves when one appears.
    """

    _gaps = ARROW_GAPS

    def __init__(self, *, dims_others: bool = False, with_tabs: bool = False, parent: QWidget | None = None) -> None:
        self._graph = Graph()
        self._nodes: dict[str, NodeItem] = {}
        self._edges: dict[tuple[str, str], EdgeItem] = {}
        self._at: dict[str, set[tuple[str, str]]] = {}
        self._ways = Ways()
        self._bodies: dict[str, QRectF] = {}
        self._glide: dict[str, tuple[QPointF, QPointF]] = {}
        self._placement: Placement | None = None
        self._dims_others = dims_others
        self._with_tabs = with_tabs
        super().__init__(parent=parent)
        self._motion = Motion(self._on_glide, self, 1.0)
        self._still = StillPicture(self)

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
        self._forget_pointed()
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
        if anew or resized or self._dims_others or _ways_asked(old) != _ways_asked(graph):
            self._route()
        else:
            self.arrange_labels()

    def settle(self) -> None:
        """Put every node where the graph says, after a drag that was not taken up."""
        if self._put_nodes(self._graph.points):
            self._route()

    def fit(self, *, animate: bool = False) -> None:
        """Place the nodes anew in the view, at full size where they fit, and keep doing so until zoomed or panned."""
        self._fitted = True
        view = QSizeF(self.viewport().size())
        if not self._nodes or view.width() < 2 or view.height() < 2:
            return
        theme = current_theme()
        margin = theme.px(MARGIN)
        self._placement = placement(self._graph.points, self._boxes(), view, margin, theme.scale, self._gaps)
        self._put_nodes(self._graph.points, animate=animate)
        self._route()
        size = self._placement.size
        self._roam(QRectF(QPointF(), size))
        self._scale_to(view.width() / size.width())
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self.arrange_words()

    def drag_nodes(self, places: Mapping[str, QPointF]) -> None:
        """Put nodes elsewhere for the time of a drag; the arrows at them follow, all others stay as they are.

        Among many nodes arrows are led around others only once the drag is over.
        """
        moved = self._set_places(places)
        if len(self._nodes) <= MOST_GLIDING:
            self._bodies.update({name: self._nodes[name].body() for name in moved})
            self._lead({ends for name in moved for ends in self._at[name]})
        self._still.update()

    def hold_still(self, names: Iterable[str]) -> StillPicture:
        """Paint what stays from a picture while some nodes and the arrows at them move, until it is let go."""
        moving = [self._nodes[name] for name in names]
        edges = {ends for item in moving for ends in self._at[item.name]}
        self._still.hold([*(self._edges[ends] for ends in sorted(edges)), *moving])
        return self._still

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._still.paint():
            super().paintEvent(event)

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
        self.scene().addItem(item)
        self._at[state.name] = set()
        if self._placement is not None:
            item.setPos(self._placement.to_canvas(self._graph.points[state.name]))
        return item

    def _made_edge(self, ends: tuple[str, str], state: EdgeState) -> EdgeItem:
        item = EdgeItem(self._nodes[ends[0]], self._nodes[ends[1]], state, current_theme())
        self.scene().addItem(item)
        for name in ends:
            self._at[name].add(ends)
        return item

    def _put_nodes(self, points: Mapping[str, Point], *, animate: bool = False) -> bool:
        """Send nodes to grid points; returns whether any is not there yet."""
        if self._placement is None:
            return False
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
        return bool(away)

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
        self._bodies = {name: item.body() for name, item in self._nodes.items()}
        self._lead(self._edges)
        self.arrange_labels()

    def _lead(self, wanted: Collection[tuple[str, str]]) -> None:
        edges = {ends: self._graph.edges[ends] for ends in wanted}
        bends = routed(edges, self._bodies, current_theme(), self._sight(), self._ways)
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

    def _forget_pointed(self) -> None:
        """Another graph is about to be shown: what the mouse was over may be gone."""

    def _is_dimmed(self, ends: tuple[str, str]) -> bool:
        return self._graph.edges[ends].dimmed


def _ways_asked(graph: Graph) -> tuple[object, ...]:
    # What arrows are led by, besides the sizes of nodes.
    return (
        graph.nodes.keys(),
        dict(graph.points),
        {ends: (state.bend, state.drawn()) for ends, state in graph.edges.items()},
    )
