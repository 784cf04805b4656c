"""How fast the exact engine is; run with `make bench`. Slow twins of all that is timed are in tests/engine."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Generator, Iterator

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, randomize
from engine.networks.variables import Variable
from engine.posterior.all_families import score_all_families
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, targets_in
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import DagSums, sum_over_dags
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts, sum_posterior
from engine.progress import Progress

SUM_SECONDS = {12: 0.01, 14: 0.06, 16: 0.4, 18: 3.0, 20: 25.0}
GROWTH = 10.0
LARGEST_GIGABYTES = 1.2
# No gap between two reports, and no end after closing, is longer.
GAP_SECONDS = 0.05


def last(work: Iterator[Progress[np.ndarray]] | Iterator[Progress[DagSums]] | Iterator[Progress[SummedPosterior]]):
    *_, report = work
    return report.partial


def best_time(benchmark: BenchmarkFixture) -> float:
    """Return the best time in seconds; 0 when benchmarks are switched off and nothing was timed."""
    return float(benchmark.stats.stats.min) if benchmark.stats else 0.0


def variables(n: int, states: int = 2) -> tuple[Variable, ...]:
    return tuple(Variable(f"V{index}", tuple(f"s{state}" for state in range(states))) for index in range(n))


def rows(n: int, n_rows: int, states: int = 2, seed: int = 0) -> np.ndarray:
    """Return rows of a random network with up to two parents a node."""
    rng = np.random.default_rng(seed)
    values = np.zeros((n_rows, n), dtype=int)
    for node in range(n):
        parents = rng.choice(node, min(node, int(rng.integers(0, 3))), replace=False)
        chances = rng.dirichlet(np.full(states, 0.5), size=states ** len(parents)).cumsum(axis=1)
        place = values[:, parents] @ states ** np.arange(len(parents))
        values[:, node] = np.minimum((rng.random(n_rows)[:, None] > chances[place]).sum(axis=1), states - 1)
    return values


def dataset(n: int, n_rows: int, states: int = 2, targets: int = 0, seed: int = 0) -> Dataset:
    """Return rows watched, and as many again with each of some variables set."""
    parts = np.array_split(rows(n, n_rows, states, seed), targets + 1)
    regimes = [OBSERVATION, *(Regime((randomize(target),)) for target in range(targets))]
    named = variables(n, states)
    return Dataset(
        named, tuple(Batch(as_values(part, named), regime) for part, regime in zip(parts, regimes, strict=True))
    )


def counted(data: Dataset) -> RegimeCounts:
    counts = RegimeCounts.empty(data.variables)
    for batch in data.batches:
        counts = counts.plus(batch.values, targets_in(range(len(data.variables)), batch.regime.targets))
    return counts


def weights(n: int, n_rows: int = 1000) -> np.ndarray:
    return last(score_all_families(counted(dataset(n, n_rows, targets=2)), 1.0))


@pytest.mark.parametrize("targets", ["watched", "each set"])
@pytest.mark.parametrize(("n", "states", "seconds"), [(10, 2, 0.005), (12, 2, 0.03), (15, 2, 1.0), (10, 3, 0.05)])
def test_scores_of_all_families(benchmark: BenchmarkFixture, n: int, states: int, seconds: float, targets: str) -> None:
    """10,000 rows; pgmpy takes 6.65 s and pyAgrum 0.15 s for ten binary variables."""
    counts = counted(dataset(n, 10_000, states, n if targets == "each set" else 0))
    scores = benchmark(lambda: last(score_all_families(counts, 1.0)))
    assert scores.shape == (n, 1 << n)
    assert best_time(benchmark) <= seconds


@pytest.mark.parametrize("n", [12, 14, 16, 18])
def test_all_arrows_and_ancestors(benchmark: BenchmarkFixture, n: int) -> None:
    """The best published program needs 6.15 s at n = 16 for the parent sets alone."""
    scores = weights(n)
    sums = benchmark.pedantic(lambda: last(sum_over_dags(scores)), rounds=3 if n > 14 else 10, warmup_rounds=1)
    assert sums.trusted
    assert best_time(benchmark) <= SUM_SECONDS[n]


def test_two_variables_more_take_at_most_ten_times_as_long() -> None:
    times = {}
    for n in (12, 14, 16, 18):
        scores, found = weights(n), []
        for _ in range(3):
            began = time.perf_counter()
            last(sum_over_dags(scores, threads=1))
            found.append(time.perf_counter() - began)
        times[n] = min(found)
    sys.stdout.write("".join(f"\n{n}: {seconds:.4f} s" for n, seconds in times.items()))
    assert all(times[n + 2] / times[n] <= GROWTH for n in (12, 14, 16))


def sum_twenty() -> None:
    """Time twenty variables in this process and print seconds and gigabytes."""
    scores = weights(20)
    began = time.perf_counter()
    assert last(sum_over_dags(scores)).trusted
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}\n")


def test_twenty_variables_in_time_and_room() -> None:
    """In a process of its own, so that the peak of its memory is that of this work."""
    code = "from tests.benchmarks.test_exact_speed import sum_twenty; sum_twenty()"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, gigabytes = map(float, told.split())
    sys.stdout.write(f"\n20: {seconds:.1f} s, {gigabytes:.2f} GB")
    assert seconds <= SUM_SECONDS[20]
    assert gigabytes <= LARGEST_GIGABYTES


@pytest.mark.parametrize(("n", "seconds"), [(8, 0.002), (10, 0.005), (12, 0.03), (14, 0.2)])
def test_one_more_batch(benchmark: BenchmarkFixture, n: int, seconds: float) -> None:
    """From 100 rows with do to arrows and ancestors, after 10,000 rows under a regime for every variable."""
    data = dataset(n, 10_000, targets=n)
    counts, names = counted(data), [variable.name for variable in data.variables]
    new = as_values(rows(n, 100, seed=9), data.variables)

    def follow() -> SummedPosterior:
        return last(sum_counts(counts.plus(new, 1), range(n), names, Assumptions()))

    assert benchmark.pedantic(follow, rounds=10, warmup_rounds=1).edge_probabilities.shape == (n, n)
    assert best_time(benchmark) <= seconds


@pytest.mark.parametrize(("n", "n_rows", "a_second"), [(12, 500, 20_000), (12, 1000, 20_000), (16, 1000, 10_000)])
def test_draws(benchmark: BenchmarkFixture, n: int, n_rows: int, a_second: int) -> None:
    scores = weights(n, n_rows)
    sums, count = last(sum_over_dags(scores)), 20_000

    def draw() -> np.ndarray:
        return DagSampler(scores, sums).draw(count, np.random.default_rng(1))

    assert benchmark.pedantic(draw, rounds=3, warmup_rounds=1).shape == (count, n)
    assert best_time(benchmark) <= count / a_second


def test_draws_are_ready_soon(benchmark: BenchmarkFixture) -> None:
    scores = weights(12)
    sums = last(sum_over_dags(scores))
    benchmark.pedantic(lambda: DagSampler(scores, sums).draw(1, np.random.default_rng(1)), rounds=5, warmup_rounds=1)
    assert best_time(benchmark) <= 0.01


def longest_gap(work: Iterator[object]) -> float:
    gaps, before = [0.0], time.perf_counter()
    for _ in work:
        now = time.perf_counter()
        gaps.append(now - before)
        before = now
    return max(gaps)


def slowest_end(start: object, parts: int) -> float:
    """Return how long closing takes at the worst, closed at several places on the way."""
    assert callable(start)
    began = time.perf_counter()
    for _ in start():
        pass
    whole, found = time.perf_counter() - began, []
    for part in range(parts):
        work: Generator[object] = start()
        began = time.perf_counter()
        for _ in work:
            if time.perf_counter() - began > whole * (part + 0.5) / parts:
                break
        began = time.perf_counter()
        work.close()
        found.append(time.perf_counter() - began)
    return max(found)


@pytest.mark.parametrize("n", [12, 16, 18])
def test_reports_come_often_and_work_ends_soon(n: int) -> None:
    data = dataset(n, 1000, targets=3)

    def start() -> Iterator[Progress[SummedPosterior]]:
        return sum_posterior(data, range(n), Assumptions())

    last(start())
    gap, end = longest_gap(start()), slowest_end(start, 8)
    sys.stdout.write(f"\n{n}: gap {1000 * gap:.0f} ms, end {1000 * end:.0f} ms")
    assert gap <= GAP_SECONDS
    assert end <= GAP_SECONDS


def test_twenty_variables_are_followed_and_end_soon() -> None:
    """Stopped soon after the early answer: the rest does calls of the same size."""
    data, gaps = dataset(20, 1000), [0.0]
    work = sum_posterior(data, range(20), Assumptions())
    before = time.perf_counter()
    for report in work:
        now = time.perf_counter()
        gaps.append(now - before)
        before = now
        if report.done >= 52:
            break
    before = time.perf_counter()
    work.close()
    end = time.perf_counter() - before
    sys.stdout.write(f"\n20: gap {1000 * max(gaps):.0f} ms, end {1000 * end:.0f} ms")
    assert max(gaps) <= GAP_SECONDS
    assert end <= GAP_SECONDS
