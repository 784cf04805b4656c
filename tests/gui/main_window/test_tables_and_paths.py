"""Tables and paths beside the world, in the whole window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.main_window.person import LEFT, Person
from tests.gui.tables.lawn import lawn_session

CTRL = Qt.KeyboardModifier.ControlModifier


def double_clicks_on(person: Person, name: str) -> None:
    canvas = person.window.desk.world.canvas
    body = canvas.node(name).body()
    place = canvas.mapFromScene(QPointF(body.left() + 24, body.top() + 14))
    port = canvas.viewport()
    QTest.mouseClick(port, LEFT, pos=place)
    QTest.mouseDClick(port, LEFT, pos=place)
    QTest.mouseRelease(port, LEFT, pos=place)


def test_a_double_click_opens_the_table_and_what_is_chosen_is_shown_in_it(person: Person) -> None:
    person.shows(lawn_session())
    desk = person.window.desk
    double_clicks_on(person, "Rain")
    assert desk.table.isVisible()
    assert desk.table.grid.hasFocus()
    assert desk.table.editing.name == "Rain"
    desk.world.canvas.choose(("Wet grass",))
    assert desk.table.editing.name == "Wet grass"
    assert desk.table.model.rowCount() == 4


def test_an_edited_table_moves_the_bars_of_the_world_and_undo_moves_them_back(person: Person) -> None:
    person.shows(lawn_session())
    desk = person.window.desk
    desk.show_table("Rain")
    QTest.keyClicks(desk.table.grid, "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    person.waits()
    # P(rain = no) is 1 on a cloudy day now, and 0.8 on another as before.
    person.until(lambda: abs(desk.world.canvas.node("Rain").state.probabilities[0] - 0.9) < 1e-9)
    person.presses(Qt.Key.Key_Z, CTRL)
    person.until(lambda: abs(desk.world.canvas.node("Rain").state.probabilities[0] - 0.5) < 1e-9)


def test_paths_are_on_the_world_only_while_their_panel_is_in_front(person: Person) -> None:
    person.shows(lawn_session())
    desk = person.window.desk
    edge = desk.world.canvas.edge
    person.presses(Qt.Key.Key_P, CTRL)
    assert desk.paths.bar.first.hasFocus()
    person.until(lambda: edge("Cloudy", "Rain").state.kind == "open")
    assert edge("Rain", "Wet grass").state.kind == "blocked"
    assert edge("Rain", "Wet grass").state.bar_at is not None
    person.presses(Qt.Key.Key_T, CTRL)
    assert edge("Cloudy", "Rain").state.kind == "arrow"


def test_two_variables_chosen_on_the_world_are_asked_about(person: Person) -> None:
    person.shows(lawn_session())
    desk = person.window.desk
    desk.world.canvas.choose(("Cloudy", "Rain"))
    desk.show_paths()
    person.until(lambda: desk.paths.asking.question is not None)
    before = desk.paths.asking.question
    assert before is not None
    assert {before.x, before.y} == {"Sprinkler", "Rain"}
    desk.world.canvas.choose(("Cloudy", "Wet grass"))
    asked = desk.paths.asking.question
    assert asked is not None
    assert {asked.x, asked.y} == {"Cloudy", "Wet grass"}
    person.until(lambda: desk.world.canvas.edge("Rain", "Wet grass").state.kind == "open")
