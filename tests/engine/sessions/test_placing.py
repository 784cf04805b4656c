from __future__ import annotations

from dataclasses import replace

import pytest

from engine.networks.layout import circle_positions, layered_positions
from engine.sessions.placing import node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from tests.engine.sessions import samples

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
