"""How fast the most probable DAGs are found; `tests/engine/posterior/test_most_probable.py` weighs all of them."""

from __future__ import annotations

import time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.networks.variables import Variable
from engine.posterior.all_families import score_all_families
from engine.posterior.counts import RegimeCounts
from engine.posterior.most_probable import Ranked, most_probable_dags

SECONDS = {12: 0.05, 16: 0.3, 18: 1.2, 20: 6.0}


def scores(n: int, rows: int) -> np.ndarray:
    """Family scores of rows in which each variable follows two earlier ones."""
    rng = np.random.default_rng(n)
    values = np.empty((rows, n), dtype=np.int8)
    for node in range(n):
        parents = rng.permutation(node)[:2]
        table = rng.random(1 << len(parents))
        place = sum((values[:, parent].astype(int) << k for k, parent in enumerate(parents)), np.zeros(rows, dtype=int))
        values[:, node] = rng.random(rows) < table[place]
    counts = RegimeCounts.empty([Variable(f"V{node}", ("0", "1")) for node in range(n)]).plus(values, 0)
    *_, last = score_all_families(counts, 1.0)
    assert last.partial is not None
    return last.partial


@pytest.mark.parametrize("rows", [20, 1000])
@pytest.mark.parametrize("n", SECONDS)
def test_a_hundred_of_the_most_probable(benchmark: BenchmarkFixture, n: int, rows: int) -> None:
    log_weights = scores(n, rows)
    gaps: list[float] = []

    def find() -> Ranked:
        before = time.perf_counter()
        found: Ranked = ()
        for step in most_probable_dags(log_weights, 100):
            now = time.perf_counter()
            gaps.append(now - before)
            before = now
            found = step.partial or ()
        return found

    found = benchmark.pedantic(find, rounds=2, warmup_rounds=1)
    benchmark.extra_info["longest gap in ms"] = round(1000 * max(gaps), 1)
    assert len(found) == 100
    if benchmark.stats:
        assert benchmark.stats.stats.min < SECONDS[n]
