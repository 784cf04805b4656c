"""One command lays the network out: few drawn arrows cross, nodes move there, and it is one step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.networks.dag import Dag
from engine.networks.layout import layered_positions
from engine.sessions.positions import Positions
from engine.sessions.verbs import MoveNodes
from gui.drawing.graph import Graph
from gui.drawing.graph_view import MOST_GLIDING
from gui.drawing.styles import EdgeState, NodeState
from gui.theme import Theme, apply_theme
from gui.world.canvas import WorldCanvas
from tests.engine.networks.test_layout import ASIA
from tests.engine.worlds import alarm_shaped
from tests.gui.motions import goes_on, moving
from tests.gui.world.bench import Bench
from tests.gui.worlds import shorts_session

AWAY = MoveNodes(Positions({"Sun": (0.0, 2.0), "Shorts": (1.0, 0.0), "Ice cream": (-1.0, 1.0)}))


def picture(dag: Dag) -> Graph:
    names = [f"V{node}" for node in range(dag.n)]
    small = dag.n > 15
    nodes = {name: NodeState(name, ("yes", "no"), (0.5, 0.5), name_only=small, compact=small) for name in names}
    edges = {(names[parent], names[child]): EdgeState() for parent, child in dag.edges()}
    return Graph(nodes, edges, dict(zip(names, layered_positions(dag), strict=True)))


def side(start: np.ndarray, end: np.ndarray, point: np.ndarray) -> np.ndarray:
    along, to = end - start, point - start
    return along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]


def crossings(canvas: WorldCanvas) -> int:
    """Pairs of arrows without a common end whose curves cross as they are drawn, along 24 pieces each."""
    drawn = [(item.ends, item.curve) for item in canvas.edges() if item.curve is not None]
    lines = [(ends, np.array([curve.at(step / 24).toTuple() for step in range(25)])) for ends, curve in drawn]
    found = 0
    for place, (ends, one) in enumerate(lines):
        for other_ends, other in lines[:place]:
            p, q, r, s = one[:-1, None], one[1:, None], other[None, :-1], other[None, 1:]
            met = (side(p, q, r) * side(p, q, s) < 0) & (side(r, s, p) * side(r, s, q) < 0)
            found += bool(met.any()) and not set(ends) & set(other_ends)
    return found


@pytest.mark.parametrize(("dag", "most"), [(ASIA, 0), (alarm_shaped().dag, 8)], ids=["asia", "alarm"])
def test_few_arrows_cross_as_they_are_drawn(bench: Bench, dag: Dag, most: int) -> None:
    for width, height in ((330, 280), (580, 500), (1200, 800)):
        bench.canvas.resize(width, height)
        bench.canvas.show_graph(picture(dag), anew=True)
        assert len([item for item in bench.canvas.edges() if item.curve is not None]) == len(dag.edges())
        assert crossings(bench.canvas) <= most


def test_crossings_are_counted(bench: Bench) -> None:
    bench.canvas.resize(500, 400)
    nodes = {name: NodeState(name, name_only=True) for name in "ABCD"}
    points = {"A": (0.0, 0.0), "B": (2.0, 0.0), "C": (0.0, 2.0), "D": (2.3, 2.0)}
    bench.canvas.show_graph(Graph(nodes, {("A", "D"): EdgeState(), ("B", "C"): EdgeState()}, points), anew=True)
    assert crossings(bench.canvas) == 1


def test_nodes_move_to_their_places_in_one_step(bench: Bench, qapp: QApplication) -> None:
    bench.open(shorts_session())
    bench.ring.document.perform(AWAY)
    apply_theme(qapp, Theme())
    before = bench.canvas.node("Sun").pos()
    bench.panel.lay_out()
    steps = bench.steps
    goal = bench.canvas.place_of(bench.state.positions["Sun"])
    assert bench.canvas.node("Sun").pos() == before
    [glide] = moving(bench.canvas)
    assert glide.duration() <= 300
    goes_on(0.5, bench.canvas)
    assert bench.canvas.node("Sun").pos() not in (before, goal)
    goes_on(1.0, bench.canvas)
    assert bench.canvas.node("Sun").pos() == goal
    assert steps == 2
    bench.undo()
    assert bench.state.positions == AWAY.points


def test_nodes_are_there_at_once_where_motion_is_reduced(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.ring.document.perform(AWAY)
    bench.panel.lay_out()
    for name, point in bench.state.positions.items():
        assert bench.canvas.node(name).pos() == bench.canvas.place_of(point)


def different(one: QImage, other: QImage) -> int:
    """How many of every third pixel are much lighter in one picture than in the other."""
    places = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    return sum(abs(one.pixelColor(*at).lightness() - other.pixelColor(*at).lightness()) > 60 for at in places)


def test_a_drag_among_many_nodes_looks_as_without_the_still_picture(qtbot: QtBot) -> None:
    chain = Dag.from_edges(MOST_GLIDING + 10, [(node // 3, node) for node in range(1, MOST_GLIDING + 10)])
    canvas = WorldCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    canvas.show_graph(picture(chain), anew=True)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.zoom_by(1 / canvas.zoom())
    canvas.centerOn(canvas.node("V1"))
    start, port = canvas.mapFromScene(canvas.node("V1").pos()), canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    still = canvas._still
    assert still.is_held
    for step in (20, 40):
        QTest.mouseMove(port, start + QPoint(step, 11))
    QApplication.processEvents()
    copied = port.grab().toImage()
    still.drop([*canvas.nodes(), *canvas.edges()])
    lacking = port.grab().toImage()
    still.let_go()
    painted = port.grab().toImage()
    assert different(copied, painted) < 10
    assert different(lacking, painted) > 40
    canvas.stop()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start)
