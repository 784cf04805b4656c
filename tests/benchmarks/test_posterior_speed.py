"""How fast belief moves; run with `make bench`."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.dags import all_dags
from engine.hypotheses.space import every_dag
from engine.networks.interventions import OBSERVATION, Regime, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, enumerate_posterior
from engine.posterior.history import BeliefHistory, believe
from engine.posterior.posterior import Posterior

SEEN, BATCH = 10_000, 100
UPDATE_SECONDS = 0.02
REGIMES = (OBSERVATION, Regime((randomize(0),)), Regime((randomize(1), randomize(3))))


def five(states: int) -> tuple[Variable, ...]:
    return tuple(Variable(name, tuple(f"s{state}" for state in range(states))) for name in "ABCDE")


def batch(n_rows: int, states: int, seed: int, regime: Regime = OBSERVATION) -> Batch:
    """Return rows of a chain with noise, whatever the regime: only the time matters here."""
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, states, n_rows)]
    for _ in range(4):
        columns.append(np.where(rng.random(n_rows) < 0.7, columns[-1], rng.integers(0, states, n_rows)))
    return Batch(as_values(np.stack(columns, axis=1), five(states)), regime)


def dataset(states: int) -> Dataset:
    """Return 10,000 rows under three regimes."""
    parts = [batch(SEEN // len(REGIMES), states, seed, regime) for seed, regime in enumerate(REGIMES)]
    return Dataset(five(states), tuple(parts))


def best_time(benchmark: BenchmarkFixture) -> float:
    """Return the best time in seconds; 0 when benchmarks are switched off and nothing was timed."""
    return float(benchmark.stats.stats.min) if benchmark.stats else 0.0


@pytest.mark.parametrize("states", [2, 3], ids=["binary", "ternary"])
def test_one_more_batch_at_five_variables(benchmark: BenchmarkFixture, states: int) -> None:
    """At most 20 ms from 100 new rows to all 29,281 weights, after 10,000 rows seen."""
    data = dataset(states)
    evidence = Evidence.before_data(data, every_dag(range(5)), Assumptions())
    for each in data.batches:
        evidence = evidence.plus(each)
    new = batch(BATCH, states, 9)

    def update() -> Posterior:
        return evidence.plus(new).posterior()

    assert benchmark(update).weights.sum() == pytest.approx(1)
    assert best_time(benchmark) <= UPDATE_SECONDS


@pytest.mark.parametrize("states", [2, 3], ids=["binary", "ternary"])
def test_a_batch_with_its_checkpoints(benchmark: BenchmarkFixture, states: int) -> None:
    """What the window does after a gesture: where belief ends, then the moments in between."""
    data = dataset(states)
    *_, seen = believe(data, every_dag(range(5)), Assumptions())
    grown = data.appended(batch(BATCH, states, 9))

    def follow() -> BeliefHistory | None:
        *_, last = believe(grown, every_dag(range(5)), Assumptions(), seen.partial)
        return last.partial

    history = benchmark(follow)
    assert history is not None
    assert len(history.batches) == len(REGIMES) + 1


def test_all_rows_from_scratch(benchmark: BenchmarkFixture) -> None:
    posterior = benchmark(enumerate_posterior, dataset(2), every_dag(range(5)), Assumptions())
    assert len(posterior.weights) == 29_281


def test_what_is_read_off_a_posterior(benchmark: BenchmarkFixture) -> None:
    data = dataset(2)
    space = every_dag(range(5))
    evidence = Evidence.before_data(data, space, Assumptions()).plus(data.batches[0])
    assert space.edges.shape == space.ancestors.shape

    def read() -> tuple[np.ndarray, np.ndarray, float]:
        posterior = evidence.posterior()
        return posterior.edge_probabilities, posterior.ancestor_probabilities, posterior.entropy_bits

    assert benchmark(read)[0].shape == (5, 5)


@pytest.mark.parametrize("n", [5, 6])
def test_listing_every_structure(benchmark: BenchmarkFixture, n: int) -> None:
    found = benchmark.pedantic(all_dags.__wrapped__, (n,), rounds=3)
    assert found.shape == ({5: 29_281, 6: 3_781_503}[n], n)
