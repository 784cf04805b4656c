"""What the Belief canvas shows follows from the posterior alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.space import every_dag
from engine.posterior.posterior import Posterior
from engine.sessions.state import SessionState, session_from_network
from gui.belief.picture import arrows_in_words, belief_edges, belief_graph, belief_in_words, n_dotted, n_missing
from gui.drawing.styles import BEND, DOTTED_BELOW, HIDDEN_BELOW
from tests.gui.worlds import shorts_session, shorts_world

NAMES = ("Sun", "Shorts", "Ice cream")


def matrix(**chances: float) -> np.ndarray:
    """Build edge probabilities from ab=, ba=, ac= ...; a row is a parent."""
    found = np.zeros((3, 3))
    for ends, chance in chances.items():
        found["abc".index(ends[0]), "abc".index(ends[1])] = chance
    return found


def certain(state: SessionState, candidate: int) -> Posterior:
    weights = np.zeros(len(state.space))
    weights[candidate] = 1.0
    return Posterior(state.space, weights, 0.0)


def test_a_certain_structure_is_drawn_as_it_is() -> None:
    state = shorts_session()
    for candidate in range(len(state.space)):
        graph = belief_graph(state, certain(state, candidate))
        drawn = {ends for ends, edge in graph.edges.items() if edge.drawn()}
        assert drawn == {(NAMES[p], NAMES[c]) for p, c in state.space.dag(candidate).edges()}


def test_rows_are_parents() -> None:
    edges = belief_edges(NAMES, matrix(ab=0.9))
    assert edges["Sun", "Shorts"].probability == 0.9
    assert edges["Shorts", "Sun"].probability == 0.0


@pytest.mark.parametrize(
    ("there", "back", "bends"),
    [
        (0.5, 0.5, (BEND, BEND)),
        (0.9, 0.005, (0.0, 0.0)),
        (0.9, 0.03, (0.0, BEND)),
        (0.03, 0.9, (BEND, 0.0)),
        (0.03, 0.03, (BEND, BEND)),
        (0.0, 0.0, (0.0, 0.0)),
    ],
)
def test_both_directions_make_room_for_one_another(there: float, back: float, bends: tuple[float, float]) -> None:
    edges = belief_edges(NAMES, matrix(ab=there, ba=back))
    assert (edges["Sun", "Shorts"].bend, edges["Shorts", "Sun"].bend) == bends


@given(st.lists(st.floats(0, 0.5), min_size=6, max_size=6))
def test_every_arrow_is_drawn_dotted_or_counted(chances: list[float]) -> None:
    state = shorts_session()
    probabilities = matrix(**dict(zip(("ab", "ba", "ac", "ca", "bc", "cb"), chances, strict=True)))
    graph = replace(belief_graph(state, None), edges=belief_edges(NAMES, probabilities))
    assert n_missing(graph) == sum(chance < HIDDEN_BELOW for chance in chances)
    assert n_dotted(graph) == sum(HIDDEN_BELOW <= chance < DOTTED_BELOW for chance in chances)


def test_only_variables_that_belief_is_about_are_shown() -> None:
    state = session_from_network("Two of three", shorts_world(), (0, 2))
    graph = belief_graph(state, certain(state, 0))
    assert list(graph.nodes) == ["Sun", "Ice cream"]
    assert len(graph.edges) == 2


def test_belief_about_something_else_is_not_shown() -> None:
    other = every_dag((0, 1))
    stale = Posterior(other, np.full(3, 1 / 3), 0.0)
    assert belief_graph(shorts_session(), stale).edges == {}


def test_arrows_are_spoken_the_likeliest_first() -> None:
    graph = replace(belief_graph(shorts_session(), None), edges=belief_edges(NAMES, matrix(ab=0.99, cb=0.4, ca=0.001)))
    said = "Sun to Shorts, almost certain, 0.99; Ice cream to Shorts, open, 0.40."
    assert arrows_in_words(graph) == said
    assert belief_in_words(graph).endswith(said)
    assert arrows_in_words(graph, "Ice cream") == "Ice cream to Shorts, open, 0.40."
    assert arrows_in_words(belief_graph(shorts_session(), None)) == "No arrows."
