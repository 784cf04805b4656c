"""How fast the table of what every single experiment would tell is there; run with `make bench`."""

from __future__ import annotations

import time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import every_dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import sum_counts
from engine.posterior.enumeration import Evidence
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains, single_experiments
from engine.questions.summed_batch_gains import summed_batch_gains
from engine.questions.summed_gains import summed_gains

FIVE_SECONDS, FIRST_SECONDS = 0.5, 0.3


def seen(n: int, states: int) -> tuple[Evidence, Dataset]:
    """Return what 300 watched rows of a chain say."""
    variables = tuple(Variable(f"V{index}", tuple(str(code) for code in range(states))) for index in range(n))
    rng = np.random.default_rng(n)
    columns = [rng.integers(0, states, 300)]
    for _ in range(n - 1):
        columns.append(np.where(rng.random(300) < 0.6, columns[-1], rng.integers(0, states, 300)))
    batch = Batch(as_values(np.stack(columns, axis=1), variables))
    dataset = Dataset(variables, (batch,))
    return Evidence.before_data(Dataset(variables), every_dag(range(n)), Assumptions()).plus(batch), dataset


def best_time(benchmark: BenchmarkFixture) -> float:
    """Return the best time in seconds; 0 when benchmarks are switched off and nothing was timed."""
    return float(benchmark.stats.stats.min) if benchmark.stats else 0.0


def test_five_variables_of_three_states(benchmark: BenchmarkFixture) -> None:
    """All 21 single experiments, 29,281 structures."""
    evidence, dataset = seen(5, 3)
    regimes = single_experiments(dataset.variables, range(5))

    def table() -> Gains | None:
        *_, last = expected_gains(evidence, dataset, regimes)
        return last.partial

    found = benchmark(table)
    assert found is not None
    assert len(found.known) == len(regimes) == 21
    assert best_time(benchmark) <= FIVE_SECONDS


def test_six_variables_summed(benchmark: BenchmarkFixture) -> None:
    """All 19 single experiments of two states over all 3,781,503 structures, without listing them."""
    evidence, dataset = seen(6, 2)
    regimes = single_experiments(dataset.variables, range(6))
    names = [variable.name for variable in dataset.variables]

    def table() -> Gains | None:
        *_, summed = sum_counts(evidence.counts, tuple(range(6)), names, Assumptions())
        assert summed.partial is not None
        *_, last = summed_gains(summed.partial, evidence.counts, 1.0, regimes)
        return last.partial

    found = benchmark(table)
    assert found is not None
    assert len(found.known) == len(regimes) == 19
    assert best_time(benchmark) <= FIRST_SECONDS


def test_six_variables_batches_first_look(benchmark: BenchmarkFixture) -> None:
    """A first look at batches of ten rows under all 19 single experiments, 16 draws each."""
    evidence, dataset = seen(6, 2)
    regimes = single_experiments(dataset.variables, range(6))
    names = [variable.name for variable in dataset.variables]

    def table() -> Gains | None:
        *_, summed = sum_counts(evidence.counts, tuple(range(6)), names, Assumptions())
        assert summed.partial is not None
        rng = np.random.default_rng(1)
        *_, last = summed_batch_gains(summed.partial, evidence.counts, 1.0, regimes, 10, rng, None, 16)
        return last.partial

    found = benchmark(table)
    assert found is not None
    assert len(found.known) == len(regimes) == 19
    assert best_time(benchmark) <= FIRST_SECONDS


@pytest.mark.timeout(120)
def test_six_variables_listed_tell_on_the_way() -> None:
    """Where a prior needs every structure listed, what is known is told from the first moments on."""
    evidence, dataset = seen(6, 2)
    for _ in expected_gains(evidence, dataset, single_experiments(dataset.variables, range(6))[:1]):
        pass
    start = time.perf_counter()
    assert next(expected_gains(evidence, dataset, single_experiments(dataset.variables, range(6)))).total == 19
    assert time.perf_counter() - start <= FIRST_SECONDS
