"""The verbs of the World menu in the whole window: by menu, by key, and what is said when they cannot be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.sessions.actions import apply
from engine.sessions.edit_verbs import OwnWorld
from engine.sessions.state import SessionState
from engine.sessions.verbs import Watch
from gui.settings import OUTLINE, Settings
from gui.verbs import WORLD_KEYS
from gui.world.name_field import NameField
from tests.gui.main_window.person import LESSON, Person
from tests.gui.worlds import shorts_session

MENU_OPENS = pytest.mark.qt_log_ignore("This plugin does not support")


def at_world(person: Person, state: SessionState, *chosen: str) -> None:
    person.shows(state)
    canvas = person.window.desk.world.canvas
    canvas.setFocus()
    canvas.choose(chosen)


def arrows(person: Person) -> set[tuple[str, str]]:
    world = person.window.document.state.world
    assert world is not None
    return {(world.names[parent], world.names[child]) for parent, child in world.dag.edges()}


def names(person: Person) -> tuple[str, ...]:
    world = person.window.document.state.world
    assert world is not None
    return world.names


def verb(person: Person, key: str) -> QAction:
    return person.window.actions_by_key[key]


def test_keys_do_what_they_say(person: Person) -> None:
    window = person.window
    at_world(person, shorts_session(), "Shorts")
    canvas = window.desk.world.canvas
    person.types_keys_of(verb(person, "hide_variable"))
    assert canvas.node("Shorts").state.hidden
    person.types_keys_of(verb(person, "duplicate"))
    assert names(person)[-1] == "Shorts 2"
    person.types_keys_of(verb(person, "select_all"))
    assert len(canvas.chosen) == 4
    person.types_keys_of(verb(person, "copy"))
    assert "Ice cream" in QGuiApplication.clipboard().text()
    canvas.choose(("Shorts 2",))
    person.types_keys_of(verb(person, "cut"))
    assert "Shorts 2" not in names(person)
    person.types_keys_of(verb(person, "paste"))
    assert "Shorts 2" in names(person)
    person.types_keys_of(verb(person, "lay_out"))
    person.types_keys_of(verb(person, "connect"))
    QTest.keyClicks(canvas, "Ice")
    person.presses(Qt.Key.Key_Return)
    assert ("Shorts 2", "Ice cream") in arrows(person)
    canvas.choose(())
    canvas.edge("Shorts 2", "Ice cream").setSelected(True)
    person.types_keys_of(verb(person, "reverse"))
    assert ("Ice cream", "Shorts 2") in arrows(person)
    person.types_keys_of(verb(person, "remove"))
    assert ("Ice cream", "Shorts 2") not in arrows(person)
    canvas.choose(("Shorts 2",))
    person.types_keys_of(verb(person, "remove"))
    assert "Shorts 2" not in names(person)
    for _ in range(window.document.past.index):
        window.document.undo()
    assert window.document.state == shorts_session()


def test_variables_are_named_in_place(person: Person) -> None:
    at_world(person, shorts_session(), "Shorts")
    for key, name in (("rename", "Trousers"), ("add_variable", "Wind")):
        person.types_keys_of(verb(person, key))
        field = QApplication.focusWidget()
        assert isinstance(field, NameField)
        QTest.keyClicks(field, name)
        person.presses(Qt.Key.Key_Return)
        assert name in names(person)
        assert person.window.desk.world.canvas.hasFocus()


@MENU_OPENS
def test_the_menu_places_zooms_and_lists(person: Person) -> None:
    window = person.window
    at_world(person, shorts_session(), "Sun", "Shorts", "Ice cream")
    world, canvas = window.desk.world, window.desk.world.canvas
    person.chooses_in_menu(verb(person, "align_row"))
    assert len({y for _, y in canvas.graph.points.values()}) == 1
    person.chooses_in_menu(verb(person, "lay_out"))
    assert canvas.graph.points["Sun"][1] < canvas.graph.points["Shorts"][1]
    zoom = canvas.zoom()
    person.chooses_in_menu(verb(person, "zoom_in"))
    assert canvas.zoom() > zoom
    person.chooses_in_menu(verb(person, "zoom_out"))
    person.chooses_in_menu(verb(person, "fit_world"))
    assert canvas.is_fitted()
    person.chooses_in_menu(verb(person, "outline"))
    assert world.outline.isVisible()


def test_keys_of_the_world_mean_nothing_elsewhere(person: Person) -> None:
    at_world(person, shorts_session(), "Shorts")
    person.window.desk.belief.canvas.setFocus()
    for key in sorted(WORLD_KEYS):
        for number in range(len(verb(person, key).shortcuts())):
            person.types_keys_of(verb(person, key), number)
    assert person.window.document.state == shorts_session()


def test_a_new_network_begins_with_one_variable_to_be_named(person: Person) -> None:
    person.clicks("Build a network")
    field = QApplication.focusWidget()
    assert isinstance(field, NameField)
    QTest.keyClicks(field, "Rain")
    person.presses(Qt.Key.Key_Return)
    assert names(person) == ("Rain",)
    assert person.window.windowTitle().startswith("New network")


def test_rows_that_a_change_put_away_come_back_with_undo(person: Person) -> None:
    watched = apply(shorts_session(), Watch(20))
    at_world(person, watched, "Shorts")
    person.types_keys_of(verb(person, "remove"))
    said = person.window.messages.accessibleName()
    assert person.window.messages.isVisible()
    assert "20 rows" in said
    assert "Undo brings them back" in said
    person.window.document.undo()
    assert person.window.document.state.dataset.n_rows == 20


def test_the_world_of_a_lesson_is_offered_to_be_made_ones_own(person: Person) -> None:
    window = person.window
    person.opens(LESSON)
    window.desk.world.editor.may_edit()
    assert window.messages.isVisible()
    assert window.messages.remedy.isVisible()
    assert not verb(person, "remove").isEnabled()
    person.clicks("Make it my own")
    assert not window.document.state.scenario.steps
    assert verb(person, "remove").isEnabled()
    assert not window.messages.isVisible()
    window.document.undo()
    assert window.document.state.scenario.steps
    window.document.perform(OwnWorld())
    assert window.desk.world.editor.may_edit()


def test_whether_the_outline_is_shown_is_remembered(person: Person, settings: Settings) -> None:
    settings.set(OUTLINE, True)
    at_world(person, shorts_session(), "Sun")
    assert person.window.desk.world.outline.isVisible()
    person.types_keys_of(verb(person, "outline"))
    assert person.window.desk.world.outline.isHidden()
    person.window.close_at_once()
    assert not settings.get(OUTLINE)
