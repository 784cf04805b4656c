"""Arrows go around nodes that are not their own."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.drawing.geometry import bent, centred
from gui.drawing.routing import Ways, routed
from gui.drawing.styles import BEND, EdgeState
from gui.theme import Theme

SIZE = QSizeF(90, 40)
THEME = Theme()


def body(x: float, y: float) -> QRectF:
    return centred(QPointF(x, y), SIZE)


def runs_through(bend: float, start: QRectF, end: QRectF, obstacle: QRectF) -> bool:
    curve = bent(start.center(), end.center(), bend)
    return any(obstacle.contains(curve.at(step / 200)) for step in range(201))


def test_a_free_way_is_straight() -> None:
    bodies = {"A": body(0, 0), "B": body(300, 0), "C": body(150, 200)}
    assert routed({("A", "B"): EdgeState()}, bodies, THEME) == {("A", "B"): 0.0}


def test_a_node_in_between_is_gone_around() -> None:
    bodies = {"A": body(0, 0), "B": body(0, 400), "C": body(0, 200)}
    assert runs_through(0.0, bodies["A"], bodies["B"], bodies["C"])
    bend = routed({("A", "B"): EdgeState()}, bodies, THEME)["A", "B"]
    assert not runs_through(bend, bodies["A"], bodies["B"], bodies["C"])


def test_two_arrows_of_a_pair_go_around_on_two_sides() -> None:
    bodies = {"A": body(0, 0), "B": body(0, 400), "C": body(0, 200)}
    there, back = EdgeState("belief", 0.5, BEND), EdgeState("belief", 0.4, BEND)
    bends = routed({("A", "B"): there, ("B", "A"): back}, bodies, THEME)
    # each bends to the left of its own way
    assert bends["A", "B"] > BEND
    assert bends["B", "A"] > BEND


def test_at_the_edge_of_sight_an_arrow_goes_around_the_one_that_leads_back() -> None:
    bodies = {"A": body(40, 0), "B": body(0, 500), "C": body(60, 300)}
    there, back = EdgeState("belief", 0.35, BEND), EdgeState("belief", 0.57, BEND)
    sight = QRectF(-300, -100, 400, 700)
    assert runs_through(BEND, bodies["A"], bodies["B"], bodies["C"])
    bends = routed({("A", "B"): there, ("B", "A"): back}, bodies, THEME, sight)
    assert not runs_through(bends["A", "B"], bodies["A"], bodies["B"], bodies["C"])
    assert bends["B", "A"] >= BEND
    # a bend to the other side of its own way, and beyond the arrow that leads back
    assert -bends["A", "B"] >= bends["B", "A"] + BEND


def test_a_bend_that_is_clear_is_kept() -> None:
    bodies = {"A": body(0, 0), "B": body(300, 0)}
    assert routed({("A", "B"): EdgeState("belief", 0.5, BEND)}, bodies, THEME) == {("A", "B"): BEND}


def test_an_arrow_that_is_not_drawn_is_left_alone() -> None:
    bodies = {"A": body(0, 0), "B": body(0, 400), "C": body(0, 200)}
    assert routed({("A", "B"): EdgeState("belief", 0.001)}, bodies, THEME) == {("A", "B"): 0.0}


def test_where_no_way_is_free_as_few_nodes_as_can_be_are_crossed() -> None:
    wall = QRectF(-4000, 280, 8000, 40)
    bodies = {"A": body(0, 0), "B": body(0, 400), "C": wall, "D": body(0, 150)}
    bend = routed({("A", "B"): EdgeState()}, bodies, THEME)["A", "B"]
    assert runs_through(bend, bodies["A"], bodies["B"], wall)
    assert not runs_through(bend, bodies["A"], bodies["B"], bodies["D"])


@pytest.mark.parametrize("seed", range(4))
def test_what_is_remembered_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"V{number}" for number in range(8)]
    places = {name: rng.uniform(0, 500, 2) for name in names}
    edges = {(one, other): EdgeState() for one in names for other in names if one < other and rng.random() < 0.4}
    ways = Ways()
    for _ in range(6):
        name = names[rng.integers(len(names))]
        places[name] = rng.uniform(0, 500, 2)
        bodies = {each: body(*place) for each, place in places.items()}
        assert routed(edges, bodies, THEME, None, ways) == routed(edges, bodies, THEME)
