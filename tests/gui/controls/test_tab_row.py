"""Tabs that have no room are in a menu, and every one can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.controls.tab_row import TabRow

TITLES = ("Weights over time", "Candidates", "Why", "Predictions", "Scores")


@pytest.fixture
def row(qtbot: QtBot) -> TabRow:
    row = TabRow()
    qtbot.addWidget(row)
    row.resize(900, 32)
    row.show_titles(TITLES, 0)
    with qtbot.waitExposed(row):
        row.show()
    return row


def in_row(row: TabRow) -> list[str]:
    return [title for place, title in enumerate(TITLES) if place not in row.in_menu]


def test_all_stand_in_the_row_where_there_is_room(row: TabRow) -> None:
    assert row.titles == TITLES
    assert row.in_menu == ()
    assert row.more.isHidden()


def test_what_has_no_room_is_counted_and_none_is_cut(row: TabRow, qtbot: QtBot) -> None:
    for width in range(880, 220, -20):
        row.resize(width, 32)
        shown, widths = in_row(row), row.bar.widths()
        assert shown[0] == TITLES[0]
        assert sum(widths[TITLES.index(title)] for title in shown) <= width
        if row.in_menu:
            assert row.more.text() in (f"{len(row.in_menu)} more", f"+{len(row.in_menu)}")
            assert row.more.geometry().right() < width
            assert all(TITLES[place] in row.more.toolTip() for place in row.in_menu)


def test_the_chosen_one_is_in_the_row_wherever_it_stands(row: TabRow) -> None:
    row.resize(330, 32)
    assert "Scores" not in in_row(row)
    row.show_titles(TITLES, 4)
    assert "Scores" in in_row(row)
    assert "Why" not in in_row(row)


def test_the_menu_and_the_keys_reach_what_has_no_room(row: TabRow, qtbot: QtBot) -> None:
    row.resize(330, 32)
    told: list[int] = []
    row.chosen.connect(told.append)
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    last = menu.actions()[-1]
    assert last.text() == "Scores"
    last.trigger()
    menu.close()
    assert told == [4]
    row.bar.setFocus()
    qtbot.keyClick(row.bar, Qt.Key.Key_Left)
    assert told == [4, 3]
    assert "Predictions" in in_row(row)


def test_a_number_alone_makes_room_for_another_tab(row: TabRow) -> None:
    row.show_titles(("Lesson", "Experiment", "What next"), 0)
    both = sum(row.bar.widths()[:2])
    said = [row._name_more(2, short=short) for short in (False, True)]
    assert said[1] < said[0]
    row.resize(1000, 32)
    assert not row.in_menu
    row.resize(both + said[1], 32)
    assert (row.in_menu, row.more.text()) == ((2,), "+1")
    row.resize(both + said[0], 32)
    assert (row.in_menu, row.more.text()) == ((2,), "1 more")
