"""In which order experiments are drawn: all a little, then the most promising first, until all had their share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
# Each experiment has so many batches drawn before any has more.
FIRST_ROUND = 16
MOST_DRAWS = 4096
# Those that cannot be the best any more have this share of the draws until the others are done.
LESS = 4


class Drawn(Protocol):
    """What was drawn of several experiments."""

    def drawn(self, place: int) -> int:
        """Return how often one was drawn."""

    def mean_and_error(self, place: int) -> tuple[float, float]:
        """Return the mean of what was drawn of one, and its standard error."""


class Tally:
    """What was drawn of each of several numbers: their means, and how far off these may be.

    Parameters
    ----------
    n
        How many numbers.
    """

    def __init__(self, n: int) -> None:
        self._sums = np.zeros((n, 3))

    def add(self, place: int, values: FloatArray) -> None:
        """Take in some independent draws of one."""
        self._sums[place] += (len(values), values.sum(), (values * values).sum())

    def drawn(self, place: int) -> int:
        """Return how often one was drawn."""
        return int(self._sums[place, 0])

    @property
    def all_drawn(self) -> int:
        """How many draws there were."""
        return int(self._sums[:, 0].sum())

    def mean_and_error(self, place: int) -> tuple[float, float]:
        """Return the mean of what was drawn of one, and its standard error."""
        count, total, squares = self._sums[place]
        mean = total / count
        variance = max(0.0, squares / count - mean * mean) * count / max(1.0, count - 1.0)
        # Draws that all came out alike say nothing of how far off their mean is.
        return float(mean), math.sqrt(variance / count) or float(np.finfo(float).tiny)


def rounds(tally: Drawn, n: int, draws: int) -> Iterator[tuple[int, int]]:
    """Yield which experiment is to be drawn next, and how often, until all were drawn so often.

    Parameters
    ----------
    tally
        What was drawn so far; whoever draws adds to it after each.
    n
        How many experiments there are.
    draws
        How often each is drawn in the end.

    Notes
    -----
    How many draws there are of one depends on what was drawn of it early on, and so would its mean if it stopped
    there; in the end each has the same number of draws, whatever came of them.
    """
    goal = min(FIRST_ROUND, draws)
    for place in range(n):
        yield place, goal
    while goal < draws:
        goal = min(2 * goal, draws)
        best, others = _sorted(tally, n)
        for place in best:
            yield from _up_to(tally, place, goal)
        for place in others:
            yield from _up_to(tally, place, goal // LESS)
    for place in range(n):
        yield from _up_to(tally, place, draws)


def _up_to(tally: Drawn, place: int, goal: int) -> Iterator[tuple[int, int]]:
    while tally.drawn(place) < goal:
        yield place, min(goal - tally.drawn(place), max(FIRST_ROUND, tally.drawn(place)))


def _sorted(tally: Drawn, n: int) -> tuple[list[int], list[int]]:
    # Those that may yet turn out to be the best, the highest first, and the others.
    found = np.array([tally.mean_and_error(place) for place in range(n)])
    least = (found[:, 0] - 2 * found[:, 1]).max()
    order = [int(place) for place in np.argsort(-found[:, 0], kind="stable")]
    best = [place for place in order if found[place, 0] + 2 * found[place, 1] >= least]
    return best, [place for place in order if place not in best]
