"""Choices are made by mouse and by key, and only the user's choice is announced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.controls.choices import CheckBox, ChoiceList

TEXTS = ("Watch 10 more days", "Set the shorts again", "Set the ice cream")


@pytest.fixture
def choices(qtbot):
    widget = ChoiceList(TEXTS, "What would tell them apart?")
    qtbot.addWidget(widget)
    widget.resize(240, 140)
    with qtbot.waitExposed(widget):
        widget.show()
        widget.activateWindow()
    widget.heard = []
    widget.chosen.connect(widget.heard.append)
    return widget


def test_nothing_is_chosen_at_first(choices):
    assert choices.choice is None
    assert [row.text() for row in choices.rows()] == list(TEXTS)


def test_a_click_anywhere_in_a_row_chooses_it_once(choices, qtbot):
    row = choices.rows()[2]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight() - row.rect().center() / 9)
    assert choices.heard == [2]
    assert choices.choice == 2


def test_space_chooses_the_row_with_the_focus(choices, qtbot):
    choices.rows()[0].setFocus()
    qtbot.keyClick(choices.rows()[0], Qt.Key.Key_Space)
    assert choices.heard == [0]


def test_arrow_keys_move_the_choice(choices, qtbot):
    choices.rows()[0].setFocus()
    qtbot.keyClick(choices.rows()[0], Qt.Key.Key_Space)
    qtbot.keyClick(choices.rows()[0], Qt.Key.Key_Down)
    assert choices.choice == 1
    assert choices.heard == [0, 1]


def test_choosing_from_the_program_is_silent_and_can_be_taken_back(choices):
    choices.choose(1)
    assert choices.choice == 1
    choices.choose(None)
    assert choices.choice is None
    assert choices.heard == []


def test_other_choices_replace_the_first(choices, qtbot):
    choices.choose(1)
    choices.set_choices(("Yes", "No"))
    assert choices.choice is None
    qtbot.mouseClick(choices.rows()[1], Qt.MouseButton.LeftButton)
    assert choices.heard == [1]


def test_long_words_break_into_lines(choices):
    choices.set_choices(("word " * 30,))
    row = choices.rows()[0]
    assert row.heightForWidth(200) > row.heightForWidth(600) > 32


def test_a_check_box_is_checked_by_its_words_and_by_space(qtbot):
    box = CheckBox("Mark look-alikes")
    qtbot.addWidget(box)
    box.show()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
