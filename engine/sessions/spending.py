"""What was spent in a session, and whether there is enough left for an experiment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.networks.interventions import Regime
from engine.sessions.costs import amount
from engine.sessions.state import SessionState

# Sums of decimal fractions are off in the last digits: what lacks less than this is not missing.
ROUNDING = 1e-9
OR_RAISE = "Draw fewer rows, or raise the budget."


@dataclass(frozen=True)
class Spending:
    """What drawn rows have cost.

    Parameters
    ----------
    watched, acted
        Of watching, and of acting.
    budget
        What all may cost; None for no limit.
    """

    watched: float
    acted: float
    budget: float | None

    @property
    def spent(self) -> float:
        """What was spent in all."""
        return self.watched + self.acted

    @property
    def left(self) -> float | None:
        """What is left, 0 or more; None where there is no limit."""
        return None if self.budget is None else max(0.0, self.budget - self.spent)

    def affords(self, cost: float) -> bool:
        """Return whether enough is left."""
        return self.budget is None or cost <= self.budget - self.spent + ROUNDING * max(1.0, self.budget)


def spending(state: SessionState) -> Spending:
    """Return what the rows that were drawn cost, by the costs as they are now; recorded rows cost nothing."""
    watched = acted = 0.0
    for batch, source in zip(state.dataset.batches, state.sources, strict=True):
        if source is None:
            continue
        cost = cost_of(state, batch.regime, batch.n_rows)
        if batch.regime.interventions:
            acted += cost
        else:
            watched += cost
    return Spending(watched, acted, state.costs.budget)


def cost_of(state: SessionState, regime: Regime, rows: int) -> float:
    """Return what one batch of so many rows costs."""
    return state.costs.cost_of(regime, state.variables).of(rows)


def plan_cost(state: SessionState) -> float:
    """Return what all steps of the plan cost together."""
    return sum(cost_of(state, step.regime, step.rows) for step in state.plan)


def payable_steps(state: SessionState) -> int:
    """Return how many steps of the plan can be paid for one after another, from the first on."""
    known, total = spending(state), 0.0
    for number, step in enumerate(state.plan):
        total += cost_of(state, step.regime, step.rows)
        if not known.affords(total):
            return number
    return len(state.plan)


def too_dear(state: SessionState, regime: Regime, rows: int) -> str:
    """Return why an experiment cannot be paid for, as a sentence; empty where it can."""
    known = spending(state)
    cost = cost_of(state, regime, rows)
    if known.affords(cost):
        return ""
    return f"This costs {amount(cost)}, and {_left(known)}. Draw fewer rows, do something cheaper, or raise the budget."


def payable(state: SessionState, regimes: Sequence[Regime], rows: int) -> tuple[Regime, ...]:
    """Return the experiments that so many rows of can be paid for, in the order they are given."""
    if state.costs.budget is None:
        return tuple(regimes)
    known = spending(state)
    return tuple(regime for regime in regimes if known.affords(cost_of(state, regime, rows)))


def nothing_payable(state: SessionState, regimes: Sequence[Regime], rows: int, nothing: str = "Nothing more") -> str:
    """Return why none of several experiments can be paid for, as a sentence; empty where one can.

    `nothing` is how the sentence begins.
    """
    if not regimes or payable(state, regimes, rows):
        return ""
    least = min(cost_of(state, regime, rows) for regime in regimes)
    left = _left(spending(state))
    return f"{nothing} can be paid for: the cheapest costs {amount(least)}, and {left}. {OR_RAISE}"


def _left(known: Spending) -> str:
    return f"{amount(known.left or 0.0)} of the budget of {amount(known.budget or 0.0)} is left"
