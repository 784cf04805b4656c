"""What is predicted equals the evidence with one more row over that without, and adds up."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.history import BeliefHistory, believe
from engine.problems import InvalidInput
from engine.questions.predictions import Predictions, bits_gained, predict
from tests.engine.worlds import network

WORLD = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))
SET = Regime((do(0, 1),))
HIDDEN = ("A -> B -> C", "A <-> B", "A <- (D: 2) -> B, A -> B, B -> C", "A <- (D: 2) -> C")


def drawn(n_rows: int, seed: int, regime: Regime = OBSERVATION) -> Batch:
    return Batch(simulate(WORLD, n_rows, np.random.default_rng(seed), regime), regime)


DATA = Dataset(WORLD.variables, (drawn(12, 1), drawn(6, 2, Regime((do(1, 0),)))))
# So many that what is hidden can no longer be summed out.
MANY = Dataset(WORLD.variables, (drawn(100, 1), drawn(30, 2, Regime((do(1, 0),))), drawn(9, 3)))


def followed(dataset: Dataset, space: HypothesisSpace) -> BeliefHistory:
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    return last.partial


def predicted(dataset: Dataset, space: HypothesisSpace, regime: Regime) -> Predictions:
    *_, last = predict(followed(dataset, space).evidence, dataset, regime)
    assert last.partial is not None
    return last.partial


def one_more(dataset: Dataset, row: tuple[int, ...], regime: Regime) -> Dataset:
    return Dataset(dataset.variables, (*dataset.batches, Batch(as_values([row], dataset.variables), regime)))


@pytest.mark.parametrize("regime", [OBSERVATION, SET, Regime((randomize(2),)), Regime((do(0, 0), do(2, 1)))])
def test_a_row_is_as_likely_as_it_makes_the_rows_before(regime: Regime) -> None:
    space = every_dag(range(3))
    found = predicted(DATA, space, regime)
    assert found.exact
    np.testing.assert_allclose(found.joint.sum(axis=1), 1)
    before = followed(DATA, space).log_evidence_of(range(25))[-1]
    for outcome, row in enumerate(np.ndindex(2, 2, 2)):
        if any(each.kind == "do" and row[each.target] != each.state for each in regime.interventions):
            assert not found.joint[:, outcome].any()
            continue
        after = followed(one_more(DATA, row, regime), space).log_evidence_of(range(25))[-1]
        chance = 0.5 if 2 in regime.targets and regime.on(2).kind == "randomize" else 1.0  # type: ignore[union-attr]
        np.testing.assert_allclose(found.joint[:, outcome], chance * np.exp(after - before), rtol=1e-9)


def test_the_average_is_over_all_by_their_weights() -> None:
    space = every_dag(range(3))
    history = followed(DATA, space)
    *_, last = predict(history.evidence, DATA, SET, [3, 20])
    some = last.partial
    assert some is not None
    whole = predicted(DATA, space, SET)
    np.testing.assert_allclose(some.joint, whole.joint[[3, 20]])
    np.testing.assert_allclose(some.average, history.posterior.weights @ whole.joint)
    np.testing.assert_allclose(some.summed(some.average[None], [1])[0], history.posterior.weights @ whole.marginals(1))
    np.testing.assert_array_equal(some.weights, history.posterior.weights[[3, 20]])
    assert some.free == (1, 2)


def test_outcomes_are_added_up_by_the_states_of_some_variables() -> None:
    found = predicted(DATA, every_dag(range(3)), OBSERVATION)
    pair = found.summed(found.joint, [0, 2]).reshape(25, 2, 2)
    np.testing.assert_allclose(pair.sum(axis=1), found.marginals(2))
    np.testing.assert_allclose(pair.sum(axis=2), found.marginals(0))
    np.testing.assert_allclose(pair[:, 1, 0], found.joint[:, [0b100, 0b110]].sum(axis=1))


def test_hidden_causes_predict_within_their_errors() -> None:
    space = listed(range(3), [parse_candidate(line, "ABC") for line in HIDDEN])
    found = predicted(DATA, space, SET)
    np.testing.assert_allclose(found.joint.sum(axis=1), 1, atol=4 * float(found.errors.sum(axis=1).max()) + 1e-9)
    before = followed(DATA, space)
    for outcome, row in enumerate(np.ndindex(2, 2, 2)):
        if row[0] == 1:
            after = followed(one_more(DATA, row, SET), space)
            ratio = np.exp(after.log_evidence_of(range(4))[-1] - before.log_evidence_of(range(4))[-1])
            off = ratio * np.hypot(
                after.log_evidence_errors_of(range(4))[-1], before.log_evidence_errors_of(range(4))[-1]
            )
            assert (np.abs(found.joint[:, outcome] - ratio) <= 5 * np.hypot(found.errors[:, outcome], off) + 1e-9).all()


def test_bits_are_the_change_of_weight() -> None:
    space = every_dag(range(3))
    history = followed(DATA, space)
    prior = np.full(25, 1 / 25)
    after_first = history.weights_of(range(25))[history.batch_ends[0]]
    np.testing.assert_allclose(bits_gained(history, 0, range(25)), np.log2(after_first / prior))
    np.testing.assert_allclose(bits_gained(history, 1, range(25)), np.log2(history.posterior.weights / after_first))


def test_too_many_rows_to_tell_apart_are_refused() -> None:
    variables = tuple(Variable(name, tuple(map(str, range(70)))) for name in "AB")
    space = listed((0, 1), [parse_candidate("A -> B", "AB")])
    with pytest.raises(InvalidInput, match=r"4,900 different rows.+merge states"):
        predicted(Dataset(variables), space, OBSERVATION)
