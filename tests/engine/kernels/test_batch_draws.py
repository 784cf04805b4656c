"""Drawing batches and scoring all families on them: against scores of the rows drawn, and predictions of the first."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.posterior.all_families import score_all_families
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.latent.tracks import all_counts
from engine.questions.dag_mixtures import DagMixtures
from engine.questions.summed_draws import ForeseenPlan, Steps, SummedDraws
from tests.engine.worlds import network

OVER = (0, 1, 2)
NODES = (Variable("A", ("a", "b", "c")), Variable("B", ("no", "yes")), Variable("C", ("no", "yes")))
PUSHED = Regime((push(1, 0),))
STEPS: Steps = [
    (OBSERVATION, 20),
    (Regime((do(0, 2),)), 3),
    (PUSHED, 5),
    (Regime((randomize(0, (0.5, 0.25, 0.25)), push(2, 1))), 18),
    (OBSERVATION, 2),
]
SIZE = 2.0


def seen() -> Dataset:
    rng = np.random.default_rng(1)
    world = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))
    regimes = (OBSERVATION, Regime((do(1, 1),)), PUSHED)
    batches = (Batch(as_values(np.asarray(simulate(world, 30, rng, each)), NODES), each) for each in regimes)
    return Dataset(NODES, tuple(batches))


def known() -> tuple[SummedPosterior, RegimeCounts]:
    counts = all_counts(seen(), OVER)
    *_, last = sum_counts(counts, OVER, "ABC", Assumptions(SIZE))
    assert last.partial is not None
    return last.partial, counts


def with_rows(counts: RegimeCounts, rows: np.ndarray, steps: Steps) -> RegimeCounts:
    start = 0
    for regime, count in steps:
        counts = counts.plus(rows[start : start + count], setting_in(OVER, regime))
        start += count
    return counts


def scores(counts: RegimeCounts) -> np.ndarray:
    *_, last = score_all_families(counts, SIZE)
    assert last.partial is not None
    return last.partial


def test_families_are_scored_as_with_the_rows_added() -> None:
    posterior, counts = known()
    plan = ForeseenPlan.of(SummedDraws(DagMixtures(posterior), counts, SIZE), STEPS)
    before = plan.tables.copy()
    dags = posterior.sampler.draw(6, np.random.default_rng(2))
    rows, predicted, shift = plan.drawn(dags, np.random.default_rng(3))
    assert rows.shape == (6, 48, 3)
    assert (plan.tables == before).all()
    for draw in range(6):
        after, now = scores(with_rows(counts, rows[draw], STEPS)), scores(counts)
        total = 0.0
        for node in range(3):
            own = [mask for mask in range(8) if not mask >> node & 1]
            wanted = after[node, own] - now[node, own]
            total += wanted.max()
            assert np.log(predicted[node, own, draw]) == pytest.approx(wanted - wanted.max(), abs=1e-9)
        assert shift[draw] == pytest.approx(total, abs=1e-9)


def test_all_dags_together_find_rows_as_probable_as_their_evidence_says() -> None:
    posterior, counts = known()
    mixtures = DagMixtures(posterior)
    plan = ForeseenPlan.of(SummedDraws(mixtures, counts, SIZE), STEPS)
    rows, predicted, shift = plan.drawn(posterior.sampler.draw(4, np.random.default_rng(4)), np.random.default_rng(5))
    found = shift + np.log(mixtures.sums(predicted)[0])
    for draw in range(4):
        *_, last = sum_counts(with_rows(counts, rows[draw], STEPS), OVER, "ABC", Assumptions(SIZE))
        assert last.partial is not None
        assert found[draw] == pytest.approx(last.partial.log_evidence - posterior.log_evidence, abs=1e-9)


def test_what_is_set_is_set_and_chance_has_its_shares() -> None:
    posterior, counts = known()
    plan = ForeseenPlan.of(SummedDraws(DagMixtures(posterior), counts, SIZE), STEPS)
    rows, _, _ = plan.drawn(posterior.sampler.draw(400, np.random.default_rng(6)), np.random.default_rng(7))
    assert (rows[:, 20:23, 0] == 2).all()
    by_chance = rows[:, 28:46, 0].ravel()
    # Five standard errors of shares of 7200 draws.
    shares = np.bincount(by_chance, minlength=3) / by_chance.size
    assert shares == pytest.approx([0.5, 0.25, 0.25], abs=5 * math.sqrt(0.25 / by_chance.size))


def test_rows_come_as_often_as_they_are_predicted() -> None:
    """Two rows of B -> C after B was pushed: the share of each pair is within 5 standard errors of its probability."""
    posterior, counts = known()
    steps = [(PUSHED, 2)]
    plan = ForeseenPlan.of(SummedDraws(DagMixtures(posterior), counts, SIZE), steps)
    dag, often = (0, 0, 0b10), 40_000
    rows, _, _ = plan.drawn(np.tile(np.array(dag, dtype=np.int64), (often, 1)), np.random.default_rng(8))
    base = scores(counts)
    found = np.bincount(np.ravel_multi_index(tuple(rows.reshape(often, 6).T), (3, 2, 2, 3, 2, 2)), minlength=144)
    total = 0.0
    for place, pair in enumerate(np.ndindex(3, 2, 2, 3, 2, 2)):
        after = scores(with_rows(counts, np.array(pair).reshape(2, 3), steps))
        chance = math.exp(sum(after[node, mask] - base[node, mask] for node, mask in enumerate(dag)))
        total += chance
        assert abs(found[place] / often - chance) < 5 * math.sqrt(chance / often) + 1e-9
    assert total == pytest.approx(1.0, abs=1e-9)
