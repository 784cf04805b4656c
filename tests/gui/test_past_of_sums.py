"""Belief over more structures than can be listed has a past: it fills in behind the present, and can be gone to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.posterior import digest_following, digest_history
from engine.problems import InvalidInput, Problem
from engine.sessions.verbs import Record, SetEquivalentSampleSize
from gui.analysis import BELIEF, PAST
from gui.inquiries.merging import kinds_shown
from gui.results import Results
from tests.gui.past_of_sums import BATCHES, ROWS, Gate, after, assert_same, batch, six
from tests.gui.worlds import Ring, made_ring

LONG = 20_000


@pytest.fixture
def ring() -> Iterator[Ring]:
    yield from made_ring()


@pytest.fixture
def opened(ring: Ring, qtbot: QtBot) -> Ring:
    ring.document.reset(six())
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    return ring


def rests(ring: Ring, qtbot: QtBot) -> Results:
    qtbot.waitUntil(ring.is_quiet, timeout=LONG)
    return ring.analysis.results


def another(place: int) -> Record:
    more = batch(place)
    return Record(more.values, more.regime)


def test_the_present_is_shown_first_and_the_past_fills_in(ring: Ring, qtbot: QtBot) -> None:
    heard: list[Results] = []
    ring.analysis.results_changed.connect(heard.append)
    ring.document.reset(six())
    results = rests(ring, qtbot)
    first = next(each for each in heard if each.digest is not None)
    assert first.sums is not None
    assert first.sums.known.tolist() == [False] * BATCHES + [True]
    assert (first.working, first.filling) == (False, True)
    assert_same(first.digest, after(ring.document.state, BATCHES))
    assert results.sums is not None
    assert results.sums.complete
    assert results.sums.known.all()
    assert (results.working, results.filling, results.following, results.awaited) == (False, False, True, None)
    assert results.digest is first.digest
    assert results.digits == tuple(range(6))


def test_any_batch_can_be_gone_back_to(opened: Ring) -> None:
    state = opened.document.state
    for n_batches in (0, 3, BATCHES - 1, 1):
        opened.analysis.select_rows(ROWS * n_batches)
        results = opened.analysis.results
        assert_same(results.digest, after(state, n_batches))
        assert (results.n_rows, results.checkpoint) == (ROWS * n_batches, n_batches)
        assert (results.following, results.batches_shown) == (False, n_batches)
        assert results.past is results.sums
    # Between two ends of batches it is the earlier one.
    opened.analysis.select_rows(ROWS * 3 + 7)
    assert opened.analysis.results.n_rows == ROWS * 3
    assert kinds_shown(state, opened.analysis.results)[0] == frozenset({0, 2})
    opened.analysis.select_rows(ROWS * 2)
    assert kinds_shown(state, opened.analysis.results)[0] == frozenset({0})
    opened.analysis.select_rows(None)
    assert opened.analysis.results.following
    assert_same(opened.analysis.results.digest, after(state, BATCHES))


def test_rows_that_come_while_the_past_fills_in_come_first(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, moments=3)
    ring.document.reset(six())
    qtbot.waitUntil(gate.waiting.is_set, timeout=LONG)
    assert ring.jobs.is_running(PAST)
    ring.document.perform(another(BATCHES))
    # The worker that waits keeps one of the two; the present is worked out by the other.
    qtbot.waitUntil(lambda: ring.analysis.results.n_rows == ROWS * (BATCHES + 1), timeout=LONG)
    assert_same(ring.analysis.results.digest, after(ring.document.state, BATCHES + 1))
    gate.opened.set()
    results = rests(ring, qtbot)
    assert results.sums is not None
    assert results.sums.known.tolist() == [True] * (BATCHES + 2)
    for n_batches, digest in enumerate(results.sums.digests):
        assert_same(digest, after(ring.document.state, n_batches))


def test_a_batch_more_leaves_nothing_else_to_do(opened: Ring, qtbot: QtBot) -> None:
    before = opened.analysis.results.sums
    started: list[str] = []
    opened.jobs.running_changed.connect(lambda name, running: started.append(name) if running else None)
    opened.document.perform(another(BATCHES))
    results = rests(opened, qtbot)
    assert before is not None
    assert results.sums is not None
    assert results.sums.digests[:-1] == before.digests
    assert started.count(BELIEF) == 1
    assert not np.isnan(results.sums.shares).any()


def test_stopping_keeps_what_is_known_and_going_there_takes_it_up_again(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, moments=2)
    ring.document.reset(six())
    qtbot.waitUntil(gate.waiting.is_set, timeout=LONG)
    ring.analysis.stop_filling()
    gate.opened.set()
    results = rests(ring, qtbot)
    assert results.sums is not None
    assert (results.filling, results.unfinished) == (False, "")
    assert_same(results.digest, after(ring.document.state, BATCHES))
    unknown = int(np.flatnonzero(~results.sums.known)[-1])
    ring.analysis.select_rows(ROWS * unknown)
    results = ring.analysis.results
    assert (results.awaited, results.following, results.filling) == (unknown, False, True)
    assert results.n_rows == ROWS * BATCHES
    qtbot.waitUntil(lambda: ring.analysis.results.awaited is None, timeout=LONG)
    assert_same(ring.analysis.results.digest, after(ring.document.state, unknown))
    results = rests(ring, qtbot)
    assert results.sums is not None
    assert results.sums.complete
    assert results.n_rows == ROWS * unknown


def test_where_a_moment_takes_long_it_is_worked_out_when_somebody_goes_there(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_history, "STEPS", 0)
    ring.document.reset(six())
    results = rests(ring, qtbot)
    assert results.sums is not None
    assert results.sums.known.sum() == 1
    assert not results.filling
    for n_batches in (3, 0):
        ring.analysis.select_rows(ROWS * n_batches)
        assert ring.analysis.results.awaited == n_batches
        results = rests(ring, qtbot)
        assert_same(results.digest, after(ring.document.state, n_batches))
    assert results.sums is not None
    assert np.flatnonzero(results.sums.known).tolist() == [0, 3, BATCHES]
    # Who turns back before it is known sees the present, and nothing comes up later.
    ring.analysis.select_rows(ROWS * 5)
    ring.analysis.select_rows(None)
    results = ring.analysis.results
    assert (results.awaited, results.following, results.n_rows) == (None, True, ROWS * BATCHES)
    assert rests(ring, qtbot).n_rows == ROWS * BATCHES


def test_undo_and_redo_bring_the_past_back_without_work(opened: Ring, qtbot: QtBot) -> None:
    for place in range(2):
        opened.document.perform(another(BATCHES + place))
        rests(opened, qtbot)
    whole = opened.analysis.results.sums
    assert whole is not None
    for undone in (1, 2):
        opened.document.undo()
        assert not opened.jobs.is_running(BELIEF)
        results = opened.analysis.results
        assert results.sums is not None
        assert results.sums.digests == whole.digests[:-undone]
        assert results.digest is whole.digests[-1 - undone]
        rests(opened, qtbot)
    for _ in range(2):
        opened.document.redo()
        assert not opened.jobs.is_running(BELIEF)
    results = rests(opened, qtbot)
    assert results.sums is not None
    assert results.sums.digests == whole.digests
    opened.document.perform(SetEquivalentSampleSize(5.0))
    other = rests(opened, qtbot)
    assert other.sums is not None
    assert not set(map(id, other.sums.digests)) & set(map(id, whole.digests))
    opened.document.undo()
    assert not opened.jobs.is_running(BELIEF)
    assert opened.analysis.results.digest is whole.digests[-1]


def test_a_moment_that_cannot_be_had_says_why(ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    compute = digest_following.believe_in_counts

    def refusing(counts: Any, *rest: Any) -> Iterator[Any]:
        if counts.n_rows == 2 * ROWS:
            raise InvalidInput(Problem("rounding left too few digits", "Use fewer variables"))
        yield from compute(counts, *rest)

    monkeypatch.setattr(digest_following, "believe_in_counts", refusing)
    ring.document.reset(six(4))
    results = rests(ring, qtbot)
    assert results.sums is not None
    assert results.sums.known.tolist() == [True, True, False, True, True]
    ring.analysis.select_rows(2 * ROWS)
    results = ring.analysis.results
    assert "rounding left too few digits" in results.no_moment
    assert (results.awaited, results.n_rows) == (None, 4 * ROWS)
    ring.analysis.select_rows(3 * ROWS)
    assert ring.analysis.results.no_moment == ""


def test_another_session_forgets_the_past(opened: Ring, qtbot: QtBot) -> None:
    before = opened.analysis.results.sums
    opened.document.reset(six(3))
    results = rests(opened, qtbot)
    assert before is not None
    assert results.sums is not None
    assert len(results.sums.digests) == 4
    assert not set(map(id, results.sums.digests)) & set(map(id, before.digests))
