"""Statements about a session that a lesson expects to hold, and whether they do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from engine.data.dataset import Dataset
from engine.networks.dag import Dag
from engine.networks.network import BayesianNetwork
from engine.posterior.posterior import Posterior
from engine.questions.probabilities import ImpossibleEvidence
from engine.sessions.chances import Chance

Comparison = Literal["=", ">", "<", ">=", "<="]
ROUNDING = 1e-9  # Two computed numbers that are equal in theory differ by this much at most.


class Situation(Protocol):
    """What statements speak of besides belief: the world and the rows. A session's state is one."""

    @property
    def world(self) -> BayesianNetwork | None:
        """The network rows are drawn from, if any."""

    @property
    def dataset(self) -> Dataset:
        """The rows seen."""


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the number."""
        del state, posterior
        return self.value


@dataclass(frozen=True)
class Weight:
    """The weight of one candidate, or 0 when it is not among them."""

    dag: Dag

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its posterior probability."""
        del state
        candidate = posterior.space.find(self.dag)
        return 0.0 if candidate is None else float(posterior.weights[candidate])


@dataclass(frozen=True)
class Edge:
    """The probability of an arrow between two variables, by their places among those belief is about."""

    parent: int
    child: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the summed weight of the candidates that have the arrow."""
        del state
        return float(posterior.edge_probabilities[self.parent, self.child])


@dataclass(frozen=True)
class Path:
    """The probability that a directed path leads from one variable to another."""

    start: int
    end: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the summed weight of the candidates that have such a path."""
        del state
        return float(posterior.ancestor_probabilities[self.start, self.end])


@dataclass(frozen=True)
class InWorld:
    """A chance in the world as it is now."""

    chance: Chance

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the chance; not a number where there is no world or the conditions never happen."""
        del posterior
        if state.world is None:
            return math.nan
        try:
            return self.chance.value(state.world)
        except ImpossibleEvidence:
            return math.nan


@dataclass(frozen=True)
class LogEvidence:
    """Natural log of the probability of the data."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return it, in nats."""
        del state
        return posterior.log_evidence


@dataclass(frozen=True)
class Entropy:
    """How much is still open among the candidates."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the entropy of the weights, in bits."""
        del state
        return posterior.entropy_bits


@dataclass(frozen=True)
class Rows:
    """How many rows were seen."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their number."""
        del posterior
        return float(state.dataset.n_rows)


Quantity: TypeAlias = Number | Weight | Edge | Path | InWorld | LogEvidence | Entropy | Rows


@dataclass(frozen=True)
class Sum:
    """Quantities added up, each with its sign, +1 or -1."""

    terms: tuple[tuple[int, Quantity], ...]

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the sum."""
        return math.fsum(sign * term.measure(state, posterior) for sign, term in self.terms)

    @property
    def is_plain_number(self) -> bool:
        """Whether nothing in it has to be computed."""
        return all(isinstance(term, Number) for _, term in self.terms)


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
