"""What the World canvas shows follows from state and results alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.data.dataset import Dataset
from engine.networks.network import BayesianNetwork
from engine.questions.probabilities import marginals
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset, session_from_network
from engine.sessions.verbs import SetByHand
from gui.drawing.styles import EdgeState
from gui.results import Results
from gui.world.picture import node_in_words, world_graph, world_in_words
from tests.gui.worlds import shorts_session, shorts_world


def computed(state: SessionState) -> Results:
    assert state.world is not None
    return Results(marginals=marginals(state.world, state.world_regime))


def test_bars_are_the_marginals_as_the_world_is_set() -> None:
    state = apply(shorts_session(), SetByHand("Sun", "no"))
    graph = world_graph(state, computed(state))
    # lessons: P(ice cream = yes | no sun) = .25
    assert graph.nodes["Ice cream"].probabilities == pytest.approx((0.25, 0.75))
    assert graph.nodes["Sun"].probabilities == (0.0, 1.0)
    assert graph.nodes["Sun"].hand == "set"
    assert graph.nodes["Sun"].tab_text() == "set to no"


def test_arrows_into_what_is_set_are_cut() -> None:
    state = apply(shorts_session(), SetByHand("Shorts"))
    graph = world_graph(state, computed(state))
    assert graph.edges == {("Sun", "Shorts"): EdgeState("cut"), ("Sun", "Ice cream"): EdgeState("arrow")}
    assert graph.nodes["Shorts"].hand == "random"


def test_what_is_set_shows_at_once_whatever_was_computed_last() -> None:
    before = shorts_session()
    state = apply(before, SetByHand("Shorts", "yes"))
    graph = world_graph(state, computed(before))
    assert graph.nodes["Shorts"].probabilities == (1.0, 0.0)
    assert world_graph(apply(before, SetByHand("Shorts")), computed(before)).nodes["Shorts"].probabilities == (0.5, 0.5)


def test_answers_for_another_session_are_not_shown() -> None:
    stale = Results(marginals=(np.array([1.0]), np.array([0.2, 0.8])))
    graph = world_graph(shorts_session(), stale)
    assert graph.nodes["Sun"].probabilities == ()
    assert graph.nodes["Ice cream"].probabilities == ()


def test_hidden_variables_are_marked_and_a_covered_world_leaves_them_out() -> None:
    world = BayesianNetwork(shorts_world().variables, shorts_world().tables, frozenset([0]))
    state = session_from_network("Hidden sun", world, (0, 1))
    assert world_graph(state, Results()).nodes["Sun"].hidden
    covered = world_graph(replace(state, world_covered=True), computed(state))
    assert set(covered.nodes) == {"Shorts", "Ice cream"}
    assert covered.edges == {}
    assert all(node.probabilities == () for node in covered.nodes.values())


def test_a_table_of_data_shows_its_columns() -> None:
    state = session_from_dataset("Rows", Dataset(shorts_session().variables, ()), (0, 1))
    graph = world_graph(state, Results())
    assert list(graph.nodes) == ["Sun", "Shorts", "Ice cream"]
    assert graph.edges == {}


def test_the_picture_in_words() -> None:
    state = apply(shorts_session(), SetByHand("Shorts", "no"))
    graph = world_graph(state, computed(state))
    said = world_in_words(graph)
    assert "Arrows: Sun to Ice cream." in said
    assert "Cut, because the second is set by hand: Sun to Shorts." in said
    assert node_in_words(graph.nodes["Shorts"]) == "Shorts, set to no"
    assert node_in_words(graph.nodes["Sun"]) == "Sun, yes 0.500, no 0.500"
