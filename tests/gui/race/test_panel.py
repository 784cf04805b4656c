"""The race through mouse and keys: who races, lines and numbers beside those of the engine, stop, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout, QMainWindow
from pytestqt.qtbot import QtBot

from engine.files.session_files import load_session
from engine.progress import Progress
from engine.sessions.actions import apply
from engine.sessions.race import Course, Race, Start
from engine.sessions.racing import race
from engine.sessions.state import SessionState, initial_state, session_from_dataset, session_from_network
from engine.sessions.strategies import NAMES, RULES, STRATEGIES, Strategy
from engine.sessions.verbs import Act, NextStep, PlaceBet, PlayStep, SetByHand, SetTable, UncoverWorld, Watch
from gui.controls.dock import Dock
from gui.document import DRAW
from gui.inquiries import latest, racing
from gui.inquiries.latest import STOPPED
from gui.inquiries.racing import RACE
from gui.race import words
from gui.race.panel import BACK, CHOOSE, RacePanel
from gui.race.settings_bar import RACE as RACE_WORD
from gui.race.settings_bar import STOP
from gui.start.page import shipped_folder
from tests.gui.worlds import Ring, shorts_session, shorts_world, wide_table
from tests.patience import PATIENCE

LEFT = Qt.MouseButton.LeftButton


class Opened:
    """The panel in a dock, with a person at it."""

    def __init__(self, ring: Ring, qtbot: QtBot) -> None:
        self.ring, self.qtbot = ring, qtbot
        self.panel = RacePanel(ring.document, ring.jobs)
        dock = Dock("Race", self.panel, "race")
        for widget in self.panel.title_actions():
            dock.title_bar.add_widget(widget)
        self.window = QMainWindow()
        self.window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
        qtbot.addWidget(self.window)
        self.window.resize(940, 320)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def shows(self, state: SessionState) -> None:
        self.ring.document.reset(state)
        self.rests()

    def rests(self) -> None:
        self.qtbot.waitUntil(lambda: self.ring.is_quiet() and not self.ring.jobs.is_running(RACE))

    def clicks(self, widget: object) -> None:
        self.qtbot.mouseClick(widget, LEFT)

    def types(self, field: object, value: int) -> None:
        box = field.box  # type: ignore[attr-defined]
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, str(value))
        self.qtbot.keyClick(box, Qt.Key.Key_Return)

    def short(self, steps: int = 4, rows: int = 5, runs: int = 3) -> None:
        for field, value in ((self.panel.bar.steps, steps), (self.panel.bar.rows, rows), (self.panel.bar.runs, runs)):
            self.types(field, value)

    def races(self) -> Race:
        self.clicks(self.panel.bar.button)
        self.rests()
        return self.race

    @property
    def race(self) -> Race:
        found = self.panel._racing.race
        assert found is not None
        return found


@pytest.fixture
def opened(ring: Ring, qtbot: QtBot) -> Iterator[Opened]:
    opened = Opened(ring, qtbot)
    opened.shows(shorts_session())
    yield opened
    opened.window.close()


@pytest.fixture
def gate(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Holds every race back once it has a run, until it is opened: no machine is too slow to catch it there."""
    gate = Event()

    def held(*words: Any) -> Iterator[Progress[Race]]:
        for progress in race(*words):
            yield progress
            if progress.partial is not None:
                gate.wait(PATIENCE / 1000)

    monkeypatch.setattr(racing, "race", held)
    for module, pause in ((racing, "BETWEEN_REPORTS"), (racing, "REST"), (latest, "TELL_EVERY")):
        monkeypatch.setattr(module, pause, 0.0)
    yield gate
    gate.set()


def by_engine(
    state: SessionState, strategies: tuple[Strategy, ...], runs: int = 3, start: Start = "empty", rows: int = 5
) -> Race:
    *_, last = race(state, Course(strategies, 4, rows, start), range(state.seed, state.seed + runs))
    assert last.partial is not None
    return last.partial


def test_ticked_strategies_race_and_the_numbers_are_those_of_the_engine(opened: Opened) -> None:
    panel, state = opened.panel, opened.ring.document.state
    opened.short()
    opened.clicks(panel.who.boxes["correlation"])
    opened.qtbot.keyClick(panel.who.boxes["random"], Qt.Key.Key_Space)
    found = opened.races()
    expected = by_engine(state, ("best gain", "correlation"))
    assert np.array_equal(found.entropy_bits, expected.entropy_bits)
    assert opened.ring.document.state is state
    assert panel.method.text() == "sampled, 3 runs"
    assert panel.verdict.text() == words.verdict(expected, "entropy", 4)
    lines = panel.chart.lines
    assert lines is not None
    np.testing.assert_allclose(lines.heights, expected.means("entropy"))
    first, second = words.order(expected, "entropy", 4)
    rows = [line.words for line in panel.table.lines]
    assert rows == [NAMES[expected.course.strategies[place]] for place in (first, second)]
    mean, error = expected.means("entropy")[first, 4], expected.standard_errors("entropy")[first, 4]
    assert panel.table.lines[0].cells[0].text == f"{mean:.2f} ± {error:.2f}"
    assert panel.table.spoken(0).startswith(rows[0])


