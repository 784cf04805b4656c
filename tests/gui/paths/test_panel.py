"""The panel of paths through real mouse and keys, and what it has drawn upon the world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.networks.generators import random_network
from engine.sessions.edit_verbs import RemoveVariables
from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import SetByHand
from gui.drawing.path_marks import PathMarks
from gui.paths.asking import TELLING, Question
from gui.paths.lines import PathLine
from gui.paths.panel import PathsPanel
from gui.paths.supposed_list import SupposedLine
from gui.paths.words import COVERED
from gui.theme import Theme, apply_theme
from tests.engine.worlds import asia
from tests.gui.tables.lawn import lawn_session
from tests.gui.worlds import Ring, slots_session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The panel on screen."""

    def __init__(self, ring: Ring, qtbot: QtBot, state: SessionState) -> None:
        self.ring, self.qtbot = ring, qtbot
        self.panel = PathsPanel(ring.document, ring.jobs)
        self.marks: list[PathMarks | None] = []
        self.panel.marks_changed.connect(self.marks.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(880, 620)
        ring.document.reset(state)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.quiet()

    def quiet(self) -> None:
        self.qtbot.waitUntil(lambda: self.ring.is_quiet() and not self.ring.jobs.is_running(TELLING))

    @property
    def question(self) -> Question:
        assert self.panel.asking.question is not None
        return self.panel.asking.question

    @property
    def verdict(self) -> str:
        return self.panel.verdict.words.text()

    def lines(self) -> list[PathLine]:
        return [line for line in self.panel.paths.lines.lines if isinstance(line, PathLine)]

    def supposed(self) -> list[SupposedLine]:
        return [line for line in self.panel.supposed.lines.lines if isinstance(line, SupposedLine)]

    def key(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        self.quiet()


@pytest.fixture
def desk(ring: Ring, qtbot: QtBot) -> Desk:
    return Desk(ring, qtbot, lawn_session())


def test_it_begins_with_two_causes_of_one_effect(desk: Desk) -> None:
    assert desk.question == Question("Sprinkler", "Rain")
    assert desk.verdict == "Yes: one of two paths is open."
    assert [line.nodes for line in desk.lines()] == [
        ("Sprinkler", "Cloudy", "Rain"),
        ("Sprinkler", "Wet grass", "Rain"),
    ]
    assert desk.panel.kind.text() == "exact"
    assert desk.panel.bar.nothing.isVisible()


def test_the_collider_rule_is_seen_at_work_by_mouse(desk: Desk) -> None:
    menu = desk.panel.bar.more_menu()
    by_name = {action.text(): action.menu() for action in menu.actions()}
    assert set(by_name) == {"Cloudy", "Wet grass"}
    by_name["Cloudy"].actions()[0].trigger()
    desk.quiet()
    assert desk.verdict == "No: both paths are blocked."
    again = {action.text(): action.menu() for action in desk.panel.bar.more_menu().actions()}
    again["Wet grass"].actions()[0].trigger()
    desk.quiet()
    assert desk.verdict == "Yes: one of two paths is open."
    assert [line.is_open for line in desk.lines()] == [True, False]
    assert "1.000 if Sprinkler is off and 0.815 if it is on" in desk.panel.chances.text()
    assert [box.words.text() for box in desk.panel.bar.boxes] == ["Cloudy = yes", "Wet grass = yes"]
    add = desk.panel.bar.add
    assert not add.isEnabled()
    # Its word says what the plus is for; the term stands in the tool tip.
    assert (add.text(), add.accessibleName()) == ("Add ...", "Add what is known")
    assert "conditioned on" in add.toolTip()
    assert add.width() >= add.sizeHint().width()


def test_what_is_known_gets_another_state_or_goes(desk: Desk) -> None:
    desk.panel.ask(Question("Sprinkler", "Rain", {"Cloudy": 0}))
    desk.quiet()
    menu = desk.panel.bar.boxes[0].states_menu()
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "Cloudy = yes", "Cloudy = no", "Not known",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    desk.quiet()
    assert desk.question.known == {"Cloudy": 1}
    assert "When Cloudy is no" in desk.panel.chances.text()
    cross = desk.panel.bar.boxes[0].cross
    assert cross.accessibleName() == "No longer know Cloudy"
    QTest.mouseClick(cross, LEFT)
    desk.quiet()
    assert desk.question.known == {}


def test_by_keys_alone(desk: Desk) -> None:
    desk.panel.begin_keys()
    desk.key(Qt.Key.Key_Up)
    assert desk.question.x == "Cloudy"
    for _ in range(10):
        if desk.panel.paths.hasFocus():
            break
        desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Down)
    assert desk.panel.paths.chosen is not None
    for _ in range(10):
        if desk.panel.supposed.hasFocus():
            break
        desk.key(Qt.Key.Key_Tab)
    assert desk.panel.supposed.hasFocus()
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    chosen = desk.panel.supposed.currentIndex().row()
    known = desk.supposed()[chosen].known
    desk.key(Qt.Key.Key_Return)
    assert " and ".join(desk.question.known) == known


def test_choosing_the_other_end_swaps_both(desk: Desk) -> None:
    box = desk.panel.bar.first
    box.setFocus()
    for _ in range(box.findText("Rain") - box.currentIndex()):
        desk.key(Qt.Key.Key_Down)
    assert (desk.question.x, desk.question.y) == ("Rain", "Sprinkler")


def test_a_click_on_a_supposition_makes_it_so(desk: Desk) -> None:
    rows = [line.known for line in desk.supposed()]
    assert rows == ["nothing", "Cloudy", "Wet grass", "Cloudy and Wet grass"]
    assert [line.present for line in desk.supposed()] == [True, False, False, False]
    supposed = desk.panel.supposed
    place: QPoint = supposed.visualRect(supposed.lines.index(3)).center()
    QTest.mouseClick(supposed.viewport(), LEFT, pos=place)
    desk.quiet()
    assert desk.question.known == {"Cloudy": 0, "Wet grass": 0}
    assert [line.present for line in desk.supposed()] == [False, False, False, True]
    assert desk.supposed()[1].spoken == "Knowing Cloudy: no, both paths blocked: d-separated"


def test_paths_are_drawn_upon_the_world_while_the_panel_is_in_sight(desk: Desk) -> None:
    marks = desk.marks[-1]
    assert marks is not None
    assert marks.open == {("Cloudy", "Sprinkler"), ("Cloudy", "Rain")}
    assert set(marks.bars) == {("Sprinkler", "Wet grass"), ("Rain", "Wet grass")}
    assert marks.sentence == "Does Sprinkler tell anything about Rain? Yes: one of two paths is open."
    desk.panel.paths.choose(1)
    alone = desk.marks[-1]
    assert alone is not None
    assert alone.sentence.startswith("Blocked: Both arrows meet at Wet grass and it is not known")
    assert alone.open == frozenset()
    desk.panel.hide()
    assert desk.marks[-1] is None


def test_the_nodes_that_open_and_block_paths_are_marked(desk: Desk) -> None:
    for known, opened, blocked in (
        ({}, "", "Wet grass"),
        ({"Wet grass": 0}, "Wet grass", ""),
        ({"Cloudy": 0, "Wet grass": 0}, "Wet grass", "Cloudy"),
    ):
        desk.panel.ask(Question("Sprinkler", "Rain", known))
        desk.quiet()
        marks = desk.marks[-1]
        assert marks is not None
        assert (marks.opened_at, marks.blocked_at) == ({opened} - {""}, {blocked} - {""})


def test_an_effect_of_a_collider_opens_it_where_the_arrows_meet(ring: Ring, qtbot: QtBot) -> None:
    desk = Desk(ring, qtbot, session_from_network("Asia", asia(), range(8)))
    desk.panel.ask(Question("A", "S", {"X": 0}))
    desk.quiet()
    marks = desk.marks[-1]
    assert marks is not None
    assert marks.opened_at == {"E"}
    assert marks.blocked_at == {"D"}


def test_what_is_set_by_hand_is_cut(desk: Desk) -> None:
    desk.ring.document.perform(SetByHand("Sprinkler", "on"))
    desk.quiet()
    assert [line.nodes for line in desk.lines()] == [("Sprinkler", "Wet grass", "Rain")]
    assert desk.verdict == "No: the only path is blocked."
    assert "It makes no difference" in desk.panel.chances.text()


def test_a_variable_that_goes_takes_its_question_along(desk: Desk) -> None:
    desk.panel.ask(Question("Sprinkler", "Rain", {"Cloudy": 0}))
    desk.quiet()
    desk.ring.document.perform(RemoveVariables(("Cloudy",)))
    desk.quiet()
    assert desk.question == Question("Sprinkler", "Rain")
    desk.ring.document.perform(RemoveVariables(("Rain",)))
    desk.quiet()
    assert {desk.question.x, desk.question.y} <= {"Sprinkler", "Wet grass"}


def test_a_covered_world_shows_no_paths(ring: Ring, qtbot: QtBot) -> None:
    desk = Desk(ring, qtbot, replace(lawn_session(), world_covered=True))
    assert desk.panel.empty.sentence.text() == COVERED
    assert desk.marks[-1:] in ([], [None])
    QTest.mouseClick(desk.panel.empty.button, LEFT)
    desk.quiet()
    assert desk.verdict == "Yes: one of two paths is open."


def test_a_hundred_variables_do_not_hold_the_window_up(ring: Ring, qtbot: QtBot) -> None:
    network = random_network(100, 0.03, (2, 2), np.random.default_rng(4), most_parents=3)
    desk = Desk(ring, qtbot, session_from_network("Random", network, tuple(range(5))))
    desk.panel.ask(Question("V1", "V100"))
    qtbot.waitUntil(lambda: desk.panel.asking.found is not None)
    assert desk.panel.more.isVisible() == (
        desk.panel.asking.found is not None and not desk.panel.asking.found.paths.complete
    )
    desk.panel.resize(370, 500)
    QApplication.processEvents()
    assert desk.panel.width() == 370
    desk.quiet()


def test_it_follows_the_theme_and_its_scale(desk: Desk, qapp: QApplication) -> None:
    desk.panel.ask(Question("Sprinkler", "Rain", {"Cloudy": 0}))
    desk.quiet()
    before = desk.panel.paths.height(), desk.panel.bar.boxes[0].height()
    apply_theme(qapp, Theme(dark=True, scale=1.5, reduced_motion=True))
    QApplication.processEvents()
    assert desk.panel.paths.height() > before[0]
    assert desk.panel.bar.boxes[0].height() == round(before[1] * 1.5)


def test_what_nobody_can_measure_is_marked(ring: Ring, qtbot: QtBot) -> None:
    desk = Desk(ring, qtbot, slots_session())
    desk.panel.ask(Question("A", "B"))
    desk.quiet()
    assert [line.known for line in desk.supposed()] == ["nothing", "C (hidden)"]
    assert [action.text() for action in desk.panel.bar.more_menu().actions()] == ["C (hidden)"]
