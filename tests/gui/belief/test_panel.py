"""The Belief panel: arrows follow the posterior at the moment shown, notes say what it means."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.posterior.assumptions import Assumptions
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, MoveNodes, SetByHand, SetHypotheses, Watch
from gui.belief.panel import SAY_WORKING_AFTER_MS, BeliefPanel
from gui.belief.words import WORKING
from gui.theme import Theme, apply_theme
from tests.gui.worlds import Ring, made_ring, shorts_session

ACTED = (Watch(200), SetByHand("Shorts", "yes"), Act(50), SetByHand("Shorts", "no"), Act(50))


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> BeliefPanel:
    panel = BeliefPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(475, 560)
    return panel


def played(*actions: Action) -> SessionState:
    state = shorts_session()
    for action in actions:
        state = apply(state, action)
    return state


def opened(panel: BeliefPanel, ring: Ring, qtbot: QtBot, *actions: Action) -> None:
    ring.document.reset(played(*actions))
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(ring.is_quiet)


def shown(panel: BeliefPanel) -> dict[tuple[str, str], float | None]:
    return {item.ends: item.state.probability for item in panel.canvas.edges()}


def test_every_arrow_is_as_strong_as_it_is_probable(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, *ACTED)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    names = ring.document.state.belief_names
    for (parent, child), chance in shown(panel).items():
        assert chance == posterior.edge_probabilities[names.index(parent), names.index(child)]
    assert panel.kind.text() == "exact"
    assert panel.kind.isVisible()


def test_before_any_rows_the_note_gives_the_first_step(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    assert panel.note.isVisible()
    assert panel.note.sentence.text().startswith("No rows yet.")
    assert panel.note.chips() == []
    # all 25 structures alike: 8 of 25 hold each arrow
    assert np.allclose(list(shown(panel).values()), 8 / 25)


def test_look_alikes_are_marked_by_their_chips(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, *ACTED)
    results = ring.analysis.results
    assert results.look_alikes is not None
    assert len(results.look_alikes.candidates) == 2
    digits = sorted(results.digit_of[each] for each in results.look_alikes.candidates)
    assert [chip.digit for chip in panel.note.chips()] == digits
    assert "one equivalence class" in panel.note.sentence.text()
    assert "Sun" in panel.note.chips()[0].toolTip()
    assert panel.note.more == ""


def test_nothing_jumps_when_the_sentence_comes_and_goes(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    height, places = panel.canvas.height(), {node.name: node.pos() for node in panel.canvas.nodes()}
    for action in ACTED:
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
        QApplication.processEvents()
        assert panel.note.isVisible()
        assert panel.canvas.height() == height
    for n_rows in (0, 20, 200, None):
        ring.analysis.select_rows(n_rows)
        QApplication.processEvents()
        assert panel.canvas.height() == height
    assert {node.name: node.pos() for node in panel.canvas.nodes()} == places


def test_rows_move_the_arrows_that_are_there(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    before = {item.ends: item for item in panel.canvas.edges()}
    chances = shown(panel)
    ring.document.perform(Watch(100))
    qtbot.waitUntil(lambda: ring.is_quiet() and shown(panel) != chances)
    assert {item.ends: item for item in panel.canvas.edges()} == before
    assert not panel.note.sentence.text().startswith("No rows yet")


def test_the_moment_that_was_chosen_is_shown(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, *ACTED)
    now = shown(panel)
    ring.analysis.select_rows(0)
    assert np.allclose(list(shown(panel).values()), 8 / 25)
    assert panel.note.sentence.text() == "Before the first row every structure is as likely as any other."
    ring.analysis.select_rows(None)
    assert shown(panel) == now


def test_a_prior_that_is_not_even_is_not_called_so(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    assert "as likely as any other" in panel.note.sentence.text()
    space = ring.document.state.space
    ring.document.perform(SetHypotheses(space, Assumptions(prior="edges")))
    qtbot.waitUntil(lambda: "those of the prior" in panel.note.sentence.text())


def test_a_drag_moves_the_node_in_the_session(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, MoveNodes({"Sun": (0, -1), "Shorts": (-1, 1), "Ice cream": (1, 1)}), *ACTED)
    canvas = panel.canvas
    start = canvas.mapFromScene(canvas.node("Shorts").pos())
    before = canvas.node("Shorts").pos()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(20, -30))
    QTest.mouseMove(canvas.viewport(), start + QPoint(40, -60))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(40, -60))
    x, y = ring.document.state.positions["Shorts"]
    assert x > -1
    assert y < 1
    assert (canvas.node("Shorts").pos() - before - QPointF(40, -60)).manhattanLength() <= 2


@pytest.fixture
def idle() -> Iterator[Ring]:
    """A ring whose analysis hears of no session, and so never answers."""
    yield from made_ring()


def test_long_work_is_said_only_when_it_is_long(ring: Ring, idle: Ring, qtbot: QtBot) -> None:
    panel = BeliefPanel(ring.document, idle.analysis)
    qtbot.addWidget(panel)
    ring.document.reset(shorts_session())
    assert panel.legend.text() == ""
    assert panel.kind.isHidden()
    assert [each.interval() for each in panel.findChildren(QTimer) if each.isActive()] == [SAY_WORKING_AFTER_MS]
    qtbot.waitUntil(lambda: panel.legend.text() == WORKING)


def test_an_answer_in_time_says_nothing_of_work(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    qtbot.wait(SAY_WORKING_AFTER_MS + 50)
    assert panel.legend.text() != WORKING


def test_a_screen_reader_hears_the_arrows_as_they_move(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot)
    canvas = panel.canvas
    assert canvas.accessibleName() == "Belief"
    assert "Sun to Shorts, unlikely, 0.32" in canvas.accessibleDescription()
    before = canvas.accessibleDescription()
    ring.document.perform(Watch(500))
    qtbot.waitUntil(lambda: canvas.accessibleDescription() != before)
    qtbot.waitUntil(ring.is_quiet)


@pytest.mark.parametrize("theme", [Theme(dark=True, reduced_motion=True), Theme(scale=2.0, reduced_motion=True)])
def test_the_theme_is_followed_live(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    opened(panel, ring, qtbot, *ACTED)
    apply_theme(qapp, theme)
    assert panel.canvas.scene().backgroundBrush().color() == theme.tokens.surface
    assert panel.legend.font().pixelSize() == theme.font_size("axis")
    view = panel.canvas.mapToScene(panel.canvas.viewport().rect()).boundingRect()
    assert all(view.contains(item.body()) for item in panel.canvas.nodes())


def test_where_all_are_level_none_is_singled_out(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    """One row is as probable under every structure."""
    opened(panel, ring, qtbot, Watch(1))
    assert panel.note.sentence.text() == "25 structures are level: none leads so far."
    assert not panel.note.chips()
    ring.document.perform(Watch(200))
    qtbot.waitUntil(ring.is_quiet)
    assert "can never be told apart" in panel.note.sentence.text()
