"""The docks are made while nothing else is to be done, or at once where a session wants them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.main_window.arrangement import TITLES
from gui.main_window.window import WARM, MainWindow
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session


def made(window: MainWindow) -> list[str]:
    desk = window._desk_maker._desk
    return [] if desk is None else [dock.objectName() for dock in desk.docks()]


def test_every_dock_is_there_before_a_session_is_opened(person: Person, qtbot: QtBot) -> None:
    window = person.window
    assert made(window) == []
    qtbot.waitUntil(lambda: made(window) == list(TITLES))
    assert window._desk is None
    desk = window.desk
    assert [dock.objectName() for dock in desk.docks()] == list(TITLES)
    assert window.desk is desk


def test_the_desk_grows_where_it_will_be_shown_and_is_not_seen_before(person: Person, qtbot: QtBot) -> None:
    """Moved there with all its docks, all of them would be dressed anew, in one turn."""
    window = person.window
    qtbot.waitUntil(lambda: bool(made(window)), timeout=20_000)
    desk = window._desk_maker._desk
    assert desk is not None
    assert desk.parentWidget() is window._stack
    assert not desk.isVisible()
    assert window._stack.currentWidget() is window.start_page


def test_a_session_that_comes_early_has_all_docks(person: Person) -> None:
    person.window.jobs.cancel(WARM)
    person.shows(shorts_session())
    assert made(person.window) == list(TITLES)
    assert person.window.desk.world.canvas.isVisible()
    assert person.window.desk.window() is person.window


def test_a_window_that_was_closed_makes_no_more(person: Person, qtbot: QtBot) -> None:
    window = person.window
    qtbot.waitUntil(lambda: bool(made(window)))
    window.close_at_once()
    left = len(made(window))
    qtbot.wait(100)
    assert len(made(window)) == left
