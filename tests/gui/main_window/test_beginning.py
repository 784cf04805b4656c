"""Beginning with a network in the whole window: ready, by chance, pasted, and dropped in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from engine.files.network_files import write_network_file
from engine.files.network_formats import FORMATS
from engine.files.ready_networks import network_files, read_ready
from engine.sessions.state import SessionState
from gui.importing.choose import ChooseVariablesDialog
from gui.networks.dialog import NetworksDialog
from gui.networks.paste_dialog import PasteDialog
from gui.settings import RECENT_FILES
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session

ASIA = next(path for path in network_files() if path.stem == "asia")
MODEL = "dag {\nRain -> Wet\nSprinkler -> Wet\n}"


@pytest.fixture(autouse=True)
def _clean_clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def answers(person: Person, ready: Callable[[QDialog], bool], do: Callable[[QDialog], object], times: int = 1) -> None:
    """Have the next dialog, or the next few, answered as soon as it is ready, and others after it as always."""
    person.watching.stop()
    timer = QTimer(person.window)
    timer.setInterval(5)
    answered: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and ready(dialog):
            answered.append(dialog)
            if len(answered) == times:
                timer.stop()
                person.watching.start()
            do(dialog)

    timer.timeout.connect(look)
    timer.start()


def state_after(person: Person, do: Callable[[], object]) -> SessionState:
    document = person.window.document
    before = document.state if document.is_open else None
    do()
    person.until(lambda: document.is_open and document.state is not before)
    person.waits()
    return document.state


def chosen(title: str) -> Callable[[QDialog], bool]:
    def ready(dialog: QDialog) -> bool:
        assert isinstance(dialog, NetworksDialog)
        dialog.search.setText(title)
        return dialog.ready is not None and dialog.ready.title.startswith(title)

    return ready


def test_a_ready_network_opens_as_a_world_from_the_start_page(person: Person) -> None:
    answers(person, chosen("Asia"), lambda dialog: dialog.ok.click())
    state = state_after(person, lambda: person.clicks("Choose a network"))
    assert state.world is not None
    assert state.world.names[0] == "Visit to Asia"
    assert state.scenario.title == "Asia, the chest clinic"
    assert len(state.positions) == 8
    assert person.window._settings.get(RECENT_FILES) == (str(ASIA),)
    assert person.said == []


def test_the_world_of_a_lesson_opens_without_its_steps(person: Person) -> None:
    answers(person, chosen("Do shorts"), lambda dialog: dialog.ok.click())
    state = state_after(person, lambda: person.types_keys_of(person.window.actions_by_key["networks"]))
    assert state.scenario.steps == ()
    assert not state.world_covered
    assert len(state.variables) == 3


def test_of_many_variables_by_chance_it_asks_which_belief_is_about(person: Person) -> None:
    def wished(dialog: QDialog) -> bool:
        assert isinstance(dialog, NetworksDialog)
        if not dialog.is_drawn:
            dialog.kind.buttons()[1].click()
            dialog.form.variables.setValue(21)
            dialog.form.causes.setValue(5)
        return dialog.content is not None and len(dialog.content.network.variables) == 21

    def some(dialog: QDialog) -> bool:
        if isinstance(dialog, ChooseVariablesDialog):
            dialog.list.choose((0, 2, 4))
            return True
        return wished(dialog)

    answers(person, some, lambda dialog: dialog.ok.click(), times=2)  # type: ignore[attr-defined]
    state = state_after(person, person.window.actions_by_key["networks"].trigger)
    assert len(state.variables) == 21
    assert state.belief_names == ("V1", "V3", "V5")
    assert len(state.positions) == 21


def test_a_copied_model_is_opened_by_the_keys_of_pasting(person: Person) -> None:
    QGuiApplication.clipboard().setText(MODEL)
    answers(person, lambda dialog: dialog.ok.isEnabled(), lambda dialog: dialog.ok.click())
    keys = Qt.KeyboardModifier.ControlModifier
    state = state_after(person, lambda: person.presses(Qt.Key.Key_V, keys))
    assert state.world is not None
    assert set(state.world.names) == {"Rain", "Wet", "Sprinkler"}
    assert "arrows only" in person.window.messages.accessibleName()


def test_a_copied_model_is_added_below_what_is_there(person: Person) -> None:
    person.shows(replace(shorts_session(), scenario=replace(shorts_session().scenario, steps=())))
    QGuiApplication.clipboard().setText(MODEL)
    answers(
        person,
        lambda dialog: isinstance(dialog, PasteDialog) and dialog.add.isEnabled(),
        lambda dialog: dialog.add.click(),  # type: ignore[union-attr]
    )
    state = state_after(person, lambda: person.window.actions_by_key["paste_network"].trigger())
    assert state.world is not None
    assert state.world.names[-3:] == ("Rain", "Wet", "Sprinkler")
    assert person.window.desk.world.canvas.chosen == ("Rain", "Wet", "Sprinkler")
    places = {name: state.positions[name] for name in state.world.names if name in state.positions}
    assert min(places[name][1] for name in ("Rain", "Wet", "Sprinkler")) >= 1
    person.window.document.undo()
    assert len(person.window.document.state.variables) == 3


def test_a_copied_model_is_pasted_into_the_world_by_its_keys(person: Person) -> None:
    person.shows(replace(shorts_session(), scenario=replace(shorts_session().scenario, steps=())))
    QGuiApplication.clipboard().setText("Tea -> Sleep")
    person.window.desk.world.canvas.setFocus()
    state = state_after(person, lambda: person.types_keys_of(person.window.actions_by_key["paste"]))
    assert state.world is not None
    assert state.world.names[-2:] == ("Tea", "Sleep")
    QGuiApplication.clipboard().setText("Tea -> Sleep -> Tea")
    person.types_keys_of(person.window.actions_by_key["paste"])
    assert person.window.document.state is state
    assert "close a circle" in person.window.messages.accessibleName()


def test_files_of_every_format_can_be_dropped(person: Person, tmp_path: Path) -> None:
    content = read_ready(ASIA).content
    assert content is not None
    for kept in FORMATS:
        path = tmp_path / f"asia{kept.suffixes[0].upper()}"
        write_network_file(path, content)
        state = state_after(person, lambda path=path: person.drops(path))  # type: ignore[misc]
        assert state.world is not None
        assert len(state.world.dag.edges()) == 8, kept.name
    assert person.said == []


def test_a_model_saved_as_text_is_no_table(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "model.txt"
    path.write_text(MODEL, encoding="utf-8")
    state = state_after(person, lambda: person.drops(path))
    assert state.world is not None
    assert state.scenario.title == "model"
    path.write_text(MODEL.replace("}", "Wet -> Rain\n}"), encoding="utf-8")
    message = person.hears(lambda: person.drops(path))
    assert "model.txt" in message
    assert "close a circle" in message
