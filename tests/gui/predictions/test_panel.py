"""The panel through mouse and keys: what is expected, what happened, who gained; numbers are those of the formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, listed
from engine.posterior.assumptions import Assumptions
from engine.sessions.state import session_from_dataset
from engine.sessions.verbs import Release, SetByHand, SetHypotheses, Watch
from gui.inquiries.latest import STOPPED
from gui.inquiries.predicting import PREDICTIONS
from gui.predictions.panel import PredictionsPanel
from tests.gui.beside import WATCHED_AND_SET, Beside, opened_beside
from tests.gui.worlds import wide_table

LEFT = Qt.MouseButton.LeftButton
Opened = Beside[PredictionsPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_beside(PredictionsPanel, qtbot)


def shares(opened: Opened, line: int) -> list[float]:
    """Return what is written in the columns of outcomes of one line."""
    table = opened.panel.table
    return [
        float(cell.text) for column, cell in zip(table.columns, table.lines[line].cells, strict=True) if column.name
    ]


def looks_back(opened: Opened) -> None:
    opened.qtbot.mouseClick(opened.panel.switch.buttons()[1], LEFT)
    opened.rests()


def test_candidates_expect_of_a_setting_what_their_tables_say(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    values = np.concatenate([batch.values for batch in opened.ring.document.state.dataset.batches])
    a, b = values[:, 0], values[:, 1]
    # Dirichlet posterior means under an equivalent sample size of 1; state 0 is "yes".
    alone = (0.5 + np.sum(b == 0)) / (1 + len(b))
    caused = (0.25 + np.sum((a == 0) & (b == 0))) / (0.5 + np.sum(a == 0))
    panel = opened.panel
    assert [line.words for line in panel.table.lines][:3] == ["Average of all", "unrelated", "A\xa0→\xa0B"]
    assert shares(opened, 1)[0] == pytest.approx(alone, abs=5e-4)
    assert shares(opened, 2)[0] == pytest.approx(caused, abs=5e-4)
    weights = opened.history.posterior.weights
    expected = [shares(opened, line)[0] for line in (1, 2, 3, 4)]
    assert shares(opened, 0)[0] == pytest.approx(float(np.dot(weights, expected)), abs=1e-3)
    assert panel.heading.text() == "Set A = yes, 10 rows"
    assert panel.method.text() == "exact"
    assert panel.sentence.text().startswith("They part most at B = ")


def test_bits_gained_in_a_batch_are_those_by_which_weights_moved(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    looks_back(opened)
    history, table = opened.history, opened.panel.table
    before, after = history.posterior_at(int(np.searchsorted(history.rows, 20))).weights, history.posterior.weights
    gained = [float(line.cells[0].text.replace("−", "-")) for line in table.lines[2:]]
    np.testing.assert_allclose(gained, np.log2(after / before), atol=5.1e-3)
    batch = opened.ring.document.state.dataset.batches[1]
    assert [cell.note for cell in table.lines[0].cells[2:]] == [str(np.sum(batch.values[:, 1] == k)) for k in (0, 1)]
    best = int(np.argmax(after / before))
    assert f"({best + 1})" in opened.panel.sentence.text() or "equally well" in opened.panel.sentence.text()
    assert math.isclose(sum(shares(opened, 0)), 1.0, abs_tol=2e-3)


def test_what_is_set_next_and_what_is_undone_is_followed(opened: Opened) -> None:
    opened.does(Watch(20))
    assert opened.panel.heading.text() == "Watch, 10 rows"
    assert [column.title for column in opened.panel.table.columns][1:] == ["yes, yes", "yes, no", "no, yes", "no, no"]
    watched = shares(opened, 0)
    opened.does(SetByHand("B", "no"))
    assert opened.panel.heading.text() == "Set B = no, 10 rows"
    assert [column.name for column in opened.panel.table.columns][1:] == ["A = yes", "A = no"]
    opened.ring.document.undo()
    opened.rests()
    assert shares(opened, 0) == watched


def test_the_last_batch_is_that_before_the_moment_shown(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    looks_back(opened)
    assert opened.panel.heading.text() == "Set A = yes, 30 rows"
    opened.ring.analysis.select_rows(20)
    opened.rests()
    assert opened.panel.heading.text() == "Batch 1 of 2: Watched, 20 rows"


def test_arrow_keys_look_back_and_the_lines_are_said_aloud(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    ahead = opened.panel.switch.buttons()[0]
    ahead.setFocus()
    opened.qtbot.keyClick(ahead, Qt.Key.Key_Right)
    opened.rests()
    assert opened.panel.when == "last"
    table = opened.panel.table
    table.view.setFocus()
    opened.qtbot.keyClick(table.view, Qt.Key.Key_End)
    assert table.view.currentIndex().row() == 5
    said = table.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("candidate 4, hidden cause C of A and B, bits gained ")
    assert "B = yes " in said


def test_nothing_to_look_back_at_and_everything_set(opened: Opened) -> None:
    looks_back(opened)
    assert opened.panel.empty.sentence.text().startswith("No rows yet. Watch 10 rows")
    opened.qtbot.mouseClick(opened.panel.switch.buttons()[0], LEFT)
    opened.does(SetByHand("A", "yes"), SetByHand("B", "no"))
    assert opened.panel.empty.sentence.text().startswith("Everything is set by hand")


def test_structures_too_many_to_be_listed_lead_to_a_choice(opened: Opened) -> None:
    state = session_from_dataset("Wide", wide_table(7, 20, 1), range(7))
    assert isinstance(state.space, AllDags)
    opened.ring.document.reset(state)
    opened.rests()
    panel = opened.panel
    assert "too many to ask each one" in panel.empty.sentence.text()
    with opened.qtbot.waitSignal(panel.change_requested):
        opened.qtbot.mouseClick(panel.empty.button, LEFT)


def test_stopping_is_said_and_a_button_goes_on(opened: Opened) -> None:
    opened.does(Watch(20))
    ring, doings = opened.ring, (SetByHand("A", "yes"), Release())

    def stop(name: str, running: bool) -> None:
        if name == PREDICTIONS and running:
            # Once whoever started it has noted that it runs.
            QTimer.singleShot(0, lambda: ring.jobs.cancel(PREDICTIONS))

    ring.jobs.running_changed.connect(stop)
    for attempt in range(40):
        # It may be done before it can be stopped.
        ring.document.perform(doings[attempt % 2])
        opened.rests()
        if opened.panel.empty.sentence.text() == STOPPED:
            break
    ring.jobs.running_changed.disconnect(stop)
    assert opened.panel.empty.sentence.text() == STOPPED
    opened.qtbot.mouseClick(opened.panel.empty.button, LEFT)
    opened.rests()
    assert opened.panel.heading.text() == ("Set A = yes, 10 rows", "Watch, 10 rows")[attempt % 2]
    assert opened.panel.pages.currentIndex() == 1


def test_in_a_low_panel_the_sentence_stands_beside_the_heading(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    panel = opened.panel
    assert panel.sentence.isVisible()
    assert panel.aside.text() == ""
    opened.window.resize(940, 200)
    opened.qtbot.waitUntil(lambda: not panel.sentence.isVisible())
    assert panel.aside.text() == panel.sentence.text()


def test_estimates_say_how_far_off_they_may_be(opened: Opened) -> None:
    candidates = [parse_candidate(line, ("A", "B")) for line in ("A -> B", "A <- (C:3) -> B, A -> B")]
    opened.does(*WATCHED_AND_SET, SetHypotheses(listed((0, 1), candidates), Assumptions()))
    assert not opened.history.posterior.exact
    assert opened.panel.method.text().startswith("sampled ± 0.0")
    exact, sampled = (line.cells[1:] for line in opened.panel.table.lines[1:])
    assert not any("±" in cell.text for cell in exact)
    assert all("±" in cell.text and cell.error > 0 for cell in sampled)
