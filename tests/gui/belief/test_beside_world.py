"""Belief beside the world: marks on the canvas, the sentence that counts, and the switch."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.data.dataset import Dataset
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.belief.panel import BeliefPanel
from gui.drawing.edge_painting import label_text
from tests.gui.worlds import Ring, shorts_session, slots_session

LEFT = Qt.MouseButton.LeftButton
ACTED = (SetByHand("Sun", "yes"), Act(40), SetByHand("Sun", "no"), Act(40))


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> BeliefPanel:
    panel = BeliefPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.truth)
    panel.resize(475, 560)
    return panel


def opened(panel: BeliefPanel, ring: Ring, qtbot: QtBot, state: SessionState) -> None:
    ring.document.reset(state)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(ring.is_quiet)


def watched(state: SessionState, rows: int = 60) -> SessionState:
    return apply(state, Watch(rows))


def marks(panel: BeliefPanel) -> dict[tuple[str, str], str]:
    return {item.ends: item.state.mark for item in panel.canvas.edges() if item.state.mark}


def test_a_press_marks_where_belief_leans_and_another_takes_it_back(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot
) -> None:
    opened(panel, ring, qtbot, watched(shorts_session()))
    before = {item.ends: item.state for item in panel.canvas.edges()}
    assert not marks(panel)
    QTest.mouseClick(panel.truth, LEFT)
    assert panel.truth.isChecked()
    found = marks(panel)
    assert found
    for ends, mark in found.items():
        item = panel.canvas.edge(*ends)
        assert item.isVisible()
        assert label_text(item.state).endswith(mark)
        assert mark in item.toolTip()
    # The other ways to join two variables stay in sight, fainter.
    assert all(item.state.dimmed for item in panel.canvas.edges() if not item.state.mark)
    QTest.mouseClick(panel.truth, LEFT)
    assert {item.ends: item.state for item in panel.canvas.edges()} == before


def test_the_sentence_counts_what_is_marked_and_gives_the_average_and_the_leader(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot
) -> None:
    opened(panel, ring, qtbot, watched(shorts_session()))
    ring.analysis.show_as("truth")
    said, found = panel.note.sentence.text(), marks(panel)
    for mark in ("right", "turned", "extra", "missing"):
        number = sum(each == mark for each in found.values())
        assert (f"{number} arrow" in said and mark in said) or f"{number} {mark}" in said or number == 0
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    space, true = posterior.space, {(0, 1), (0, 2)}
    # One by one: how many pairs each candidate joins otherwise than the world.
    faults = [len({frozenset(ends) for ends in set(space.dag(each).edges()) ^ true}) for each in range(len(space))]
    expected = float(posterior.weights @ np.array(faults, dtype=float))
    shown = re.search(r"([\d.]+) \(exact\) wrong arrows are expected", said)
    assert shown is not None
    assert float(shown.group(1)) == pytest.approx(expected, abs=0.005)
    leader = posterior.ranked(1)[0]
    level = [each for each in range(len(space)) if posterior.weights[each] >= posterior.weights[leader] * (1 - 1e-7)]
    if len(level) > 1:
        assert f"{len(level)} candidates lead" in said
        assert f"{min(faults[each] for each in level)} to {max(faults[each] for each in level)} wrong" in said


def test_after_acting_one_candidate_leads_and_is_counted_alone(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    state = watched(shorts_session(), 200)
    for action in ACTED:
        state = apply(state, action)
    opened(panel, ring, qtbot, state)
    ring.analysis.show_as("truth")
    assert marks(panel) == {("Sun", "Shorts"): "right", ("Sun", "Ice cream"): "right"}
    said = panel.note.sentence.text()
    assert said.startswith("Belief leans: 2 arrows right.")
    assert "Leading candidate" in said
    assert said.endswith("2 arrows right.")


def test_marks_follow_the_moment_that_is_looked_at(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, watched(shorts_session(), 200))
    ring.analysis.show_as("truth")
    now, said = marks(panel), panel.note.sentence.text()
    ring.analysis.select_rows(0)
    # Before any row every pair leans to no arrow: 9 of 25 structures against 8 for either way.
    assert marks(panel) == {("Sun", "Shorts"): "missing", ("Sun", "Ice cream"): "missing"}
    assert "All 25 candidates are level." in panel.note.sentence.text()
    ring.analysis.select_rows(None)
    assert (marks(panel), panel.note.sentence.text()) == (now, said)


def test_a_hidden_cause_that_no_candidate_has_is_drawn_hollow(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, watched(slots_session("unrelated", "A -> B", "B -> A"), 200))
    assert "C" not in panel.canvas.graph.nodes
    ring.analysis.show_as("truth")
    assert panel.canvas.graph.nodes["C"].hidden
    assert marks(panel)["C", "A"] == marks(panel)["C", "B"] == "missing"
    assert "1 hidden common cause missing" in panel.note.sentence.text()
    ring.analysis.show_as("arrows")
    assert "C" not in panel.canvas.graph.nodes


def test_a_hidden_cause_that_belief_leans_to_is_right(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    state = slots_session()
    for action in (Watch(60), SetByHand("A", "yes"), Act(60), SetByHand("A", "no"), Act(60)):
        state = apply(state, action)
    for action in (Release(), SetByHand("B", "yes"), Act(60), SetByHand("B", "no"), Act(60)):
        state = apply(state, action)
    opened(panel, ring, qtbot, state)
    ring.analysis.show_as("truth")
    assert marks(panel) == {("C", "A"): "right", ("C", "B"): "right"}


def test_a_covered_world_is_never_given_away(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    state = watched(shorts_session())
    opened(panel, ring, qtbot, replace(state, world_covered=True))
    assert not panel.truth.isEnabled()
    assert "covered" in panel.truth.toolTip()
    QTest.mouseClick(panel.truth, LEFT)
    ring.analysis.show_as("truth")
    assert not marks(panel)
    assert not panel.truth.isChecked()
    ring.document.reset(state)
    qtbot.waitUntil(ring.is_quiet)
    assert panel.truth.isEnabled()
    assert not panel.truth.isChecked()


def test_rows_alone_have_no_truth(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    dataset: Dataset = watched(shorts_session()).dataset
    opened(panel, ring, qtbot, session_from_dataset("Rows", dataset, (0, 1, 2)))
    assert not panel.truth.isEnabled()
    assert "no world" in panel.truth.toolTip()


def test_a_screen_reader_hears_every_verdict(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, watched(shorts_session()))
    ring.analysis.show_as("truth")
    heard = panel.canvas.accessibleDescription()
    for (parent, child), mark in marks(panel).items():
        assert f"{parent} to {child} {mark}" in heard
