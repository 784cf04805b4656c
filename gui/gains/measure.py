"""By what experiments are compared: what they tell, or what they tell for what they cost."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.networks.interventions import Regime
from engine.questions.experiments import Gain, Gains
from engine.sessions.costs import Costs, amount, bits_per_cost
from engine.sessions.spending import Spending, cost_of, spending
from engine.sessions.state import SessionState
from gui.controls.numbers import amount_of, with_error

BITS, PER_COST = "bits", "bits for each unit of cost"
FREE = "free"
# Less than this reads as nothing.
LEAST = 5e-4
# Rounding leaves so little where there is nothing to tell.
NOISE = 1e-9


def told_bits(gain: Gain) -> float:
    """Return what an experiment is expected to tell, in bits, without what is no more than rounding."""
    return float(gain.bits) if gain.bits > NOISE else 0.0


@dataclass(frozen=True)
class Measure:
    """What makes one experiment better than another.

    Parameters
    ----------
    state
        The session, with its costs.
    spent
        What was spent in it.
    rows
        How many rows the gains are about.
    drawn
        How many rows would be drawn.
    per_cost
        Whether gains are divided by costs.
    """

    state: SessionState
    spent: Spending
    rows: int
    drawn: int
    per_cost: bool = False

    @classmethod
    def of(cls, state: SessionState, rows: int, drawn: int, *, per_cost: bool) -> Measure:
        """Return the measure in a session as it stands."""
        return cls(state, spending(state), rows, drawn, per_cost)

    @property
    def unit(self) -> str:
        """What the numbers of the map are."""
        return PER_COST if self.per_cost else BITS

    def worth(self, gain: Gain) -> float:
        """Return the number that stands for a gain; infinite for what tells something for nothing."""
        bits = told_bits(gain)
        return bits_per_cost(bits, self.cost(gain.regime)) if self.per_cost else bits

    def best(self, gains: Gains, *, payable: bool = False) -> Gain | None:
        """Return the best that is known, of those that can be paid for where that is asked; the first of several."""
        known = [gain for gain in gains.known if not payable or not self.is_dear(gain.regime)]
        # Of what is free that which tells most comes first.
        return max(known, key=lambda gain: (self.worth(gain), told_bits(gain)), default=None)

    def level(self, gains: Gains, best: Gain) -> tuple[Gain, ...]:
        """Return the others that are as good as the best, as far as three places tell, and as payable."""
        worth, dear = self.worth(best), self.is_dear(best.regime)
        return tuple(
            gain
            for gain in gains.known
            if gain is not best
            and (self.worth(gain) == worth if math.isinf(worth) else self.worth(gain) > worth - LEAST)
            and self.is_dear(gain.regime) == dear
        )

    def cost(self, regime: Regime) -> float:
        """Return what so many rows as the gain is about cost."""
        return cost_of(self.state, regime, self.rows)

    def is_dear(self, regime: Regime) -> bool:
        """Return whether less is left than drawing rows under a regime costs."""
        return not self.spent.affords(cost_of(self.state, regime, self.drawn))

    def text(self, worth: float, places: int) -> str:
        """Return a number of the map as it is written."""
        return FREE if math.isinf(worth) else amount_of(worth, places)

    @property
    def tells_costs(self) -> bool:
        """Whether costs are worth a word: somebody set some, or they are asked about."""
        return self.per_cost or self.state.costs != Costs()

    def said(self, gain: Gain) -> str:
        """Return all that there is to say of a gain: bits, how they are known, cost, and bits for each unit of it."""
        exact = f"{amount_of(told_bits(gain), 3)} bits, exact"
        told = exact if gain.exact else f"{with_error(gain.bits, gain.standard_error, 3)} bits, sampled"
        if not self.tells_costs:
            return told
        dear = "; more than is left" if self.is_dear(gain.regime) else ""
        return f"{told}; {self.cost_said(gain)}{dear}"

    def cost_said(self, gain: Gain) -> str:
        """Return what an experiment costs and what it tells for that: "costs 2, 0.104 bits for each unit of it"."""
        cost = self.cost(gain.regime)
        if not cost:
            return "costs nothing"
        return f"costs {amount(cost)}, {amount_of(told_bits(gain) / cost, 3)} bits for each unit of it"
