"""An account adds up: what was done, the bits of each variable, and the rows behind them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data.dataset import Dataset
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.networks.interventions import OBSERVATION
from engine.posterior.assumptions import Assumptions
from engine.posterior.history import BeliefHistory, believe
from engine.questions.accounts import Account, Group, give_account
from engine.questions.reasons import Reasons, Share
from tests.engine.posterior.latent.examples import pair_dataset

DRUG = {"obs": [[30, 10], [10, 30]], "doA": [[15, 5], [5, 15]], "doB": [[0, 0], [0, 0]]}
SPACE = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in ("unrelated", "A -> B", "B -> A", "A <-> B")])


def followed(dataset: Dataset, space: HypothesisSpace = SPACE) -> BeliefHistory:
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    return last.partial


def account(dataset: Dataset, one: int, other: int | None, n_batches: int | None = None) -> Account:
    count = len(dataset.batches) if n_batches is None else n_batches
    *_, last = give_account(followed(dataset), dataset, count, one, other)
    assert last.partial is not None
    return last.partial


@pytest.mark.parametrize("other", [2, 3, None])
def test_bits_of_all_groups_lead_from_the_prior_to_the_odds(other: int | None) -> None:
    found = account(pair_dataset(DRUG), 1, other)
    assert found.prior_bits + sum(group.reasons.bits for group in found.groups) == pytest.approx(found.bits)
    for group in found.groups:
        assert sum(share.bits for share in group.reasons.shares) == pytest.approx(group.reasons.bits)
    assert found.exact


def test_the_odds_are_those_of_the_weights() -> None:
    found = account(pair_dataset(DRUG), 1, 2)
    assert found.bits == pytest.approx(math.log2(0.9870764370872427 / 0.006460538279343124), abs=1e-9)
    assert account(pair_dataset(DRUG), 1, None).bits == pytest.approx(
        math.log2(0.9870764370872427 / (1 - 0.9870764370872427))
    )
    assert account(pair_dataset(DRUG), 1, 2, n_batches=0).bits == pytest.approx(0)


def test_the_rows_behind_a_bar() -> None:
    dataset = pair_dataset(DRUG)
    found = account(dataset, 1, 2)
    telling = found.most_telling
    assert telling is not None
    group, share = telling
    for each in found.groups:
        for place, counted in each.counts.items():
            rows = np.concatenate([np.asarray(dataset.batches[number].values)[:, place] for number in each.batches])
            assert counted.seen.tolist() == np.bincount(rows, minlength=2).tolist()
            assert counted.expected.sum() == pytest.approx(each.rows)
            assert counted.rival.sum() == pytest.approx(each.rows)
    assert share.places[0] in group.counts
    watched, *trial = found.groups
    assert set(watched.counts) == {0, 1}
    assert all(set(arm.counts) == {1} for arm in trial)
    # The drug candidate expected of the trial what the watched rows showed; the other expected no effect.
    arm = next(each for each in trial if each.regime.interventions[0].state == 0)
    assert arm.counts[1].expected[0] > 0.7 * arm.rows
    assert arm.counts[1].rival[0] == pytest.approx(0.5 * arm.rows, abs=0.5)


def test_without_rows_nothing_is_telling() -> None:
    dataset = pair_dataset(DRUG)
    empty = Dataset(dataset.variables)
    *_, last = give_account(followed(empty), empty, 0, 1, None)
    assert last.partial is not None
    assert last.partial.groups == ()
    assert last.partial.most_telling is None
    assert last.partial.bits == pytest.approx(math.log2(1 / 3))


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_what_told_most_is_looked_for_in_the_batches_that_moved_the_odds(way: float) -> None:
    """What one variable gave is nothing where another of the same rows took it back."""
    shares = ([way * 6.2, -way * 6.2], [way * 0.9, -way * 0.63], [-way * 0.1, 0.0])
    groups = tuple(
        Group(OBSERVATION, (number,), 10, Reasons((Share((0,), a), Share((1,), b)), a + b), {})
        for number, (a, b) in enumerate(shares)
    )
    found = Account(0, 1, 1, groups, 0.0, way * 0.17, 0.0).most_telling
    assert found == (groups[1], Share((0,), way * 0.9))
