"""The note under the canvas: chips in order, the rest counted, nothing left over from before."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.posterior.posterior import Posterior
from engine.questions.look_alikes import LookAlikes
from gui.belief.note import MOST_SHARE, BeliefNote
from gui.results import Results
from tests.gui.worlds import shorts_session

NAMES = ("Sun", "Shorts", "Ice cream")


@pytest.fixture
def note(qtbot: QtBot) -> BeliefNote:
    note = BeliefNote()
    qtbot.addWidget(note)
    note.resize(400, 60)
    return note


def results(digits: dict[int, int]) -> Results:
    space = shorts_session().space
    return Results(posterior=Posterior(space, np.full(len(space), 1 / len(space)), 0.0), digit_of=digits)


def equals(note: BeliefNote) -> int:
    return sum(label.text() == "=" and not label.isHidden() for label in note.findChildren(QLabel))


def show(note: BeliefNote, members: tuple[int, ...], digits: dict[int, int]) -> None:
    note.show_look_alikes(LookAlikes(members, 0.5, (0,)), results(digits), NAMES)
    note.show()


def test_chips_stand_in_the_order_of_their_digits(note: BeliefNote) -> None:
    show(note, (3, 7), {7: 1, 3: 2, 5: 3})
    assert [chip.digit for chip in note.chips()] == [1, 2]
    assert equals(note) == 1
    assert note.more == ""


def test_members_without_a_digit_are_counted(note: BeliefNote) -> None:
    show(note, (3, 7, 8, 9), {7: 1})
    assert [chip.digit for chip in note.chips()] == [1]
    assert note.more == "and 3 more"


def test_a_class_without_any_digit_still_has_its_sentence(note: BeliefNote) -> None:
    show(note, (3, 7, 8), {})
    assert note.chips() == []
    assert note.more == "3 structures"
    assert "never be told apart" in note.sentence.text()


def test_other_chips_take_the_place_of_the_first(note: BeliefNote, qtbot: QtBot) -> None:
    show(note, (1, 2, 3, 4), {1: 1, 2: 2, 3: 3, 4: 4})
    assert equals(note) == 3
    show(note, (5, 6), {5: 1, 6: 2})
    assert len(note.chips()) == 2
    # widgets that are put into a layout show in the next round of events
    qtbot.waitUntil(lambda: equals(note) == 1)
    note.say("No rows yet.")
    assert note.chips() == []
    assert equals(note) == 0
    assert note.sentence.text() == "No rows yet."


def test_nothing_to_say_hides_the_note(note: BeliefNote) -> None:
    show(note, (5, 6), {5: 1, 6: 2})
    note.say("")
    assert note.isHidden()


def test_each_chip_says_which_structure_it_is(note: BeliefNote) -> None:
    space = shorts_session().space
    candidate = next(number for number in range(len(space)) if space.dag(number).edges() == ((0, 1),))
    show(note, (candidate, 0), {candidate: 1})
    assert note.chips()[0].toolTip() == "Sun -> Shorts"


def test_in_a_low_panel_room_that_was_needed_once_is_given_back(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    note = BeliefNote(panel)
    note.keep(room=True)
    long, short = "These can never be told apart by watching. " * 12, "One structure alone."
    kept = {}
    for height in (900, 300):
        panel.resize(360, height)
        note.resize(360, 60)
        note.say(long)
        assert note.minimumHeight() >= note.layout().totalHeightForWidth(360)
        note.say(short)
        kept[height] = note.minimumHeight()
    # Nothing jumps where there is room; where there is little the graph has it.
    assert kept[900] > kept[300] == round(300 * MOST_SHARE)
