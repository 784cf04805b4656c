"""How weights are drawn is remembered, chosen by key from anywhere, and holds while presenting."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.verbs import Watch
from gui.main_window.window import MainWindow
from gui.settings import Settings
from gui.weights.view import View
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session

CHOSEN = View("lines", "batches")


def test_it_is_chosen_by_key_and_remembered(person: Person, settings: Settings, qtbot: QtBot) -> None:
    person.shows(apply(shorts_session(), Watch(20)))
    assert person.window.desk.weights.view == View()
    person.types_keys_of(person.window.actions_by_key["weights_lines"])
    person.types_keys_of(person.window.actions_by_key["weights_batches"])
    assert person.window.desk.weights.view == CHOSEN
    settings.save()
    again = MainWindow(Settings(settings.path))
    qtbot.addWidget(again)
    again._show_session(shorts_session(), None, None)
    assert again.desk.weights.view == CHOSEN
    assert again.desk.weights.view_menu.lines.isChecked()
    again.close_at_once()


def test_it_holds_while_presenting_and_can_be_changed_there(person: Person, qtbot: QtBot) -> None:
    person.shows(apply(shorts_session(), Watch(20)))
    window = person.window
    person.types_keys_of(window.actions_by_key["weights_lines"])
    window.actions_by_key["present"].trigger()
    assert window._presenter is not None
    shown = window._presenter.window
    assert shown is not None
    person.until(shown.isVisible)
    assert shown.weights.view == View("lines")
    assert shown.weights.chart.shown.view == View("lines")
    shown.activateWindow()
    keys = window.actions_by_key["weights_batches"].shortcut()[0]
    qtbot.keyClick(shown, keys.key(), keys.keyboardModifiers())
    assert shown.weights.chart.shown.view == CHOSEN
    shown.close()
    person.waits()
    assert window.desk.weights.view == CHOSEN
