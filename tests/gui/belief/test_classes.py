"""Look-alikes as one in Belief: plain lines, the sentence, the switch, and the moment looked at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.posterior.features import heaviest_classes
from engine.questions.class_view import ClassView
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, Release, SetByHand, Watch
from gui.belief.class_picture import class_graph, n_left_out
from gui.belief.panel import BeliefPanel
from tests.gui.worlds import Ring, shorts_session, slots_session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> Iterator[BeliefPanel]:
    panel = BeliefPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.classes)
    panel.resize(475, 560)
    yield panel
    panel.hide()


def opened(panel: BeliefPanel, ring: Ring, qtbot: QtBot, state: SessionState, *actions: Action) -> None:
    for action in actions:
        state = apply(state, action)
    ring.document.reset(state)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(ring.is_quiet)


def lines(panel: BeliefPanel) -> dict[frozenset[str], float | None]:
    return {
        frozenset(item.ends): item.state.probability
        for item in panel.canvas.edges()
        if item.state.undirected and item.state.drawn()
    }


def test_a_press_draws_plain_lines_where_watching_cannot_show_the_way(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot
) -> None:
    opened(panel, ring, qtbot, shorts_session(), Watch(300))
    before = {item.ends: item.state for item in panel.canvas.edges()}
    assert not lines(panel)
    QTest.mouseClick(panel.classes, LEFT)
    qtbot.waitUntil(lambda: bool(lines(panel)))
    assert panel.classes.isChecked()
    found = lines(panel)
    strong = {ends for ends, chance in found.items() if (chance or 0.0) > 0.5}
    assert strong == {frozenset({"Sun", "Shorts"}), frozenset({"Sun", "Ice cream"})}
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    # By another way round: the weights of the classes in whose essential graph the two are joined by a line.
    classes = heaviest_classes(posterior, {0}, 25)
    known = sum(each.probability.value for each in classes if (0, 1) in each.graph.undirected())
    assert found[frozenset({"Sun", "Shorts"})] == pytest.approx(known)
    said = panel.note.sentence.text()
    assert said.startswith("These three can never be told apart by watching (one equivalence class, ")
    assert said.endswith("Set Sun to part them all, Shorts or Ice cream to part some.")
    assert f"{classes[0].probability.value:.3f}" in said
    assert len(panel.note.chips()) == 3
    assert panel.legend.text().startswith("Plain line: watching cannot show which way (essential graph, CPDAG).")
    assert "Average of 11 classes." in panel.legend.text()
    item = next(item for item in panel.canvas.edges() if item.state.undirected and item.state.drawn())
    assert "direction open" in item.toolTip()
    assert "direction open" in panel.canvas.accessibleDescription()
    QTest.mouseClick(panel.classes, LEFT)
    assert {item.ends: item.state for item in panel.canvas.edges()} == before


def test_acting_gives_lines_their_heads(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, shorts_session(), Watch(300))
    ring.analysis.show_as("classes")
    qtbot.waitUntil(lambda: bool(lines(panel)))
    for action in (SetByHand("Sun", "yes"), Act(60)):
        ring.document.perform(action)
    qtbot.waitUntil(lambda: "setting Sun" in panel.note.sentence.text())
    qtbot.waitUntil(ring.is_quiet)
    assert max((chance or 0.0 for chance in lines(panel).values()), default=0.0) < 0.05
    assert panel.note.sentence.text().startswith("One structure alone")
    # A look back at what was known before shows the lines again.
    ring.analysis.select_rows(300)
    qtbot.waitUntil(lambda: "by watching (one" in panel.note.sentence.text())
    assert max(chance or 0.0 for chance in lines(panel).values()) > 0.9


def test_a_hidden_cause_is_part_of_a_line_until_both_were_set(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, slots_session(), Watch(200))
    ring.analysis.show_as("classes")
    qtbot.waitUntil(lambda: bool(lines(panel)))
    assert lines(panel)[frozenset("AB")] == pytest.approx(1.0, abs=1e-3)
    assert "C" not in panel.canvas.graph.nodes
    acted = (SetByHand("A", "yes"), Act(40), Release(), SetByHand("B", "yes"), Act(40))
    opened(panel, ring, qtbot, slots_session(), Watch(200), *acted)
    ring.analysis.show_as("classes")
    qtbot.waitUntil(lambda: "C" in panel.canvas.graph.nodes)
    assert not lines(panel)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    assert panel.canvas.edge("C", "A").state.probability == pytest.approx(posterior.weights[3])


def test_nothing_is_worked_out_out_of_sight(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, shorts_session(), Watch(50))
    panel.hide()
    asked: list[str] = []
    ring.jobs.running_changed.connect(lambda name, _running: asked.append(name))
    ring.analysis.show_as("classes")
    ring.document.perform(Watch(5))
    qtbot.waitUntil(ring.is_quiet)
    assert asked
    assert not [name for name in asked if name.startswith("classes")]
    assert not lines(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: bool(lines(panel)))


def test_of_three_ways_the_least_likely_direction_has_no_room() -> None:
    arrows, joined = np.zeros((3, 3)), np.zeros((3, 3))
    arrows[0, 1], arrows[1, 0], joined[0, 1] = 0.2, 0.1, 0.6
    joined[1, 0] = 0.6
    view = ClassView(frozenset({0}), frozenset(), (), 3, arrows, joined, np.zeros((3, 3)))
    places = {"Sun": (0.0, 0.0), "Shorts": (1.0, 0.0), "Ice cream": (0.0, 1.0)}
    graph = class_graph(shorts_session(), view, places)
    assert graph.edges["Sun", "Shorts"].probability == 0.2
    assert graph.edges["Shorts", "Sun"].undirected
    assert graph.edges["Shorts", "Sun"].probability == 0.6
    assert n_left_out(view) == 1
