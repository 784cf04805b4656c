"""The k most probable DAGs: beside all DAGs weighed one by one, and beside draws where those are too many."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.dags import all_dags
from engine.posterior.arrow_rules import log_family_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import DagSums, sum_over_dags
from engine.posterior.dynamic_programming import SummedPosterior, sum_posterior
from engine.posterior.most_probable import Ranked, most_probable_dags
from engine.problems import InvalidInput
from tests.engine.strategies import FEW, datasets

PRIORS = [
    Assumptions(),
    Assumptions(prior="edges", penalty=0.2),
    Assumptions(prior="parents"),
    Assumptions(max_parents=1),
    Assumptions(required=(("V0", "V1"),), forbidden=(("V1", "V2"),)),
    Assumptions(tiers=(("V2",), ("V0", "V1"))),
]


def found(log_weights: np.ndarray, count: int) -> Ranked:
    *_, last = most_probable_dags(log_weights, count)
    assert last.done == last.total
    assert last.partial is not None
    return last.partial


def all_weighed(log_weights: np.ndarray) -> dict[tuple[int, ...], float]:
    n = len(log_weights)
    weighed = {
        tuple(int(mask) for mask in row): math.fsum(log_weights[v, row[v]] for v in range(n)) for row in all_dags(n)
    }
    return {dag: weight for dag, weight in weighed.items() if weight > -math.inf}


def random_weights(n: int, spread: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(scale=spread, size=(n, 1 << n))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("spread", [0.01, 1.0, 1000.0])
def test_they_are_the_first_of_all_in_order(n: int, spread: float) -> None:
    log_weights = random_weights(n, spread, n)
    every = all_weighed(log_weights)
    order = sorted(every, key=lambda dag: -every[dag])
    for count in (1, 3, 40, 1000):
        ranked = found(log_weights, count)
        assert [dag.parents for dag, _ in ranked] == order[:count]
        np.testing.assert_allclose([weight for _, weight in ranked], [every[dag] for dag in order[:count]])


@given(seed=st.integers(0, 2**32), n=st.integers(2, 4), count=st.integers(1, 600), ruled_out=st.floats(0, 0.9))
@FEW
def test_with_many_ties_and_families_ruled_out(seed: int, n: int, count: int, ruled_out: float) -> None:
    rng = np.random.default_rng(seed)
    log_weights = rng.integers(-2, 3, size=(n, 1 << n)).astype(float)
    log_weights[rng.random(log_weights.shape) < ruled_out] = -np.inf
    log_weights[:, 0] = 0.0
    every = all_weighed(log_weights)
    ranked = found(log_weights, count)
    weights = [weight for _, weight in ranked]
    assert weights == sorted(every.values(), reverse=True)[:count]
    assert len({dag.parents for dag, _ in ranked}) == len(ranked)
    assert [every[dag.parents] for dag, _ in ranked] == weights
    keys = [(-weight, dag.parents) for dag, weight in ranked]
    assert keys == sorted(keys)


@pytest.mark.parametrize("assumptions", PRIORS)
@given(data=datasets(least=3, most=4, states=(2, 3)))
@FEW
def test_under_every_prior_and_regime(assumptions: Assumptions, data) -> None:
    over = range(len(data.variables))
    *_, last = sum_posterior(data, over, assumptions)
    posterior: SummedPosterior = last.partial
    every = all_weighed(posterior.log_weights)
    total = math.fsum(math.exp(weight - max(every.values())) for weight in every.values())
    expected = [math.exp(weight - max(every.values())) / total for weight in sorted(every.values(), reverse=True)]
    ranked = posterior.ranked(30)
    np.testing.assert_allclose([probability for _, probability in ranked], expected[:30], rtol=1e-7)
    assert posterior.probability_of(posterior.most_probable) == pytest.approx(expected[0], rel=1e-7)
    for dag, probability in ranked:
        assert probability == pytest.approx(posterior.probability_of(dag), rel=1e-9)


def test_equal_ones_come_in_the_order_of_their_parents_in_spite_of_rounding() -> None:
    *_, prior = most_probable_dags(log_family_prior(["a", "b", "c"], Assumptions()), 25)
    ordered = sorted(tuple(row) for row in all_dags(3).tolist())
    assert [dag.parents for dag, _ in prior.partial] == ordered
    noise = random_weights(3, 1e-13, 0)
    assert [dag.parents for dag, _ in found(noise, 25)] == ordered


def test_eight_variables_beside_draws() -> None:
    log_weights = random_weights(8, 3.0, 5)
    *_, last = sum_over_dags(log_weights)
    sums: DagSums = last.partial
    drawn, often = np.unique(
        DagSampler(log_weights, sums).draw(20_000, np.random.default_rng(1)), axis=0, return_counts=True
    )
    ranked = found(log_weights, 50)
    weights = [weight for _, weight in ranked]
    assert len({dag.parents for dag, _ in ranked}) == 50
    assert weights == sorted(weights, reverse=True)
    ranks = {dag.parents: place for place, (dag, _) in enumerate(ranked)}
    seen = [sum(log_weights[v, row[v]] for v in range(8)) for row in drawn]
    heavy = [tuple(row) for row, weight in zip(drawn.tolist(), seen, strict=True) if weight > weights[-1] + 1e-9]
    assert len(heavy) > 20
    assert set(heavy) <= set(ranks)
    for row, times in zip(drawn.tolist(), often.tolist(), strict=True):
        if tuple(row) in ranks:
            chance = math.exp(weights[ranks[tuple(row)]] - sums.log_total)
            assert abs(times / 20_000 - chance) < 5 * math.sqrt(chance / 20_000) + 1e-4


def test_the_first_do_not_depend_on_how_many_are_asked_for() -> None:
    log_weights = random_weights(10, 2.0, 3)
    many = found(log_weights, 300)
    for count in (1, 2, 17, 120):
        assert found(log_weights, count) == many[:count]


@pytest.mark.parametrize("n", [10, 12])
def test_a_million_equal_ones_take_no_longer(n: int) -> None:
    ranked = found(np.zeros((n, 1 << n)), 200)
    assert len({dag.parents for dag, _ in ranked}) == 200
    assert {weight for _, weight in ranked} == {0.0}
    almost_none = np.zeros((n, 1 << n)) - 3.0 * np.bitwise_count(np.arange(1 << n))
    ranked = found(almost_none, 1 + n * (n - 1))
    assert [weight for _, weight in ranked] == [0.0] + [-3.0] * (n * (n - 1))


def test_it_can_be_stopped_between_its_steps() -> None:
    steps = list(most_probable_dags(random_weights(6, 1.0, 0), 5))
    assert len(steps) > 10
    assert all(step.partial is None and step.done < step.total for step in steps[:-1])


@pytest.mark.parametrize("count", [0, 1001])
def test_counts_out_of_range_are_refused(count: int) -> None:
    with pytest.raises(InvalidInput, match="Ask for 1 to 1000"):
        next(most_probable_dags(np.zeros((2, 4)), count))


def test_no_dag_of_any_weight_is_refused() -> None:
    circle = np.full((2, 4), -np.inf)
    circle[0, 2] = circle[1, 1] = 0.0
    with pytest.raises(InvalidInput, match="no structure has any weight"):
        list(most_probable_dags(circle, 1))
