from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import numpy.typing as npt
import pytest

from engine.hypotheses.components import Component
from engine.posterior.estimates import few_runs_factor
from engine.posterior.latent import sampled
from engine.posterior.latent.evidence import Spelling, spelt
from engine.posterior.latent.sampled import PARTICLES, LogEstimate, Runs, item_sequence, mean_of_logs
from engine.posterior.latent.tracks import FEW_RUNS
from tests.engine.posterior.latent.examples import OBSERVED, SET_A, SET_B, component, pair_dataset, rows_of
from tests.engine.posterior.latent.judging import (
    Estimator,
    Logs,
    Predictor,
    exact_predictions,
    is_honest,
    logs_of_many,
    many_to_predict,
    means_of_logs_are_not_logs_of_means,
    scores,
    surprise,
)

# Rows for which every exact sum is short enough to be done in full.
DATA = {"obs": [[7, 1], [2, 7]], "doA": [[3, 2], [1, 4]], "doB": [[4, 1], [2, 2]]}
FORMS = ["A <-> B", "A <- (C: 2) -> B", "A -> B, A <-> B", "A -> B, A <- (C: 2) -> B"]


def spelling(shape: Component) -> Spelling:
    return spelt(shape, rows_of(pair_dataset(DATA)), 1.0, [OBSERVED, SET_A, SET_B])


def runs_of(text: str, seed: int, positions: Sequence[int] | None = None, n_particles: int = 32) -> Runs:
    shape = component(text)
    dataset = pair_dataset(DATA)
    layout = spelling(shape).layout
    sequence = item_sequence(shape, layout, dataset, (0, 1))
    wanted = [len(sequence)] if positions is None else positions
    return Runs(shape, layout, sequence, np.array(wanted), seed, n_particles=n_particles)


@cache
def logs_of(text: str) -> list[Logs]:
    return logs_of_many(partial(runs_of, text, n_particles=6))


def judged(text: str, estimate: Estimator) -> bool:
    return is_honest(*scores(logs_of(text), spelling(component(text)).log_evidence(), estimate))


@pytest.mark.parametrize("text", FORMS)
def test_estimates_have_no_bias_and_honest_errors(text: str) -> None:
    assert judged(text, mean_of_logs)


def errors_as_if_runs_were_rows(logs: Logs) -> LogEstimate:
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error / 2)


def errors_of_one_run(logs: Logs) -> LogEstimate:
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error * math.sqrt(len(logs)))


@pytest.mark.parametrize("wrong", [means_of_logs_are_not_logs_of_means, errors_as_if_runs_were_rows, errors_of_one_run])
def test_a_wrong_estimator_is_refused_by_the_same_test(wrong: Estimator) -> None:
    assert not all(judged(text, wrong) for text in FORMS)


# With the particles and runs that are in use. About five hundred standard scores from sixteen runs each, and a thousand
# from eight: their spread is known to about 0.035.
SPREAD = 0.08


@cache
def many_logs() -> list[tuple[float, Logs]]:
    found = []
    for text in FORMS:
        exact = spelling(component(text)).log_evidence()
        for seed in range(120):
            runs = runs_of(text, seed, n_particles=PARTICLES)
            for _ in range(FEW_RUNS):
                runs.run()
            found.append((exact, runs.logs))
    return found


def spread_of(n_runs: int, estimate: Estimator) -> float:
    """Return the root of the mean square of how far estimates from so many runs are off, in their errors."""
    squares = []
    for exact, logs in many_logs():
        for first in range(0, len(logs), n_runs):
            found = estimate(logs[first : first + n_runs])
            squares.append(float((found.value[-1] - exact) / found.standard_error[-1]) ** 2)
    return math.sqrt(np.mean(squares))


def as_if_the_spread_were_known(logs: Logs) -> LogEstimate:
    """Return errors as if the spread of a few runs were that of all: they are too small."""
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error / few_runs_factor(len(logs)))


def twice_the_error(logs: Logs) -> LogEstimate:
    found = mean_of_logs(logs)
    return LogEstimate(found.value, found.standard_error * 2)


@pytest.mark.parametrize("n_runs", [8, FEW_RUNS])
def test_as_used_estimates_are_as_far_off_as_they_say(n_runs: int) -> None:
    assert abs(spread_of(n_runs, mean_of_logs) - 1) < SPREAD
    assert not abs(spread_of(n_runs, errors_as_if_runs_were_rows) - 1) < SPREAD
    assert not abs(spread_of(n_runs, twice_the_error) - 1) < SPREAD


