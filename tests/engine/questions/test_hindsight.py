"""A batch in hindsight: expected without it, tallied with it, and no different for batches that came later."""

from __future__ import annotations

import numpy as np

from engine.data.dataset import Dataset
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.interventions import OBSERVATION
from engine.questions.hindsight import Hindsight, hindsight
from engine.questions.predictions import bits_gained
from tests.engine.questions.test_predictions import DATA, MANY, followed, predicted


def looked_back(dataset: Dataset, space: HypothesisSpace, batch: int) -> Hindsight:
    history = followed(dataset, space)
    *_, last = hindsight(history, dataset, batch, range(len(space)))
    assert last.partial is not None
    return last.partial


def test_it_expects_what_was_predicted_before_and_counts_what_came() -> None:
    space = every_dag(range(3))
    first = Dataset(DATA.variables, DATA.batches[:1])
    found = looked_back(DATA, space, 1)
    np.testing.assert_allclose(found.predictions.joint, predicted(first, space, DATA.batches[1].regime).joint)
    values = DATA.batches[1].values
    assert found.observed[0b000] == np.count_nonzero((values == 0).all(axis=1))
    assert found.n_rows == 6
    assert found.observed.reshape(2, 2, 2)[:, 1].sum() == 0, "B was set to its first state"
    assert found.exact
    np.testing.assert_allclose(found.bits, bits_gained(followed(DATA, space), 1, range(25)))


def test_the_first_batch_was_expected_by_the_prior_alone() -> None:
    space = every_dag(range(3))
    found = looked_back(DATA, space, 0)
    none = Dataset(DATA.variables)
    np.testing.assert_allclose(found.predictions.average, predicted(none, space, OBSERVATION).average)
    assert (found.bits.max() > 0) & (found.bits.min() < 0), "somebody is always above the average, somebody below"


def test_what_is_sampled_has_errors() -> None:
    lines = ("unrelated", "A <- (D: 2) -> B", "A -> B -> C")
    space = listed(range(3), [parse_candidate(line, "ABC") for line in lines])
    found = looked_back(MANY, space, 2)
    assert not found.exact
    assert found.predictions.errors[1].any()
    assert not found.predictions.errors[[0, 2]].any()
    assert (found.errors > 0).all(), "beside an average that is sampled, all are"
