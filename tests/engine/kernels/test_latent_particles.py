"""Particles followed through rows: what they estimate has no bias, however few they are."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernels.hidden_ways import HiddenWays
from engine.kernels.latent_particles import _drawn, _rejuvenate, _resample, follow_particles, predict_next
from tests.engine.strategies import FEW

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
# Kinds of rows 0 and 1 meet one cell; 2 meets cell 0, or cells 1 and 2; 3 meets one of the cells 1, 2 and 3 and cell 4.
GROUP = [0, 0, 1, 1, 2, 2]
ALPHA = [0.1, 0.3, 0.1, 0.1, 0.5, 0.5]
WAYS = [[[0]], [[3]], [[0], [1, 2]], [[1, 4], [2, 4], [3, 4]]]
# Rows are moved after the sixteenth that says something.
SEQUENCE = [3, 3, 3, 1, 1, 1, -1, 2, 2, 0, 0, 3, 2, -1, 0, 1, 1, 2]
SOME = [0, 1, 10, 16, 18]
RUNS = 8000


@dataclass(frozen=True)
class Followed:
    """What one run wrote: the log evidence at the positions, and what it predicts of the next row."""

    logs: FloatArray
    predicted: FloatArray


def arrays(ways: list[list[list[int]]]) -> tuple[IntArray, IntArray, IntArray]:
    flat = [way for item in ways for way in item]
    starts = np.cumsum([0, *(len(item) for item in ways)])
    return starts, np.cumsum([0, *(len(way) for way in flat)]), np.array([leaf for way in flat for leaf in way])


HIDDEN = HiddenWays(np.array(GROUP), np.array(ALPHA), np.bincount(GROUP, weights=ALPHA), *arrays(WAYS))


N_GROUPS, N_WAYS = HIDDEN.group_alpha.size, sum(len(item) for item in WAYS)


def run(seed: int, n_particles: int, positions: list[int], sequence: list[int] = SEQUENCE, moves: int = 8) -> Followed:
    logs, predicted = np.full(len(positions), np.nan), np.full(len(WAYS), np.nan)
    rng = np.random.default_rng(seed)
    counts, totals, chosen = (np.zeros((n_particles, size), np.int64) for size in (len(GROUP), N_GROUPS, N_WAYS))
    weights, seen = np.full(n_particles, 1 / n_particles), np.zeros(len(WAYS), np.int64)
    rows = np.array(sequence, dtype=np.int64)
    follow_particles(rows, np.array(positions), HIDDEN, moves, rng, counts, totals, chosen, weights, seen, logs)
    predict_next(HIDDEN, counts, totals, weights, predicted)
    return Followed(logs, predicted)


def chance_of(cells: list[int]) -> float:
    """Return the probability of meeting cells one after the other."""
    sums = np.bincount(GROUP, weights=ALPHA)
    counts, totals, chance = [0] * len(GROUP), [0] * len(sums), 1.0
    for cell in cells:
        chance *= (ALPHA[cell] + counts[cell]) / (sums[GROUP[cell]] + totals[GROUP[cell]])
        counts[cell] += 1
        totals[GROUP[cell]] += 1
    return chance


def evidence(sequence: list[int]) -> float:
    """Return the slow twin: the sum over all ways in which all rows can have come about."""
    choices = product(*(WAYS[item] for item in sequence if item >= 0))
    return math.fsum(chance_of([cell for way in ways for cell in way]) for ways in choices)


@given(st.lists(st.sampled_from([0, 1, -1]), max_size=6), st.integers(0, 9), st.integers(1, 5))
@FEW
def test_rows_with_one_way_each_need_no_chance(sequence: list[int], seed: int, n_particles: int) -> None:
    found = run(seed, n_particles, list(range(len(sequence) + 1)), sequence)
    exact = [math.log(evidence(sequence[:end])) for end in range(len(sequence) + 1)]
    np.testing.assert_allclose(found.logs, exact, atol=1e-12)
    predicted = [evidence([*sequence, item]) / evidence(sequence) for item in range(len(WAYS))]
    np.testing.assert_allclose(found.predicted, predicted, rtol=1e-12)


def runs(n_particles: int, positions: list[int], n_runs: int = RUNS) -> tuple[FloatArray, FloatArray]:
    found = [run(seed, n_particles, positions) for seed in range(n_runs)]
    return np.exp([each.logs for each in found]), np.array([each.predicted for each in found])


def farthest(values: FloatArray, expected: FloatArray | float) -> float:
    """Return how far means over runs are from what is expected, in their standard errors; the largest of all."""
    far = np.abs(values.mean(axis=0) - expected)
    errors = values.std(axis=0, ddof=1) / math.sqrt(len(values))
    # A run that cannot vary is off by rounding at most.
    return float(np.max(far / np.maximum(errors, 1e-9)))


def exact_predictions(sequence: list[int]) -> FloatArray:
    return np.array([evidence([*sequence, item]) for item in range(len(WAYS))]) / evidence(sequence)


@pytest.mark.parametrize("n_particles", [1, 3, 6])
def test_neither_the_evidence_nor_what_is_predicted_has_a_bias(n_particles: int) -> None:
    # Moves made whenever particles are resampled, and so more often when these are bad, fail this for 3 and for 6.
    shares, predicted = runs(n_particles, SOME)
    exact = np.array([evidence(SEQUENCE[:end]) for end in SOME])
    assert farthest(shares / exact, 1.0) < 4
    # A run counts by its evidence: the product of both is what has no bias.
    last = shares[:, -1:] / exact[-1]
    assert farthest(last * (predicted - exact_predictions(SEQUENCE)), 0.0) < 4


def test_what_is_wrong_is_refused_by_the_same_test() -> None:
    shares, predicted = runs(2, SOME)
    exact = np.array([evidence(SEQUENCE[:end]) for end in SOME])
    means_of_logs = np.log(shares[:, 2:] / exact[2:])
    assert farthest(means_of_logs, 0.0) > 6
    runs_that_count_alike = predicted - exact_predictions(SEQUENCE)
    assert farthest(runs_that_count_alike, 0.0) > 6
    rows_forgotten = shares[:, 3] / exact[2]
    assert farthest(rows_forgotten, 1.0) > 6


def test_more_particles_are_nearer() -> None:
    far = [np.log(runs(n_particles, SOME[-1:], RUNS // 8)[0]).std() for n_particles in (2, 8, 32)]
    assert far[0] > 1.5 * far[1] > 2.25 * far[2]


def test_the_same_generator_gives_the_same_bytes_and_reading_on_the_way_changes_nothing() -> None:
    one, other = run(4, 5, SOME), run(4, 5, SOME)
    assert one.logs.tobytes() == other.logs.tobytes()
    assert one.predicted.tobytes() == other.predicted.tobytes()
    assert run(4, 5, [18]).logs[0] == one.logs[-1]
    assert run(5, 5, [18]).logs[0] != one.logs[-1]
    # What comes later is not known yet.
    np.testing.assert_array_equal(run(4, 5, [0, 1, 10], SEQUENCE[:10]).logs, one.logs[:3])


def test_moves_leave_the_ways_as_probable_as_the_rows_make_them() -> None:
    """Two rows of kind 2 and two of kind 3, moved again and again, come about in each way as often as they should."""
    leaf_starts, leaves = HIDDEN.leaf_start, HIDDEN.leaves
    seen = np.array([0, 0, 2, 2])
    exact: Counter[tuple[int, ...]] = Counter()
    for choice in product(range(2, 4), range(2, 4), range(4, 7), range(4, 7)):
        met = [leaf for way in choice for leaf in leaves[leaf_starts[way] : leaf_starts[way + 1]]]
        exact[tuple(np.bincount(choice, minlength=7).tolist())] += chance_of(met)
    counts, totals, chosen = np.array([2, 2, 0, 0, 2, 0]), np.array([4, 0, 2]), np.array([0, 0, 2, 0, 2, 0, 0])
    rng, chances, n_moves = np.random.default_rng(7), np.empty(7), 40_000
    met_ways: Counter[tuple[int, ...]] = Counter()
    for _ in range(n_moves):
        _rejuvenate(
            seen,
            1,
            counts,
            totals,
            chosen,
            HIDDEN,
            chances,
            rng,
        )
        met_ways[tuple(chosen.tolist())] += 1
    assert met_ways.keys() == exact.keys()
    for ways, chance in exact.items():
        share = chance / exact.total()
        # Neighbours are alike: some ten moves count as one.
        assert met_ways[ways] / n_moves == pytest.approx(share, abs=4 * math.sqrt(share * 10 / n_moves))
    held = [
        leaf for way in range(7) for leaf in leaves[leaf_starts[way] : leaf_starts[way + 1]] for _ in range(chosen[way])
    ]
    np.testing.assert_array_equal(counts, np.bincount(held, minlength=6))
    np.testing.assert_array_equal(totals, np.bincount(GROUP, weights=counts))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any), st.integers(0, 99))
@FEW
def test_a_particle_is_kept_as_often_as_it_weighs(parts: list[int], seed: int) -> None:
    weights = np.array(parts) / sum(parts)
    expected = weights * len(parts)
    numbers = np.arange(len(parts))[:, None]
    counts, totals, chosen = numbers.copy(), numbers.copy(), numbers.copy()
    _resample(weights, counts, totals, chosen, np.random.default_rng(seed))
    kept = np.bincount(counts[:, 0], minlength=len(parts))
    # Evenly spaced places hit each as often as it should be, rounded down or up.
    assert (np.abs(kept - expected) < 1 + 1e-9).all()
    np.testing.assert_array_equal(counts, totals)
    np.testing.assert_array_equal(counts, chosen)
    np.testing.assert_array_equal(weights, 1 / len(parts))


def test_on_average_a_particle_is_kept_exactly_as_often_as_it_weighs() -> None:
    shares = np.array([0.05, 0.4, 0.15, 0.3, 0.1])
    kept = []
    for seed in range(2000):
        numbers = np.arange(5)[:, None].copy()
        _resample(shares.copy(), numbers, numbers.copy(), numbers.copy(), np.random.default_rng(seed))
        kept.append(np.bincount(numbers[:, 0], minlength=5))
    assert farthest(np.array(kept, dtype=float), 5 * shares) < 4


def test_a_way_is_drawn_as_often_as_it_is_probable() -> None:
    chances, rng = np.array([9.0, 0.2, 0.0, 0.7, 0.1, 9.0]), np.random.default_rng(1)
    drawn = np.bincount([_drawn(chances, 1, 5, 1.0, rng) for _ in range(20_000)], minlength=6) / 20_000
    np.testing.assert_allclose(drawn, [0, 0.2, 0, 0.7, 0.1, 0], atol=4 * math.sqrt(0.25 / 20_000))
    # Rounding may leave a little over; the last one takes it.
    assert _drawn(np.array([0.1, 0.1]), 0, 2, 0.2 + 1e-9, rng) in (0, 1)
