"""Docks: those without content are hidden, an arrangement is remembered by width, a damaged one does no harm."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.sessions.edit_verbs import OwnWorld
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Watch
from gui.controls.buttons import ActionButton
from gui.controls.dock import Dock
from gui.main_window.window import MainWindow
from gui.settings import WINDOW_ARRANGEMENT, Settings
from gui.theme import Theme, apply_theme
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session

# What shares a place below: they show candidates, each in a way of its own.
UPPER = {"lesson", "world", "belief", "edges", "table", "paths", "experiment", "gains"}
BESIDE = {"candidates", "why", "predictions", "scores", "as_watched", "rows", "race"}


def shown(window: MainWindow) -> set[str]:
    return {dock.objectName() for dock in window.desk.docks() if not dock.isHidden()}


def docks_by_name(window: MainWindow) -> dict[str, Dock]:
    return {dock.objectName(): dock for dock in window.desk.docks()}


def table() -> SessionState:
    from engine.sessions.actions import apply

    return session_from_dataset("Table", apply(shorts_session(), Watch(20)).dataset, range(3))


def again(person: Person, settings: Settings, qtbot: QtBot) -> Person:
    """Close the window and open another with the same settings."""
    person.goes_away()
    person.window.close_at_once()
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(person.window.size())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return Person(window, qtbot)


def test_a_table_has_neither_lesson_nor_world_and_a_lesson_brings_them_back(
    person: Person, settings: Settings, qtbot: QtBot
) -> None:
    person.shows(table())
    assert shown(person.window) == {"belief", "edges", "experiment", "gains", "weights", *BESIDE} - {"race"}
    assert settings.get(WINDOW_ARRANGEMENT) == b""
    other = again(person, settings, qtbot)
    assert settings.get(WINDOW_ARRANGEMENT)
    other.opens()
    assert {"lesson", "world"} <= shown(other.window)
    other.goes_away()
    other.window.close_at_once()


def test_a_dock_that_was_closed_stays_closed(person: Person, settings: Settings, qtbot: QtBot) -> None:
    person.shows(shorts_session())
    docks_by_name(person.window)["candidates"].close()
    person.opens()
    assert "candidates" not in shown(person.window)
    other = again(person, settings, qtbot)
    other.opens()
    assert "candidates" not in shown(other.window)
    other.window.actions_by_key["arrange"].trigger()
    assert "candidates" in shown(other.window)
    other.goes_away()
    other.window.close_at_once()


@pytest.mark.parametrize("damaged", [b"\0\0\0", b"nonsense" * 40, bytes(range(256))])
def test_a_damaged_arrangement_does_no_harm(person: Person, settings: Settings, damaged: bytes) -> None:
    settings.set(WINDOW_ARRANGEMENT, damaged)
    person.opens()
    assert shown(person.window) == {*UPPER, "weights", *BESIDE}


def test_an_arrangement_with_another_version_number_is_not_taken(
    person: Person, settings: Settings, qtbot: QtBot
) -> None:
    person.shows(shorts_session())
    docks_by_name(person.window)["candidates"].close()
    old = bytes(person.window.desk.saveState(2).data())
    person.goes_away()
    person.window.close_at_once()
    # As a version of the program with fewer docks had left it.
    settings.set(WINDOW_ARRANGEMENT, old)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    window.show()
    other = Person(window, qtbot)
    other.opens()
    assert shown(window) == {*UPPER, "weights", *BESIDE}
    candidates = docks_by_name(window)["candidates"]
    assert {dock.objectName() for dock in window.desk.tabifiedDockWidgets(candidates)} == BESIDE - {"candidates"}
    other.goes_away()
    window.close_at_once()


def test_narrow_and_wide_windows_have_their_own_arrangement(person: Person) -> None:
    window = person.window
    person.opens()
    candidates = docks_by_name(window)["candidates"]

    def beside() -> set[str]:
        return {dock.objectName() for dock in window.desk.tabifiedDockWidgets(candidates)}

    assert beside() == BESIDE - {"candidates"}
    candidates.close()
    window.resize(1024, 700)
    person.until(lambda: beside() == BESIDE - {"candidates"} | {"weights"})
    assert not candidates.isHidden()
    window.resize(1600, 1000)
    person.until(candidates.isHidden)


def test_with_large_type_in_a_small_window_nothing_covers_anything(person: Person, qapp: QApplication) -> None:
    window = person.window
    window.resize(1024, 700)
    apply_theme(qapp, Theme(scale=1.5))
    try:
        person.opens()
        docks = docks_by_name(window)
        person.until(lambda: docks["lesson"].isVisible() and docks["belief"].isVisible())
        left = {"lesson", "experiment", "gains", "weights", "candidates"}
        assert {dock.objectName() for dock in window.desk.tabifiedDockWidgets(docks["lesson"])} == left - {"lesson"}
        for name in docks:
            window.desk.raise_dock(name)
            person.waits()
            other = docks["belief" if name in left else "lesson"]
            window.desk.raise_dock(other.objectName())
            person.until(lambda one=docks[name], two=other: not one.geometry().intersects(two.geometry()))
            assert window.desk.rect().contains(docks[name].geometry())
        last = window.tool_bar.layout().itemAt(window.tool_bar.layout().count() - 1).widget()
        assert last.geometry().right() <= window.tool_bar.width()
        verbs = [button for button in window.tool_bar.findChildren(ActionButton) if button.text() in ("Watch", "Act")]
        assert all(button.width() >= button.sizeHint().width() for button in verbs)
    finally:
        apply_theme(qapp, Theme())
    person.until(lambda: docks["weights"] not in window.desk.tabifiedDockWidgets(docks["lesson"]))


def test_arrow_keys_go_from_tab_to_tab(person: Person) -> None:
    person.shows(shorts_session())
    docks = docks_by_name(person.window)
    docks["predictions"].raise_()
    person.waits()
    docks["predictions"].title_bar.setFocus()
    panels = {"predictions": person.window.desk.predictions, "scores": person.window.desk.scores}
    panels["as_watched"] = person.window.desk.as_watched
    for key, name in ((Qt.Key.Key_Right, "scores"), (Qt.Key.Key_Right, "as_watched"), (Qt.Key.Key_Left, "scores")):
        person.presses(key)
        person.until(panels[name].isVisible)
        assert docks[name].isAncestorOf(QApplication.focusWidget())
        # What is behind another tab works nothing out.
        assert [each for each, panel in panels.items() if panel.isVisible()] == [name]


def test_a_lesson_that_is_left_takes_its_dock_along_and_undo_brings_it_back(person: Person) -> None:
    person.opens()
    assert "lesson" in shown(person.window)
    person.window.document.perform(OwnWorld())
    person.waits()
    assert "lesson" not in shown(person.window)
    person.window.document.undo()
    person.waits()
    assert "lesson" in shown(person.window)


def test_who_plays_in_what_next_leads_to_the_race(person: Person) -> None:
    person.shows(shorts_session())
    desk = person.window.desk
    desk.raise_dock("gains")
    person.until(desk.gains.player.race.isVisible)
    person.qtbot.mouseClick(desk.gains.player.race, Qt.MouseButton.LeftButton)
    person.until(desk.race.isVisible)
    person.until(desk.race.bar.button.hasFocus)
