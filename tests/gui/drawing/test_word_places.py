"""Words beside nodes: near their node, upon nothing that is to be read, and readable from afar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from gui.drawing.geometry import bent
from gui.drawing.graph import Graph
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_word import LARGEST, NodeWord
from gui.drawing.path_marks import BLOCKED, OPENED, MarkedPath, marks_of, with_paths
from gui.drawing.styles import EdgeState, NodeState
from gui.drawing.word_places import word_place
from gui.theme import Theme

BODY, SIZE, EVERYWHERE = QRectF(-60, -20, 120, 40), QSizeF(90, 20), QRectF(-1000, -1000, 2000, 2000)


def test_words_stand_below_their_node_where_nothing_is_in_the_way() -> None:
    place = word_place(BODY, SIZE, [BODY], [], EVERYWHERE, 3)
    assert place == QRectF(-45, 23, 90, 20)


def test_they_hide_no_arrow_where_there_is_another_place() -> None:
    arrow = bent(QPointF(0, 0), QPointF(0, 200), 0)
    place = word_place(BODY, SIZE, [BODY], [arrow], EVERYWHERE, 3)
    assert not place.isEmpty()
    assert not any(place.contains(arrow.at(step / 50)) for step in range(51))


def test_they_stand_in_sight_before_all_else() -> None:
    sight = QRectF(-70, -60, 140, 80)
    arrow = bent(QPointF(0, 0), QPointF(0, -200), 0)
    place = word_place(BODY, SIZE, [BODY], [arrow], sight, 3)
    assert sight.contains(place)
    assert place.bottom() < BODY.top()


def test_where_there_is_no_room_there_are_none() -> None:
    walls = [BODY, QRectF(-300, 21, 600, 50), QRectF(-300, -70, 600, 50), QRectF(62, -20, 100, 40)]
    left = word_place(BODY, SIZE, walls, [], EVERYWHERE, 3)
    assert left.right() < BODY.left()
    assert word_place(BODY, SIZE, [*walls, QRectF(-100, 0, 10, 10)], [], EVERYWHERE, 3).isEmpty()


boxes = st.tuples(*[st.integers(-200, 200)] * 2, *[st.integers(5, 150)] * 2).map(lambda box: QRectF(*box))


@given(st.lists(boxes, max_size=8))
def test_they_never_touch_what_is_taken(taken: list[QRectF]) -> None:
    place = word_place(BODY, SIZE, [BODY, *taken], [], EVERYWHERE, 3)
    assert place.isEmpty() or not any(place.intersects(rect) for rect in [BODY, *taken])


PATHS = (
    MarkedPath(("S", "W", "R"), (("S", "W"), ("R", "W")), is_open=True, opened=frozenset("W")),
    MarkedPath(("S", "C", "R"), (("C", "S"), ("C", "R")), is_open=False, blocks=frozenset("C")),
)
GRAPH = Graph(
    {name: NodeState(name, ("yes", "no"), (0.5, 0.5)) for name in "CSRW"},
    {ends: EdgeState("arrow") for ends in (("C", "S"), ("C", "R"), ("S", "W"), ("R", "W"))},
    {"C": (0, -1), "S": (-1, 0), "R": (1, 0), "W": (0, 1)},
)


@pytest.fixture
def canvas(qtbot: QtBot) -> GraphCanvas:
    made = GraphCanvas()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_graph(with_paths(GRAPH, marks_of(PATHS, "SR", {"C": 0, "W": 1})), anew=True)
    return made


def word_of(canvas: GraphCanvas, name: str) -> NodeWord:
    word = canvas.node(name).word
    assert word is not None
    return word


def place_of(canvas: GraphCanvas, name: str) -> QRectF:
    word = word_of(canvas, name)
    return QRectF(word.scenePos(), word.size())


def test_it_is_written_at_the_node_that_a_path_is_opened_there_or_blocked(canvas: GraphCanvas) -> None:
    assert {name: word_of(canvas, name).words for name in "WC"} == {"W": OPENED, "C": BLOCKED}
    assert [canvas.node(name).word for name in "SR"] == [None, None]
    assert canvas.node("W").accessible_text().startswith("W, opened here, seen no")
    for name in "WC":
        assert word_of(canvas, name).isVisible()
        assert not any(place_of(canvas, name).intersects(node.body()) for node in canvas.nodes())


def test_it_goes_with_its_node_and_with_the_marks(canvas: GraphCanvas) -> None:
    before = place_of(canvas, "W").topLeft() - canvas.node("W").pos()
    canvas.drag_nodes({"W": canvas.node("W").pos() + QPointF(40, 30)})
    assert place_of(canvas, "W").topLeft() - canvas.node("W").pos() == before
    canvas.settle()
    canvas.show_graph(GRAPH)
    assert not word_of(canvas, "W").isVisible()
    assert canvas.node("W").accessible_text().startswith("W, yes")


def test_it_can_be_read_from_afar(canvas: GraphCanvas) -> None:
    near = word_of(canvas, "W").size()
    canvas.zoom_by(0.7 / canvas.zoom())
    assert word_of(canvas, "W").size().height() == pytest.approx(near.height() / 0.7)
    canvas.zoom_by(0.2 / canvas.zoom())
    assert word_of(canvas, "W").size().height() == pytest.approx(near.height() * LARGEST)
    canvas.zoom_by(2.0 / canvas.zoom())
    assert word_of(canvas, "W").size() == near


@pytest.mark.parametrize("dark", [False, True])
def test_its_words_stand_out_from_its_ground(qapp: QApplication, canvas: GraphCanvas, dark: bool) -> None:
    theme = Theme(dark=dark)
    word = word_of(canvas, "W")
    word.say(OPENED, "path-open", theme)
    image = QImage(word.size().toSize(), QImage.Format.Format_ARGB32)
    image.fill(theme.tokens.node)
    with QPainter(image) as painter:
        word.paint(painter, QStyleOptionGraphicsItem())
    colours = [image.pixel(x, y) for x in range(image.width()) for y in range(image.height())]
    assert colours.count(theme.tokens.surface.rgb()) > len(colours) / 3
    assert colours.count(theme.tokens.text.rgb()) > 30
