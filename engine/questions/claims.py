"""What becomes of somebody who claims a cause whenever belief in it is high enough: over every possible table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import HypothesisSpace
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import log_prior
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
MOST_ROWS = 1000
MOST_TABLES = 500_000


@dataclass(frozen=True)
class Claims:
    """How claims are made and tried.

    Parameters
    ----------
    rows
        Rows watched in every trial.
    unrelated
        How often, over the trials, the two variables have nothing to do with one another; else one of the arrow
        candidates is true.
    threshold
        An arrow is claimed when the probability that there is one is above it.

    Raises
    ------
    InvalidInput
        When a value is out of range.
    """

    rows: int = 20
    unrelated: float = 0.8
    threshold: float = 0.9

    def __post_init__(self) -> None:
        problems = []
        if not 1 <= self.rows <= MOST_ROWS:
            problems.append(Problem(f"claims after {self.rows} rows", f"Give 1 to {MOST_ROWS} rows"))
        for what, value in (("share of unrelated pairs", self.unrelated), ("threshold", self.threshold)):
            if not 0 <= value <= 1:
                problems.append(Problem(f"the {what} is {value:g}", "It must be from 0 to 1"))
        if problems:
            raise InvalidInput(*problems)


@dataclass(frozen=True)
class ClaimRecord:
    """How claims turn out, on average over all trials.

    Parameters
    ----------
    claimed
        Share of the trials in which an arrow is claimed.
    precision
        Share of the claims that are true; not a number where nothing is ever claimed.
    false_claims
        Share of the trials on unrelated variables in which an arrow is claimed all the same; not a number where
        there are none.
    brier
        Mean squared distance of the probability of an arrow from the truth, 1 or 0 (Brier 1950).
    """

    claimed: float
    precision: float
    false_claims: float
    brier: float


def claim_problems(space: object, variables: tuple[Variable, ...], claims: Claims) -> tuple[Problem, ...]:
    """Return why claims cannot be tried on these candidates; nothing when they can."""
    if len(variables) != 2:
        what = f"claims are tried on two variables, and belief is about {len(variables)}"
        return (Problem(what, "Choose two with over:"),)
    if isinstance(space, HypothesisSpace) and any(shape.has_explicit for shape in space.shapes.values()):
        what = "claims are not worked out for hidden variables with a number of states"
        return (Problem(what, "Leave their number open, or list other candidates"),)
    tables = n_tables(claims.rows, math.prod(variable.cardinality for variable in variables))
    if tables > MOST_TABLES:
        what = f"there are {tables:,} tables of {claims.rows} rows"
        return (Problem(what, "Take fewer rows, or variables with fewer states"),)
    return ()


def n_tables(rows: int, cells: int) -> int:
    """Return how many ways there are to spread rows over the cells of a table."""
    return math.comb(rows + cells - 1, cells - 1)


def record_of_claims(
    space: HypothesisSpace, variables: tuple[Variable, ...], assumptions: Assumptions, claims: Claims
) -> ClaimRecord:
    """Return how the claims of somebody with a prior on candidates turn out.

    Parameters
    ----------
    space
        The candidates, over two variables; what is hidden in them is of open size.
    variables
        The two variables.
    assumptions
        The prior on candidates of whoever makes the claims, and the strength of the prior on tables, which is also
        the one that the tables of the trials are drawn from.
    claims
        How they are made and tried.

    Raises
    ------
    InvalidInput
        When they cannot be tried: see `claim_problems`.

    Notes
    -----
    The sum is over every table of so many watched rows, each with its probability: the number of orders in which
    its rows could come, times the evidence. On watched rows every candidate in which the two variables are joined
    has the same evidence, whichever way its arrows point (Heckerman, Geiger and Chickering 1995).
    """
    problems = claim_problems(space, variables, claims)
    if problems:
        raise InvalidInput(*problems)
    weights = np.exp(log_prior(space, [variable.name for variable in variables], assumptions))
    arrows = np.array([bool(any(space.dag(each).edges())) for each in range(len(space))])
    joined = arrows | np.isin(np.arange(len(space)), space.hidden_numbers)
    starts = (float(weights[arrows].sum()), float(weights[joined].sum()))
    return _record(starts, tuple(each.cardinality for each in variables), assumptions.equivalent_sample_size, claims)


@lru_cache(maxsize=16)
def _record(starts: tuple[float, float], shape: tuple[int, ...], size: float, claims: Claims) -> ClaimRecord:
    arrow_prior, joined_prior = starts
    tables = _tables(claims.rows, math.prod(shape)).reshape(-1, *shape)
    apart, together = _evidence(tables, size)
    with np.errstate(divide="ignore"):
        log_joined, log_apart = np.log(joined_prior) + together, np.log1p(-min(1.0, joined_prior)) + apart
    share = np.exp(log_joined - np.logaddexp(log_joined, log_apart))
    believed = share * (arrow_prior / joined_prior if joined_prior else 0.0)
    orders = math.lgamma(claims.rows + 1) - _log_gamma(claims.rows, 1.0)[tables].sum(axis=(1, 2))
    null = claims.unrelated * np.exp(orders + apart)
    true = (1 - claims.unrelated) * np.exp(orders + together)
    claimed = believed > claims.threshold
    right, wrong = math.fsum(true[claimed]), math.fsum(null[claimed])
    return ClaimRecord(
        claimed=right + wrong,
        precision=right / (right + wrong) if claimed.any() and right + wrong else math.nan,
        false_claims=wrong / claims.unrelated if claims.unrelated else math.nan,
        brier=math.fsum(true * (1 - believed) ** 2 + null * believed**2),
    )


def _evidence(tables: npt.NDArray[np.intp], size: float) -> tuple[FloatArray, FloatArray]:
    # ln P(rows | unrelated) and ln P(rows | joined), for rows in one order.
    rows = int(tables[0].sum())
    both = _term(tables.reshape(len(tables), -1), rows, size)
    apart = _term(tables.sum(axis=2), rows, size) + _term(tables.sum(axis=1), rows, size)
    whole = math.lgamma(size + rows) - math.lgamma(size)
    return apart - 2 * whole, both - whole


def _term(cells: npt.NDArray[np.intp], rows: int, size: float) -> FloatArray:
    part = size / cells.shape[1]
    return np.asarray((_log_gamma(rows, part) - math.lgamma(part))[cells].sum(axis=1))


def _log_gamma(most: int, start: float) -> FloatArray:
    return np.array([math.lgamma(start + count) for count in range(most + 1)])


def _tables(rows: int, cells: int) -> npt.NDArray[np.intp]:
    return np.array(list(_spread(rows, cells)), dtype=np.intp)


def _spread(rows: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (rows,)
        return
    for here in range(rows + 1):
        for rest in _spread(rows - here, cells - 1):
            yield (here, *rest)
