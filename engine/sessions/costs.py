"""What experiments cost, and how much there is to spend."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.networks.interventions import Intervention, Regime
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

# A row of any kind costs one, so that costs that nobody changed count rows; two at once cost the sum of both.
USUAL = 1.0


@dataclass(frozen=True)
class Cost:
    """What one way to gather rows costs.

    Parameters
    ----------
    row
        For every row.
    experiment
        Once for each batch, however many rows it has.

    Raises
    ------
    InvalidInput
        When one of them is below 0 or not finite.
    """

    row: float = USUAL
    experiment: float = 0.0

    def __post_init__(self) -> None:
        for what, amount in (("a row", self.row), ("an experiment", self.experiment)):
            if not (math.isfinite(amount) and amount >= 0):
                raise InvalidInput(Problem(f"{what} costs {amount:g}", "A cost is a number from 0 on"))

    def of(self, rows: int) -> float:
        """Return what so many rows in one batch cost."""
        return self.experiment + rows * self.row

    def plus(self, other: Cost) -> Cost:
        """Return what both at once cost."""
        return Cost(self.row + other.row, self.experiment + other.experiment)


@dataclass(frozen=True)
class ActCosts:
    """What acting on one variable costs: setting it to a state, drawing it at random, pushing it towards a state."""

    set: Cost = field(default_factory=Cost)
    randomise: Cost = field(default_factory=Cost)
    push: Cost = field(default_factory=Cost)

    def of(self, intervention: Intervention) -> Cost:
        """Return what an intervention costs; any other table costs what a push does."""
        return {"do": self.set, "randomize": self.randomise, "soft": self.push}[intervention.kind]


class ActCostsByName(Mapping[str, ActCosts]):
    """An immutable map from the name of a variable to what acting on it costs; the usual costs are left out."""

    __slots__ = ("_costs",)

    def __init__(self, costs: Mapping[str, ActCosts] | None = None) -> None:
        self._costs = {name: each for name, each in (costs or {}).items() if each != ActCosts()}

    def __getitem__(self, name: str) -> ActCosts:
        return self._costs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._costs)

    def __len__(self) -> int:
        return len(self._costs)

    def __hash__(self) -> int:
        return hash(frozenset(self._costs.items()))

    def __repr__(self) -> str:
        return f"ActCostsByName({self._costs})"


@dataclass(frozen=True)
class Costs:
    """What every experiment costs, and what all together may cost.

    Parameters
    ----------
    watch
        Of watching.
    acts
        Of acting, by the name of the variable.
    budget
        What all drawn rows together may cost; None for no limit.

    Raises
    ------
    InvalidInput
        When the budget is below 0 or not finite.
    """

    watch: Cost = field(default_factory=Cost)
    acts: ActCostsByName = field(default_factory=ActCostsByName)
    budget: float | None = None

    def __post_init__(self) -> None:
        if self.budget is not None and not (math.isfinite(self.budget) and self.budget >= 0):
            raise InvalidInput(Problem(f"the budget is {self.budget:g}", "It is a number from 0 on, or none"))

    def acting_on(self, name: str) -> ActCosts:
        """Return what acting on a variable costs."""
        return self.acts.get(name, ActCosts())

    def cost_of(self, regime: Regime, variables: Sequence[Variable]) -> Cost:
        """Return what rows under a regime cost; that of several interventions at once is the sum of all."""
        if not regime.interventions:
            return self.watch
        total = Cost(0.0, 0.0)
        for each in regime.interventions:
            total = total.plus(self.acting_on(variables[each.target].name).of(each))
        return total

    def renamed(self, names: Mapping[str, str]) -> Costs:
        """Return the costs with other names of variables; those of variables without a new name are dropped."""
        return replace(
            self, acts=ActCostsByName({names[name]: each for name, each in self.acts.items() if name in names})
        )


def bits_per_cost(bits: float, cost: float) -> float:
    """Return how many bits an experiment tells for each unit of cost; infinite where it tells something for nothing.

    Parameters
    ----------
    bits
        What it is expected to tell.
    cost
        What it costs.
    """
    if cost > 0:
        return bits / cost
    return math.inf if bits > 0 else 0.0


def amount(cost: float) -> str:
    """Return a cost as it is written in sentences: "12", "1,200", "0.25"."""
    return f"{cost:,.0f}" if cost == round(cost) else f"{cost:,.6g}"
