"""The plan on screen: added from the map, moved, removed, paid for, told as a whole, and done step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.files.session_files import load_session
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.sessions.actions import apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.plans import PlannedStep
from engine.sessions.scenario import Show
from engine.sessions.state import SessionState, initial_state, session_from_dataset
from engine.sessions.verbs import MoveNodes, PlaceBet, SetCosts, SetPlan, Watch
from gui.gains.panel import GainsPanel
from gui.gains.plan_section import plan_words
from gui.inquiries.latest import Standing
from gui.inquiries.planning import PLANNING
from gui.start.lesson_card import shipped_folder
from tests.gui.worlds import Ring, shorts_session, slots_session, wide_table

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
SHORTS, ICE, SUN = Regime((do(1, 0),)), Regime((do(2, 0),)), Regime((do(0, 0),))
DEAR_SUN = ActCostsByName({"Sun": ActCosts(Cost(20), Cost(20), Cost(20))})


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> GainsPanel:
    panel = GainsPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(360, 1200)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def shows(ring: Ring, panel: GainsPanel, qtbot: QtBot, costs: Costs | None = None) -> SessionState:
    state = apply(apply(shorts_session(), Watch(40)), SetCosts(costs or Costs()))
    ring.document.reset(state)
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())
    return state


def chosen(panel: GainsPanel, qtbot: QtBot, regime: Regime) -> None:
    line, place = panel.map.board.find(regime) or (0, 0)
    qtbot.mouseClick(panel.map, LEFT, pos=panel.map.cell_rect(line, place).center().toPoint())


def added(ring: Ring, panel: GainsPanel, qtbot: QtBot, *regimes: Regime) -> None:
    for regime in regimes:
        chosen(panel, qtbot, regime)
        qtbot.mouseClick(panel.plan.add, LEFT)
        assert ring.document.state.plan[-1].regime == regime


def regimes_of(ring: Ring) -> list[Regime]:
    return [step.regime for step in ring.document.state.plan]


def settled(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.plan._planning.gain is not None and not panel.plan._planning.standing.working)
    qtbot.waitUntil(lambda: ring.is_quiet() and not ring.jobs.is_running(PLANNING))


def given_up(ring: Ring, qtbot: QtBot) -> None:
    ring.jobs.cancel(PLANNING)
    qtbot.waitUntil(lambda: ring.is_quiet() and not ring.jobs.is_running(PLANNING))


def test_an_empty_plan_is_one_line_that_says_how_to_begin(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot)
    plan = panel.plan
    assert plan.empty.text().startswith("No plan yet. Choose above")
    shown = [
        part for part in (plan.heading, plan.list, plan.gain, plan.up, plan.remove, plan.first) if part.isVisible()
    ]
    assert shown == []
    best = panel.map.best
    qtbot.mouseClick(plan.add, LEFT)
    assert best is not None
    assert ring.document.state.plan == (PlannedStep(best, 10),)
    assert ring.document.past.undo_text == "Add to the plan"
    given_up(ring, qtbot)
    ring.document.undo()
    assert plan.empty.isVisible()
    assert not plan.list.isVisible()


def test_steps_are_added_moved_and_removed_by_mouse_and_key(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot)
    panel.set_rows(25)
    qtbot.waitUntil(ring.is_quiet)
    added(ring, panel, qtbot, SHORTS, ICE, OBSERVATION)
    plan = panel.plan
    assert plan.list.lines() == [
        ("1. Set Shorts = yes", "25", "25"),
        ("2. Set Ice cream = yes", "25", "25"),
        ("3. Watch", "25", "25"),
    ]
    assert plan.add.accessibleName() == "Add to the plan: watch, 25 rows"
    assert plan.list.place == 2
    plan.list.setFocus()
    qtbot.keyClick(plan.list, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(plan.list, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(plan.list, Qt.Key.Key_Up, ALT)
    assert regimes_of(ring) == [OBSERVATION, SHORTS, ICE]
    assert plan.list.place == 0
    assert not plan.up.isEnabled()
    qtbot.keyClick(plan.list, Qt.Key.Key_Down, ALT)
    assert regimes_of(ring) == [SHORTS, OBSERVATION, ICE]
    qtbot.mouseClick(plan.down, LEFT)
    assert regimes_of(ring) == [SHORTS, ICE, OBSERVATION]
    qtbot.keyClick(plan.list, Qt.Key.Key_Up)
    qtbot.keyClick(plan.list, Qt.Key.Key_Delete)
    assert regimes_of(ring) == [SHORTS, OBSERVATION]
    qtbot.mouseClick(plan.remove, LEFT)
    assert regimes_of(ring) == [SHORTS]
    ring.document.undo()
    assert regimes_of(ring) == [SHORTS, OBSERVATION]
    given_up(ring, qtbot)


def test_what_the_plan_tells_is_worked_out_while_it_is_in_sight(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot)
    panel.set_rows(1)
    qtbot.waitUntil(ring.is_quiet)
    added(ring, panel, qtbot, SHORTS)
    settled(ring, panel, qtbot)
    gain = panel.plan._planning.gain
    assert gain is not None
    assert gain.exact
    assert panel._gaining.gains is not None
    assert gain.bits == pytest.approx(next(each.bits for each in panel._gaining.gains.known if each.regime == SHORTS))
    assert "bits (exact) of the" in panel.plan.gain.text()
    added(ring, panel, qtbot, SUN)
    settled(ring, panel, qtbot)
    both = panel.plan._planning.gain
    assert both is not None
    assert not both.exact
    assert both.bits > gain.bits
    said = panel.plan.gain.text()
    assert said.startswith(f"The plan as a whole is expected to tell {both.bits:.2f} \N{PLUS-MINUS SIGN} ")
    assert "bits (sampled) of the" in said
    panel.hide()
    ring.document.perform(SetPlan((PlannedStep(SUN, 3),)))
    assert not ring.jobs.is_running(PLANNING)
    assert state.plan == ()


def test_the_budget_shows_the_plan_and_marks_what_is_beyond(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, Costs(Cost(1), DEAR_SUN, budget=200))
    added(ring, panel, qtbot, SHORTS, SUN, OBSERVATION)
    assert panel.spending.bar.shares == pytest.approx((0.2, 0.0, 220 / 200))
    assert ", 220 planned. 160 of 200 left. What is planned is 60 too much." in panel.spending.bar.words.text()
    costs = [line[2] for line in panel.plan.list.lines()]
    assert costs == ["10", "200 \N{BLACK UP-POINTING TRIANGLE} too dear", "10 \N{BLACK UP-POINTING TRIANGLE} too dear"]
    spoken = panel.plan.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2. Set Sun = yes, 10 rows, costs 200, beyond the budget"
    given_up(ring, qtbot)
    panel.resize(270, 1200)
    qtbot.waitUntil(lambda: panel.plan.list.isHeaderHidden())
    assert (
        panel.plan.list.lines()[1][0] == "2. Set Sun = yes\n10 rows, cost 200 \N{BLACK UP-POINTING TRIANGLE} too dear"
    )
    assert panel.plan.add.text() == "Add"
    # All is done up to there, each draw after the one before, and a sentence says why no more is.
    qtbot.mouseClick(panel.plan.all, LEFT)
    assert panel.plan.all.text() == "Stop"
    qtbot.waitUntil(lambda: not panel.plan.goes_on)
    assert [batch.regime for batch in ring.document.state.dataset.batches] == [OBSERVATION, SHORTS]
    assert panel.spending.stopped.startswith("This costs 200, and 150 of the budget of 200 is left.")
    assert regimes_of(ring) == [SUN, OBSERVATION]
    assert not panel.plan.first.isEnabled()
    given_up(ring, qtbot)


def test_steps_are_done_one_by_one_or_all(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    before = shows(ring, panel, qtbot)
    added(ring, panel, qtbot, SHORTS, OBSERVATION, ICE, SUN)
    planned = ring.document.state.plan
    panel.plan.first.setFocus()
    qtbot.keyClick(panel.plan.first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(ring.document.state.dataset.batches) == 2)
    assert ring.document.state.plan == planned[1:]
    assert ring.document.past.undo_text == "Set Shorts = yes, 10 rows, as planned"
    ring.document.undo()
    assert ring.document.state.plan == planned
    assert ring.document.state.dataset is before.dataset
    qtbot.waitUntil(lambda: panel.plan.all.isEnabled() and not ring.document.is_busy)
    qtbot.mouseClick(panel.plan.all, LEFT)
    qtbot.waitUntil(lambda: ring.document.state.plan == ())
    assert [batch.regime for batch in ring.document.state.dataset.batches] == [
        OBSERVATION,
        SHORTS,
        OBSERVATION,
        ICE,
        SUN,
    ]
    assert not panel.plan.goes_on
    assert panel.plan.empty.isVisible()
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_doing_all_stops_when_a_person_does_something_else(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot)
    added(ring, panel, qtbot, SHORTS, OBSERVATION, ICE)
    # So long a pause that no machine is late for it.
    pause = panel.plan._timer
    pause.setInterval(3_600_000)
    qtbot.mouseClick(panel.plan.all, LEFT)
    qtbot.waitUntil(lambda: len(ring.document.state.plan) == 2 and pause.isActive())
    ring.document.undo()
    assert not panel.plan.goes_on
    assert panel.plan.all.text() == "Do all"
    assert not pause.isActive()
    qtbot.waitUntil(ring.is_quiet)
    assert len(ring.document.state.plan) == 3
    given_up(ring, qtbot)


def test_a_plan_is_estimated_where_something_is_hidden(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    ring.document.reset(apply(slots_session(), SetPlan((PlannedStep(OBSERVATION, 5),))))
    qtbot.waitUntil(lambda: "(sampled" in panel.plan.gain.text())
    assert "\N{PLUS-MINUS SIGN}" in panel.plan.gain.text()
    qtbot.waitUntil(ring.is_quiet)


def test_a_plan_is_about_what_is_asked(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot)
    ring.document.perform(SetPlan((PlannedStep(Regime((do(1, 1),)), 1),)))
    qtbot.waitUntil(lambda: "(exact)" in panel.plan.gain.text(), timeout=20_000)
    assert panel.plan.gain.text().endswith(" still open.")
    panel.asking.question.setCurrentIndex(1)
    panel.asking.question.activated.emit(1)
    qtbot.waitUntil(lambda: panel.plan.gain.text().endswith(" still open about that arrow."), timeout=20_000)
    qtbot.waitUntil(ring.is_quiet, timeout=20_000)


def test_where_it_is_not_worked_out_one_sentence_says_so() -> None:
    assert plan_words(None, Standing(problem="It takes too long.")) == "It takes too long."


def test_a_plan_over_more_structures_than_can_be_listed_is_estimated(
    ring: Ring, panel: GainsPanel, qtbot: QtBot
) -> None:
    wide = session_from_dataset("Wide", wide_table(7, 30, 1), tuple(range(7)))
    ring.document.reset(apply(wide, SetPlan((PlannedStep(OBSERVATION, 5), PlannedStep(Regime((do(2, 1),)), 3)))))
    qtbot.waitUntil(lambda: "(sampled)" in panel.plan.gain.text())
    assert "\N{PLUS-MINUS SIGN}" in panel.plan.gain.text()
    assert not panel.plan.first.isVisible()
    qtbot.waitUntil(ring.is_quiet)


def test_what_was_stopped_is_worked_out_again_by_a_button(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot)
    assert not panel.plan.again.isVisible()
    ring.document.perform(SetPlan((PlannedStep(SHORTS, 40), PlannedStep(SUN, 40))))
    assert ring.jobs.is_running(PLANNING)
    assert not panel.plan.again.isVisible()
    ring.jobs.cancel(PLANNING)
    assert panel.plan.gain.text().endswith("You stopped it.")
    # Nothing but the button, or another plan, has it worked out again.
    ring.document.perform(MoveNodes({"Sun": (3, 3)}))
    assert not ring.jobs.is_running(PLANNING)
    panel.plan.again.setFocus()
    qtbot.keyClick(panel.plan.again, Qt.Key.Key_Space)
    assert ring.jobs.is_running(PLANNING)
    assert not panel.plan.again.isVisible()
    settled(ring, panel, qtbot)
    assert "(sampled) of the" in panel.plan.gain.text()


def test_a_plan_stays_in_sight_and_can_be_changed_where_the_map_has_no_answer(
    ring: Ring, panel: GainsPanel, qtbot: QtBot
) -> None:
    shows(ring, panel, qtbot, Costs(budget=200))
    ring.document.perform(SetPlan((PlannedStep(SHORTS, 40), PlannedStep(SUN, 40))))
    panel.asking.how_many.buttons()[1].click()
    ring.jobs.cancel("gains")
    assert panel.empty.isVisible()
    assert not panel.map.isVisible()
    assert not panel.player.isVisible()
    assert [line[0] for line in panel.plan.list.lines()] == ["1. Set Shorts = yes", "2. Set Sun = yes"]
    assert panel.plan.list.isVisible()
    assert panel.plan.gain.isVisible()
    assert ", 80 planned." in panel.spending.bar.words.text()
    panel.plan.list.setFocus()
    qtbot.keyClick(panel.plan.list, Qt.Key.Key_Delete)
    assert len(ring.document.state.plan) == 1
    assert ", 40 planned." in panel.spending.bar.words.text()
    # Without a plan there is nothing to see, and nothing above to choose from.
    ring.document.perform(SetPlan(()))
    assert not panel.plan.isVisible()
    qtbot.mouseClick(panel.empty.button, LEFT)
    qtbot.waitUntil(panel.map.isVisible)
    assert panel.plan.isVisible()
    given_up(ring, qtbot)


def test_while_the_map_is_covered_the_plan_does_not_say_what_it_would_tell(
    ring: Ring, panel: GainsPanel, qtbot: QtBot
) -> None:
    scenario = load_session(shipped_folder() / "shorts.yaml").scenario
    covered = initial_state(replace(scenario, show=Show(gains_after_bet=True), plan=(PlannedStep(SHORTS, 1),)))
    ring.document.reset(covered)
    qtbot.waitUntil(ring.is_quiet)
    assert panel.empty.isVisible()
    assert panel.plan.list.isVisible()
    assert not panel.plan.gain.isVisible()
    assert not ring.jobs.is_running(PLANNING)
    assert panel.plan._planning.gain is None
    ring.document.perform(PlaceBet(0))
    settled(ring, panel, qtbot)
    assert panel.plan.gain.isVisible()
    assert "bits (exact) of the" in panel.plan.gain.text()
    # Back before a bet, what is known stays covered.
    ring.document.undo()
    assert not panel.plan.gain.isVisible()
    qtbot.waitUntil(ring.is_quiet)
