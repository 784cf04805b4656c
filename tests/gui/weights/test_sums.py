"""Weights where structures are too many to be listed: the most probable ones, by mouse and by key."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from engine.posterior import digest_history
from engine.posterior.digest_history import DigestHistory
from gui.weights.panel import WeightsPanel
from gui.weights.player import LONGEST_MS
from gui.weights.stack import stacked_sums
from tests.gui.past_of_sums import BATCHES, ROWS, Gate, after, six
from tests.gui.weights.conftest import Clock, Opened, pixel
from tests.gui.worlds import Ring

LEFT = Qt.MouseButton.LeftButton
LONG = 20_000


@pytest.fixture
def summed(opened: Opened, qtbot: QtBot) -> Opened:
    ring, panel = opened
    ring.document.reset(six())
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    return ring, panel


def history_of(ring: Ring) -> DigestHistory:
    sums = ring.analysis.results.sums
    assert sums is not None
    return sums


def test_bands_are_the_structures_that_are_followed(summed: Opened) -> None:
    ring, panel = summed
    stack, history = panel.chart.shown.stack, history_of(ring)
    assert stack is not None
    assert stack.digits == (1, 2, 3, 4, 5, 6, None)
    np.testing.assert_allclose(stack.weights[:6], history.shares.T, atol=1e-12)
    now = {each.dag: each.probability for each in after(ring.document.state, BATCHES).best}
    bands = [(band, now[dag]) for band, dag in enumerate(history.followed) if dag in now]
    assert len(bands) >= 2
    for band, probability in bands:
        assert stack.weights[band, -1] == pytest.approx(probability)
    np.testing.assert_allclose(stack.weights[6], 1 - history.shares.sum(axis=1), atol=1e-12)
    assert stack.entropy is not None
    assert stack.entropy[0] == pytest.approx(np.log2(3_781_503))
    assert stack.entropy[-1] == pytest.approx(after(ring.document.state, BATCHES).entropy_bits)
    assert stack.gaps == ()
    assert [span.text for span in panel.chart.shown.spans].count("V1 = yes") == 2
    assert panel.moment.text() == f"row {ROWS * BATCHES} of {ROWS * BATCHES}"
    assert "bits still open" in panel.chart.accessibleDescription()
    assert not panel.note.isVisible()


def test_mouse_and_keys_go_from_batch_to_batch(summed: Opened, qtbot: QtBot) -> None:
    ring, panel = summed
    qtbot.mouseClick(panel.chart, LEFT, pos=pixel(panel, 3 * ROWS + 2))
    assert ring.analysis.results.n_rows == 3 * ROWS
    assert panel.moment.text() == f"row {3 * ROWS} of {BATCHES * ROWS}"
    assert panel.note.isVisible()
    panel.chart.setFocus()
    for key, n_batches in (
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(panel.chart, key)
        assert ring.analysis.results.n_rows == n_batches * ROWS
        assert ring.analysis.results.digest is history_of(ring).digests[n_batches]
    qtbot.mouseClick(panel.next, LEFT)
    assert ring.analysis.results.n_rows == ROWS
    qtbot.mouseClick(panel.note.button, LEFT)
    assert ring.analysis.results.following
    assert not panel.note.isVisible()


def test_playing_goes_through_all_batches(summed: Opened, clock: Clock, qtbot: QtBot) -> None:
    ring, panel = summed
    rows: list[int] = []
    ring.analysis.results_changed.connect(lambda results: rows.append(results.n_rows))
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    for _ in range(BATCHES):
        clock.passes(panel, LONGEST_MS)
    assert rows == [ROWS * place for place in range(BATCHES + 1)]
    assert ring.analysis.results.following


def test_what_is_not_known_yet_is_hatched_and_left_out_by_playing(
    opened: Opened, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, panel = opened
    gate = Gate(monkeypatch, moments=4)
    ring.document.reset(six())
    qtbot.waitUntil(gate.waiting.is_set, timeout=LONG)
    qtbot.waitUntil(lambda: history_of(ring).known.sum() > 2, timeout=LONG)
    stack, known = panel.chart.shown.stack, history_of(ring).known
    assert stack is not None
    assert stack.gaps
    assert known[0]
    assert f"{int(known.sum())} of {BATCHES + 1} moments" in panel.chart.accessibleDescription()
    # Nothing comes and goes below the chart while it is but a moment's work.
    assert not panel.note.isVisible()
    start, end = stack.gaps[0]
    middle = panel.chart.tip_at(QPointF(pixel(panel, (start + end) / 2)))
    assert "not worked out" in middle
    rows: list[int] = []
    ring.analysis.select_rows(0)
    ring.analysis.results_changed.connect(lambda results: rows.append(results.n_rows))
    qtbot.mouseClick(panel.play, LEFT)
    for _ in range(int(known.sum()) - 1):
        clock.passes(panel, LONGEST_MS)
    assert rows == [ROWS * int(place) for place in np.flatnonzero(known)[1:]]
    gate.opened.set()
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    assert panel.chart.shown.stack is not None
    assert panel.chart.shown.stack.gaps == ()


def test_a_moment_that_takes_long_is_waited_for_in_words(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, panel = opened
    monkeypatch.setattr(digest_history, "STEPS", 0)
    ring.document.reset(six())
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    assert panel.note.isVisible()
    assert not panel.note.button.isVisible()
    assert panel.chart.shown.stack is not None
    assert panel.chart.shown.stack.gaps == ((0, ROWS * BATCHES),)
    gate = Gate(monkeypatch, moments=0)
    gate.opened.set()
    held = painted(panel)
    qtbot.mouseClick(panel.chart, LEFT, pos=pixel(panel, 3 * ROWS))
    assert ring.analysis.results.awaited == 3
    assert panel.chart.row == 3 * ROWS
    assert panel.moment.text() == f"row {3 * ROWS} of {BATCHES * ROWS}"
    assert panel.note.isVisible()
    assert painted(panel) != held
    ring.analysis.past_progressed.emit(40)
    said = f"Working out row {3 * ROWS} of {BATCHES * ROWS} ... 40 % Until then: row {BATCHES * ROWS}."
    assert panel.note.words == said
    # The next key goes on from there, and not from what is still on show.
    panel.chart.setFocus()
    qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
    assert ring.analysis.results.awaited == 2
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    assert ring.analysis.results.n_rows == 2 * ROWS
    assert panel.note.words.startswith(f"You look at row {2 * ROWS}")


def test_before_any_row_all_are_level(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    ring.document.reset(six(0))
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    stack = panel.chart.shown.stack
    assert stack is not None
    assert stack.digits == (None,)
    assert stack.weights.tolist() == [[1.0]]
    assert panel.chart.shown.sentence == "No rows yet."


def test_numbers_between_known_moments_lie_straight_between_them(summed: Opened) -> None:
    ring, _ = summed
    history = history_of(ring)
    digests = tuple(each if place % 4 == 0 else None for place, each in enumerate(history.digests))
    shares = np.where(np.array([each is not None for each in digests])[:, None], history.shares, np.nan)
    sparse = DigestHistory(
        history.space, history.assumptions, history.variables, history.seen, digests, history.followed, shares
    )
    stack = stacked_sums(sparse)
    assert stack.gaps == ((0, 4 * ROWS), (4 * ROWS, 8 * ROWS))
    np.testing.assert_allclose(stack.weights[0, 2], (history.shares[0, 0] + history.shares[4, 0]) / 2)
    assert [stack.is_known(place) for place in range(5)] == [True, False, False, False, True]


def painted(panel: WeightsPanel) -> QImage:
    return panel.chart.grab().toImage()
