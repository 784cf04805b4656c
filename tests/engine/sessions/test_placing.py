"""Where nodes stand, and that moving one leaves the others where they were."""

from __future__ import annotations

import pytest

from engine.sessions.actions import apply
from engine.sessions.placing import belief_positions, node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import session_from_network
from engine.sessions.verbs import MoveNodes
from tests.gui.worlds import shorts_world


def test_moving_one_node_leaves_the_others_where_they_were() -> None:
    state = session_from_network("Shorts", shorts_world(), (0, 1, 2))
    before = node_positions(state)
    after = node_positions(apply(state, MoveNodes(Positions({"Sun": (5.0, 5.0)}))))
    assert after == {**before, "Sun": (5.0, 5.0)}


def test_belief_about_all_stands_as_in_the_world() -> None:
    state = session_from_network("Shorts", shorts_world(), (0, 1, 2))
    assert belief_positions(state) == node_positions(state)


def test_belief_about_a_few_stands_on_a_circle() -> None:
    state = session_from_network("Shorts", shorts_world(), (0, 2))
    (x, above), (same, below) = belief_positions(state).values()
    assert x == pytest.approx(same)
    assert above < below
    moved = apply(state, MoveNodes(Positions({"Sun": (5.0, 5.0)})))
    assert belief_positions(moved) == belief_positions(state)
