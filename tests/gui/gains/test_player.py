"""Strategies that play in the panel: by the verbs of a person, step by step or until they are stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.networks.interventions import OBSERVATION
from engine.sessions.actions import apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.strategies import NAMES, PLAYING, RULES
from engine.sessions.verbs import SetCosts, Watch
from gui.gains.minder import AWAY, GIVEN_UP, UNDONE
from gui.gains.panel import GainsPanel
from gui.gains.player import PAUSE_MS, PLAY, STOP
from tests.gui.worlds import Ring, shorts_session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> GainsPanel:
    panel = GainsPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    ring.document.reset(apply(shorts_session(), Watch(40)))
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())
    return panel


def n_batches(ring: Ring) -> int:
    return len(ring.document.state.dataset.batches)


def test_one_step_does_the_most_telling_and_can_be_undone(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    before, gains = ring.document.state, panel._gaining.gains
    assert gains is not None
    assert gains.best is not None
    assert n_batches(ring) == 1
    qtbot.mouseClick(panel.player.step, LEFT)
    qtbot.waitUntil(lambda: n_batches(ring) == 2)
    assert ring.document.state.dataset.batches[-1].regime == gains.best.regime
    while ring.document.past.can_undo:
        ring.document.undo()
    assert ring.document.state == before
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_it_plays_until_it_is_stopped(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    panel.player.choice.setCurrentIndex(PLAYING.index("one at a time"))
    qtbot.mouseClick(panel.player.play, LEFT)
    assert panel.player.play.text() == STOP
    qtbot.waitUntil(lambda: n_batches(ring) >= 3)
    qtbot.mouseClick(panel.player.play, LEFT)
    assert panel.player.play.text() == PLAY
    # What was being done is still done.
    qtbot.waitUntil(lambda: ring.is_quiet() and not panel._stepwise.is_busy)
    done = n_batches(ring)
    qtbot.wait(2 * PAUSE_MS)
    assert n_batches(ring) == done
    regimes = [batch.regime for batch in ring.document.state.dataset.batches]
    assert regimes[0] == OBSERVATION
    assert [each.interventions[0].state for each in regimes[1:3]] == [0, 1]
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_it_stops_when_something_else_is_opened(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.player.play, LEFT)
    assert panel.player.plays
    ring.document.reset(shorts_session())
    assert not panel.player.plays
    assert panel.spending.stopped == ""


def test_out_of_sight_it_stops_with_a_word_but_not_where_it_is_seen_again_at_once(
    ring: Ring, panel: GainsPanel, qtbot: QtBot
) -> None:
    panel.minder._away.setInterval(0)
    qtbot.mouseClick(panel.player.play, LEFT)
    # As docks do that are arranged anew.
    panel.hide()
    panel.show()
    qtbot.waitUntil(lambda: n_batches(ring) >= 3)
    assert panel.player.plays
    with qtbot.waitSignal(panel.minder.went_away) as said:
        panel.hide()
    assert said.args == [AWAY]
    assert not panel.player.plays
    # What was being done is still done, and does not wipe the words away.
    qtbot.waitUntil(lambda: ring.is_quiet() and not panel._stepwise.is_busy)
    panel.show()
    assert panel.spending.stopped == AWAY


def test_undo_stops_it_and_leaves_what_was_undone_to_be_done_again(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.player.play, LEFT)
    qtbot.waitUntil(lambda: n_batches(ring) >= 2 and not ring.document.is_busy and not panel._stepwise.is_busy)
    done = ring.document.state
    ring.document.undo()
    assert not panel.player.plays
    assert panel.spending.stopped == UNDONE
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())
    qtbot.wait(2 * PAUSE_MS)
    assert ring.document.past.can_redo
    ring.document.redo()
    assert ring.document.state == done
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_giving_up_the_rows_that_are_being_drawn_stops_it(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    panel.player.choice.setCurrentIndex(PLAYING.index("one at a time"))
    ring.document.busy_changed.connect(lambda busy: ring.document.undo() if busy else None)
    qtbot.mouseClick(panel.player.play, LEFT)
    qtbot.waitUntil(lambda: not panel.player.plays)
    assert panel.spending.stopped == GIVEN_UP
    assert n_batches(ring) == 1
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_on_a_budget_it_does_what_can_be_paid_for_and_stops_with_a_sentence(
    ring: Ring, panel: GainsPanel, qtbot: QtBot
) -> None:
    # Ten rows cost 10 to watch, 100 with sun set, 20 with shorts set, 30 with ice cream set; 40 were watched.
    rows = {"Sun": 10.0, "Shorts": 2.0, "Ice cream": 3.0}
    acts = ActCostsByName({name: ActCosts(set=Cost(row)) for name, row in rows.items()})
    ring.document.perform(SetCosts(Costs(acts=acts, budget=109)))
    panel.player.choice.setCurrentIndex(PLAYING.index("one at a time"))
    qtbot.mouseClick(panel.player.play, LEFT)
    # Of 69 are left 49 and 29 after shorts, then ice cream is too dear: 19 and 9 after watching.
    qtbot.waitUntil(lambda: bool(panel.spending.stopped))
    targets = [sorted(batch.regime.targets) for batch in ring.document.state.dataset.batches[1:]]
    assert targets == [[1], [1], [], []]
    assert not panel.player.plays
    assert panel.spending.stopped == (
        "Nothing more can be paid for: the cheapest costs 10, and 9 of the budget of 109 is left. "
        "Draw fewer rows, or raise the budget."
    )
    ring.document.undo()
    assert panel.spending.stopped == ""


def test_every_strategy_has_a_name_and_says_its_rule(panel: GainsPanel, qtbot: QtBot) -> None:
    choice = panel.player.choice
    choice.setFocus()
    for each in PLAYING:
        assert choice.currentText() == NAMES[each]
        assert panel.player.strategy == each
        assert choice.toolTip() == choice.accessibleDescription() == RULES[each]
        qtbot.keyClick(choice, Qt.Key.Key_Down)
