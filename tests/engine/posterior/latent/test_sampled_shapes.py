"""Estimates for every kind of shape that has no closed form: no bias and honest errors, whatever was done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.posterior.latent.evidence import Spelling, spelt
from engine.posterior.latent.sampled import Runs, item_sequence, mean_of_logs
from tests.engine.posterior.latent.examples import coins, component, rows_of
from tests.engine.posterior.latent.judging import (
    exact_predictions,
    is_honest,
    logs_of_many,
    many_to_predict,
    means_of_logs_are_not_logs_of_means,
    scores,
    surprise,
)

MIXED = (
    OBSERVATION,
    Regime((do(0, 0),)),
    Regime((do(1, 1),)),
    Regime((randomize(1),)),
    Regime((do(0, 1), randomize(1))),
    OBSERVATION,
)
WATCHED = (OBSERVATION,)
# What is estimated, how many states its variables have, what was done, how many rows came after each, and how many
# particles follow them: so few that a wrong estimator is far off.
CASES = {
    "a hidden cause of three": ("(U) -> A, (U) -> B, (U) -> D", 2, MIXED, 3, 6),
    "an explicit cause of three": ("(U: 2) -> A, (U) -> B, (U) -> D", 2, MIXED, 3, 3),
    "two hidden causes": ("A <-> B <-> D", 2, MIXED, 3, 6),
    "two explicit causes": ("A <- (C: 2) -> B <- (E: 2) -> D", 2, MIXED, 2, 3),
    "a hidden cause beside a chain": ("A -> B -> D, A <-> D", 2, MIXED, 3, 6),
    "a hidden cause beside an arrow, three states": ("A -> B, A <-> B", 3, MIXED, 3, 6),
    "more states": ("A <-> B", 3, MIXED, 4, 6),
    "more hidden states": ("A -> B, A <- (C: 3) -> B", 2, MIXED, 4, 3),
    "nothing but watched": ("A <- (C: 2) -> B", 3, WATCHED, 20, 3),
    "watched, two explicit causes": ("A <- (C: 2) -> B <- (E: 2) -> D", 2, WATCHED, 16, 3),
}


def rows(n: int, states: int, regimes: tuple[Regime, ...], n_rows: int) -> Dataset:
    rng = np.random.default_rng(5)
    variables = coins(n, states)
    batches = []
    for regime in regimes:
        values = rng.integers(0, states, (n_rows, 1)) * np.ones(n, dtype=int)
        values = np.where(rng.random(values.shape) < 0.3, rng.integers(0, states, values.shape), values)
        for intervention in regime.interventions:
            state = getattr(intervention, "state", None)
            if state is not None:
                values[:, intervention.target] = state
        batches.append(Batch(as_values(values, variables), regime))
    return Dataset(variables, tuple(batches))


def begun(name: str) -> tuple[Spelling, Callable[[int], Runs]]:
    """Return how a case is summed exactly, and estimates of it without any work done, by their seed."""
    text, states, regimes, n_rows, n_particles = CASES[name]
    n = 3 if "D" in text else 2
    dataset, shape = rows(n, states, regimes, n_rows), component(text, n)
    found = spelt(shape, rows_of(dataset), 1.0)
    sequence = item_sequence(shape, found.layout, dataset, range(n))
    ends = np.array([len(sequence)])
    return found, lambda seed: Runs(shape, found.layout, sequence, ends, seed, n_particles=n_particles)


@pytest.mark.parametrize("name", CASES)
def test_no_bias_and_honest_errors_and_what_is_wrong_is_refused(name: str) -> None:
    found, start = begun(name)
    many, exact = logs_of_many(start), found.log_evidence()
    bias, square = scores(many, exact, mean_of_logs)
    assert is_honest(bias, square)
    assert not is_honest(*scores(many, exact, means_of_logs_are_not_logs_of_means))
    assert not is_honest(bias, 4 * square)
    assert not is_honest(bias, square / 4)


@pytest.mark.parametrize("name", ["a hidden cause of three", "two hidden causes", "more states", "nothing but watched"])
def test_predictions_have_honest_errors(name: str) -> None:
    found, start = begun(name)
    square = surprise(exact_predictions(found), many_to_predict(start), Runs.prediction)
    assert 0.6 < square < 1.6
    # As if the errors were half as large, or twice: refused by the same bounds.
    assert not 0.6 < 4 * square < 1.6
    assert not 0.6 < square / 4 < 1.6
