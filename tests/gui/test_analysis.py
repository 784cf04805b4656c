"""Analysis: answers follow the state, equal the engine's own, and can be looked back at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.latent import tracks
from engine.problems import InvalidInput, Problem
from engine.questions.probabilities import marginals
from engine.sessions.verbs import Act, SetByHand, SetEquivalentSampleSize, SetHypotheses, Watch
from gui import analysis
from tests.gui.worlds import Ring, made_ring, shorts_session


@pytest.fixture
def ring(qtbot: QtBot) -> Iterator[Ring]:
    for made in made_ring():
        made.document.reset(shorts_session())
        qtbot.waitUntil(made.is_quiet)
        yield made


def after(ring: Ring, qtbot: QtBot, *actions: object) -> Ring:
    for action in actions:
        ring.document.perform(action)  # type: ignore[arg-type]
        qtbot.waitUntil(ring.is_quiet)
    return ring


def test_before_any_row_all_structures_are_level(ring: Ring) -> None:
    results = ring.analysis.results
    assert results.posterior is not None
    assert np.allclose(results.posterior.weights, 1 / 25)
    assert results.n_rows == 0
    assert len(results.digits) == 6


def test_belief_equals_the_engines_own(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(40), SetByHand("Shorts", "yes"), Act(10))
    state = ring.document.state
    expected = enumerate_posterior(state.dataset, state.space, state.assumptions)
    assert ring.analysis.results.posterior is not None
    np.testing.assert_allclose(ring.analysis.results.posterior.weights, expected.weights, rtol=1e-9)


def test_it_is_told_how_far_what_is_estimated_is(ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    # After every run, however fast it was.
    monkeypatch.setattr(tracks, "HEARD_EVERY", -1.0)
    names, heard = ("Sun", "Shorts", "Ice cream"), list[int]()
    lines = ("Sun -> Shorts", "Sun <- (U: 4) -> Shorts, (U) -> Ice cream")
    space = listed((0, 1, 2), [parse_candidate(line, names) for line in lines])
    after(ring, qtbot, SetHypotheses(space, Assumptions()))
    ring.analysis.progressed.connect(heard.append)
    after(ring, qtbot, Watch(60))
    assert ring.analysis.results.posterior is not None
    assert not ring.analysis.results.posterior.exact
    assert len(heard) > 3
    assert heard == sorted(set(heard))
    assert heard[-1] < 100


def test_marginals_are_those_of_the_world_as_it_is_set(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, SetByHand("Shorts", "no"))
    state = ring.document.state
    assert state.world is not None
    shown = ring.analysis.results.marginals
    assert shown is not None
    for mine, theirs in zip(shown, marginals(state.world, state.world_regime), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)
    assert shown[1].tolist() == [0.0, 1.0]


def test_looking_back_shows_belief_as_it_was(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(40))
    then = ring.analysis.results.posterior
    after(ring, qtbot, SetByHand("Shorts", "yes"), Act(10))
    ring.analysis.select_rows(40)
    now = ring.analysis.results
    assert (now.n_rows, now.following, now.batches_shown) == (40, False, 1)
    assert then is not None
    assert now.posterior is not None
    np.testing.assert_allclose(now.posterior.weights, then.weights, rtol=1e-12)
    ring.analysis.select_rows(None)
    assert ring.analysis.results.n_rows == 50


def test_undo_brings_the_old_belief_back_without_counting_again(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(40))
    first = ring.analysis.results.history
    assert first is not None
    after(ring, qtbot, Watch(40))
    ring.document.undo()
    qtbot.waitUntil(ring.is_quiet)
    again = ring.analysis.results.history
    assert again is not None
    assert again.batches[0] is first.batches[0]
    assert len(again.batches) == 1


def test_other_assumptions_change_belief(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(40))
    before = ring.analysis.results.posterior
    after(ring, qtbot, SetEquivalentSampleSize(20.0))
    now = ring.analysis.results.posterior
    assert before is not None
    assert now is not None
    assert not np.allclose(before.weights, now.weights)


def test_a_digit_once_given_stays_while_its_candidate_is_among_the_best(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(40))
    before = ring.analysis.results.digit_of
    after(ring, qtbot, SetByHand("Shorts", "yes"), Act(10))
    now = ring.analysis.results.digit_of
    for candidate in before.keys() & now.keys():
        assert before[candidate] == now[candidate]
    assert sorted(now.values()) == [1, 2, 3, 4, 5, 6]


def test_before_the_first_row_nothing_is_called_a_look_alike(ring: Ring, qtbot: QtBot) -> None:
    assert ring.analysis.results.look_alikes is None
    after(ring, qtbot, Watch(10))
    ring.analysis.select_rows(0)
    assert ring.analysis.results.look_alikes is None


def test_look_alikes_are_those_of_what_was_really_done(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, *(SetByHand(name, "yes") for name in ("Sun", "Shorts", "Ice cream")), Act(10))
    alike = ring.analysis.results.look_alikes
    assert alike is not None
    assert len(alike.candidates) == 25
    assert alike.parted_by_watching


def test_watching_alone_leaves_the_leader_with_look_alikes(ring: Ring, qtbot: QtBot) -> None:
    after(ring, qtbot, Watch(10_000))
    alike = ring.analysis.results.look_alikes
    assert alike is not None
    assert len(alike.candidates) == 3
    assert alike.weight > 0.9
    assert alike.parted_by == (0, 1, 2)


def test_a_list_that_cannot_be_weighed_keeps_what_was_on_show(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(ring, qtbot, Watch(20))
    before = ring.analysis.results

    def refuse(*_: object) -> Iterator[object]:
        raise InvalidInput(Problem("too many rows", "Draw fewer"))
        yield

    monkeypatch.setattr(analysis, "believe", refuse)
    with qtbot.waitSignal(ring.analysis.failed):
        ring.document.perform(Watch(20))
    results = ring.analysis.results
    assert "too many rows" in results.unfinished
    assert (results.history, results.digits) == (before.history, before.digits)
    assert len(results.digits) == 6
