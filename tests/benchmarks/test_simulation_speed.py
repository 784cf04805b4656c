"""How fast rows are drawn; run with `make bench`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.simulation import simulate
from engine.files.network_files import read_network
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.network import BayesianNetwork

ALARM = Path(__file__).resolve().parents[3] / "shared" / "data" / "alarm.bif"
ROWS = 1_000_000
SECONDS = 0.2


@pytest.fixture(scope="module")
def alarm() -> BayesianNetwork:
    if not ALARM.exists():
        pytest.skip("the shared networks are not beside the project")
    return read_network(ALARM)


def acted(world: BayesianNetwork) -> Regime:
    """Set one variable to a state it seldom takes, randomise another."""
    return Regime((do(world.index("HYPOVOLEMIA"), 0), randomize(world.index("VENTTUBE"))))


def best_time(benchmark: BenchmarkFixture) -> float:
    """Return the best time in seconds; 0 when benchmarks are switched off and nothing was timed."""
    return float(benchmark.stats.stats.min) if benchmark.stats else 0.0


@pytest.mark.parametrize("how", ["watched", "acted"])
def test_a_million_rows_of_alarm(benchmark: BenchmarkFixture, alarm: BayesianNetwork, how: str) -> None:
    """At most 0.2 s, with do no slower (R bnlearn 0.30 s; pgmpy 18.6 s and, with do, 68.7 s)."""
    regime = OBSERVATION if how == "watched" else acted(alarm)
    rng = np.random.default_rng(1)
    simulate(alarm, 1000, rng, regime)
    values = benchmark.pedantic(simulate, (alarm, ROWS, rng, regime), rounds=7, warmup_rounds=1)
    assert values.shape == (ROWS, 37)
    assert best_time(benchmark) <= SECONDS


def test_a_hundred_rows_of_alarm(benchmark: BenchmarkFixture, alarm: BayesianNetwork) -> None:
    """A gesture draws few rows: most of the time is making the network ready."""
    rng = np.random.default_rng(1)
    assert benchmark(simulate, alarm, 100, rng).shape == (100, 37)
