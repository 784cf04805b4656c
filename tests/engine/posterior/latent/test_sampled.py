from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from engine.hypotheses.components import Component
from engine.posterior.latent.evidence import Spelling, spelt
from engine.posterior.latent.sampled import LogEstimate, Runs, item_sequence, mean_of_logs
from tests.engine.posterior.latent.examples import OBSERVED, SET_A, SET_B, component, pair_dataset, rows_of

# Rows for which every exact sum is short enough to be done in full.
DATA = {"obs": [[7, 1], [2, 7]], "doA": [[3, 2], [1, 4]], "doB": [[4, 1], [2, 2]]}
FORMS = ["A <-> B", "A <- (C: 2) -> B", "A -> B, A <-> B", "A -> B, A <- (C: 2) -> B"]
SEEDS = 100
RUNS = 12
Estimator = Callable[[Sequence[npt.NDArray[np.float64]]], LogEstimate]


def spelling(shape: Component) -> Spelling:
    return spelt(shape, rows_of(pair_dataset(DATA)), 1.0, [OBSERVED, SET_A, SET_B])


def runs_of(text: str, seed: int, positions: Sequence[int] | None = None, n_particles: int = 32) -> Runs:
    shape = component(text)
    dataset = pair_dataset(DATA)
    layout = spelling(shape).layout
    sequence = item_sequence(shape, layout, dataset, (0, 1))
    wanted = [len(sequence)] if positions is None else positions
    return Runs(shape, layout, sequence, np.array(wanted), seed, n_particles=n_particles)


def scores(text: str, estimate: Estimator) -> tuple[float, float]:
    """Return how far the mean of many estimates is from the truth, and the mean square of the errors, in their errors.

    An unbiased estimator with honest standard errors has a first score of about 0 +- 1 and a second of about 1.
    """
    exact = spelling(component(text)).log_evidence()
    errors, shares = [], []
    for seed in range(SEEDS):
        # Few particles, so that what is wrong with a wrong estimator is large.
        runs = runs_of(text, seed, n_particles=6)
        for _ in range(RUNS):
            runs.run()
        found = estimate(runs.logs)
        errors.append(math.exp(float(found.value[0]) - exact) - 1)
        shares.append(float(found.standard_error[0]))
    far = np.array(errors)
    bias = float(far.mean() / (far.std(ddof=1) / math.sqrt(SEEDS)))
    return bias, float(np.mean((far / np.array(shares)) ** 2))


def is_honest(bias: float, square: float) -> bool:
    # Twelve runs know their own spread to a fifth, which widens the squares a little: t with 11 degrees of freedom.
    return abs(bias) < 3.5 and 0.6 < square < 2.0


@pytest.mark.parametrize("text", FORMS)
def test_estimates_have_no_bias_and_honest_errors(text: str) -> None:
    assert is_honest(*scores(text, mean_of_logs))


def means_of_logs_are_not_logs_of_means(logs: Sequence[npt.NDArray[np.float64]]) -> LogEstimate:
    each = np.array(logs)
    return LogEstimate(each.mean(axis=0), each.std(axis=0, ddof=1) / math.sqrt(len(each)))


def errors_as_if_runs_were_rows(logs: Sequence[npt.NDArray[np.float64]]) -> LogEstimate:
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error / 2)


def errors_of_one_run(logs: Sequence[npt.NDArray[np.float64]]) -> LogEstimate:
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error * math.sqrt(len(logs)))


@pytest.mark.parametrize("wrong", [means_of_logs_are_not_logs_of_means, errors_as_if_runs_were_rows, errors_of_one_run])
def test_a_wrong_estimator_is_refused_by_the_same_test(wrong: Estimator) -> None:
    assert not all(is_honest(*scores(text, wrong)) for text in FORMS)


def test_every_position_is_estimated_in_one_run() -> None:
    shape = component("A <- (C: 2) -> B")
    dataset = pair_dataset(DATA)
    positions = [0, 17, 22, 27]
    runs = runs_of("A <- (C: 2) -> B", 3, positions)
    for _ in range(40):
        runs.run()
    found = runs.evidence()
    assert found.value[0] == 0
    assert found.standard_error[0] == 0
    for place, batches in ((1, 1), (2, 2), (3, 3)):
        part = type(dataset)(dataset.variables, dataset.batches[:batches])
        exact = spelt(shape, rows_of(part), 1.0).log_evidence()
        assert abs(found.value[place] - exact) < 4 * found.standard_error[place]


Predictor = Callable[[Runs], tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]


def surprise(text: str, predict: Predictor) -> float:
    """Return how many standard errors what is predicted is off, squared, on average over seeds and kinds of rows."""
    found = spelling(component(text))
    before = found.log_evidence()
    exact = []
    for item in range(found.layout.n_items):
        items = found.items.copy()
        items[item] += 1
        exact.append(math.exp(Spelling(found.layout, items).log_evidence() - before))
    squares = []
    for seed in range(SEEDS // 2):
        runs = runs_of(text, seed, n_particles=8)
        for _ in range(3 * RUNS):
            runs.run()
        probability, error = predict(runs)
        squares.append(((probability - exact) / error) ** 2)
    return float(np.mean(squares))


@pytest.mark.parametrize("text", FORMS)
def test_predictions_are_the_ratio_of_two_evidences_with_honest_errors(text: str) -> None:
    assert 0.6 < surprise(text, Runs.prediction) < 1.6


def as_if_runs_were_equal(runs: Runs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    each = np.array(runs.predictions)
    return each.mean(axis=0), each.std(axis=0, ddof=1) / math.sqrt(len(each))


def half_the_error(runs: Runs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    probability, error = runs.prediction()
    return probability, error / 2


@pytest.mark.parametrize("wrong", [as_if_runs_were_equal, half_the_error])
def test_a_wrong_prediction_is_refused_by_the_same_test(wrong: Predictor) -> None:
    assert not all(0.6 < surprise(text, wrong) < 1.6 for text in FORMS)


def test_the_same_seed_gives_the_same_and_more_runs_go_on_from_there() -> None:
    one, other = runs_of("A -> B, A <-> B", 1), runs_of("A -> B, A <-> B", 1)
    for _ in range(3):
        one.run()
    for _ in range(2):
        other.run()
    np.testing.assert_array_equal(np.array(one.logs)[:2], np.array(other.logs))
    assert not np.array_equal(one.logs[0], one.logs[1])
    assert not np.array_equal(one.logs[0], _first(runs_of("A -> B, A <-> B", 2)))


def _first(runs: Runs) -> npt.NDArray[np.float64]:
    runs.run()
    return runs.logs[0]


def test_errors_shrink_with_the_root_of_the_runs() -> None:
    runs = runs_of("A <- (C: 2) -> B", 11)
    for _ in range(50):
        runs.run()
    few = runs.evidence().standard_error[0]
    for _ in range(750):
        runs.run()
    assert runs.evidence().standard_error[0] == pytest.approx(few / 4, rel=0.3)


def test_the_mean_of_logs_neither_overflows_nor_vanishes() -> None:
    logs = [np.array([-2000.0, 900.0]), np.array([-2000.0 + math.log(3), 900.0])]
    found = mean_of_logs(logs)
    np.testing.assert_allclose(found.value, [-2000 + math.log(2), 900.0])
    np.testing.assert_allclose(found.standard_error, [0.5, 0.0])
