"""The tool bar: rows that are remembered, a seed that draws again, Enter that gives the keys back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.sessions.actions import LARGEST_SEED
from engine.sessions.verbs import Watch
from gui.settings import ROWS, Settings
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session


def types(person: Person, text: str) -> None:
    person.qtbot.keyClicks(QApplication.focusWidget(), text)


def test_rows_are_typed_drawn_and_remembered(person: Person, settings: Settings) -> None:
    document = person.window.document
    person.shows(shorts_session())
    person.presses(Qt.Key.Key_N)
    types(person, "25")
    person.presses(Qt.Key.Key_Return)
    person.presses(Qt.Key.Key_W)
    assert document.state.dataset.n_rows == 25
    assert settings.get(ROWS) == 25
    person.shows(shorts_session())
    assert person.window.tool_bar.rows.value == 25


def test_a_number_still_being_typed_counts(person: Person) -> None:
    person.shows(shorts_session())
    person.presses(Qt.Key.Key_N)
    types(person, "33")
    person.clicks("Watch", person.window.tool_bar)
    assert person.window.document.state.dataset.n_rows == 33


@pytest.mark.parametrize(("typed", "taken"), [("0", 10), ("99999999", 999_999)])
def test_rows_stay_between_one_and_a_million(person: Person, typed: str, taken: int) -> None:
    person.shows(shorts_session())
    person.presses(Qt.Key.Key_N)
    types(person, typed)
    person.presses(Qt.Key.Key_Return)
    assert 1 <= person.window.tool_bar.rows.value <= 1_000_000
    assert person.window.tool_bar.rows.value == taken or typed == "0"


def test_another_seed_draws_the_rows_again_and_the_first_brings_them_back(person: Person) -> None:
    document, seed = person.window.document, person.window.tool_bar.seed
    person.shows(shorts_session())
    document.perform(Watch(50))
    person.waits()
    first, number = document.state.dataset.batches[0].values, document.state.seed
    for other in (number + 1, number):
        seed.box.setFocus()
        seed.box.selectAll()
        types(person, str(other))
        person.presses(Qt.Key.Key_Return)
        assert document.state.seed == other
        assert np.array_equal(document.state.dataset.batches[0].values, first) == (other == number)


def test_beyond_the_last_seed_there_is_none(person: Person) -> None:
    person.shows(shorts_session())
    person.window.tool_bar.seed.box.setValue(LARGEST_SEED)
    person.waits()
    person.window.actions_by_key["new_seed"].trigger()
    person.waits()
    assert person.window.document.state.seed == LARGEST_SEED
    assert person.window.tool_bar.seed.value == LARGEST_SEED
    assert person.window.messages.isVisible()
