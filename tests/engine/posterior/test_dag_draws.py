"""Drawn DAGs: their frequencies against exact weights, by a test that refuses a sampler over orders."""

from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.space import every_dag
from engine.networks.dag import Dag
from engine.posterior import dag_draws
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import DagSums, sum_over_dags
from engine.progress import Progress

# Chance that a right sampler fails a test here: one in a million. Seeds are fixed, so it never does so twice.
STANDARD_ERRORS = 5.0


def summed(log_weights: np.ndarray) -> DagSums:
    *_, last = sum_over_dags(log_weights)
    assert last.partial is not None
    return last.partial


def drawn(log_weights: np.ndarray, count: int, seed: int) -> np.ndarray:
    return DagSampler(log_weights, summed(log_weights)).draw(count, np.random.default_rng(seed))


def random_weights(n: int, scale: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, 1 << n)) * scale


def numbers_of(masks: np.ndarray, n: int) -> np.ndarray:
    """Return the place of every drawn DAG among all DAGs; fails when one is no DAG."""
    keys = {tuple(row): place for place, row in enumerate(every_dag(range(n)).parents.tolist())}
    return np.array([keys[tuple(row)] for row in masks.tolist()])


def exact(log_weights: np.ndarray) -> np.ndarray:
    space = every_dag(range(len(log_weights)))
    logs = sum(log_weights[node, space.parents[:, node]] for node in range(space.n))
    weights = np.exp(logs - np.max(logs))
    return np.asarray(weights / weights.sum())


def surprise(places: np.ndarray, chances: np.ndarray) -> float:
    """Return how many standard deviations Pearson's chi square is above what it is expected to be.

    DAGs that are expected less than five times are counted together.
    """
    expected = chances * len(places)
    seen = np.bincount(places, minlength=len(chances)).astype(float)
    rare = expected < 5
    expected = np.append(expected[~rare], expected[rare].sum())
    seen = np.append(seen[~rare], seen[rare].sum())
    used = expected > 0
    assert not seen[~used].any()
    chi_square = ((seen[used] - expected[used]) ** 2 / expected[used]).sum()
    freedom = used.sum() - 1
    return float((chi_square - freedom) / np.sqrt(2 * freedom)) if freedom else 0.0


def by_order(log_weights: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Draw an order, then parents among earlier nodes: exact over orders, so DAGs with many orders come too often."""
    rng = np.random.default_rng(seed)
    n = len(log_weights)
    masks = np.arange(1 << n)
    weights = np.exp(log_weights)
    orders = [rng.permutation(n) for _ in range(200)]
    chances = []
    for order in orders:
        earlier, chance = 0, 1.0
        for node in order:
            chance *= weights[node, masks & ~earlier == 0].sum()
            earlier |= 1 << int(node)
        chances.append(chance)
    chosen = rng.choice(len(orders), count, p=np.array(chances) / np.sum(chances))
    out = np.zeros((count, n), dtype=np.int64)
    for row, which in enumerate(chosen):
        earlier = 0
        for node in orders[which]:
            allowed = masks[masks & ~earlier == 0]
            own = weights[node, allowed]
            out[row, node] = rng.choice(allowed, p=own / own.sum())
            earlier |= 1 << int(node)
    return out


@pytest.mark.parametrize("scale", [0.0, 1.0, 4.0])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_frequencies_are_the_exact_weights(n: int, scale: float) -> None:
    weights = random_weights(n, scale, seed=n)
    places = numbers_of(drawn(weights, 50_000, seed=10 * n), n)
    assert surprise(places, exact(weights)) < STANDARD_ERRORS


def test_a_sampler_over_orders_is_refused() -> None:
    weights = random_weights(3, 0.5, seed=3)
    places = numbers_of(by_order(weights, 5000, seed=1), 3)
    assert surprise(places, exact(weights)) > 4 * STANDARD_ERRORS


@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_arrows_are_as_frequent_as_probable(scale: float) -> None:
    n, count = 8, 40_000
    weights = random_weights(n, scale, seed=5)
    sums = summed(weights)
    masks = DagSampler(weights, sums).draw(count, np.random.default_rng(6))
    frequency = np.array([[(masks[:, child] >> parent & 1).mean() for child in range(n)] for parent in range(n)])
    chance = sums.edge_probabilities
    allowed = STANDARD_ERRORS * np.sqrt(chance * (1 - chance) / count) + 1e-9
    assert (np.abs(frequency - chance) <= allowed).all()


def test_what_is_drawn_has_no_circle_and_obeys_the_rules() -> None:
    weights = random_weights(9, 3.0, seed=7)
    masks = np.arange(1 << 9)
    weights[4, masks & 1 == 0] = -np.inf
    weights[0, masks & 6 != 0] = -np.inf
    for row in drawn(weights, 500, seed=8).tolist():
        dag = Dag(tuple(row))
        assert dag.parents[4] & 1
        assert not dag.parents[0] & 6


def test_a_certain_structure_is_always_drawn() -> None:
    weights = np.full((3, 8), -np.inf)
    weights[0, 0] = weights[1, 1] = weights[2, 3] = -5000.0
    assert (drawn(weights, 50, seed=9) == (0, 1, 3)).all()


def test_parents_that_only_a_rare_layer_has_are_drawn_by_their_weight() -> None:
    """The third node must look at its last layer, where next to nothing of its families' weight is."""
    weights = np.full((3, 8), -np.inf)
    weights[0, 0], weights[1, 1] = 0.0, 0.0
    weights[2, 0b001], weights[2, 0b010], weights[2, 0b011] = 0.0, -30.0, -30.0 + np.log(3.0)
    out = DagSampler(weights, summed(weights))
    assert (out.draw(100, np.random.default_rng(1))[:, 2] == 0b001).all()
    weights[2, 0b001] = -np.inf
    only = drawn(weights, 20_000, seed=2)[:, 2]
    assert (only == 0b011).mean() == pytest.approx(0.75, abs=STANDARD_ERRORS * np.sqrt(0.1875 / 20_000))


def test_the_same_seed_draws_the_same_however_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = random_weights(7, 2.0, seed=11)
    at_once = drawn(weights, 300, seed=12)
    monkeypatch.setattr(dag_draws, "CALL_SECONDS", 0.0)
    np.testing.assert_array_equal(drawn(weights, 300, seed=12), at_once)
    assert not np.array_equal(drawn(weights, 300, seed=13), at_once)


@pytest.mark.parametrize(("room", "tables"), [(1, 1 << 18), (1 << 25, 128)])
def test_little_room_changes_nothing_that_is_drawn(monkeypatch: pytest.MonkeyPatch, room: int, tables: int) -> None:
    weights = random_weights(9, 1.0, seed=14)
    expected = drawn(weights, 400, seed=15)
    monkeypatch.setattr(dag_draws, "ROOM", room)
    monkeypatch.setattr(dag_draws, "N_TABLES", tables)
    np.testing.assert_array_equal(drawn(weights, 400, seed=15), expected)


def test_draws_are_followed_and_the_last_report_has_all() -> None:
    weights = random_weights(14, 2.0, seed=16)
    reports: list[Progress[np.ndarray]] = list(
        DagSampler(weights, summed(weights)).draws(300, np.random.default_rng(17))
    )
    assert reports[-1].finished
    assert reports[-1].partial is not None
    assert reports[-1].partial.shape == (300, 14)
    for report in reports[:-1]:
        assert report.partial is None or len(report.partial) == report.done


def test_no_draws_are_no_rows() -> None:
    assert drawn(random_weights(3, 1.0, seed=1), 0, seed=1).shape == (0, 3)
