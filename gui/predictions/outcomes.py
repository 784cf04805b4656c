"""Which outcomes have columns: the states of some variables that nobody sets to a fixed state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.networks.variables import Variable
from engine.questions.predictions import Predictions

MOST_COLUMNS = 16
USUAL_COLUMNS = 8


@dataclass(frozen=True)
class Outcomes:
    """The columns.

    Parameters
    ----------
    variables
        What belief is about, in order.
    open
        Places of those that can come out one way or another.
    chosen
        Places of those that have columns, ascending.
    """

    variables: tuple[Variable, ...]
    open: tuple[int, ...]
    chosen: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return _count(self.variables, self.chosen)

    def can_add(self, place: int) -> bool:
        """Return whether there is room for the states of one more variable."""
        return place in self.chosen or _count(self.variables, (*self.chosen, place)) <= MOST_COLUMNS

    def toggled(self, place: int) -> tuple[int, ...]:
        """Return the chosen places with one more, or one fewer; the last one stays."""
        kept = tuple(each for each in self.chosen if each != place)
        return (kept or self.chosen) if place in self.chosen else tuple(sorted((*self.chosen, place)))

    def names(self) -> tuple[str, ...]:
        """Return the names of the chosen variables."""
        return tuple(self.variables[place].name for place in self.chosen)

    def titles(self) -> tuple[str, ...]:
        """Return the states of each column: "yes", or "yes, no" for two variables."""
        return tuple(", ".join(states) for states in self._states())

    def spoken(self) -> tuple[str, ...]:
        """Return each column in full: "Sun = yes, Shorts = no"."""
        pairs = (zip(self.names(), states, strict=True) for states in self._states())
        return tuple(", ".join(f"{name} = {state}" for name, state in each) for each in pairs)

    def _states(self) -> list[tuple[str, ...]]:
        chosen = [self.variables[place] for place in self.chosen]
        cells = np.ndindex(*(variable.cardinality for variable in chosen))
        return [tuple(each.states[code] for each, code in zip(chosen, cell, strict=True)) for cell in cells]


def outcomes_of(predictions: Predictions, variables: Sequence[Variable], wanted: Sequence[int] | None) -> Outcomes:
    """Return the columns for some predictions.

    Parameters
    ----------
    predictions
        What is expected.
    variables
        What belief is about, in order.
    wanted
        Places that a person chose; None for as many from the first on as make a table that is easily read. Those
        that are set to a fixed state now have no columns.
    """
    fixed = {each.target for each in predictions.regime.interventions if each.kind == "do"}
    free = tuple(place for place, column in enumerate(predictions.space.over) if column not in fixed)
    chosen = tuple(place for place in wanted or () if place in free)
    return Outcomes(tuple(variables), free, chosen or _usual(variables, free))


def _usual(variables: Sequence[Variable], free: Sequence[int]) -> tuple[int, ...]:
    chosen: tuple[int, ...] = tuple(free[:1])
    for place in free[1:]:
        if _count(variables, (*chosen, place)) <= USUAL_COLUMNS:
            chosen = (*chosen, place)
    return chosen


def _count(variables: Sequence[Variable], places: Sequence[int]) -> int:
    return prod(variables[place].cardinality for place in places)