def test_every_strategy_says_its_rule_and_one_alone_cannot_race(opened: Opened) -> None:
    who = opened.panel.who
    for strategy in STRATEGIES[:-1]:
        assert who.rules[strategy].text() == RULES[strategy]
        assert who.boxes[strategy].accessibleDescription() == RULES[strategy]
    assert opened.panel.bar.button.isEnabled()
    opened.clicks(who.boxes["random"])
    assert not opened.panel.bar.button.isEnabled()
    assert opened.panel.bar.button.toolTip() == words.TOO_FEW


def test_a_person_races_with_what_was_done_where_it_makes_whole_steps(opened: Opened) -> None:
    panel, who = opened.panel, opened.panel.who
    assert who.rules["human"].text() == words.OWN_NONE
    assert not who.boxes["human"].isEnabled()
    state = shorts_session()
    for action in (Watch(10), SetByHand("Shorts", "yes"), Act(5)):
        state = apply(state, action)
    opened.shows(state)
    opened.short(rows=4)
    assert who.rules["human"].text() == "Your batches make no whole steps of 4 rows: choose other rows a step."
    opened.short()
    opened.clicks(who.boxes["human"])
    opened.clicks(panel.bar.start.buttons()[1])
    assert who.rules["human"].text() == words.OWN_NOW
    assert who.strategies == ("best gain", "random")
    opened.clicks(panel.bar.start.buttons()[0])
    found = opened.races()
    assert found.course.strategies == ("best gain", "random", "human")
    assert np.array_equal(found.entropy_bits, by_engine(state, found.course.strategies).entropy_bits, equal_nan=True)
    lines = panel.chart.lines
    assert lines is not None
    assert lines.ends == (4, 4, 3)
    assert panel.table.lines[-1].words == "you"
    opened.qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
    assert panel.step == 3
    assert "you" in panel.chart.accessibleDescription()
    assert panel.table.lines[-1].cells[0].text != "–"


def test_from_now_on_everybody_starts_with_the_rows_there_are(opened: Opened) -> None:
    state = apply(shorts_session(), Watch(30))
    opened.shows(state)
    opened.short()
    opened.clicks(opened.panel.bar.start.buttons()[1])
    found = opened.races()
    assert np.array_equal(found.entropy_bits, by_engine(state, ("best gain", "random"), start="now").entropy_bits)
    assert "with the 30 rows that were there" in opened.panel.chart.accessibleDescription()


def test_keys_and_mouse_go_from_step_to_step_and_the_table_follows(opened: Opened) -> None:
    opened.short()
    found, panel = opened.races(), opened.panel
    assert panel.table.lead == "After 4 steps"
    panel.chart.setFocus()
    opened.qtbot.keyClick(panel.chart, Qt.Key.Key_Home)
    assert panel.verdict.text() == "All start level: 4.64 bits are open."
    opened.qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.table.lead == "After 1 step"
    frame = panel.chart.frame
    place = QPoint(round(frame.x_of(2)) + 3, round(frame.y_of(0.5)))
    opened.qtbot.mouseClick(panel.chart, LEFT, pos=place)
    assert panel.table.lead == "After 2 steps"
    assert panel.verdict.text() == words.verdict(found, "entropy", 2)
    opened.qtbot.keyClick(panel.chart, Qt.Key.Key_End)
    assert panel.step == 4


def test_the_weight_of_the_truth_can_be_drawn_unless_the_world_is_covered(opened: Opened) -> None:
    panel = opened.panel
    opened.short()
    found = opened.races()
    opened.clicks(panel.switch.buttons()[1])
    lines = panel.chart.lines
    assert lines is not None
    np.testing.assert_allclose(lines.heights, found.means("truth"))
    assert panel.verdict.text() == words.verdict(found, "truth", 4)
    covered = replace(opened.ring.document.state, world_covered=True)
    opened.shows(covered)
    opened.races()
    assert not panel.switch.buttons()[1].isEnabled()
    assert panel.switch.buttons()[1].toolTip() == words.COVERED
    assert panel.chart.lines is not None
    assert panel.chart.lines.measure == "entropy"
    opened.ring.document.perform(UncoverWorld())
    assert panel.switch.buttons()[1].isEnabled()


