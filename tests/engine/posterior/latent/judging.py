"""Whether estimates are right on average and as far off as they say, judged over many seeds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from engine.posterior.latent.evidence import Spelling
from engine.posterior.latent.sampled import LogEstimate, Runs

SEEDS = 100
RUNS = 12
FloatArray = npt.NDArray[np.float64]
Logs = Sequence[FloatArray]
Estimator = Callable[[Logs], LogEstimate]
Predictor = Callable[[Runs], tuple[FloatArray, FloatArray]]


def logs_of_many(begun: Callable[[int], Runs]) -> list[Logs]:
    """Return what a dozen runs give, for each of many seeds; `begun` gives runs without any work done, by their seed.

    Few particles make what is wrong with a wrong estimator large.
    """
    found = []
    for seed in range(SEEDS):
        runs = begun(seed)
        for _ in range(RUNS):
            runs.run()
        found.append(runs.logs)
    return found


def scores(many: Sequence[Logs], exact: float, estimate: Estimator) -> tuple[float, float]:
    """Return how far the mean of many estimates is from the truth, and the mean square of the errors, in their errors.

    An unbiased estimator with honest standard errors has a first score of about 0 +- 1 and a second of about 1.
    `exact` is the log evidence at the last position.
    """
    estimates = [estimate(logs) for logs in many]
    far = np.array([math.exp(float(found.value[-1]) - exact) - 1 for found in estimates])
    shares = np.array([float(found.standard_error[-1]) for found in estimates])
    bias = float(far.mean() / (far.std(ddof=1) / math.sqrt(len(far))))
    return bias, float(np.mean((far / shares) ** 2))


def is_honest(bias: float, square: float) -> bool:
    """Return whether scores are those of an unbiased estimator with honest standard errors."""
    # A hundred squares of about 1 each: that twelve runs know their own spread to a fifth only is in the errors.
    return abs(bias) < 3.5 and 0.6 < square < 1.7


def means_of_logs_are_not_logs_of_means(logs: Logs) -> LogEstimate:
    """Return a wrong estimate: it is too low."""
    each = np.array(logs)
    return LogEstimate(each.mean(axis=0), each.std(axis=0, ddof=1) / math.sqrt(len(each)))


def exact_predictions(found: Spelling) -> FloatArray:
    """Return the probability of each kind of row as the next one: the ratio of two evidences."""
    before, exact = found.log_evidence(), []
    for item in range(found.layout.n_items):
        items = found.items.copy()
        items[item] += 1
        exact.append(math.exp(Spelling(found.layout, items).log_evidence() - before))
    return np.array(exact)


def many_to_predict(begun: Callable[[int], Runs]) -> list[Runs]:
    """Return three dozen runs for each of many seeds; `begun` as above."""
    found = [begun(seed) for seed in range(SEEDS // 2)]
    for runs in found:
        for _ in range(3 * RUNS):
            runs.run()
    return found


def surprise(exact: FloatArray, many: Sequence[Runs], predict: Predictor) -> float:
    """Return how many standard errors what is predicted is off, squared, on average over seeds and kinds of rows."""
    squares = []
    for runs in many:
        probability, error = predict(runs)
        # What no run can vary is off by rounding at most.
        squares.append(((probability - exact) / np.maximum(error, 1e-9)) ** 2)
    return float(np.mean(squares))
