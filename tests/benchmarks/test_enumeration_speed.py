"""How fast belief over listed structures moves, everything that is shown read off; run with `make bench`."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.classes import classes_of
from engine.hypotheses.conditions import share_a_cause
from engine.hypotheses.space import every_dag
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence
from engine.posterior.features import heaviest_classes, weight_where
from engine.posterior.posterior import Posterior

SECONDS = {5: 0.001, 6: 0.025}
# Without sums over sets it takes two more passes; on a free processor it is within the 25 ms too.
SLOWER_SECONDS = 0.04
MEGABYTES = 200
REGIMES = (OBSERVATION, Regime((do(0, 1),)), Regime((randomize(1), randomize(3))))


def variables(n: int) -> tuple[Variable, ...]:
    return tuple(Variable(f"V{index}", ("0", "1")) for index in range(n))


def batch(n: int, n_rows: int, regime: Regime, seed: int) -> Batch:
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 2, n_rows)]
    for _ in range(n - 1):
        columns.append(np.where(rng.random(n_rows) < 0.7, columns[-1], rng.integers(0, 2, n_rows)))
    values = np.stack(columns, axis=1)
    for intervention in regime.interventions:
        if intervention.kind == "do":
            values[:, intervention.target] = intervention.state
    return Batch(as_values(values, variables(n)), regime)


def seen(n: int, prior: str = "uniform") -> Evidence:
    """Return what 10,000 rows under three regimes say."""
    evidence = Evidence.before_data(Dataset(variables(n)), every_dag(range(n)), Assumptions(prior=prior))
    for seed in range(9):
        evidence = evidence.plus(batch(n, 1111, REGIMES[seed % 3], seed))
    return evidence


def best_time(benchmark: BenchmarkFixture) -> float:
    """Return the best time in seconds; 0 when benchmarks are switched off and nothing was timed."""
    return float(benchmark.stats.stats.min) if benchmark.stats else 0.0


def read(posterior: Posterior) -> tuple[object, ...]:
    return (
        posterior.log_evidence,
        posterior.entropy_bits,
        posterior.effective_number,
        posterior.edge_probabilities,
        posterior.ancestor_probabilities,
    )


@pytest.mark.parametrize("n", [5, 6])
def test_after_a_batch(benchmark: BenchmarkFixture, n: int) -> None:
    """From counts to all weights, evidence, entropy, arrows and ancestors."""
    evidence = seen(n).plus(batch(n, 100, REGIMES[1], 99))

    def update() -> tuple[object, ...]:
        return read(evidence.posterior())

    assert len(benchmark(update)) == 5
    assert best_time(benchmark) <= SECONDS[n]


@pytest.mark.parametrize("n", [5, 6])
def test_from_rows_on(benchmark: BenchmarkFixture, n: int) -> None:
    """The same with 100 rows with `do` counted and families scored again."""
    evidence, new = seen(n), batch(n, 100, REGIMES[1], 99)

    def update() -> tuple[object, ...]:
        return read(evidence.plus(new).posterior())

    assert len(benchmark(update)) == 5
    assert best_time(benchmark) <= SECONDS[n]


def test_with_the_dozen_most_probable(benchmark: BenchmarkFixture) -> None:
    evidence = seen(6)

    def update() -> tuple[int, ...]:
        posterior = evidence.posterior()
        read(posterior)
        return posterior.ranked(12)

    assert len(benchmark(update)) == 12
    assert best_time(benchmark) <= SECONDS[6]


def test_with_a_prior_over_classes(benchmark: BenchmarkFixture) -> None:
    """No sums over sets then: arrows and ancestors are added up over all candidates."""
    evidence = seen(6, "classes")
    read(evidence.posterior())
    assert len(benchmark(lambda: read(evidence.posterior()))) == 5
    assert best_time(benchmark) <= SLOWER_SECONDS


@pytest.mark.parametrize("n", [5, 6])
def test_sorting_into_classes(benchmark: BenchmarkFixture, n: int) -> None:
    space, masks = every_dag(range(n)), frozenset({0, 1, 2})
    classes = benchmark.pedantic(classes_of.__wrapped__, (space, masks), rounds=3, warmup_rounds=1)
    assert len(classes) == {5: 22_025, 6: 2_510_733}[n]


@pytest.mark.parametrize("n", [5, 6])
def test_the_heaviest_classes(benchmark: BenchmarkFixture, n: int) -> None:
    posterior = seen(n).posterior()
    assert len(benchmark(heaviest_classes, posterior, [0, 1, 0b1010], 10)) == 10


@pytest.mark.parametrize("n", [5, 6])
def test_the_weight_of_a_condition(benchmark: BenchmarkFixture, n: int) -> None:
    posterior = seen(n).posterior()
    assert 0 <= benchmark(weight_where, posterior, share_a_cause(0, 1)).value <= 1


MEMORY = """
import resource, sys
import numpy as np
from tests.benchmarks.test_enumeration_speed import read, seen
seen(4).posterior().ranked(5)
read(seen(4).posterior())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
evidence = seen(6)
for _ in range(3):
    posterior = evidence.posterior()
    read(posterior)
    posterior.ranked(12)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def test_memory_for_six_variables() -> None:
    """What listing and weighing 3,781,503 structures adds to the most that the program ever held."""
    pytest.importorskip("resource")
    grown = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert float(grown.stdout) <= MEGABYTES
