"""Numbers from draws: beside the exact ones, with errors that are as large as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.dag import Dag
from engine.networks.interventions import Regime, do
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import SummedPosterior, sum_posterior
from engine.posterior.sampled import SampledPosterior, sample_posterior
from engine.problems import InvalidInput
from tests.engine.naive import all_graphs, ancestors

NODES = tuple(Variable(f"V{index}", ("0", "1")) for index in range(4))


@pytest.fixture(scope="module")
def summed() -> SummedPosterior:
    rng = np.random.default_rng(4)
    first = rng.integers(0, 2, (30, 1))
    rows = np.concatenate([first, first ^ (rng.random((30, 3)) < 0.25)], axis=1)
    set_rows = rows.copy()
    set_rows[:, 1] = 0
    batches = (Batch(as_values(rows, NODES)), Batch(as_values(set_rows, NODES), Regime((do(1, 0),))))
    *_, last = sum_posterior(Dataset(NODES, batches), range(4), Assumptions())
    assert last.partial is not None
    return last.partial


def drawn(summed: SummedPosterior, n_draws: int, seed: int) -> SampledPosterior:
    *_, last = sample_posterior(summed, n_draws, np.random.default_rng(seed))
    assert last.partial is not None
    return last.partial


def test_shares_and_entropy_are_near_the_exact_ones(summed: SummedPosterior) -> None:
    sampled = drawn(summed, 20_000, 1)
    assert sampled.n_draws == 20_000
    pairs = [
        (sampled.edge_probabilities, summed.edge_probabilities),
        (sampled.ancestor_probabilities, summed.ancestor_probabilities),
    ]
    for found, exact in pairs:
        assert (abs(found.value - exact) <= 4.5 * found.standard_error + 1e-12).all()
        assert found.standard_error.max() < 0.004
    weights = [summed.probability_of(Dag.from_edges(4, edges)) for edges in all_graphs(4)]
    entropy = -math.fsum(weight * math.log2(weight) for weight in weights)
    assert abs(sampled.entropy_bits.value - entropy) < 4.5 * sampled.entropy_bits.standard_error
    assert 0 < sampled.entropy_bits.standard_error < 0.02


def test_errors_are_as_large_as_they_say(summed: SummedPosterior) -> None:
    repeated = [drawn(summed, 400, seed) for seed in range(60)]
    values = np.array([each.edge_probabilities.value[0, 1] for each in repeated])
    said = np.mean([each.edge_probabilities.standard_error[0, 1] for each in repeated])
    assert 0.7 < values.std(ddof=1) / said < 1.4
    values = np.array([each.entropy_bits.value for each in repeated])
    said = np.mean([each.entropy_bits.standard_error for each in repeated])
    assert 0.7 < values.std(ddof=1) / said < 1.4


def test_paths_are_those_of_the_graphs_drawn(summed: SummedPosterior) -> None:
    sampled = drawn(summed, 50, 2)
    expected = np.zeros((4, 4))
    for masks, often in zip(sampled.dags.tolist(), sampled.often.tolist(), strict=True):
        edges = frozenset(Dag(tuple(masks)).edges())
        for node in range(4):
            for ancestor in ancestors(edges, node):
                expected[ancestor, node] += often / 50
    np.testing.assert_allclose(sampled.ancestor_probabilities.value, expected, atol=1e-12)


def test_a_share_of_none_or_all_has_an_error(summed: SummedPosterior) -> None:
    found = drawn(summed, 2, 3).edge_probabilities
    off = ~np.eye(4, dtype=bool)
    assert (found.standard_error[off] > 0.1).all()
    assert not found.value.diagonal().any()
    assert not found.standard_error.diagonal().any()


def test_the_most_often_drawn_come_first(summed: SummedPosterior) -> None:
    sampled = drawn(summed, 3000, 5)
    ranked = sampled.ranked(1000)
    shares = [share.value for _, share in ranked]
    assert shares == sorted(shares, reverse=True)
    assert math.fsum(shares) == pytest.approx(1)
    assert len({dag.parents for dag, _ in ranked}) == len(ranked)
    assert sampled.ranked(3) == ranked[:3]


def test_the_same_seed_draws_alike_and_another_does_not(summed: SummedPosterior) -> None:
    first, again, other = drawn(summed, 300, 7), drawn(summed, 300, 7), drawn(summed, 300, 8)
    np.testing.assert_array_equal(first.dags, again.dags)
    np.testing.assert_array_equal(first.often, again.often)
    assert first.dags.shape != other.dags.shape or (first.often != other.often).any()


def test_many_draws_take_no_more_room_than_distinct_ones(summed: SummedPosterior) -> None:
    sampled = drawn(summed, 200_000, 9)
    assert sampled.n_draws == 200_000
    assert len(sampled.dags) <= 543


@pytest.mark.parametrize("n_draws", [0, 1, 10_000_001])
def test_draws_out_of_range_are_refused(summed: SummedPosterior, n_draws: int) -> None:
    with pytest.raises(InvalidInput, match="Ask for 2 to 10,000,000"):
        next(sample_posterior(summed, n_draws, np.random.default_rng(0)))