def test_that_the_spread_was_estimated_too_makes_a_difference() -> None:
    assert spread_of(8, as_if_the_spread_were_known) > 1 + SPREAD


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


@cache
def predictions_of(text: str) -> npt.NDArray[np.float64]:
    return exact_predictions(spelling(component(text)))


@cache
def runs_to_predict(text: str) -> list[Runs]:
    return many_to_predict(partial(runs_of, text, n_particles=8))


def surprise_of(text: str, predict: Predictor) -> float:
    return surprise(predictions_of(text), runs_to_predict(text), predict)


@pytest.mark.parametrize("text", FORMS)
def test_predictions_are_the_ratio_of_two_evidences_with_honest_errors(text: str) -> None:
    assert 0.6 < surprise_of(text, Runs.prediction) < 1.6


def as_if_runs_were_equal(runs: Runs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    each = np.array(runs.predictions)
    return each.mean(axis=0), each.std(axis=0, ddof=1) / math.sqrt(len(each))


def half_the_error(runs: Runs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    probability, error = runs.prediction()
    return probability, error / 2


@pytest.mark.parametrize("wrong", [as_if_runs_were_equal, half_the_error])
def test_a_wrong_prediction_is_refused_by_the_same_test(wrong: Predictor) -> None:
    assert not all(0.6 < surprise_of(text, wrong) < 1.6 for text in FORMS)


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


@pytest.mark.parametrize("text", FORMS)
def test_rows_are_followed_in_stretches_and_that_changes_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    positions = [0, 5, 6, 7, 17, 36, 36]
    whole = runs_of(text, 5, positions)
    assert len(list(whole.steps())) == 1
    # Stretches of five rows: one ends at a position, one before it, and one has none.
    monkeypatch.setattr(sampled, "WAYS_A_STEP", 1)
    monkeypatch.setattr(sampled, "LEAST_ROWS", 5)
    parted = runs_of(text, 5, positions)
    assert len(list(parted.steps())) == 8
    np.testing.assert_allclose(parted.logs[0], whole.logs[0], rtol=1e-13)
    np.testing.assert_array_equal(parted.predictions[0], whole.predictions[0])
    # What else is asked for changes no bit.
    alone = runs_of(text, 5, [17])
    alone.run()
    assert alone.logs[0].tolist() == parted.logs[0][4:5].tolist()


def test_a_run_that_was_stopped_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampled, "WAYS_A_STEP", 1)
    monkeypatch.setattr(sampled, "LEAST_ROWS", 5)
    stopped, other = runs_of("A <- (C: 2) -> B", 5), runs_of("A <- (C: 2) -> B", 5)
    work = stopped.steps()
    next(work)
    next(work)
    work.close()
    assert stopped.n_runs == 0
    stopped.run()
    other.run()
    np.testing.assert_array_equal(stopped.logs, other.logs)


def test_no_rows_say_nothing() -> None:
    shape = component("A <- (C: 2) -> B")
    runs = Runs(shape, spelling(shape).layout, np.empty(0, np.int64), np.array([0]), 1)
    runs.run()
    assert runs.logs[0].tolist() == [0.0]


def test_errors_shrink_with_the_root_of_the_runs() -> None:
    runs = runs_of("A <- (C: 2) -> B", 11)
    for _ in range(50):
        runs.run()
    few = runs.evidence().standard_error[0]
    for _ in range(750):
        runs.run()
    assert runs.evidence().standard_error[0] == pytest.approx(few / 4, rel=0.3)


def test_the_mean_of_logs_neither_overflows_nor_vanishes() -> None:
    logs = [np.array([-2000.0, 900.0]), np.array([-2000.0 + math.log(3), 900.0])] * 2
    found = mean_of_logs(logs)
    np.testing.assert_allclose(found.value, [-2000 + math.log(2), 900.0])
    # Shares 1, 3, 1, 3 of mean 2 and spread sqrt(4 / 3), four of them: t with 3 degrees of freedom has variance 3.
    np.testing.assert_allclose(found.standard_error, [math.sqrt(4 / 3) / 2 / 2 * math.sqrt(3), 0.0])
