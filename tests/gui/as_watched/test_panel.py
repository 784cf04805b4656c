"""The panel through mouse and keys: the wrong belief stands beside the right one, on the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.data.dataset import Dataset
from engine.networks.interventions import OBSERVATION
from engine.posterior.history import believe
from engine.sessions.state import session_from_dataset
from engine.sessions.verbs import Watch
from gui.as_watched.panel import AsWatchedPanel
from gui.as_watched.words import NOTHING_SET, OFF
from gui.inquiries.as_watched import AS_WATCHED
from gui.inquiries.latest import STOPPED
from tests.gui.beside import WATCHED_AND_SET, Beside, opened_beside
from tests.gui.worlds import wide_table

LEFT = Qt.MouseButton.LeftButton
Opened = Beside[AsWatchedPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_beside(AsWatchedPanel, qtbot)


def switches(opened: Opened) -> None:
    switch = opened.panel.switch
    opened.qtbot.mouseClick(switch, LEFT, pos=switch.rect().center())
    opened.rests()


def columns(opened: Opened) -> tuple[list[float], list[float]]:
    lines = opened.panel.table.lines
    right, wrong = ([line.cells[place].value or 0.0 for line in lines] for place in (0, 1))
    return right, wrong


def test_switched_on_both_beliefs_stand_side_by_side(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    assert opened.panel.empty.sentence.text() == OFF
    switches(opened)
    state = opened.ring.document.state
    assert state.as_if_watched
    right, wrong = columns(opened)
    np.testing.assert_allclose(right, opened.history.posterior.weights)
    # The same rows, every one of them taken for watched.
    mistaken = Dataset(
        state.dataset.variables, tuple(replace(batch, regime=OBSERVATION) for batch in state.dataset.batches)
    )
    *_, last = believe(mistaken, state.space, state.assumptions)
    np.testing.assert_allclose(wrong, last.partial.posterior.weights)
    assert max(abs(one - other) for one, other in zip(right, wrong, strict=True)) > 0.05
    # Taken for watched, what looks alike to somebody who only watches stays level for ever.
    assert wrong[1] == pytest.approx(wrong[2])
    assert opened.panel.why.text().startswith("In 30 of 50 rows you set A by hand.")
    assert opened.panel.verdict.text().startswith("Right: ")
    assert opened.panel.method.text() == "exact"


def test_the_key_that_switches_it_is_undone_like_any_other_verb(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    opened.panel.switch.setFocus()
    opened.qtbot.keyClick(opened.panel.switch, Qt.Key.Key_Space)
    opened.rests()
    assert opened.panel.pages.currentIndex() == 1
    opened.ring.document.undo()
    opened.rests()
    assert not opened.panel.switch.isChecked()
    assert opened.panel.empty.sentence.text() == OFF


def test_it_follows_new_rows_and_the_moment_shown(opened: Opened) -> None:
    opened.does(Watch(20))
    switches(opened)
    right, wrong = columns(opened)
    np.testing.assert_allclose(right, wrong)
    assert opened.panel.why.text() == NOTHING_SET
    opened.does(*WATCHED_AND_SET[1:])
    assert opened.panel.why.text() != NOTHING_SET
    opened.ring.analysis.select_rows(20)
    opened.rests()
    assert columns(opened) == (right, wrong)
    assert opened.panel.why.text() == NOTHING_SET


def test_stopping_is_said_and_a_button_goes_on(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    opened.qtbot.mouseClick(opened.panel.switch, LEFT, pos=opened.panel.switch.rect().center())
    assert opened.ring.jobs.is_running(AS_WATCHED)
    opened.ring.jobs.cancel(AS_WATCHED)
    assert opened.panel.empty.sentence.text() == STOPPED
    opened.qtbot.mouseClick(opened.panel.empty.button, LEFT)
    opened.rests()
    assert opened.panel.pages.currentIndex() == 1


def test_structures_too_many_to_be_listed_cannot_be_scored_wrongly(opened: Opened) -> None:
    opened.ring.document.reset(session_from_dataset("Wide", wide_table(7, 20, 1), range(7)))
    opened.rests()
    assert not opened.panel.switch.isEnabled()
    with opened.qtbot.waitSignal(opened.panel.change_requested):
        opened.qtbot.mouseClick(opened.panel.empty.button, LEFT)


def test_in_a_low_panel_sentences_give_the_lines_their_room(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    switches(opened)
    opened.window.resize(1000, 190)
    panel = opened.panel
    opened.qtbot.waitUntil(lambda: bool(panel.verdict_above.text()))
    assert not panel.verdict.isVisible()
    opened.qtbot.waitUntil(lambda: panel.foot.x() >= panel.table.width())
    lowest = panel.table.view.visualRect(panel.table.view.model().index(2, 0)).bottom()
    assert lowest <= panel.table.view.viewport().height()
