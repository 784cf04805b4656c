"""What a hidden part says of the next row is its evidence with that row over its evidence without."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.components import Component
from engine.networks.variables import Variable
from engine.posterior.counts import Setting
from engine.posterior.latent import evidence as evidence_module
from engine.posterior.latent import predictive as predictive_module
from engine.posterior.latent.predictive import LocalPrediction, local_prediction
from tests.engine.naive import SeenRow
from tests.engine.naive_hidden import log_evidence_of_bow, log_evidence_of_explicit, log_evidence_of_shared_cause
from tests.engine.posterior.latent.examples import (
    OBSERVED,
    SET_A,
    SET_B,
    coins,
    component,
    dataset_of,
    few_rows,
    pair_dataset,
    rows_of,
)
from tests.engine.strategies import FEW

Twin = Callable[[Sequence[SeenRow]], float]
TWINS: dict[str, Twin] = {
    "A <-> B": lambda seen: log_evidence_of_shared_cause(seen, (0, 1), (2, 2), 1.0),
    "A -> B, A <-> B": lambda seen: log_evidence_of_bow(seen, (2, 2), 1.0),
    "A <- (C: 2) -> B": lambda seen: log_evidence_of_explicit(seen, frozenset({(2, 0), (2, 1)}), (2, 2, 2), 2, 1.0),
    "A -> (C: 3) -> B": lambda seen: log_evidence_of_explicit(seen, frozenset({(0, 2), (2, 1)}), (2, 2, 3), 2, 1.0),
}
DATA = pair_dataset({"obs": [[7, 1], [2, 7]], "doA": [[3, 2], [1, 4]], "doB": [[4, 1], [2, 2]]})


def predicted(
    shape: Component, seen: Sequence[SeenRow], setting: Setting, variables: tuple[Variable, ...] = coins(2)
) -> LocalPrediction:
    dataset = dataset_of(seen, variables)
    over = tuple(range(len(variables)))
    *between, last = local_prediction(shape, rows_of(dataset), 1.0, setting, dataset, over, 1)
    assert between == []
    assert last is not None
    return last


@pytest.mark.parametrize("text", TWINS)
@given(seen=few_rows(2, 2, most=3), setting=st.sampled_from([OBSERVED, SET_A, SET_B]))
@FEW
def test_it_is_the_ratio_of_the_evidences_of_the_slow_twin(text: str, seen: list[SeenRow], setting: Setting) -> None:
    found = predicted(component(text), seen, setting)
    was_set = frozenset(node for node in (0, 1) if setting.targets >> node & 1)
    before = TWINS[text](seen)
    for cell, row in enumerate(product(range(2), repeat=2)):
        expected = math.exp(TWINS[text]([*seen, (row, was_set)]) - before)
        # A part of which A is only a cause says nothing of A.
        assert found.probability[cell] == pytest.approx(expected / alone(text, seen, row, was_set), abs=1e-9)
    assert not found.standard_error.any()
    assert found.method != "sampled"


def alone(text: str, seen: list[SeenRow], row: tuple[int, ...], was_set: frozenset[int]) -> float:
    """Return the chance of A by itself where A is no member of the part."""
    if not text.startswith("A -> (C") or 0 in was_set:
        return 1.0
    watched = [each[0] for each, targets in seen if 0 not in targets]
    return (watched.count(row[0]) + 0.5) / (len(watched) + 1)


@pytest.mark.parametrize(("setting", "free"), [(OBSERVED, (0, 1)), (SET_A, (1,)), (SET_B, (0,))])
@pytest.mark.parametrize("text", ["A <-> B", "A -> B, A <-> B", "A <- (C: 2) -> B"])
@given(seen=few_rows(2, 3, most=4))
@FEW
def test_the_chances_of_what_is_left_free_sum_to_one(
    text: str, setting: Setting, free: tuple[int, ...], seen: list[SeenRow]
) -> None:
    found = predicted(component(text), seen, setting, coins(2, 3))
    assert (found.seen, found.cardinality) == ((0, 1), (3, 3))
    np.testing.assert_allclose(found.probability.reshape(3, 3).sum(axis=free), 1, atol=1e-9)


def test_rows_that_say_nothing_have_the_factor_one() -> None:
    found = predicted(component("A <-> B"), [((0, 1), frozenset[int]())], Setting(0b11))
    assert found.probability.tolist() == [1, 1, 1, 1]
    assert found.standard_error.tolist() == [0, 0, 0, 0]
    assert found.method == "closed form"


@given(few_rows(2, 2, most=6))
@FEW
def test_predictions_one_after_the_other_multiply_to_the_evidence(seen: list[SeenRow]) -> None:
    """The prequential score: Dawid 1984."""
    total = 0.0
    for place, (row, was_set) in enumerate(seen):
        setting = Setting(sum(1 << node for node in was_set))
        total += math.log(
            predicted(component("A -> B, A <-> B"), seen[:place], setting).probability[2 * row[0] + row[1]]
        )
    assert total == pytest.approx(log_evidence_of_bow(seen, (2, 2), 1.0), abs=1e-9)


@given(few_rows(2, 2, most=6), st.sampled_from([OBSERVED, SET_A, SET_B]))
@FEW
def test_names_of_states_and_variables_do_not_matter(seen: list[SeenRow], setting: Setting) -> None:
    straight = predicted(component("A <-> B"), seen, setting).probability.reshape(2, 2)
    turned = [((1 - a, 1 - b), was_set) for (a, b), was_set in seen]
    np.testing.assert_allclose(
        predicted(component("A <-> B"), turned, setting).probability.reshape(2, 2), straight[::-1, ::-1], atol=1e-12
    )
    swapped = [((b, a), frozenset(1 - node for node in was_set)) for (a, b), was_set in seen]
    other = {OBSERVED: OBSERVED, SET_A: SET_B, SET_B: SET_A}[setting]
    np.testing.assert_allclose(
        predicted(component("A <-> B"), swapped, other).probability.reshape(2, 2), straight.T, atol=1e-12
    )


def test_a_replaced_table_is_asked_about_by_itself() -> None:
    watched = [((0, 0), frozenset[int]())] * 3
    usual = predicted(component("A <-> B"), watched, OBSERVED).probability.reshape(2, 2)
    changed = predicted(component("A <-> B"), watched, Setting(0, ((1, "new"),))).probability.reshape(2, 2)
    np.testing.assert_allclose(changed.sum(axis=1), usual.sum(axis=1), atol=1e-12)
    # Nothing is known yet of what B does by its new table.
    np.testing.assert_allclose(changed / changed.sum(axis=1, keepdims=True), 0.5, atol=1e-12)
    assert usual[0, 0] > 2 * changed[0, 0] / 1.5


def estimated(text: str, setting: Setting, seed: int = 1) -> tuple[LocalPrediction, int]:
    work = list(local_prediction(component(text), rows_of(DATA), 1.0, setting, DATA, (0, 1), seed))
    assert work[-1] is not None
    return work[-1], len(work) - 1


@pytest.mark.parametrize("text", ["A <-> B", "A -> B, A <-> B", "A <- (C: 2) -> B"])
@pytest.mark.parametrize("setting", [OBSERVED, SET_A, SET_B])
def test_where_sums_are_too_long_it_is_estimated(text: str, setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    exact, none = estimated(text, setting)
    assert none == 0
    assert exact.method == "finite sum"
    monkeypatch.setattr(evidence_module, "MOST_TERMS", 1)
    found, signs_of_life = estimated(text, setting)
    assert signs_of_life == predictive_module.RUNS
    assert found.method == "sampled"
    far = found.probability - exact.probability
    assert (np.abs(far) < 4 * found.standard_error).all()
    # Not so wide that anything would do, and each seed has its own.
    assert (found.standard_error < 0.05 * found.probability).all()
    np.testing.assert_array_equal(estimated(text, setting)[0].probability, found.probability)
    assert not np.array_equal(estimated(text, setting, 2)[0].probability, found.probability)


def test_a_sum_that_one_more_row_makes_too_long_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predictive_module, "MOST_TERMS", 1)
    found, _ = estimated("A <- (C: 2) -> B", OBSERVED)
    assert found.method == "sampled"
    assert (found.standard_error > 0).all()
