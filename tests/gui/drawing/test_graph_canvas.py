"""A canvas follows its graph by touching what differs, and says what mouse and keys ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.drawing.graph import Graph
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.styles import BEND, EdgeState, NodeState
from gui.theme import Theme, apply_theme

NAMES = ("Sun", "Shorts", "Ice cream", "Rain")
POINTS = {"Sun": (0.0, -1.0), "Shorts": (-1.0, 1.0), "Ice cream": (1.0, 1.0), "Rain": (-1.0, -1.0)}
Make = Callable[..., GraphCanvas]


def node(name: str, share: float = 0.5) -> NodeState:
    return NodeState(name, ("yes", "no"), (share, 1 - share))


TRIANGLE = Graph(
    {name: node(name) for name in NAMES[:3]},
    {("Sun", "Shorts"): EdgeState(), ("Sun", "Ice cream"): EdgeState()},
    {name: POINTS[name] for name in NAMES[:3]},
)


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    def made(graph: Graph, **options: bool) -> GraphCanvas:
        canvas = GraphCanvas(**options)
        qtbot.addWidget(canvas)
        canvas.resize(460, 520)
        canvas.show_graph(graph, anew=True)
        with qtbot.waitExposed(canvas):
            canvas.show()
        canvas.activateWindow()
        return canvas

    yield made
    QTest.qWait(0)


def come_by_key(canvas: GraphCanvas) -> None:
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)


def picture(canvas: GraphCanvas) -> tuple[object, ...]:
    """Everything that can be seen of a canvas."""
    nodes = {item.name: (item.state, item.pos().toTuple(), item.box().getRect()) for item in canvas.nodes()}
    edges = {
        item.ends: (item.state, item.isVisible(), item.label_box().getRect(), item.curve is None)
        for item in canvas.edges()
    }
    return nodes, edges, canvas.zoom(), canvas.grab().toImage()


def random_graph(rng: np.random.Generator) -> Graph:
    names = [name for name in NAMES if rng.random() < 0.8]
    hands = (None, "set", "random")
    nodes = {}
    for name in names:
        hand = hands[rng.integers(3)]
        state = replace(node(name, round(float(rng.random()), 2)), hand=hand, hidden=bool(rng.random() < 0.2))
        nodes[name] = replace(state, hand_state=0 if hand == "set" else None, name_only=bool(rng.random() < 0.3))
    edges = {}
    for parent in names:
        for child in names:
            if parent != child and rng.random() < 0.5:
                kind = ("arrow", "cut", "belief")[rng.integers(3)]
                chance = float(rng.random()) if kind == "belief" else None
                edges[parent, child] = EdgeState(kind, chance, float(rng.integers(2)) * BEND)
    points = {name: (float(rng.integers(-2, 3)) + number * 0.1, float(number)) for number, name in enumerate(names)}
    return Graph(nodes, edges, points)


@pytest.mark.parametrize("seed", range(6))
def test_a_scene_after_differences_equals_a_scene_built_afresh(make: Make, seed: int) -> None:
    rng = np.random.default_rng(seed)
    canvas = make(TRIANGLE)
    for _ in range(12):
        last = random_graph(rng)
        canvas.show_graph(last)
    canvas.fit()
    assert picture(canvas) == picture(make(last))


def test_the_comparison_above_sees_a_difference(make: Make) -> None:
    changed = replace(TRIANGLE, nodes={**TRIANGLE.nodes, "Sun": node("Sun", 0.6)})
    assert picture(make(TRIANGLE)) != picture(make(changed))


def test_items_are_kept_when_only_numbers_change(make: Make) -> None:
    canvas = make(TRIANGLE)
    before = {**{n.name: n for n in canvas.nodes()}, **{e.ends: e for e in canvas.edges()}}
    canvas.show_graph(replace(TRIANGLE, nodes={**TRIANGLE.nodes, "Sun": node("Sun", 0.9)}))
    after = {**{n.name: n for n in canvas.nodes()}, **{e.ends: e for e in canvas.edges()}}
    assert before.keys() == after.keys()
    assert all(before[key] is after[key] for key in before)
    assert canvas.node("Sun").state.probabilities[0] == 0.9


def test_nothing_moves_when_a_tab_appears(make: Make) -> None:
    canvas = make(TRIANGLE, with_tabs=True)
    before = {item.name: item.pos() for item in canvas.nodes()}
    shorts = replace(TRIANGLE.nodes["Shorts"], hand="set", hand_state=1)
    canvas.show_graph(replace(TRIANGLE, nodes={**TRIANGLE.nodes, "Shorts": shorts}))
    assert {item.name: item.pos() for item in canvas.nodes()} == before


def test_a_tab_wider_than_its_node_appears_in_sight(make: Make) -> None:
    names = {"A": (-1.0, 0.0), "B": (1.0, 0.0)}
    small = {name: NodeState(name, ("off", "quite bright"), name_only=True) for name in names}
    canvas = make(Graph(small, {}, names), with_tabs=True)
    canvas.resize(240, 200)
    canvas.fit()
    canvas.show_graph(Graph({**small, "B": replace(small["B"], hand="set", hand_state=1)}, {}, names))
    body, tab = canvas.node("B").covered()
    assert tab.right() > body.right()
    view = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert view.contains(tab)


def drag(canvas: GraphCanvas, name: str, by: QPoint) -> None:
    start = canvas.mapFromScene(canvas.node(name).pos())
    port = canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + by / 2)
    QTest.mouseMove(port, start + by)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + by)


def test_a_drag_moves_freely_and_asks_once(make: Make) -> None:
    canvas = make(TRIANGLE)
    asked: list[dict[str, tuple[float, float]]] = []
    canvas.nodes_moved.connect(asked.append)
    before = canvas.node("Sun").pos()
    drag(canvas, "Sun", QPoint(40, 30))
    assert canvas.node("Sun").pos() == before + QPointF(40, 30)
    assert len(asked) == 1
    (x, y) = asked[0]["Sun"]
    assert asked[0].keys() == {"Sun"}
    assert x > 0
    assert y > -1
    canvas.show_graph(replace(TRIANGLE, points={**TRIANGLE.points, "Sun": (x, y)}))
    assert (canvas.node("Sun").pos() - before - QPointF(40, 30)).manhattanLength() <= 2


def test_a_shaking_hand_moves_nothing(make: Make) -> None:
    canvas = make(TRIANGLE)
    asked: list[object] = []
    canvas.nodes_moved.connect(asked.append)
    before = canvas.node("Sun").pos()
    drag(canvas, "Sun", QPoint(2, 1))
    assert asked == []
    assert canvas.node("Sun").pos() == before


def test_a_drag_that_is_not_taken_up_goes_back(make: Make) -> None:
    canvas = make(TRIANGLE)
    canvas.nodes_moved.connect(lambda _points: canvas.settle())
    before = canvas.node("Sun").pos()
    drag(canvas, "Sun", QPoint(60, 0))
    assert canvas.node("Sun").pos() == before


def test_arrow_keys_go_to_the_nearest_node_and_alt_moves_it(make: Make, qtbot: QtBot) -> None:
    canvas = make(TRIANGLE)
    come_by_key(canvas)
    assert canvas.focused == "Sun"
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.focused in {"Shorts", "Ice cream"}
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.focused == "Sun"
    asked: list[dict[str, tuple[float, float]]] = []
    canvas.nodes_moved.connect(asked.append)
    for _ in range(3):
        QTest.keyPress(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert asked == []
    QTest.keyRelease(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert [each.keys() for each in asked] == [{"Sun"}]
    assert asked[0]["Sun"][0] > 0.1


def test_menu_key_enter_and_right_button_ask_for_the_menu(make: Make, qtbot: QtBot) -> None:
    canvas = make(TRIANGLE)
    asked: list[tuple[str, QPoint]] = []
    canvas.menu_requested.connect(lambda name, place: asked.append((name, place)))
    come_by_key(canvas)
    QApplication.sendEvent(canvas.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    place = canvas.mapFromScene(canvas.node("Shorts").pos())
    QApplication.sendEvent(
        canvas.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.viewport().mapToGlobal(place)),
    )
    assert [name for name, _ in asked] == ["Sun", "Sun", "Shorts"]
    under = canvas.viewport().mapFromGlobal(asked[0][1])
    assert canvas.mapToScene(under).y() >= canvas.node("Sun").body().bottom()


def test_a_double_click_on_a_row_chooses_that_state(make: Make, qtbot: QtBot) -> None:
    canvas = make(TRIANGLE)
    chosen: list[tuple[str, int]] = []
    canvas.state_chosen.connect(lambda name, number: chosen.append((name, number)))
    body = canvas.node("Shorts").body()
    for part in (0.5, 0.75):
        place = canvas.mapFromScene(QPointF(body.center().x(), body.top() + part * body.height()))
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [("Shorts", 0), ("Shorts", 1)]


def belief(*chances: tuple[str, str, float]) -> Graph:
    edges = {(parent, child): EdgeState("belief", chance, BEND) for parent, child, chance in chances}
    return Graph({name: NodeState(name, name_only=True) for name in NAMES[:3]}, edges, TRIANGLE.points)


def hover(canvas: GraphCanvas, place: QPoint) -> None:
    QTest.mouseMove(canvas.viewport(), QPoint(2, 2))
    QTest.mouseMove(canvas.viewport(), place)
    QTest.qWait(20)


def test_hovering_dims_what_has_nothing_to_do_with_it(make: Make) -> None:
    graph = belief(("Sun", "Shorts", 0.9), ("Ice cream", "Sun", 0.4))
    canvas = make(graph, dims_others=True)
    hover(canvas, canvas.mapFromScene(canvas.node("Shorts").pos()))
    assert canvas.node("Ice cream").state.dimmed
    assert not canvas.node("Sun").state.dimmed
    assert canvas.edge("Ice cream", "Sun").state.dimmed
    assert canvas.edge("Ice cream", "Sun").label_box().isEmpty()
    assert not canvas.edge("Sun", "Shorts").state.dimmed
    hover(canvas, QPoint(3, 3))
    assert not any(item.state.dimmed for item in (*canvas.nodes(), *canvas.edges()))


def test_hovering_an_arrow_dims_all_but_its_ends(make: Make) -> None:
    graph = belief(("Sun", "Shorts", 0.9), ("Ice cream", "Sun", 0.4))
    canvas = make(graph, dims_others=True)
    curve = canvas.edge("Sun", "Shorts").curve
    assert curve is not None
    hover(canvas, canvas.mapFromScene(curve.at(0.7)))
    assert canvas.edge("Ice cream", "Sun").state.dimmed
    assert canvas.node("Ice cream").state.dimmed
    assert not canvas.edge("Sun", "Shorts").state.dimmed
    hover(canvas, QPoint(3, 3))


def test_a_screen_reader_hears_the_node_and_the_whole(make: Make) -> None:
    canvas = make(TRIANGLE)
    canvas.describe("Three variables.")
    assert canvas.accessibleDescription() == "Three variables."
    come_by_key(canvas)
    assert canvas.accessibleDescription().startswith("Sun, yes 0.500")
    assert canvas.accessibleDescription().endswith("Three variables.")


def test_scale_and_colours_follow_the_theme(make: Make, qapp: QApplication) -> None:
    canvas = make(TRIANGLE)
    before = canvas.node("Sun").body().width()
    apply_theme(qapp, Theme(dark=True, scale=1.5, reduced_motion=True))
    assert canvas.node("Sun").body().width() == pytest.approx(1.5 * before, rel=0.05)
    assert canvas.scene().backgroundBrush().color() == Theme(dark=True).tokens.surface
    afresh = make(TRIANGLE)
    assert picture(canvas) == picture(afresh)


def test_a_resize_fits_anew_until_the_user_zooms(make: Make, qtbot: QtBot) -> None:
    canvas = make(TRIANGLE)
    canvas.resize(300, 300)
    view = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert all(view.contains(item.body()) for item in canvas.nodes())
    canvas.zoom_by(2)
    zoom = canvas.zoom()
    canvas.resize(400, 400)
    assert canvas.zoom() == zoom


def test_leaving_by_key_ends_a_move(make: Make) -> None:
    canvas = make(TRIANGLE)
    come_by_key(canvas)
    asked: list[object] = []
    canvas.nodes_moved.connect(asked.append)
    QTest.keyPress(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    canvas.clearFocus()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(asked) == 1
