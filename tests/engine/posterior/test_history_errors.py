"""How far estimated weights and their entropy may be off at each moment, against a small change of every estimate."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from engine.data.dataset import Batch, Dataset
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior.assumptions import Assumptions
from engine.posterior.history import BeliefHistory, believe
from tests.engine.worlds import network

FloatArray = npt.NDArray[np.float64]
STEP = 1e-5
LINES = ("unrelated", "A -> B", "B -> A", "A <- (C: 3) -> B", "A <- (C: 2) -> B, A -> B")
WORLD = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]))


@pytest.fixture(scope="module")
def history() -> BeliefHistory:
    rng = np.random.default_rng(5)
    regimes = (OBSERVATION, Regime((do(0, 1),)))
    dataset = Dataset(WORLD.variables, tuple(Batch(simulate(WORLD, 12, rng, regime), regime) for regime in regimes))
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in LINES])
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    assert not last.partial.posterior.exact
    return last.partial


def weights_if(history: BeliefHistory, moment: int, moved: FloatArray) -> FloatArray:
    """Weights at a moment when each estimate were so much higher, in nats."""
    joint = np.log(history.weights_of(np.arange(len(LINES)))[moment])
    plan = history.start.plan
    assert plan is not None
    for place, number in enumerate(plan.numbers):
        joint[number] += float(plan.uses[place] @ moved)
    shares = np.exp(joint - joint.max())
    return np.asarray(shares / shares.sum())


def slow_error(history: BeliefHistory, moment: int, measured: Callable[[FloatArray], float]) -> float:
    """Standard error of a number from how it answers to each estimate by itself."""
    spread = history._hidden[moment].standard_error
    total = 0.0
    for part, error in enumerate(spread):
        step = np.zeros(len(spread))
        step[part] = STEP
        up, down = (measured(weights_if(history, moment, sign * step)) for sign in (1, -1))
        total += ((up - down) / (2 * STEP) * error) ** 2
    return math.sqrt(total)


def bits(weights: FloatArray) -> float:
    return -sum(float(weight) * math.log2(weight) for weight in weights if weight > 0)


def test_weights_of_one_and_of_several(history: BeliefHistory) -> None:
    groups = ([1], [3], [3, 4], [0, 1, 2])
    found = history.share_errors_of(groups)
    assert found.shape == (len(history.rows), len(groups))
    assert found.max() > 0
    for moment in (0, len(history.rows) // 2, len(history.rows) - 1):
        for column, group in enumerate(groups):
            slow = slow_error(history, moment, lambda weights, group=group: float(weights[group].sum()))
            assert found[moment, column] == pytest.approx(slow, rel=1e-5, abs=1e-12)


def test_one_by_one_they_are_the_errors_of_the_posterior(history: BeliefHistory) -> None:
    found = history.share_errors_of([[each] for each in range(len(LINES))])
    for moment in range(len(history.rows)):
        errors = history.posterior_at(moment).errors
        np.testing.assert_allclose(found[moment], 0.0 if errors is None else errors, rtol=1e-9, atol=1e-15)


def test_all_together_are_certain(history: BeliefHistory) -> None:
    np.testing.assert_allclose(history.share_errors_of([range(len(LINES))]), 0.0, atol=1e-15)


def test_entropy(history: BeliefHistory) -> None:
    assert history.entropy_errors.shape == history.entropy_bits.shape
    assert history.entropy_errors.max() > 0
    for moment in (0, len(history.rows) // 2, len(history.rows) - 1):
        assert history.entropy_errors[moment] == pytest.approx(slow_error(history, moment, bits), rel=1e-5, abs=1e-12)


def test_what_is_exact_has_none() -> None:
    dataset = Dataset(WORLD.variables, (Batch(simulate(WORLD, 12, np.random.default_rng(5))),))
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in LINES[:3]])
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    assert not last.partial.entropy_errors.any()
    assert not last.partial.share_errors_of([[0], [1, 2]]).any()
