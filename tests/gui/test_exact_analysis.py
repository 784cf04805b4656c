"""Belief over more variables than structures can be listed for: equal to the engine's own, and stopped at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.hypotheses.space import AllDags
from engine.posterior.digest import Digest, believe_in_sum
from engine.posterior.digest_following import follow_present
from engine.posterior.digest_history import DigestHistory
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.sessions.state import SessionState, session_from_dataset, session_from_network
from engine.sessions.verbs import Act, MoveNodes, SetByHand, SetEquivalentSampleSize, Watch
from gui import summing
from gui.analysis import BELIEF, STOPPED
from gui.results import Results
from tests.engine.worlds import asia
from tests.gui.worlds import Ring, made_ring, shorts_session, wide_table
from tests.patience import PATIENCE


@pytest.fixture
def ring(qtbot: QtBot) -> Iterator[Ring]:
    for made in made_ring():
        made.document.reset(session_from_network("Asia", asia(), range(8)))
        qtbot.waitUntil(made.is_quiet)
        yield made


def after(ring: Ring, qtbot: QtBot, *actions: object) -> Ring:
    for action in actions:
        ring.document.perform(action)  # type: ignore[arg-type]
        qtbot.waitUntil(ring.is_quiet)
    return ring


def expected(state: SessionState) -> Digest:
    assert isinstance(state.space, AllDags)
    *_, last = believe_in_sum(state.dataset, state.space, state.assumptions)
    assert last.partial is not None
    return last.partial


def test_belief_over_eight_variables_equals_the_engines_own(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(2000), SetByHand("S", "0"), Act(50), SetEquivalentSampleSize(3.0))
    shown, right = ring.analysis.results.digest, expected(ring.document.state)
    assert shown is not None
    np.testing.assert_allclose(shown.edge_probabilities, right.edge_probabilities, rtol=1e-12)
    np.testing.assert_allclose(shown.ancestor_probabilities, right.ancestor_probabilities, rtol=1e-12)
    assert shown.log_evidence == pytest.approx(right.log_evidence, rel=1e-12)
    assert [each.dag for each in shown.best] == [each.dag for each in right.best]
    assert shown.edge_probabilities.max() > 0.9
    results = ring.analysis.results
    assert (results.n_rows, results.working, results.unfinished, results.posterior) == (2050, False, "", None)
    assert results.belief is shown
    assert results.space == AllDags(tuple(range(8)))


def test_undo_and_redo_bring_belief_back_without_working(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(100))
    first = ring.analysis.results.digest
    after(ring, qtbot, Watch(100))
    second = ring.analysis.results.digest
    ring.document.undo()
    assert not ring.jobs.is_running(BELIEF)
    assert ring.analysis.results.digest is first
    ring.document.redo()
    assert ring.analysis.results.digest is second


def test_moving_nodes_starts_no_work(ring: Ring) -> None:
    ring.document.perform(MoveNodes({"S": (4.0, 4.0)}))  # type: ignore[arg-type]
    assert not ring.jobs.is_running(BELIEF)


def test_another_session_forgets_the_belief_before(ring: Ring, qtbot: QtBot) -> None:
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    results = ring.analysis.results
    assert results.digest is None
    assert results.posterior is not None
    assert results.posterior.space.n == 3


def test_long_work_reports_how_far_it_is(ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(known: DigestHistory) -> Iterator[Progress[DigestHistory]]:
        for done in (0, 3, 3, 40, 99):
            yield Progress(done, 100)
        *_, last = follow_present(known)
        yield last

    monkeypatch.setattr(summing, "follow_present", slow)
    heard: list[int] = []
    ring.analysis.progressed.connect(heard.append)
    ring.document.perform(SetEquivalentSampleSize(2.0))
    assert ring.analysis.results.working
    qtbot.waitUntil(ring.is_quiet)
    assert heard == [3, 40, 99]
    assert not ring.analysis.results.working
    assert ring.analysis.results.digest is not None


def test_stopping_takes_effect_at_once_and_keeps_what_was_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, reports = threading.Event(), list[int]()

    def held(known: DigestHistory) -> Iterator[Progress[DigestHistory]]:
        for progress in follow_present(known):
            reports.append(progress.done)
            yield progress
            if progress.done:
                assert gate.wait(PATIENCE / 1000)

    monkeypatch.setattr(summing, "follow_present", held)
    for ring in made_ring():
        with qtbot.waitSignal(ring.analysis.progressed):
            ring.document.reset(session_from_dataset("Wide", wide_table(16, 500, 1), range(16)))
        # The worker stands still at the gate: stopping does not wait for it.
        ring.analysis.stop()
        results = ring.analysis.results
        assert (results.working, results.unfinished, results.digest) == (False, STOPPED, None)
        assert not ring.jobs.is_running(BELIEF)
        # The worker itself stops at its next report, and what it still says is not heard.
        before = len(reports)
        gate.set()
        ring.jobs.shut_down()
        assert len(reports) <= before + 1
        assert reports[-1] < 100
        qtbot.wait(20)
        assert ring.analysis.results.digest is None


def test_what_was_stopped_can_be_worked_out_again(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(100))
    earlier = ring.analysis.results.digest
    ring.document.perform(SetEquivalentSampleSize(2.0))
    ring.analysis.stop()
    assert ring.analysis.results.unfinished == STOPPED
    assert ring.analysis.results.digest is earlier
    ring.analysis.work_out()
    qtbot.waitUntil(ring.is_quiet)
    results = ring.analysis.results
    assert results.unfinished == ""
    assert results.digest is not None
    assert results.digest.log_evidence == pytest.approx(expected(ring.document.state).log_evidence)
    assert results.digest is not earlier


def test_stopping_when_nothing_is_under_way_says_nothing(ring: Ring, qtbot: QtBot) -> None:
    heard: list[Results] = []
    ring.analysis.results_changed.connect(heard.append)
    ring.analysis.stop()
    qtbot.wait(10)
    assert heard == []


def test_what_cannot_be_worked_out_shows_no_older_answer(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Iterator[object]:
        raise InvalidInput(Problem("rounding left too few digits", "Use fewer variables"))
        yield

    monkeypatch.setattr(summing, "follow_present", refuse)
    with qtbot.waitSignal(ring.analysis.failed):
        ring.document.perform(SetEquivalentSampleSize(9.0))
    results = ring.analysis.results
    assert results.digest is None
    assert "rounding left too few digits" in results.unfinished
    assert not results.working
