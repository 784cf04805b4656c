"""Numbers found by chance draws, each with its standard error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
# From fewer runs than these nobody can say how far off their mean is: the variance of Student's t is infinite.
FEWEST_RUNS = 4


@dataclass(frozen=True)
class Estimate:
    """A number, and how far off it is likely to be: its standard error, 0 where it is exact."""

    value: float
    standard_error: float = 0.0


@dataclass(frozen=True, eq=False)
class EstimatedShares:
    """Shares of draws, float64[...], and their standard errors."""

    value: FloatArray
    standard_error: FloatArray


def estimated_shares(hits: npt.ArrayLike, n_draws: int) -> EstimatedShares:
    """Return which share of independent draws had something.

    Parameters
    ----------
    hits
        [...], how many of the draws had it.
    n_draws
        How many draws there were.

    Notes
    -----
    The error is the standard deviation of the share under Jeffreys' prior, Beta(1/2, 1/2), given the draws (Brown, Cai,
    DasGupta 2001). It is not 0 where none or all had it, and elsewhere nearly that of a plain share.
    """
    times = np.asarray(hits, dtype=float)
    yes, no = times + 0.5, n_draws - times + 0.5
    return EstimatedShares(times / n_draws, np.sqrt(yes * no / ((n_draws + 1.0) ** 2 * (n_draws + 2.0))))


def estimated_share(hits: int, n_draws: int) -> Estimate:
    """Return the same of one number."""
    found = estimated_shares(hits, n_draws)
    return Estimate(float(found.value), float(found.standard_error))


def few_runs_factor(n_runs: int) -> float:
    """Return by how much larger a standard error is that was itself estimated, from `n_runs` independent runs.

    Raises
    ------
    ValueError
        From fewer than four runs it cannot be told.

    Notes
    -----
    A mean is off by t times s / sqrt(n), where s is the spread of the n runs and t has Student's distribution with
    n - 1 degrees of freedom (Student 1908), not the normal one: s may have come out too small. The variance of t is
    (n - 1) / (n - 3), and the factor is the root of that: 1.73 for 4 runs, 1.07 for 16, 1.002 for 512. It is the
    variance and not a quantile that has to be right, because errors of several estimates are put together as squares.
    """
    if n_runs < FEWEST_RUNS:
        raise ValueError(f"{n_runs} runs do not tell how far off their mean is")
    return math.sqrt((n_runs - 1) / (n_runs - 3))
