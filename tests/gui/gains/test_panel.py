"""The map of experiments: its numbers are the engine's, and what is chosen in it is done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import AllDags, every_dag
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import gathered
from engine.questions.batch_gains import sampled_gains
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import (
    Gain,
    Gains,
    Question,
    double_experiments,
    single_experiments,
    soft_experiments,
)
from engine.sessions.actions import apply
from engine.sessions.scenario import Show
from engine.sessions.state import SessionState, initial_state, session_from_dataset
from engine.sessions.verbs import Act, NextStep, PlaceBet, PlayStep, Release, SetByHand, SetHypotheses, Watch
from engine.sessions.wording import capitalised, describe_doing
from gui.gains.advice import Advice
from gui.gains.measure import Measure
from gui.gains.panel import GainsPanel
from gui.gains.words import NOTHING_OPEN, kind_words
from gui.start.page import shipped_folder
from gui.theme import current_theme
from tests.gui.worlds import Ring, shorts_session, slots_session, wide_table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> GainsPanel:
    panel = GainsPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(320, 560)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return panel


def shows(ring: Ring, panel: GainsPanel, qtbot: QtBot, state: SessionState) -> SessionState:
    ring.document.reset(state)
    qtbot.waitUntil(lambda: ring.is_quiet() and not panel._gaining.standing.working)
    return state


def watched(rows: int = 40) -> SessionState:
    return apply(shorts_session(), Watch(rows))


def engine_gains(state: SessionState, question: Question | None = None) -> Gains:
    *_, evidence = gathered(state.dataset, every_dag(state.space.over), Assumptions())
    regimes = single_experiments(state.variables, state.space.over)
    *_, last = expected_gains(evidence, state.dataset, regimes, question)
    assert last.partial is not None
    return last.partial


def on_map(panel: GainsPanel) -> dict[Regime, float]:
    return {cell.regime: cell.gain.bits for row in panel.map.board.rows for cell in row.cells if cell.gain is not None}


def clicks(panel: GainsPanel, qtbot: QtBot, regime: Regime) -> None:
    spot = panel.map.board.find(regime)
    assert spot is not None
    qtbot.mouseClick(panel.map, LEFT, pos=panel.map.cell_rect(*spot).center().toPoint())


def test_the_numbers_are_those_of_the_engine(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, watched())
    found = engine_gains(state)
    assert on_map(panel) == pytest.approx({gain.regime: gain.bits for gain in found.known}, abs=1e-12)
    assert found.best is not None
    assert panel.kind.text() == "exact"
    assert f"{found.best.bits:.3f} of the {found.entropy_bits:.2f} bits" in panel.advice.words


def test_before_any_data_a_row_by_itself_tells_nothing(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, shorts_session())
    found = on_map(panel)
    # What rounding leaves is neither bright nor best.
    assert max(abs(bits) for bits in found.values()) < 1e-9
    assert panel.map.highest == 0.0
    assert panel.map.best is None
    assert "of a single row: alone it tells nothing. Ask above what 10 rows would tell" in panel.advice.words
    assert panel.advice._amount.isHidden()
    assert panel.advice.button.text() == "Watch, 10 rows"
    # Ten rows do tell something then.
    qtbot.mouseClick(panel.asking.how_many.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: panel.map.highest > 0.05)
    assert "10 rows: about" in panel.advice.words


def test_what_is_said_of_rows_is_what_its_button_draws(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    assert panel.advice.button.text().endswith("10 rows")
    assert "One row of it: about 0." in panel.advice.words
    assert "The button draws 10 rows, which tell at least as much" in panel.advice.words
    qtbot.mouseClick(panel.asking.how_many.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: "\n10 rows: about " in panel.advice.words)
    assert "The button draws" not in panel.advice.words
    # With one row at a time there is nothing to tell apart.
    panel.set_rows(1)
    qtbot.waitUntil(lambda: "1 row: about 0." in panel.advice.words)
    assert "The button draws" not in panel.advice.words
    assert panel.advice.button.text().endswith("1 row")


def test_once_nothing_is_open_no_cell_outshines_another(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = watched(4000)
    for name in ("Sun", "Shorts", "Ice cream"):
        state = apply(apply(apply(state, SetByHand(name, "yes")), Act(4000)), Release())
    shows(ring, panel, qtbot, state)
    assert 0 < max(on_map(panel).values()) < 5e-4
    assert panel.map.highest == 0.0
    assert panel.map.best is None
    assert "any more" in panel.advice.words
    # What is least telling is no nothing, and what the button would do is said.
    best = max(engine_gains(state).known, key=lambda gain: gain.bits)
    doing = describe_doing(best.regime, state.variables)
    numbers = {cell.number for row in panel.map.board.rows for cell in row.cells}
    assert numbers <= {"<0.001", "0"}
    assert "<0.001" in numbers
    assert panel.scale.accessibleName() == "Colours go from 0 to <0.001 bits"
    assert f"Most still: {doing}" in panel.advice.words
    assert "One row of it: <0.001 of the" in panel.advice.words
    assert panel.advice.button.accessibleName() == f"{capitalised(doing)}, 10 rows"


def test_once_nothing_is_open_only_what_a_person_chose_has_a_button(qtbot: QtBot) -> None:
    state, wanted = shorts_session(), Regime((do(0, 1),))
    gains = Gains((Gain(OBSERVATION, 2e-6), Gain(wanted, 3e-6)), 1e-5)
    measure = Measure.of(state, 1, 10, per_cost=False)
    advice = Advice()
    qtbot.addWidget(advice)
    advice.show_gains(gains, None, measure)
    assert advice.words.startswith(NOTHING_OPEN)
    assert advice.button.isHidden()
    advice.show_gains(gains, wanted, measure)
    assert not advice.button.isHidden()
    doing = capitalised(describe_doing(wanted, state.variables))
    assert advice.button.accessibleName() == f"{doing}, 10 rows"


def pair_session(counts: Sequence[Sequence[int]]) -> SessionState:
    variables = (Variable("Sun", ("no", "yes")), Variable("Ice cream", ("no", "yes")))
    rows = [[one, other] for one in range(2) for other in range(2) for _ in range(counts[one][other])]
    dataset = Dataset(variables, (Batch(as_values(rows, variables), OBSERVATION),))
    return session_from_dataset("two of a kind", dataset, (0, 1))


def test_a_tie_is_ringed_and_named(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    # The same counts with the two exchanged: so what setting one tells, setting the other does.
    state = shows(ring, panel, qtbot, pair_session([[9, 3], [3, 5]]))
    qtbot.waitUntil(lambda: len(panel.map.ringed) == 2)
    first, second = panel.map.ringed
    assert first.targets | second.targets == {0, 1}
    assert on_map(panel)[first] == pytest.approx(on_map(panel)[second], abs=1e-12)
    names = [describe_doing(each, state.variables) for each in (first, second)]
    assert f"Most telling: {names[0]}, level with: {names[1]}\n" in panel.advice.words
    picture = panel.map.grab().toImage()
    for regime in (first, second):
        spot = panel.map.board.find(regime)
        assert spot is not None
        corner = panel.map.cell_rect(*spot).adjusted(-1, -1, 1, 1).topLeft().toPoint()
        assert picture.pixelColor(corner) == current_theme().tokens.text
    # Of several only the first is named.
    shows(ring, panel, qtbot, pair_session([[9, 3], [3, 9]]))
    qtbot.waitUntil(lambda: len(panel.map.ringed) == 6)
    assert "(level with 5 more)" in panel.advice.words


def test_without_a_world_nothing_is_said_of_a_button(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, pair_session([[9, 3], [3, 5]]))
    qtbot.waitUntil(lambda: "1 row: about 0." in panel.advice.words)
    assert panel.advice.button.isHidden()
    assert "button" not in panel.advice.words


def test_the_error_of_the_worst_is_said_to_be_that() -> None:
    gains = Gains((Gain(OBSERVATION, 0.02, 0.0001), Gain(Regime((do(0, 1),)), 0.3, 0.0114)), 1.0)
    assert kind_words(gains, working=False) == "sampled, off by at most about 0.011"
    assert kind_words(gains, working=True) == "sampled, getting better, off by at most about 0.011"


def test_a_question_of_ones_own(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, watched())
    place = panel.asking.question.findText("is Sun a cause of Ice cream, directly or over others")
    panel.asking.question.setFocus()
    panel.asking.question.setCurrentIndex(place)
    panel.asking.question.activated.emit(place)
    qtbot.waitUntil(lambda: panel._gaining.gains is not None and not panel._gaining.standing.working)
    names = state.belief_names
    question = Question.influence(every_dag(range(3)), names.index("Sun"), names.index("Ice cream"))
    found = engine_gains(state, question)
    assert on_map(panel) == pytest.approx({gain.regime: gain.bits for gain in found.known}, abs=1e-12)


def test_what_is_chosen_by_mouse_is_compared_and_done(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, apply(watched(), SetByHand("Sun", "yes")))
    other = Regime((do(state.belief_names.index("Ice cream"), 0),))
    clicks(panel, qtbot, other)
    assert "less than the best (regret)" in panel.advice.words
    qtbot.mouseClick(panel.advice.button, LEFT)
    qtbot.waitUntil(ring.is_quiet)
    batch = ring.document.state.dataset.batches[-1]
    assert (batch.n_rows, batch.regime) == (10, other)


def test_by_keys_alone(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    panel.map.setFocus()
    assert panel.map.accessibleDescription().startswith("Watch: 0.")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(panel.map, key)
    assert panel.map.accessibleDescription().startswith("Set Sun at random: 0.")
    qtbot.keyClick(panel.map, Qt.Key.Key_Space)
    panel.advice.button.setFocus()
    qtbot.keyClick(panel.advice.button, Qt.Key.Key_Space)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.batches[-1].regime == Regime((randomize(0),))


def test_a_batch_is_estimated_and_says_so(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    one = on_map(panel)
    qtbot.mouseClick(panel.asking.how_many.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: len(on_map(panel)) == len(one) and "sampled" in panel.kind.text())
    assert "\N{PLUS-MINUS SIGN}" in panel.advice.words
    best = max(one, key=lambda regime: one[regime])
    assert on_map(panel)[best] > one[best]
    ring.jobs.cancel("gains")
    assert panel.empty.isVisible()
    assert "You stopped it" in panel.empty.sentence.text()


def test_it_is_covered_until_the_bet_is_placed(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    from engine.files.session_files import load_session

    scenario = load_session(shipped_folder() / "shorts.yaml").scenario
    shows(ring, panel, qtbot, initial_state(replace(scenario, show=Show(gains_after_bet=True))))
    assert panel.empty.sentence.text() == "This stays covered until you have placed your bet."
    ring.document.perform(PlaceBet(0))
    qtbot.waitUntil(lambda: bool(on_map(panel)) and panel.map.isVisible())


def test_it_is_covered_before_the_step_that_asks_about_it(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    from engine.files.session_files import load_session

    ring.document.reset(load_session(shipped_folder() / "next-experiment.yaml"))
    ring.document.perform(PlaceBet(0))
    ring.document.perform(PlayStep())
    qtbot.waitUntil(ring.is_quiet)
    # The first step is done with its rows: the bet of the second is about this map, and is open.
    assert ring.document.state.phase == "revealed"
    assert panel.empty.isVisible()
    assert panel.empty.sentence.text() == "This stays covered until you have placed your bet in step 2."
    assert not panel.map.isVisible()
    assert panel._gaining.gains is None
    assert not panel.player.isVisible()
    ring.document.perform(NextStep())
    qtbot.waitUntil(ring.is_quiet)
    assert panel.empty.sentence.text() == "This stays covered until you have placed your bet."
    ring.document.perform(PlaceBet(1))
    qtbot.waitUntil(lambda: bool(on_map(panel)) and panel.map.isVisible())
    clicks(panel, qtbot, OBSERVATION)
    qtbot.waitUntil(lambda: "less than the best (regret)" in panel.advice.words)


def test_all_structures_at_once_are_foreseen_too(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = watched()
    exact = engine_gains(state)
    shows(ring, panel, qtbot, apply(state, SetHypotheses(AllDags((0, 1, 2)), Assumptions())))
    assert on_map(panel) == pytest.approx({gain.regime: gain.bits for gain in exact.known}, abs=1e-9)


def test_more_rows_bring_other_numbers(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    before = on_map(panel)
    ring.document.perform(Watch(60))
    qtbot.waitUntil(lambda: ring.is_quiet() and bool(on_map(panel)) and on_map(panel) != before)
    ring.document.undo()
    qtbot.waitUntil(lambda: on_map(panel) == pytest.approx(before))
    assert on_map(panel)[OBSERVATION] == pytest.approx(before[OBSERVATION])
    assert panel.map.childAt(QPoint(1, 1)) is None


def switches(panel: GainsPanel, qtbot: QtBot, place: int) -> None:
    qtbot.mouseClick(panel.asking.acts.buttons()[place], LEFT)
    qtbot.waitUntil(lambda: panel._gaining.gains is not None and not panel._gaining.standing.working)


def gains_under(state: SessionState, regimes: Sequence[Regime]) -> dict[Regime, float]:
    *_, evidence = gathered(state.dataset, every_dag(state.space.over), Assumptions())
    *_, last = expected_gains(evidence, state.dataset, regimes)
    assert last.partial is not None
    return {gain.regime: gain.bits for gain in last.partial.known}


def test_two_at_once_show_the_best_of_each_pair_and_then_all_ways(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, watched())
    switches(panel, qtbot, 1)
    wanted = gains_under(state, double_experiments(state.variables, (0, 1, 2)))
    board = panel.map.board
    assert [row.name for row in board.rows] == ["Watch", "Shorts", "Ice cream"]
    assert board.heads == ("Sun", "Shorts")
    assert on_map(panel)[OBSERVATION] == pytest.approx(wanted[OBSERVATION])
    for line, place, pair in ((1, 0, {0, 1}), (2, 0, {0, 2}), (2, 1, {1, 2})):
        cell = board.rows[line].cells[place]
        assert cell.regime.targets == pair
        assert cell.gain is not None
        assert cell.gain.bits == pytest.approx(max(bits for each, bits in wanted.items() if each.targets == pair))
    assert not panel.map_of_two.isVisible()
    clicks(panel, qtbot, board.rows[2].cells[1].regime)
    assert panel.map_of_two.isVisible()
    assert panel.two_heading.text() == "Shorts down, Ice cream across"
    shown = {cell.regime: cell.gain.bits for row in panel.map_of_two.board.rows for cell in row.cells if cell.gain}
    assert shown == pytest.approx({each: bits for each, bits in wanted.items() if each.targets == {1, 2}})
    # By key in the second map: down and right from the first to another way to act on the two, and do it.
    panel.map_of_two.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(panel.map_of_two, key)
    assert panel.map_of_two.accessibleDescription().startswith("Set Shorts = no, Ice cream at random: 0.")
    panel.advice.button.setFocus()
    qtbot.keyClick(panel.advice.button, Qt.Key.Key_Space)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.batches[-1].regime == Regime((do(1, 1), randomize(2)))


def test_soft_experiments_are_foreseen_and_done(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, watched())
    switches(panel, qtbot, 2)
    assert on_map(panel) == pytest.approx(gains_under(state, soft_experiments(state.variables, (0, 1, 2))))
    assert panel.hint.isVisible()
    wanted = Regime((push(1, 0),))
    clicks(panel, qtbot, wanted)
    assert panel.advice.button.accessibleName() == "Push Shorts towards yes, 10 rows"
    assert panel.advice.button.text() in ("Push Shorts towards yes, 10 rows", "Push it, 10 rows")
    qtbot.mouseClick(panel.advice.button, LEFT)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.batches[-1].regime == wanted
    assert ring.document.past.undo_text == "Push Shorts towards yes, 10 rows"


def test_the_switch_stays_in_sight_where_there_is_no_answer(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    ring.document.reset(session_from_dataset("Wide", wide_table(15, 30, 1), range(15)))
    qtbot.waitUntil(lambda: "takes too long to foresee" in panel.empty.sentence.text())
    assert panel.asking.isVisible()
    shows(ring, panel, qtbot, apply(watched(), SetHypotheses(AllDags((0, 1, 2)), Assumptions())))
    qtbot.waitUntil(lambda: panel.map.isVisible() and not panel._gaining.standing.working)


def test_batches_over_all_structures_at_once_are_estimated(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    """Each within 5 standard errors of what listing finds, which has errors of its own."""
    state = apply(watched(), SetHypotheses(AllDags((0, 1, 2)), Assumptions()))
    shows(ring, panel, qtbot, state)
    qtbot.mouseClick(panel.asking.how_many.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: panel._gaining.gains is not None and not panel._gaining.standing.working)
    assert panel.kind.text().startswith("sampled, off by at most about ")
    assert panel.heading.text() == "How much 10 rows would tell"
    *_, evidence = gathered(state.dataset, every_dag((0, 1, 2)), Assumptions())
    regimes = single_experiments(state.variables, (0, 1, 2))
    *_, last = sampled_gains(evidence, state.dataset, regimes, 10, np.random.default_rng(3), None, 256)
    assert last.partial is not None
    shown = {cell.regime: cell.gain for row in panel.map.board.rows for cell in row.cells}
    for gain in last.partial.known:
        found = shown[gain.regime]
        assert found is not None
        assert found.standard_error > 0
        assert abs(found.bits - gain.bits) < 5 * math.hypot(found.standard_error, gain.standard_error)


def test_batches_are_estimated_where_something_is_hidden(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = apply(slots_session(), Watch(20))
    shows(ring, panel, qtbot, state)
    qtbot.mouseClick(panel.asking.how_many.buttons()[1], LEFT)
    n_cells = len(single_experiments(state.variables, state.space.over))
    qtbot.waitUntil(lambda: len(on_map(panel)) == n_cells and "sampled" in panel.kind.text())
    assert not panel.empty.isVisible()
    gains = [cell.gain for row in panel.map.board.rows for cell in row.cells]
    assert all(gain is not None and gain.standard_error > 0 for gain in gains)
    ring.jobs.cancel("gains")
    qtbot.waitUntil(ring.is_quiet)
