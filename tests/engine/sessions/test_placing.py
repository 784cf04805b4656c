from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.layout import circle_positions, layered_positions
from engine.sessions.placing import APART, CLEAR, named_hidden_positions, node_positions, with_hidden
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from tests.engine.sessions import samples
from tests.engine.strategies import FEW

NAMES = ("Mood", "Sun", "Ice cream")


def placed(state: SessionState, **points: tuple[float, float]) -> SessionState:
    return replace(state, positions=Positions({name.replace("_", " "): point for name, point in points.items()}))


def uncovered() -> SessionState:
    return replace(samples.start(), world_covered=False)


def test_what_somebody_placed_stays_there() -> None:
    state = placed(uncovered(), Ice_cream=(3, 3), Mood=(1, 0), Sun=(-1.5, 2))
    assert node_positions(state) == {"Mood": (1, 0), "Sun": (-1.5, 2), "Ice cream": (3, 3)}


def test_an_open_world_lies_in_layers_hidden_variables_too() -> None:
    state = placed(uncovered())
    assert state.world is not None
    found = node_positions(state)
    assert tuple(found) == NAMES
    assert tuple(found.values()) == layered_positions(state.world.dag)
    assert found["Ice cream"][1] > found["Sun"][1] == found["Mood"][1]


def test_a_covered_world_gives_nothing_away_by_its_layers() -> None:
    state = placed(samples.start())
    assert state.world_covered
    assert tuple(node_positions(state).values()) == circle_positions(3)


def test_data_without_a_world_lie_on_a_circle() -> None:
    assert node_positions(samples.table_of_data()) == dict(zip(("A", "B"), circle_positions(2), strict=True))


@pytest.mark.parametrize("state", [uncovered(), samples.start()], ids=["open", "covered"])
def test_those_without_a_place_stand_in_a_row_below_the_others(state: SessionState) -> None:
    found = node_positions(placed(state, Sun=(5, 2)))
    assert found == {"Mood": (0, 3), "Sun": (5, 2), "Ice cream": (1, 3)}


PAIR, TRIANGLE = ((0.0, 0.0), (2.0, 0.0)), ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0))


def test_a_hidden_cause_stands_above_the_middle_of_its_effects() -> None:
    assert with_hidden(PAIR, [(0, 1)]) == (*PAIR, (1.0, -1.0))
    assert with_hidden([*PAIR, (1.0, 0.0)], [(0, 1, 2)])[3] == (1.0, -1.0)


def test_one_of_two_that_lie_one_below_the_other_stands_beside_them() -> None:
    *_, (x, y) = with_hidden([(0.0, 0.0), (0.0, 2.0)], [(0, 1)])
    assert abs(x) == pytest.approx(1)
    assert y == pytest.approx(1)


def test_what_has_a_place_keeps_it_and_the_others_make_room() -> None:
    *_, first, second = with_hidden(PAIR, [(0, 1), (0, 1)], [None, (1.0, -1.0)])
    assert second == (1.0, -1.0)
    assert math.dist(first, second) >= APART


def test_one_that_nothing_seen_is_joined_with_stands_beside_all() -> None:
    assert with_hidden(PAIR, [()])[2] == (3.0, 0.0)
    assert with_hidden((), [()]) == ((0.0, 0.0),)


def passes(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> bool:
    steps = [step / 50 for step in range(51)]
    ways = [(start[0] + step * (end[0] - start[0]), start[1] + step * (end[1] - start[1])) for step in steps]
    return min(math.dist(point, way) for way in ways) < CLEAR - 0.03


LAID_OUT = [PAIR, TRIANGLE, circle_positions(4), circle_positions(5), circle_positions(6)]


@given(st.sampled_from(LAID_OUT), st.data())
@FEW
def test_nothing_touches(points: tuple, data: st.DataObject) -> None:  # type: ignore[type-arg]
    n = len(points)
    effects = st.lists(st.integers(0, n - 1), min_size=2, max_size=min(3, n), unique=True)
    joined = data.draw(st.lists(effects, min_size=1, max_size=2))
    placed = with_hidden(points, joined)
    assert placed[:n] == tuple(points)
    assert min(math.dist(one, other) for one, other in combinations(placed, 2)) >= APART


@pytest.mark.parametrize("points", LAID_OUT[:4], ids=len)
def test_no_arrow_of_a_hidden_cause_of_two_passes_over_a_node(points: tuple) -> None:  # type: ignore[type-arg]
    for ends in combinations(range(len(points)), 2):
        own = with_hidden(points, [ends])[-1]
        for end in ends:
            assert not any(passes(other, own, points[end]) for other in points if other != points[end])


def test_a_hidden_variable_of_the_world_stands_where_it_does() -> None:
    state = uncovered()
    assert state.world is not None
    hidden = {state.world.names[index] for index in state.world.hidden}
    assert hidden
    points = node_positions(state)
    assert named_hidden_positions(state) == {name: points[name] for name in hidden}
    # A world that is covered gives away only what somebody placed by hand.
    assert set(named_hidden_positions(samples.start())) <= set(samples.start().positions)
    assert named_hidden_positions(samples.table_of_data()) == {}
