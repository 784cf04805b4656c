"""The network of a session as it is now, and that of a file of any kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.files.any_network import network_of_session, read_any_network
from engine.files.network_file import NetworkFile
from engine.files.network_files import write_network_file
from engine.files.session_files import save_session
from engine.networks.layout import layered_positions
from engine.problems import InvalidInput
from engine.sessions.actions import apply
from engine.sessions.notes import Notes
from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import MoveNodes, SetTable
from tests.engine.files.network_contents import assert_same, unequal
from tests.engine.files.test_network_files import WITHOUT_WORLD

CHANGED = np.array([0.125, 0.875])


def session() -> SessionState:
    """A session whose table, places and hidden flag are not those it began with."""
    network = replace(unequal(), hidden=frozenset({2}))
    state = session_from_network("Unequal", network, (0, 1), notes=Notes({"A": "what begins"}))
    return apply(apply(state, MoveNodes({"A": (5, 7)})), SetTable("A", CHANGED))


def test_it_is_the_network_as_it_is_now_and_as_it_is_drawn() -> None:
    state = session()
    content = network_of_session(state)
    assert content.network == state.world
    assert content.network.tables[0].probabilities.tolist() == CHANGED.tolist()
    assert content.positions["A"] == (5, 7)
    assert set(content.positions) == {"A", "B", "C"}
    assert content.notes == {"A": "what begins"}
    assert content.title == "Unequal"


def test_the_circle_of_a_covered_world_is_not_where_its_nodes_lie() -> None:
    state = replace(session_from_network("Unequal", unequal(), (0, 1, 2)), world_covered=True)
    content = network_of_session(state)
    assert list(content.positions.values()) == list(layered_positions(unequal().dag))


def test_of_a_saved_session_it_is_what_was_saved_and_not_what_it_began_with(tmp_path: Path) -> None:
    path = tmp_path / "saved.yaml"
    save_session(path, session())
    content = read_any_network(path)
    assert_same(content.network, network_of_session(session()).network)
    assert content.positions["A"] == (5, 7)


def test_data_alone_are_no_network(tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    path.write_text(WITHOUT_WORLD)
    with pytest.raises(InvalidInput, match=r"data\.yaml: it has data only, no network\. Choose one with a network\.$"):
        read_any_network(path)


def test_a_text_that_says_that_it_is_a_graph(tmp_path: Path) -> None:
    path = tmp_path / "model.txt"
    path.write_text("dag {\n A -> B\n}")
    assert read_any_network(path).network.names == ("A", "B")
    path.write_text("dag {\n A -> \n}")
    with pytest.raises(InvalidInput, match=r"model\.txt: line 3"):
        read_any_network(path)
    path.write_text("A\tB\nno\tyes\n")
    with pytest.raises(InvalidInput, match=r"model\.txt: its name ends in \.txt"):
        read_any_network(path)


def test_a_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "unequal.net"
    write_network_file(path, NetworkFile(unequal()))
    assert_same(read_any_network(path).network, unequal())
    assert np.isclose(read_any_network(path).network.tables[0].probabilities, (0.25, 0.75)).all()