def test_more_repeats_go_on_from_those_that_are_done(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.short()
    first = opened.races()
    opened.types(opened.panel.bar.runs, 5)
    second = opened.races()
    assert second.seeds[:3] == first.seeds
    assert second.n_runs == 5
    expected = by_engine(opened.ring.document.state, ("best gain", "random"), runs=5)
    assert np.array_equal(second.entropy_bits, expected.entropy_bits)
    opened.types(opened.panel.bar.runs, 2)
    assert opened.races().seeds == first.seeds[:2]


def test_it_is_stopped_and_what_is_done_stays(opened: Opened, gate: Event) -> None:
    panel = opened.panel
    opened.short(steps=20, runs=500)
    opened.clicks(panel.bar.button)
    assert panel.bar.button.text() == STOP
    opened.qtbot.waitUntil(lambda: panel.chart.lines is not None)
    assert panel.method.text().endswith("working ...")
    opened.clicks(panel.bar.button)
    gate.set()
    opened.rests()
    assert panel.bar.button.text() == RACE_WORD
    assert panel.bar.done.text() == STOPPED
    assert 1 <= opened.race.n_runs < 500
    assert panel.chart.lines is not None


def test_it_steps_aside_while_rows_are_drawn_and_goes_on_afterwards(opened: Opened, gate: Event) -> None:
    panel, ring = opened.panel, opened.ring
    opened.short(steps=8, runs=8)
    opened.clicks(panel.bar.button)
    opened.qtbot.waitUntil(lambda: panel._racing.race is not None)
    seen = list[tuple[str, bool]]()
    ring.jobs.running_changed.connect(lambda name, running: seen.append((name, running)))
    ring.document.perform(Watch(200))
    assert seen.index((RACE, False)) <= 1
    assert panel.bar.button.text() == STOP
    gate.set()
    opened.qtbot.waitUntil(lambda: panel.bar.button.text() == RACE_WORD)
    opened.rests()
    assert seen.index((RACE, True)) > seen.index((DRAW, False))
    assert opened.race.n_runs == 8
    *_, last = race(ring.document.state, opened.race.course, opened.race.seeds)
    assert last.partial is not None
    assert np.array_equal(opened.race.entropy_bits, last.partial.entropy_bits)


def test_a_race_that_waits_can_be_stopped(opened: Opened, gate: Event) -> None:
    panel = opened.panel
    opened.short(steps=8, runs=400)
    opened.clicks(panel.bar.button)
    opened.qtbot.waitUntil(lambda: panel._racing.race is not None)
    opened.ring.document.perform(Watch(200))
    assert panel._racing.working
    assert not panel._racing.standing.working
    opened.clicks(panel.bar.button)
    assert panel.bar.button.text() == RACE_WORD
    gate.set()
    opened.rests()
    assert opened.race.n_runs < 400


def test_out_of_sight_nothing_is_played_and_it_goes_on_in_sight(opened: Opened, gate: Event) -> None:
    panel = opened.panel
    opened.short(steps=8, runs=8)
    opened.clicks(panel.bar.button)
    opened.qtbot.waitUntil(lambda: panel._racing.race is not None)
    panel.hide()
    gate.set()
    opened.rests()
    done = opened.race.n_runs
    assert done < 8
    QTest.qWait(100)
    assert opened.race.n_runs == done
    panel.show()
    opened.qtbot.waitUntil(lambda: opened.race.n_runs == 8)
    opened.rests()
    *_, last = race(opened.ring.document.state, opened.race.course, opened.race.seeds)
    assert last.partial is not None
    assert np.array_equal(opened.race.entropy_bits, last.partial.entropy_bits)


def test_a_race_that_is_no_longer_about_the_session_says_so(opened: Opened) -> None:
    panel, document = opened.panel, opened.ring.document
    opened.short()
    opened.races()
    document.perform(Watch(5))
    opened.rests()
    # They started before any data: other rows of the session make no difference.
    assert words.CHANGED not in panel.verdict.text()
    document.perform(SetTable("Shorts", np.array([[0.5, 0.5], [0.5, 0.5]])))
    opened.rests()
    assert panel.verdict.text().endswith(words.CHANGED)
    document.undo()
    assert words.CHANGED not in panel.verdict.text()


def test_who_races_is_a_press_away_and_back(opened: Opened) -> None:
    panel = opened.panel
    assert not panel.turn.isVisible()
    opened.short()
    opened.races()
    assert panel.chart.isVisible()
    assert panel.turn.text() == CHOOSE
    opened.clicks(panel.turn)
    assert panel.who.isVisible()
    assert panel.turn.text() == BACK
    opened.clicks(panel.turn)
    assert panel.chart.isVisible()
    opened.shows(session_from_network("Other", shorts_world(), (0, 1)))
    assert panel.who.isVisible()
    assert not panel.turn.isVisible()


def test_structures_too_many_to_be_listed_lead_to_a_choice(opened: Opened) -> None:
    opened.shows(session_from_dataset("Wide", wide_table(7, 20, 1), range(7)))
    with opened.qtbot.waitSignal(opened.panel.change_requested):
        opened.clicks(opened.panel.pages.empty.button)


def test_rows_a_step_follow_the_tool_bar_until_a_person_chooses_here(opened: Opened) -> None:
    bar = opened.panel.bar
    opened.panel.set_rows(25)
    assert bar.rows.value == 25
    opened.types(bar.rows, 7)
    opened.panel.set_rows(40)
    assert bar.rows.value == 7


def test_a_new_session_forgets_the_race(opened: Opened) -> None:
    opened.short()
    opened.races()
    opened.shows(initial_state(shorts_session().scenario))
    assert opened.panel._racing.race is None
    assert opened.panel.legend() == ()


def test_in_a_low_panel_every_strategy_has_its_line_in_the_table(opened: Opened, qtbot: QtBot) -> None:
    panel = opened.panel
    opened.window.resize(1010, 212)
    for strategy, box in panel.who.boxes.items():
        if strategy != "human" and not box.isChecked():
            opened.clicks(box)
    opened.short()
    opened.races()
    qtbot.waitUntil(lambda: panel.height() < 190)
    lines = len(panel.table.lines)
    assert lines == 5
    qtbot.waitUntil(lambda: panel.table.view.visualRect(panel.table.view.model().index(lines - 1, 0)).isValid())
    last = panel.table.view.visualRect(panel.table.view.model().index(lines - 1, 0))
    assert panel.table.view.viewport().rect().contains(last.adjusted(0, 0, -last.width() // 2, 0))
    assert panel.chart.height() >= 80
    # What was asked is a press away.
    assert not panel.bar.steps.isVisible()
    opened.clicks(panel.turn)
    assert panel.bar.steps.isVisible()
    opened.clicks(panel.turn)
    assert panel.table.isVisible()


def test_rules_stand_on_the_line_of_their_boxes(opened: Opened) -> None:
    who = opened.panel.who
    for strategy, box in who.boxes.items():
        rule = who.rules[strategy]
        first = rule.mapTo(who, rule.contentsRect().topLeft()).y() + rule.fontMetrics().height() / 2
        assert abs(first - (box.mapTo(who, QPoint(0, 0)).y() + box.height() / 2)) <= 1


def test_with_little_width_the_table_is_below_and_no_more_height_is_asked_for(ring: Ring, qtbot: QtBot) -> None:
    opened = Opened(ring, qtbot)
    panel = opened.panel
    beside = panel.minimumSizeHint().height()
    assert panel._shown.direction() == QBoxLayout.Direction.LeftToRight
    assert panel.verdict.isHidden()
    opened.window.resize(500, 500)
    qtbot.waitUntil(lambda: panel._shown.direction() == QBoxLayout.Direction.TopToBottom)
    assert panel.minimumSizeHint().width() <= 340
    assert panel.minimumSizeHint().height() <= beside + 10


def test_it_is_covered_while_a_bet_on_what_tells_most_is_open(ring: Ring, qtbot: QtBot) -> None:
    opened = Opened(ring, qtbot)
    panel = opened.panel
    opened.shows(load_session(shipped_folder() / "next-experiment.yaml"))
    assert panel.pages.empty.isVisible()
    assert panel.pages.empty.sentence.text() == "This stays covered until you have placed your bet in step 2."
    assert not panel.bar.button.isVisible()
    assert panel.switch.isHidden()
    for action in (PlaceBet(0), PlayStep(), NextStep()):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
        assert panel.pages.empty.isVisible()
    ring.document.perform(PlaceBet(1))
    qtbot.waitUntil(panel.bar.button.isVisible)
    assert not panel.pages.empty.isVisible()


def test_in_a_low_panel_the_verdict_takes_two_lines_before_it_is_cut(ring: Ring, qtbot: QtBot) -> None:
    opened = Opened(ring, qtbot)
    panel = opened.panel
    opened.shows(apply(shorts_session(), Watch(20)))
    panel.both.setCurrentIndex(1)
    opened.window.resize(940, 244)
    qtbot.waitUntil(lambda: panel.height() < 220)
    for said, in_one in (("Level.", True), ("It was ahead by 0.29 bits after 10 steps. " * 3, False)):
        panel._say(said)
        panel._fit()
        assert panel.verdict.isVisible() == in_one
        assert panel._whole.isVisible() != in_one
