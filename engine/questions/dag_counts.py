"""How many DAGs there are, and how many of them watching alone can single out: by recurrence, without listing any."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import comb

from engine.problems import InvalidInput, Problem

MOST_VARIABLES = 40  # The number of DAGs over 42 is too large for a float.


def count_dags(n: int) -> int:
    """Return the number of DAGs over `n` labelled variables.

    Raises
    ------
    InvalidInput
        When `n` is not from 0 to 40.

    Notes
    -----
    Of the k variables without children any of the others may be a parent (Robinson 1973): 1, 1, 3, 25, 543, 29281, ...
    O(n^2) operations on whole numbers.
    """
    _check(n)
    return _count_dags(n)


def count_alone(n: int) -> int:
    """Return how many DAGs over `n` labelled variables are alone in their Markov equivalence class.

    These are the DAGs in which every arrow is an essential one, so that their class is known from observations alone
    to the last arrow.

    Raises
    ------
    InvalidInput
        When `n` is not from 0 to 40.

    Notes
    -----
    As for all DAGs, but the parents of a variable without children are none of the n - k sets that would let one of
    its arrows be turned around (Steinsky 2003, Enumeration of labelled chain graphs and labelled essential directed
    acyclic graphs): 1, 1, 1, 4, 59, 2616, 306117, ... O(n^2) operations on whole numbers.
    """
    _check(n)
    return _count_alone(n)


@cache
def _count_dags(n: int) -> int:
    return _alternating(n, lambda others: 2**others, _count_dags)


@cache
def _count_alone(n: int) -> int:
    return _alternating(n, lambda others: 2**others - others, _count_alone)


def _alternating(n: int, parent_sets: Callable[[int], int], smaller: Callable[[int], int]) -> int:
    # Inclusion and exclusion over the k childless variables that are looked at.
    if n == 0:
        return 1
    return sum((-1) ** (k + 1) * comb(n, k) * parent_sets(n - k) ** k * smaller(n - k) for k in range(1, n + 1))


def _check(n: int) -> None:
    if not 0 <= n <= MOST_VARIABLES:
        raise InvalidInput(Problem(f"structures over {n} variables are counted", f"Give 0 to {MOST_VARIABLES}"))
