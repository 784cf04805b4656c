"""Hidden causes in the picture of belief, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.posterior.posterior import Posterior
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, MoveNodes, SetByHand, Watch
from gui.belief.hidden import hidden_in_words, hidden_sentence, n_hidden, n_unlikely
from gui.belief.panel import BeliefPanel
from gui.belief.picture import belief_graph, belief_in_words, n_missing
from tests.gui.worlds import Ring, slots_session


def weighed(state: SessionState, *weights: float) -> Posterior:
    return Posterior(state.space, np.array(weights), 0.0)


def test_arrows_of_a_hidden_cause_weigh_as_the_candidates_that_have_it() -> None:
    state = slots_session("unrelated", "A <- (C) -> B", "A -> B, A <- (C) -> B", "A -> B")
    graph = belief_graph(state, weighed(state, 0.1, 0.3, 0.4, 0.2))
    assert graph.nodes["C"].hidden
    assert graph.edges["C", "A"].probability == pytest.approx(0.7)
    assert graph.edges["C", "B"].probability == pytest.approx(0.7)
    assert graph.edges["A", "B"].probability == pytest.approx(0.6)
    # As in the world, which has one of that name.
    assert graph.points["C"] == (1.0, 0.0)
    assert n_missing(graph) == 1


def test_one_that_the_world_does_not_have_stands_above_its_effects() -> None:
    state = slots_session("unrelated", "A <-> B")
    graph = belief_graph(state, weighed(state, 0.5, 0.5))
    assert set(graph.nodes) == {"A", "B", "U"}
    assert graph.points["U"] == (1.0, 0.0)


@pytest.mark.parametrize(("weight", "drawn"), [(0.0099, 0), (0.01, 1)])
def test_what_is_too_unlikely_is_counted_and_not_drawn(weight: float, drawn: int) -> None:
    state = slots_session("unrelated", "A <- (C) -> B")
    belief = weighed(state, 1 - weight, weight)
    graph = belief_graph(state, belief)
    assert (n_hidden(graph), n_unlikely(belief)) == (drawn, 1 - drawn)
    assert any("C" in ends for ends in graph.edges) == bool(drawn)


def test_a_stated_size_is_written_below_the_name() -> None:
    state = slots_session("A <- (C: 2) -> B", "A <- (D) -> B", "A <- (E) -> B, A -> B", "A <- (E: 3) -> B")
    graph = belief_graph(state, weighed(state, 0.25, 0.25, 0.25, 0.25))
    notes = {name: node.note for name, node in graph.nodes.items() if node.hidden}
    assert notes == {"C": "2 states", "D": "", "E": "open or 3 states"}
    assert len({graph.points[name] for name in notes}) == 3


def test_a_screen_reader_hears_hidden_causes() -> None:
    state = slots_session("unrelated", "A <- (C: 2) -> B")
    graph = belief_graph(state, weighed(state, 0.2, 0.8))
    assert hidden_in_words(graph, "C") == "C: hidden cause of A and B, 2 states, likely, 0.80."
    said = "2 variables: A, B. C: hidden cause of A and B, 2 states, likely, 0.80. C to A, likely, 0.80; "
    assert belief_in_words(graph).startswith(said)


def test_the_foot_line_says_how_to_read_them() -> None:
    assert hidden_sentence(0, 0) == ""
    assert hidden_sentence(1, 0) == "Dashed: never seen."
    assert hidden_sentence(2, 1) == "Dashed: never seen. 1 hidden cause below 0.01 not drawn."
    assert hidden_sentence(0, 2) == "2 hidden causes below 0.01 not drawn."


def opened(ring: Ring, qtbot: QtBot, state: SessionState) -> BeliefPanel:
    panel = BeliefPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(475, 560)
    ring.document.reset(state)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(ring.is_quiet)
    return panel


def test_the_panel_follows_belief_in_a_hidden_cause(ring: Ring, qtbot: QtBot) -> None:
    panel = opened(ring, qtbot, slots_session())
    done = (Watch(100), SetByHand("A", "yes"), Act(40), SetByHand("A", "no"), Act(40))
    for action in (*done, SetByHand("B", "no"), Act(40)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    shown = {item.ends: item.state.probability for item in panel.canvas.edges()}
    assert shown["C", "A"] == pytest.approx(posterior.weights[3])
    assert "Dashed: never seen." in panel.legend.text()
    assert panel.kind.text() == "exact"
    assert panel.canvas.node_in_words("C").startswith("C: hidden cause of A and B, ")


def test_look_alikes_may_have_something_hidden(ring: Ring, qtbot: QtBot) -> None:
    panel = opened(ring, qtbot, slots_session())
    ring.document.perform(Watch(200))
    qtbot.waitUntil(ring.is_quiet)
    assert [chip.toolTip() for chip in panel.note.chips()] == ["A -> B", "B -> A", "A <- (C) -> B"]
    assert panel.note.sentence.text().endswith("Set A or B to part some of them.")


def test_a_hidden_cause_that_the_world_has_can_be_moved_and_another_goes_back(ring: Ring, qtbot: QtBot) -> None:
    panel = opened(ring, qtbot, slots_session("unrelated", "A <- (C) -> B", "A <- (D) -> B, A -> B"))
    panel.canvas.nodes_moved.emit({"C": (4.0, 4.0), "D": (5.0, 5.0)})
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.positions["C"] == (4.0, 4.0)
    assert "D" not in ring.document.state.positions
    ring.document.perform(MoveNodes({"A": (0.0, 3.0)}))
    assert panel.canvas.graph.points["C"] == (4.0, 4.0)


def test_estimates_are_said_to_be_sampled(ring: Ring, qtbot: QtBot) -> None:
    panel = opened(ring, qtbot, slots_session("A <- (C: 2) -> B", "A <- (C: 3) -> B", "unrelated"))
    ring.document.perform(Watch(20))
    qtbot.waitUntil(ring.is_quiet)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    if posterior.errors is None:
        assert panel.kind.text() == "exact"
    else:
        assert panel.kind.text().startswith("sampled \N{PLUS-MINUS SIGN} ")
