"""The panel through mouse and keys: lines are running log evidence, and stand out where one points."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt, QTimer
from pytestqt.qtbot import QtBot
from scipy.special import gammaln

from engine.sessions.state import session_from_dataset
from gui.inquiries.latest import STOPPED
from gui.inquiries.scoring import SCORES
from gui.scores.painting import BETWEEN_LABELS, joints, labels_of
from gui.scores.panel import ScoresPanel
from tests.gui.beside import WATCHED_AND_SET, Beside, opened_beside
from tests.gui.worlds import wide_table

LEFT = Qt.MouseButton.LeftButton
Opened = Beside[ScoresPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_beside(ScoresPanel, qtbot)


def heights(opened: Opened) -> np.ndarray:
    lines = opened.panel.chart.shown.lines
    assert lines is not None
    return lines.heights


def beta_evidence(counts: np.ndarray, prior: float) -> float:
    """Return ln of the evidence of one row of a table (Heckerman, Geiger and Chickering 1995)."""
    alone = gammaln(len(counts) * prior) - gammaln(len(counts) * prior + counts.sum())
    return float(alone + np.sum(gammaln(prior + counts) - gammaln(prior)))


def test_a_plain_line_ends_at_the_log_evidence(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    opened.qtbot.mouseClick(opened.panel.switch.buttons()[1], LEFT)
    watched, set_to = (batch.values for batch in opened.ring.document.state.dataset.batches)
    both = np.concatenate([watched, set_to])
    # A was set in the second batch: those rows say nothing about how A comes about.
    a = beta_evidence(np.bincount(watched[:, 0], minlength=2), 0.5)
    alone = a + beta_evidence(np.bincount(both[:, 1], minlength=2), 0.5)
    caused = a + sum(beta_evidence(np.bincount(both[both[:, 0] == k, 1], minlength=2), 0.25) for k in (0, 1))
    found = heights(opened)
    np.testing.assert_allclose(found[0], 0.0, atol=1e-9)
    np.testing.assert_allclose(found[-1, :2], np.array([alone, caused]) / math.log(2), rtol=1e-9)
    assert opened.panel.method.text() == "exact"


def test_beside_the_average_a_line_is_how_its_weight_grew(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    history = opened.history
    for moment in range(len(history.rows)):
        grown = np.log2(history.posterior_at(moment).weights / 0.25)
        np.testing.assert_allclose(heights(opened)[moment], grown, atol=1e-9)


def test_pointing_at_a_line_and_arrow_keys_choose_its_candidate(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    chart, chosen = opened.panel.chart, list[int]()
    opened.panel.candidate_selected.connect(chosen.append)
    lines, frame = chart.shown.lines, chart.frame
    assert lines is not None
    lowest = lines.order()[-1]
    row = lines.n_rows
    place = QPoint(round(frame.x_of(row)) - 2, round(frame.y_of(lines.share(float(lines.heights[-1, lowest])))))
    opened.qtbot.mouseMove(chart, place - QPoint(40, 60))
    opened.qtbot.mouseMove(chart, place)
    opened.qtbot.waitUntil(lambda: bool(chosen))
    assert chosen[-1] == lines.candidates[lowest]
    assert opened.panel.foot.text().startswith(f"{lowest + 1}, ")
    assert "behind the average of all after 50 rows" in opened.panel.foot.text()
    chart.setFocus()
    for _ in range(lines.n_lines):
        opened.qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chosen[-1] == lines.candidates[lines.order()[0]]
    assert chart.accessibleDescription().startswith(opened.panel.foot.text())


def test_without_rows_it_says_what_to_do_and_undo_comes_back_to_that(opened: Opened) -> None:
    assert opened.panel.empty.sentence.text().startswith("No rows yet. Watch 10 rows")
    opened.does(WATCHED_AND_SET[0])
    assert opened.panel.pages.currentIndex() == 1
    opened.ring.document.undo()
    opened.rests()
    assert opened.panel.pages.currentIndex() == 0


def test_stopping_is_said_and_a_button_goes_on(opened: Opened) -> None:
    ring = opened.ring

    def stop(name: str, running: bool) -> None:
        if name == SCORES and running:
            # Once whoever started it has noted that it runs.
            QTimer.singleShot(0, lambda: ring.jobs.cancel(SCORES))

    ring.jobs.running_changed.connect(stop)
    for _ in range(20):
        # It may be done before it can be stopped.
        ring.document.perform(WATCHED_AND_SET[0])
        opened.rests()
        if opened.panel.empty.sentence.text() == STOPPED:
            break
    ring.jobs.running_changed.disconnect(stop)
    assert opened.panel.empty.sentence.text() == STOPPED
    opened.qtbot.mouseClick(opened.panel.empty.button, LEFT)
    opened.qtbot.waitUntil(lambda: opened.panel.pages.currentIndex() == 1)


def test_structures_too_many_to_be_listed_lead_to_a_choice(opened: Opened) -> None:
    opened.ring.document.reset(session_from_dataset("Wide", wide_table(7, 20, 1), range(7)))
    opened.rests()
    with opened.qtbot.waitSignal(opened.panel.change_requested):
        opened.qtbot.mouseClick(opened.panel.empty.button, LEFT)


def test_names_are_joined_to_the_ends_of_their_lines(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    chart = opened.panel.chart
    lines, frame = chart.shown.lines, chart.frame
    assert lines is not None
    labels = labels_of(lines, frame, None)
    found = joints(lines, frame, labels)
    assert len(found) == len(labels) > 1
    for label, (start, end) in zip(labels, found, strict=True):
        height = min(max(lines.share(float(lines.heights[-1, label.line])), 0.0), 1.0)
        assert start.y() == pytest.approx(frame.y_of(height), abs=1.0)
        assert end.y() == label.y
        assert frame.plot.right() < start.x() < end.x()
    # No two cross.
    assert min(np.diff([start.y() for start, _ in found])) > -1e-6
    assert min(np.diff([end.y() for _, end in found])) > 0


@pytest.mark.parametrize("choice", [0, 1])
def test_what_heights_are_is_written_away_from_where_lines_begin(opened: Opened, choice: int) -> None:
    opened.does(*WATCHED_AND_SET)
    opened.qtbot.mouseClick(opened.panel.switch.buttons()[choice], LEFT)
    chart = opened.panel.chart
    lines = chart.shown.lines
    assert lines is not None
    box = chart.axis_box(QSizeF(90, 14))
    start = chart.frame.y_of(lines.share(float(lines.average[0])))
    assert QRectF(chart.frame.plot).contains(box)
    assert not box.top() - 2 <= start <= box.bottom() + 2


def test_lines_with_a_digit_have_names_before_others(opened: Opened) -> None:
    opened.does(*WATCHED_AND_SET)
    lines, frame = opened.panel.chart.shown.lines, opened.panel.chart.frame
    assert lines is not None
    low = frame.plot.adjusted(0, 0, 0, round(2.2 * frame.theme.px(BETWEEN_LABELS)) - frame.plot.height())
    order = lines.order()
    digits = tuple(1 if line == order[-1] else None for line in range(lines.n_lines))
    few = replace(lines, digits=digits)
    named = [label.line for label in labels_of(few, replace(frame, plot=low), None)]
    assert 1 < len(named) < few.n_lines
    assert named == [*order[: len(named) - 1], order[-1]]
    chosen = [label.line for label in labels_of(few, replace(frame, plot=low), order[-2])]
    assert set(order[-2:]) <= set(chosen)
