"""Errors of sums over estimated weights, against what a small change of every estimate does to the sums."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.space import listed
from engine.posterior.latent.plan import HiddenPlan, HiddenScores, plan_for, weight_errors
from engine.posterior.latent.summary_errors import summary_errors, total_error
from tests.engine.posterior.latent.examples import candidate
from tests.engine.strategies import FEW

FloatArray = npt.NDArray[np.float64]
LINES = ("unrelated", "A -> B", "A <-> B", "A <-> B, A -> D", "A <- (C: 2) -> B", "B <-> D, D -> A", "B <-> D")
STEP = 1e-5


def plan_of(*lines: str) -> HiddenPlan:
    found = plan_for(listed(range(3), [candidate(line, 3) for line in lines]))
    assert found is not None
    return found


PLAN = plan_of(*LINES)
N_PARTS = len(PLAN.components)


def scores(logs: FloatArray, errors: FloatArray) -> HiddenScores:
    return HiddenScores(logs, errors, ("sampled",) * len(logs))


def joint(plain: FloatArray, logs: FloatArray) -> FloatArray:
    """Log weight of every candidate, part by part, not normalised."""
    found = plain.copy()
    for place, number in enumerate(PLAN.numbers):
        found[number] += sum(logs[part] for part in range(N_PARTS) if PLAN.uses[place, part])
    return found


def weights_of(logs: FloatArray) -> FloatArray:
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


def slow_error(measured: Callable[[FloatArray], float], logs: FloatArray, errors: FloatArray) -> float:
    """Standard error of a number from how it answers to each estimate by itself."""
    total = 0.0
    for part, error in enumerate(errors):
        step = np.zeros(len(logs))
        step[part] = STEP
        slope = (measured(logs + step) - measured(logs - step)) / (2 * STEP)
        total += (slope * error) ** 2
    return math.sqrt(total)


numbers = st.floats(-3, 3)
some_errors = st.lists(st.sampled_from([0.0, 0.1, 0.02, 1.5]), min_size=N_PARTS, max_size=N_PARTS)


@given(
    st.lists(numbers, min_size=len(LINES), max_size=len(LINES)),
    st.lists(numbers, min_size=N_PARTS, max_size=N_PARTS),
    some_errors,
    st.lists(numbers, min_size=len(LINES), max_size=len(LINES)),
)
@FEW
def test_errors_are_those_of_small_changes(
    families: list[float], parts: list[float], spread: list[float], values: list[float]
) -> None:
    plain, logs, errors, summed = (np.array(each) for each in (families, parts, spread, values))
    weights, hidden = weights_of(joint(plain, logs)), scores(logs, errors)
    found = summary_errors(PLAN, hidden, weights, summed)
    slow = slow_error(lambda moved: float(summed @ weights_of(joint(plain, moved))), logs, errors)
    assert float(found) == pytest.approx(slow, abs=1e-7)
    slow = slow_error(lambda moved: float(np.logaddexp.reduce(joint(plain, moved))), logs, errors)
    assert total_error(PLAN, hidden, weights) == pytest.approx(slow, abs=1e-7)


def test_the_error_of_the_entropy_is_that_of_small_changes() -> None:
    rng = np.random.default_rng(4)
    plain, logs, errors = rng.normal(size=len(LINES)), rng.normal(size=N_PARTS), rng.random(N_PARTS)

    def bits(moved: FloatArray) -> float:
        weights = weights_of(joint(plain, moved))
        return float(-(weights @ np.log2(weights)))

    weights = weights_of(joint(plain, logs))
    found = summary_errors(PLAN, scores(logs, errors), weights, -np.log2(weights))
    assert float(found) == pytest.approx(slow_error(bits, logs, errors), abs=1e-7)


def test_one_value_a_candidate_has_the_error_of_its_weight() -> None:
    rng = np.random.default_rng(5)
    weights = weights_of(rng.normal(size=len(LINES)))
    hidden = scores(np.zeros(N_PARTS), rng.random(N_PARTS))
    expected = weight_errors(PLAN, hidden, weights)
    assert expected is not None
    np.testing.assert_allclose(summary_errors(PLAN, hidden, weights, np.eye(len(LINES))), expected, rtol=1e-12)
    # What all candidates share is certain.
    assert summary_errors(PLAN, hidden, weights, np.ones(len(LINES))) == pytest.approx(0.0, abs=1e-15)


def test_errors_of_weights_may_not_be_added_up_as_if_they_were_independent() -> None:
    # Candidates that share a part move together, and all of them move against the rest.
    rng = np.random.default_rng(6)
    plain, logs, errors = rng.normal(size=len(LINES)), rng.normal(size=N_PARTS), rng.random(N_PARTS)
    weights, hidden = weights_of(joint(plain, logs)), scores(logs, errors)
    alone = weight_errors(PLAN, hidden, weights)
    values = np.array([0, 0, 1, 1, 0, 0, 0], dtype=float)
    slow = slow_error(lambda moved: float(values @ weights_of(joint(plain, moved))), logs, errors)
    assert alone is not None
    assert float(summary_errors(PLAN, hidden, weights, values)) == pytest.approx(slow, rel=1e-6)
    assert math.sqrt(values @ alone**2) != pytest.approx(slow, rel=0.05)


def test_a_candidate_without_weight_does_not_count() -> None:
    weights = np.array([0.5, 0.25, 0.25, 0, 0, 0, 0])
    hidden = scores(np.zeros(N_PARTS), np.full(N_PARTS, 0.1))
    values = np.array([0, 1, 1, math.inf, math.nan, 0, 0])
    assert float(summary_errors(PLAN, hidden, weights, values)) == pytest.approx(0.5 * 0.25 * 0.1)


def test_where_all_is_exact_there_are_no_errors() -> None:
    weights = np.full(len(LINES), 1 / len(LINES))
    exact = scores(np.zeros(N_PARTS), np.zeros(N_PARTS))
    for plan, hidden in ((None, None), (PLAN, None), (PLAN, exact)):
        assert not summary_errors(plan, hidden, weights, np.ones((len(LINES), 3, 3))).any()
        assert total_error(plan, hidden, weights) == 0.0
