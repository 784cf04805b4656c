"""Counts are those of pandas, for what was done and up to the moment shown; variables are chosen by key."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.sessions.edit_verbs import RenameVariable
from engine.sessions.verbs import Watch
from tests.gui.rows.seen import ACTS, LEFT, Opened, chooses, frame, opened_rows, rests


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for each in opened_rows(qtbot):
        each.does(*ACTS)
        button = each.panel.bar.switch.buttons()[1]
        each.qtbot.mouseClick(button, LEFT)
        rests(each)
        yield each


def cells(opened: Opened) -> dict[str, list[str]]:
    return {line.words: [cell.text for cell in line.cells] for line in opened.panel.counts_page.table.lines}


def shares(opened: Opened) -> dict[str, list[float | None]]:
    return {line.words: [cell.value for cell in line.cells] for line in opened.panel.counts_page.table.lines}


def goes_down(opened: Opened, box: str) -> None:
    chooser = getattr(opened.panel.bar.pair, box)
    chooser.setFocus()
    opened.qtbot.keyClick(chooser, Qt.Key.Key_Down)
    rests(opened)


def test_states_of_one_variable_are_counted(opened: Opened) -> None:
    counts = frame(opened.ring.document.state)["Sun"].value_counts()
    assert cells(opened) == {"yes": [str(counts["yes"])], "no": [str(counts["no"])], "all": ["55"]}
    assert shares(opened)["yes"] == [pytest.approx(counts["yes"] / 55)]
    assert opened.panel.method.text() == "exact, by counting"
    goes_down(opened, "first")
    counts = frame(opened.ring.document.state)["Shorts"].value_counts()
    assert cells(opened)["yes"] == [str(counts["yes"])]
    assert opened.panel.counts_page.table.lead == "Shorts"


def test_pairs_of_states_are_counted_for_what_was_done(opened: Opened) -> None:
    goes_down(opened, "second")
    goes_down(opened, "second")
    assert opened.panel.bar.pair.columns == (0, 2)
    chooses(opened, 1)
    rows = frame(opened.ring.document.state)
    rows = rows[[not regime.interventions for regime in rows["regime"]]]
    table = pd.crosstab(rows["Sun"], rows["Ice cream"], margins=True)
    found = cells(opened)
    for state in ("yes", "no"):
        assert found[state][:2] == [str(table.loc[state, each]) for each in ("yes", "no")]
        assert found[state][2] == f"{table.loc[state, 'All']}  {table.loc[state, 'All'] / 33:.3f}"
        expected = [table.loc[state, each] / table.loc[state, "All"] for each in ("yes", "no")]
        assert shares(opened)[state][:2] == pytest.approx(expected)
    assert found["all"][:2] == [str(table.loc["All", each]) for each in ("yes", "no")]
    spoken = opened.panel.counts_page.table.spoken(0)
    assert spoken.startswith(f"Sun = yes, Ice cream = yes {table.loc['yes', 'yes']}, ")
    fullest = table["All"].drop("All").idxmax()
    assert f"Of {table.loc[fullest, 'All']} rows with Sun = {fullest}, " in opened.panel.below.text()
    # A variable cannot be counted by itself: the other list lets go of it.
    opened.panel.bar.pair.first.setFocus()
    goes_down(opened, "first")
    goes_down(opened, "first")
    assert opened.panel.bar.pair.columns == (2,)


def test_what_was_set_has_one_state_and_an_unseen_one_no_shares(opened: Opened) -> None:
    goes_down(opened, "first")
    goes_down(opened, "second")
    chooses(opened, 2)
    assert opened.panel.bar.pair.columns == (1, 0)
    assert cells(opened)["no"] == ["0", "0", "0  0"]
    assert shares(opened)["no"] == [None, None, None]
    assert cells(opened)["yes"][2] == "12  1.000"


def test_counts_follow_new_rows_the_moment_shown_and_names(opened: Opened) -> None:
    opened.does(Watch(9))
    rests(opened)
    assert cells(opened)["all"] == ["64"]
    opened.ring.analysis.select_rows(26)
    rests(opened)
    counts = frame(opened.ring.document.state)["Sun"][:26].value_counts()
    assert cells(opened) == {"yes": [str(counts["yes"])], "no": [str(counts["no"])], "all": ["26"]}
    assert opened.panel.bar.sentence.text() == "38 later rows left out."
    opened.ring.document.perform(RenameVariable("Sun", "Sunshine"))
    rests(opened)
    assert opened.panel.counts_page.table.lead == "Sunshine"


def test_in_a_low_panel_the_sentence_stands_above(opened: Opened) -> None:
    assert opened.panel.below.isVisible()
    opened.window.resize(1000, 200)
    opened.qtbot.waitUntil(lambda: not opened.panel.below.isVisible())
    assert opened.panel.bar.sentence.text() == "Shares are of these 55 rows."


def test_in_a_narrow_panel_variables_are_chosen_in_a_row_of_their_own(opened: Opened) -> None:
    bar = opened.panel.bar
    assert bar.pair.y() < bar.switch.geometry().bottom()
    opened.window.resize(560, 320)
    opened.qtbot.waitUntil(lambda: bar.pair.y() > bar.switch.geometry().bottom())
    assert opened.window.width() == 560
    assert bar.pair.geometry().right() <= bar.width()
    opened.window.resize(940, 320)
    opened.qtbot.waitUntil(lambda: bar.pair.y() < bar.switch.geometry().bottom())
