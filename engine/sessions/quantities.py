"""What statements measure, and how quantities are put together: numbers, the world, rows, sums and products."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from engine.data.dataset import Dataset
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.posterior import Posterior
from engine.questions.probabilities import ImpossibleEvidence
from engine.sessions.chances import Chance


class Situation(Protocol):
    """What statements speak of besides belief: the world, the rows, what belief starts from. A state is one."""

    @property
    def world(self) -> BayesianNetwork | None:
        """The network rows are drawn from, if any."""

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The measured variables."""

    @property
    def dataset(self) -> Dataset:
        """The rows seen."""

    @property
    def assumptions(self) -> Assumptions:
        """What weights start from."""


class Quantity(Protocol):
    """Something that statements can speak of."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its value; not a number where it has none."""


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the number."""
        del state, posterior
        return self.value


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
class Rows:
    """How many rows were seen."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their number."""
        del posterior
        return float(state.dataset.n_rows)


@dataclass(frozen=True)
class Product:
    """Quantities multiplied."""

    factors: tuple[Quantity, ...]

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the product."""
        return math.prod(factor.measure(state, posterior) for factor in self.factors)


@dataclass(frozen=True)
class Quotient:
    """One quantity divided by another."""

    above: Quantity
    below: Quantity

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the quotient; not a number where it would be divided by zero."""
        below = self.below.measure(state, posterior)
        return self.above.measure(state, posterior) / below if below else math.nan


@dataclass(frozen=True)
class Sum:
    """Quantities added up, each with its sign, +1 or -1."""

    terms: tuple[tuple[int, Quantity], ...]

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the sum."""
        return math.fsum(sign * term.measure(state, posterior) for sign, term in self.terms)


def holds_only(quantity: Quantity, *kinds: type) -> bool:
    """Return whether a quantity is made of some kinds alone, through all sums, products and quotients."""
    if isinstance(quantity, Sum):
        return all(holds_only(term, *kinds) for _, term in quantity.terms)
    if isinstance(quantity, Product):
        return all(holds_only(factor, *kinds) for factor in quantity.factors)
    if isinstance(quantity, Quotient):
        return holds_only(quantity.above, *kinds) and holds_only(quantity.below, *kinds)
    return isinstance(quantity, kinds)
