"""How far chance alone takes the share of a sample from the probability that it was drawn with."""

from __future__ import annotations

import math

import numpy as np

# Farther out than this many standard errors there is nothing left that a float could hold beside 1.
FARTHEST = 40.0
_ROUNDING = 1e-9


def share_error(probability: float, n_rows: int) -> float:
    """Return the standard error of a share: the root of p (1 - p) / n, for n of 1 or more."""
    return math.sqrt(max(0.0, probability * (1 - probability)) / n_rows)


def chance_within(probability: float, n_rows: int, distance: float) -> float:
    """Return how probable it is that the share in n rows comes within a distance of the probability, ends included.

    Exact: a sum over the binomial distribution. Time grows with the number of counts within the distance.
    """
    middle, reach = n_rows * probability, n_rows * distance + _ROUNDING * n_rows
    low, high = math.ceil(middle - reach), math.floor(middle + reach)
    return _binomial_sum(n_rows, probability, max(0, low), min(n_rows, high))


def chance_as_far(probability: float, n_rows: int, count: int) -> float:
    """Return how probable it is that a count in n rows lies at least as far from what is expected as this one.

    Exact (a binomial test, either side, by distance); 0 where that is below what a float can tell from 0.
    """
    middle = n_rows * probability
    distance = abs(count - middle) - _ROUNDING * max(1.0, middle)
    if distance <= 0:
        return 1.0
    spread = math.sqrt(max(0.0, middle * (1 - probability)))
    if distance > FARTHEST * max(spread, _ROUNDING):
        return 0.0
    # Whole numbers strictly nearer than this count.
    low, high = math.floor(middle - distance) + 1, math.ceil(middle + distance) - 1
    return max(0.0, 1.0 - _binomial_sum(n_rows, probability, max(0, low), min(n_rows, high)))


def _binomial_sum(n_rows: int, probability: float, low: int, high: int) -> float:
    if low > high:
        return 0.0
    if probability <= 0 or probability >= 1:
        certain = 0 if probability <= 0 else n_rows
        return 1.0 if low <= certain <= high else 0.0
    counts = np.arange(low, high)
    odds = math.log(probability) - math.log1p(-probability)
    # Each term from the one before it: one logarithm of a factorial is enough.
    steps = np.log((n_rows - counts) / (counts + 1)) + odds
    first = math.lgamma(n_rows + 1) - math.lgamma(low + 1) - math.lgamma(n_rows - low + 1)
    first += low * math.log(probability) + (n_rows - low) * math.log1p(-probability)
    logs = first + np.concatenate([[0.0], np.cumsum(steps)])
    return min(1.0, float(np.exp(logs).sum()))
