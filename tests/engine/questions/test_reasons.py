"""Bits add up to how far the odds moved, and a mind is changed by just the rows that are named."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior, gathered
from engine.posterior.history import BeliefHistory, believe
from engine.questions.experiments import single_experiments
from engine.questions.overturning import Overturning, what_would_overturn
from engine.questions.reasons import reasons_against_rest, reasons_between
from tests.engine.posterior.latent.examples import pair_dataset
from tests.engine.strategies import FEW, datasets

DRUG = {"obs": [[30, 10], [10, 30]], "doA": [[15, 5], [5, 15]], "doB": [[0, 0], [0, 0]]}
FOUR = ("unrelated", "A -> B", "B -> A", "A <-> B")


def followed(dataset: Dataset, space: HypothesisSpace) -> BeliefHistory:
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    return last.partial


def odds(dataset: Dataset, space: HypothesisSpace, n_batches: int, one: int, other: int | None) -> float:
    weights = enumerate_posterior(Dataset(dataset.variables, dataset.batches[:n_batches]), space, Assumptions()).weights
    rest = weights[other] if other is not None else weights.sum() - weights[one]
    return math.log2(weights[one] / rest)


@FEW
@given(datasets(3, 3, (2, 3), rows=8, batches=3), st.integers(0, 24), st.integers(0, 24))
def test_shares_add_up_to_how_far_the_odds_moved(dataset: Dataset, one: int, other: int) -> None:
    space = every_dag(range(3))
    history = followed(dataset, space)
    for batch in range(len(dataset.batches)):
        pair = reasons_between(history, batch, one, other)
        moved = odds(dataset, space, batch + 1, one, other) - odds(dataset, space, batch, one, other)
        assert pair.bits == pytest.approx(moved, abs=1e-9)
        assert sum(share.bits for share in pair.shares) == pytest.approx(pair.bits, abs=1e-9)
        for share in pair.shares:
            (node,) = share.places
            assert share.set_by_hand == (node in dataset.batches[batch].regime.targets)
            if share.set_by_hand or space.parents[one, node] == space.parents[other, node]:
                assert share.bits == 0
        rest = reasons_against_rest(history, batch, one)
        moved = odds(dataset, space, batch + 1, one, None) - odds(dataset, space, batch, one, None)
        assert rest.bits == pytest.approx(moved, abs=1e-9)
        assert sum(share.bits for share in rest.shares) == pytest.approx(rest.bits, abs=1e-9)


def test_what_the_trial_of_a_drug_said() -> None:
    """Watching cannot part the two arrows; the trial does, and only by the outcome."""
    dataset = pair_dataset(DRUG)
    history = followed(dataset, listed((0, 1), [parse_candidate(text, ("A", "B")) for text in FOUR]))
    watched = reasons_between(history, 0, 1, 2)
    assert watched.bits == pytest.approx(0, abs=1e-9)
    assert watched.shares[0].bits == pytest.approx(-watched.shares[1].bits)
    arms = [number for number, batch in enumerate(dataset.batches) if batch.regime.targets]
    trial = sum(reasons_between(history, arm, 1, 2).bits for arm in arms)
    assert trial == pytest.approx(math.log2(0.9870764370872427 / 0.006460538279343124), abs=1e-9)
    for arm in arms:
        drug, outcome = reasons_between(history, arm, 1, 2).shares
        assert drug.set_by_hand
        assert drug.bits == 0
        assert outcome.bits == pytest.approx(reasons_between(history, arm, 1, 2).bits)
    hidden = reasons_between(history, arms[0], 1, 3)
    assert [share.places for share in hidden.shares] == [(0, 1)]
    assert hidden.exact


def overturnings(dataset: Dataset, space: HypothesisSpace) -> tuple[Overturning, ...]:
    *_, evidence = gathered(dataset, space, Assumptions())
    regimes = single_experiments(dataset.variables, range(len(dataset.variables)))
    *_, last = what_would_overturn(evidence, dataset, regimes[: 1 + 4])
    assert last.partial is not None
    return last.partial


def weights_after(dataset: Dataset, space: HypothesisSpace, found: Overturning, rows: int) -> np.ndarray:
    batch = Batch(as_values([found.outcome] * rows, dataset.variables), found.regime)
    return enumerate_posterior(Dataset(dataset.variables, (*dataset.batches, batch)), space, Assumptions()).weights


@pytest.mark.parametrize("counts", [[[4, 1], [1, 3]], [[9, 3], [2, 8]], [[30, 10], [10, 30]], [[3, 3], [3, 3]]])
def test_a_mind_is_changed_by_so_many_rows_and_not_by_fewer(counts: list[list[int]]) -> None:
    dataset = pair_dataset({"obs": counts, "doA": [[5, 1], [2, 3]], "doB": [[0, 0], [0, 0]]})
    space = every_dag((0, 1))
    found = overturnings(dataset, space)
    assert found
    assert [each.rows for each in found] == sorted(each.rows for each in found)
    for each in found:
        assert 0 < each.probability < 1
        enough = weights_after(dataset, space, each, each.rows)
        assert enough[each.rival] > enough[each.leader]
        if each.rows > 1:
            short = weights_after(dataset, space, each, each.rows - 1)
            assert short[each.leader] == pytest.approx(short.max())


def test_who_is_level_after_the_rows_does_not_lead_alone() -> None:
    # "Where to look next": once the fan was set and the light followed, one row with the light off and set takes the
    # lead from "fan first", and the two that are left are level.
    names, texts = ("Fan", "Light"), ("unrelated", "Fan -> Light", "Light -> Fan", "Fan <- (Clock) -> Light")
    dataset = pair_dataset({"obs": [[9, 3], [2, 8]], "doA": [[0, 0], [0, 1]], "doB": [[0, 0], [0, 0]]})
    space = listed((0, 1), [parse_candidate(text, names) for text in texts])
    found = overturnings(dataset, space)
    assert found
    for each in found:
        after = weights_after(dataset, space, each, each.rows)
        top = set(np.flatnonzero(after > after.max() * (1 - 1e-9)).tolist())
        assert {each.rival, *each.level} == top
        assert each.leader not in top
    assert {2, 3} in [{each.rival, *each.level} for each in found]


def test_what_is_set_comes_out_as_it_is_set() -> None:
    dataset = pair_dataset({"obs": [[4, 1], [1, 3]], "doA": [[0, 0], [0, 0]], "doB": [[0, 0], [0, 0]]})
    for each in overturnings(dataset, every_dag((0, 1))):
        for intervention in each.regime.interventions:
            assert each.outcome[intervention.target] == intervention.state


def test_watching_changes_no_mind_about_candidates_that_it_can_not_part() -> None:
    dataset = pair_dataset({"obs": [[30, 10], [10, 30]], "doA": [[0, 0], [0, 0]], "doB": [[0, 0], [0, 0]]})
    space = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in ("A -> B", "B -> A")])
    found = overturnings(dataset, space)
    assert all(each.regime != OBSERVATION for each in found)
    assert Regime((do(0, 0),)) in {each.regime for each in found}
