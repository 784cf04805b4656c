"""How fast belief in candidates with hidden causes moves; run with `make bench`."""

from __future__ import annotations

from time import monotonic

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, gathering
from engine.posterior.history import BeliefHistory, believe
from engine.posterior.latent.layout import layouts, layouts_of_shape
from engine.posterior.latent.tracks import GOOD_ENOUGH
from engine.posterior.latent.ways import ways_under
from tests.benchmarks.candidates import NEW, SEEN, SEEN_OF_SIX, every_shape, two_thousand

# Also when a setting is met for the first time: tables are spelt out for it, and the sums are longer.
UPDATE_SECONDS = 0.1


@pytest.mark.parametrize("what", NEW)
def test_one_more_batch(benchmark: BenchmarkFixture, what: str) -> None:
    """At most 100 ms from 20 new rows to all weights."""
    space = two_thousand()
    *_, before = believe(SEEN, space, Assumptions())
    grown = SEEN.appended(NEW[what])

    def anew() -> None:
        if what == "set anew":
            layouts.cache_clear()
            layouts_of_shape.cache_clear()
            ways_under.cache_clear()
            list(believe(SEEN, space, Assumptions()))

    def update() -> BeliefHistory | None:
        return next(report.partial for report in believe(grown, space, Assumptions(), before.partial) if report.partial)

    history = benchmark.pedantic(update, setup=anew, rounds=10)
    assert history is not None
    assert history.posterior.exact
    assert history.posterior.weights.sum() == pytest.approx(1)
    if benchmark.stats:
        assert benchmark.stats.stats.min <= UPDATE_SECONDS


# From five hundred rows to all weights, where 120 parts of 696 candidates must be estimated; and to a first answer.
ESTIMATE_SECONDS, FIRST_SECONDS = 60.0, 15.0


def test_many_parts_that_must_be_estimated(benchmark: BenchmarkFixture) -> None:
    """A first answer within seconds, and good weights within a minute."""
    space, early = every_shape(), list[float]()

    def weigh() -> Evidence:
        started = monotonic()
        for found in gathering(SEEN_OF_SIX, space, Assumptions()):
            if found is not None:
                early.append(monotonic() - started)
                last = found
        return last

    evidence = benchmark.pedantic(weigh, rounds=1)
    errors = evidence.posterior().errors
    assert errors is not None
    assert errors.max() <= GOOD_ENOUGH
    if benchmark.stats:
        assert early[0] <= FIRST_SECONDS
        assert benchmark.stats.stats.min <= ESTIMATE_SECONDS
