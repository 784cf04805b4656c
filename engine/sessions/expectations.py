"""Statements about a session that a lesson expects to hold, and whether they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.posterior.posterior import Posterior
from engine.sessions.quantities import Quantity, Situation, Sum

Comparison = Literal["=", ">", "<", ">=", "<="]
ROUNDING = 1e-9  # Two computed numbers that are equal in theory differ by this much at most.


@dataclass(frozen=True)
class Value:
    """A quantity that is shown and compared with nothing.

    Parameters
    ----------
    text
        As it was written.
    quantity
        What it measures.
    """

    text: str
    quantity: Quantity

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its value in a session with its posterior; not a number where it has none."""
        return self.quantity.measure(state, posterior)


@dataclass(frozen=True)
class Check:
    """Whether a statement holds.

    Parameters
    ----------
    text
        The statement.
    holds
        Whether it is true.
    left, right
        The values of its two sides; not a number where one cannot be computed.
    """

    text: str
    holds: bool
    left: float
    right: float

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "does not hold"
        return f"{self.text}: {verdict}, {self.left:.9g} against {self.right:.9g}"


@dataclass(frozen=True)
class Expectation:
    """A comparison of two sums.

    Parameters
    ----------
    text
        As it was written.
    left, right
        The two sides.
    comparison
        How they compare.
    tolerance
        How far apart the sides of an equation may be.
    """

    text: str
    left: Sum
    comparison: Comparison
    right: Sum
    tolerance: float = ROUNDING

    def check(self, state: Situation, posterior: Posterior) -> Check:
        """Return whether the statement holds of a session and its posterior, with both values."""
        left = self.left.measure(state, posterior)
        right = self.right.measure(state, posterior)
        return Check(self.text, self._holds(left, right), left, right)

    def _holds(self, left: float, right: float) -> bool:
        if self.comparison == "=":
            # The tolerance itself may not be lost to rounding: 0.3 - 0.2 is more than 0.1 by 1e-17.
            return abs(left - right) <= self.tolerance * (1 + ROUNDING)
        if self.comparison == ">":
            return left > right
        if self.comparison == "<":
            return left < right
        return left >= right if self.comparison == ">=" else left <= right
