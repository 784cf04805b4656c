"""Arrows follow their nodes, say what they mean and keep their labels apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, Qt

from gui.drawing.edge_item import place_labels
from gui.drawing.styles import BEND, EdgeState
from gui.theme import Theme


def both_ways(canvas, p=0.5):
    sun = canvas.node("Sun", 0, -100, name_only=True)
    ice = canvas.node("Ice cream", 60, 100, name_only=True)
    there = canvas.edge(sun, ice, EdgeState("belief", p, BEND))
    back = canvas.edge(ice, sun, EdgeState("belief", p, BEND))
    return sun, ice, there, back


def test_an_arrow_follows_a_node_that_moves(canvas):
    sun, shorts = canvas.node("Sun", 0, -100), canvas.node("Shorts", 0, 100)
    edge = canvas.edge(sun, shorts)
    assert edge.curve.end.y() == pytest.approx(shorts.body().top() - 3, abs=0.01)
    shorts.setPos(0, 160)
    assert edge.curve.end.y() == pytest.approx(shorts.body().top() - 3, abs=0.01)


def test_an_arrow_stops_at_the_tab_of_a_set_node(canvas):
    sun = canvas.node("Sun", -40, -140)
    shorts = canvas.node("Shorts", -40, 100, hand="set", hand_state=0)
    edge = canvas.edge(sun, shorts, EdgeState("cut"))
    assert edge.curve.end.y() == pytest.approx(shorts.covered()[1].top() - 3, abs=0.01)


def test_nothing_is_drawn_between_nodes_on_top_of_each_other(canvas):
    edge = canvas.edge(canvas.node("Sun", 0, 0), canvas.node("Shorts", 10, 0))
    assert edge.curve is None
    assert not edge.isVisible()
    assert edge.boundingRect().isEmpty()


@pytest.mark.parametrize(("p", "visible"), [(0.009, False), (0.01, True), (0.5, True)])
def test_very_unlikely_arrows_hide_themselves(canvas, p, visible):
    sun, shorts = canvas.node("Sun", 0, -100), canvas.node("Shorts", 0, 100)
    assert canvas.edge(sun, shorts, EdgeState("belief", p)).isVisible() == visible


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (EdgeState("belief", 0.99), "Sun to Shorts, almost certain, 0.99"),
        (EdgeState("arrow"), "Sun to Shorts"),
        (EdgeState("cut"), "Sun to Shorts, cut: Shorts is set by hand"),
        (EdgeState("blocked"), "Sun to Shorts, part of a blocked path"),
    ],
)
def test_an_arrow_says_what_it_means(canvas, state, text):
    edge = canvas.edge(canvas.node("Sun", 0, -100), canvas.node("Shorts", 0, 100), state)
    assert edge.accessible_text() == edge.toolTip() == text


def test_labels_of_two_arcs_touch_neither_each_other_nor_a_node(canvas):
    sun, ice, there, back = both_ways(canvas)
    place_labels((sun, ice), (there, back))
    boxes = [there.label_box(), back.label_box(), sun.body(), ice.body()]
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))


def test_labels_of_crossing_arrows_keep_apart(canvas):
    places = {"A": (-120, -90), "B": (120, -90), "C": (-120, 90), "D": (120, 90)}
    nodes = [canvas.node(name, x, y, name_only=True) for name, (x, y) in places.items()]
    edges = tuple(
        canvas.edge(nodes[i], nodes[j], EdgeState("belief", 0.3 + 0.1 * i)) for i, j in combinations(range(4), 2)
    )
    place_labels(tuple(nodes), edges)
    boxes = [edge.label_box() for edge in edges]
    assert all(not box.isEmpty() for box in boxes)
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))


def test_arrows_of_the_world_have_no_label(canvas):
    edge = canvas.edge(canvas.node("Sun", 0, -100), canvas.node("Shorts", 0, 100))
    assert edge.label_box().isEmpty()


def test_a_cut_shows_strokes_of_act(canvas):
    sun, shorts = canvas.node("Sun", 0, -140), canvas.node("Shorts", 0, 140)
    edge = canvas.edge(sun, shorts, EdgeState("cut"))
    canvas.show()
    image = canvas.view.viewport().grab().toImage()
    middle = canvas.view.mapFromScene(edge.curve.at(2 / 3))
    act = Theme().tokens.act
    near = [image.pixelColor(middle.x() + dx, middle.y() + dy) for dx in range(-12, 13) for dy in range(-8, 9)]
    assert sum(abs(c.red() - act.red()) + abs(c.blue() - act.blue()) < 60 for c in near) > 20


def test_likelier_arrows_cover_more_of_the_canvas(canvas):
    sun, shorts = canvas.node("Sun", 0, -140), canvas.node("Shorts", 0, 140)
    edge = canvas.edge(sun, shorts, EdgeState("belief", 0.1))
    canvas.show()

    def ink():
        y = canvas.view.mapFromScene(edge.curve.at(0.25)).y()
        image = canvas.view.viewport().grab().toImage()
        return sum(image.pixelColor(x, y).lightness() < 200 for x in range(image.width()))

    faint = ink()
    edge.set_state(EdgeState("belief", 0.99))
    assert ink() >= faint + 4


def test_enter_and_double_click_activate(canvas, qtbot):
    sun, shorts = canvas.node("Sun", 0, -140), canvas.node("Shorts", 0, 140)
    edge = canvas.edge(sun, shorts)
    canvas.show()
    calls = []
    edge.activated.connect(lambda *ends: calls.append(ends))
    edge.setFocus()
    qtbot.keyClick(canvas.view, Qt.Key.Key_Return)
    place = canvas.view.mapFromScene(edge.curve.at(0.5) + QPointF(4, 0))
    canvas.double_click(place)
    assert calls == [("Sun", "Shorts")] * 2
