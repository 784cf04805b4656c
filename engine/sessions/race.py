"""What a race of strategies is about, and how each of them did in it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from engine.problems import InvalidInput, Problem
from engine.sessions.strategies import Strategy

Start = Literal["empty", "now"]
Measure = Literal["entropy", "truth"]
STARTS: tuple[Start, ...] = get_args(Start)
MEASURES: tuple[Measure, ...] = get_args(Measure)
FEWEST, MOST_STEPS, MOST_ROWS, MOST_RUNS = 2, 200, 10_000, 1000
# Whoever leads with so much weight is taken to have been found.
SURE = 0.95
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Course:
    """What a race is about.

    Parameters
    ----------
    strategies
        Who plays; at least two, each once.
    n_steps, rows
        How many experiments each of them does, of how many rows.
    start
        From an empty sheet, or with the rows that the session has now.

    Raises
    ------
    InvalidInput
        When there are fewer than two strategies or one comes twice, or a number is out of range.
    """

    strategies: tuple[Strategy, ...]
    n_steps: int
    rows: int
    start: Start = "empty"

    def __post_init__(self) -> None:
        problems = []
        if len(set(self.strategies)) < len(self.strategies):
            problems.append(Problem("a strategy was chosen twice", "Choose each once"))
        elif len(self.strategies) < FEWEST:
            problems.append(Problem("there is nobody to race against", "Choose at least two strategies"))
        if not 1 <= self.n_steps <= MOST_STEPS:
            problems.append(Problem(f"a race of {self.n_steps:,} steps was asked for", f"Choose 1 to {MOST_STEPS}"))
        if not 1 <= self.rows <= MOST_ROWS:
            problems.append(Problem(f"{self.rows:,} rows a step were asked for", f"Choose 1 to {MOST_ROWS:,}"))
        if problems:
            raise InvalidInput(*problems)


class Estimate(NamedTuple):
    """A mean over runs and its standard error; NaN where too few runs tell."""

    mean: float
    standard_error: float


class Finish(NamedTuple):
    """How many steps it took until one candidate had a weight of 0.95, over the runs in which one had, and these."""

    steps: Estimate
    reached: int


@dataclass(frozen=True, eq=False)
class Race:
    """How strategies did, in every run and after every step.

    Parameters
    ----------
    course
        What was raced.
    seeds
        One a run; all strategies have had all of them.
    entropy_bits
        float64[n_runs, n_strategies, 1 + n_steps], the entropy of the weights at the start and after each step; NaN
        after the last step that a person did.
    highest
        The same shape, the weight of the candidate that leads.
    truth
        The same shape, the weight of the candidate that is true; None where no candidate is.
    paid
        int64[n_runs, n_strategies], how many experiments each did: fewer than the race has steps where a budget paid
        for no more, or a person did no more.
    exact
        Whether the weights of each run are exact; else they are estimates themselves.
    """

    course: Course
    seeds: tuple[int, ...]
    entropy_bits: FloatArray = field(repr=False)
    highest: FloatArray = field(repr=False)
    truth: FloatArray | None = field(repr=False)
    paid: IntArray = field(repr=False)
    exact: bool

    @property
    def n_runs(self) -> int:
        """How many runs each strategy has had."""
        return len(self.seeds)

    def only(self, seeds: Collection[int]) -> Race | None:
        """Return the runs with some of the seeds; None when there are none."""
        kept = [place for place, seed in enumerate(self.seeds) if seed in seeds]
        if not kept:
            return None
        truth = None if self.truth is None else self.truth[kept]
        numbers = tuple(self.seeds[place] for place in kept)
        paid = self.paid[kept]
        return Race(self.course, numbers, self.entropy_bits[kept], self.highest[kept], truth, paid, self.exact)

    def values(self, measure: Measure) -> FloatArray:
        """Return float64[n_runs, n_strategies, 1 + n_steps]: bits still open, or the weight of what is true.

        Raises
        ------
        LookupError
            When no candidate is true.
        """
        if measure == "entropy":
            return self.entropy_bits
        if self.truth is None:
            raise LookupError("no candidate is true")
        return self.truth

    def means(self, measure: Measure) -> FloatArray:
        """Return float64[n_strategies, 1 + n_steps], means over the runs."""
        found: FloatArray = self.values(measure).mean(axis=0)
        return found

    def standard_errors(self, measure: Measure) -> FloatArray:
        """Return float64[n_strategies, 1 + n_steps], standard errors of the means; NaN after a single run."""
        return _errors(self.values(measure))

    def n_steps(self, place: int) -> int:
        """Return after how many steps it is known how a strategy stands; a person may have done fewer than all."""
        return int(np.isfinite(self.entropy_bits[0, place]).sum()) - 1

    def payment(self, place: int) -> Estimate:
        """Return how many experiments a strategy could pay for, on average over the runs."""
        paid = self.paid[:, place].astype(np.float64)
        return Estimate(float(paid.mean()), float(_errors(paid)))

    def n_broke(self, place: int) -> int:
        """Return in how many runs the budget ended what a strategy does before the last step."""
        return int((self.paid[:, place] < self.n_steps(place)).sum())

    def lead(self, measure: Measure, ahead: int, behind: int, step: int) -> Estimate:
        """Return by how much one strategy, given by its place, was ahead of another after some steps.

        Notes
        -----
        Differences are taken run by run. Both have met the same world of chance in each run, which takes out of
        the error what has nothing to do with them (common random numbers).
        """
        values = self.values(measure)[:, :, step]
        differences = values[:, ahead] - values[:, behind]
        if measure == "entropy":
            # Who has less left open is ahead.
            differences = -differences
        return Estimate(float(differences.mean()), float(_errors(differences)))

    def finish(self, place: int) -> Finish:
        """Return how many steps a strategy took until one candidate had a weight of 0.95."""
        sure = np.nan_to_num(self.highest[:, place]) >= SURE
        reached = sure.any(axis=1)
        steps = sure.argmax(axis=1)[reached].astype(np.float64)
        mean = float(steps.mean()) if len(steps) else math.nan
        return Finish(Estimate(mean, float(_errors(steps))), len(steps))


def _errors(values: FloatArray) -> FloatArray:
    # Over the first axis.
    runs = len(values)
    if runs < 2:
        return np.full(values.shape[1:], np.nan)
    found: FloatArray = values.std(axis=0, ddof=1) / math.sqrt(runs)
    return found
