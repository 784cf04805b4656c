"""Interventions, and the regime (set of interventions) under which rows are drawn."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.networks.dag import mask_of
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

Kind = Literal["do", "randomize", "soft"]
# A push leaves a variable so much of its own table.
PUSHED_SHARE = 0.5


@dataclass(frozen=True)
class Intervention:
    """One variable taken out of the hands of its causes, or given another table.

    Parameters
    ----------
    target
        Index of the variable.
    kind
        "do" sets it to `state`; "randomize" draws it from `distribution`, all states alike when that is None;
        "soft" leaves it its causes but replaces its table (Eaton and Murphy 2007).
    state
        Code of the state it is set to, for "do" only.
    distribution
        One probability a state, for "randomize" only.
    table
        The table in force, for "soft" only: its probabilities row by row, parents in the order of the table it
        replaces; None when it is not known, as with recorded rows.
    label
        Tells tables that are not known apart, for "soft" only: rows with the same label had the same table.
    towards
        Code of the state that the variable is pushed towards, for "soft" only: its new table lies halfway between the
        one it replaces and always this state.
    """

    target: int
    kind: Kind
    state: int | None = None
    distribution: tuple[float, ...] | None = None
    table: tuple[float, ...] | None = None
    label: str = ""
    towards: int | None = None

    @property
    def version(self) -> Hashable:
        """What two soft interventions on a variable share exactly when they gave it the same table."""
        if self.towards is not None:
            return ("towards", self.towards)
        return self.label if self.table is None else self.table

    @property
    def is_pushed(self) -> bool:
        """Whether its new table follows from the one it replaces."""
        return self.towards is not None


def do(target: int, state: int) -> Intervention:
    """Set a variable to a state, whatever its causes say (Pearl's do)."""
    return Intervention(target, "do", state=state)


def randomize(target: int, distribution: tuple[float, ...] | None = None) -> Intervention:
    """Draw a variable from a distribution of our own, whatever its causes say; None: all states alike."""
    return Intervention(target, "randomize", distribution=distribution)


def soft(target: int, table: npt.ArrayLike | None = None, label: str = "") -> Intervention:
    """Give a variable another table, from which it still follows its causes.

    Parameters
    ----------
    target
        Index of the variable.
    table
        float[cardinality of each parent ..., cardinality]; None when it is not known.
    label
        Name of a table that is not known, where several must be told apart.
    """
    known = None if table is None else tuple(np.asarray(table, dtype=np.float64).ravel().tolist())
    return Intervention(target, "soft", table=known, label=label if known is None else "")


def push(target: int, towards: int) -> Intervention:
    """Push a variable halfway towards a state: it still follows its causes, by a table between its own and that state.

    Which table that is depends on the network; the candidates know only that it is another one, the same in all rows
    with the same push (Eaton and Murphy 2007).
    """
    return Intervention(target, "soft", towards=towards)


@dataclass(frozen=True)
class Regime:
    """The interventions in force while rows are drawn; none of them is observation.

    Raises
    ------
    InvalidInput
        When one variable is the target of two interventions.
    """

    interventions: tuple[Intervention, ...] = ()

    def __post_init__(self) -> None:
        if len({each.target for each in self.interventions}) < len(self.interventions):
            raise InvalidInput(Problem("one variable is set twice at once", "Set each variable once"))
        ordered = tuple(sorted(self.interventions, key=lambda intervention: intervention.target))
        object.__setattr__(self, "interventions", ordered)

    @property
    def targets(self) -> frozenset[int]:
        """Indices of the variables set or randomised: those cut off from their causes."""
        return frozenset(each.target for each in self.interventions if each.kind != "soft")

    @property
    def changed(self) -> frozenset[int]:
        """Indices of the variables with another table, which still follow their causes."""
        return frozenset(each.target for each in self.interventions if each.kind == "soft")

    @property
    def mask(self) -> int:
        """The targets as a bit mask."""
        return mask_of(self.targets)

    def on(self, target: int) -> Intervention | None:
        """Return the intervention on one variable, or None."""
        return next((found for found in self.interventions if found.target == target), None)

    def with_intervention(self, intervention: Intervention) -> Regime:
        """Return the regime with `intervention` in place of any on the same variable."""
        return Regime((*self.without(intervention.target).interventions, intervention))

    def without(self, target: int) -> Regime:
        """Return the regime with one variable released."""
        return Regime(tuple(kept for kept in self.interventions if kept.target != target))

    def moved(self, places: dict[int, int]) -> Regime:
        """Return the regime with every target renamed by `places`, old index to new."""
        return Regime(tuple(replace(each, target=places[each.target]) for each in self.interventions))


OBSERVATION = Regime()


def regime_problems(regime: Regime, variables: tuple[Variable, ...]) -> tuple[Problem, ...]:
    """Return every way in which a regime does not fit the variables it is about."""
    problems = []
    for each in regime.interventions:
        if not 0 <= each.target < len(variables):
            problems.append(Problem(f"there is no variable number {each.target}", f"There are {len(variables)}"))
            continue
        variable = variables[each.target]
        if each.kind == "do" and not 0 <= (-1 if each.state is None else each.state) < variable.cardinality:
            known = f"Its states have the codes 0 to {variable.cardinality - 1}"
            problems.append(Problem(f"it is set to state {each.state}, which it does not have", known, variable.name))
        if each.towards is not None and not 0 <= each.towards < variable.cardinality:
            known = f"Its states have the codes 0 to {variable.cardinality - 1}"
            problems.append(Problem(f"it is pushed towards state {each.towards}", known, variable.name))
        if each.distribution is not None and not _fits(each.distribution, variable.cardinality):
            problems.append(
                Problem(
                    "the distribution to draw it from does not fit",
                    f"Give {variable.cardinality} probabilities that add up to 1",
                    variable.name,
                )
            )
        if each.table is not None and not _is_table(each.table, variable.cardinality):
            what, remedy = "its new table does not fit", f"Give rows of {variable.cardinality} that add up to 1"
            problems.append(Problem(what, remedy, variable.name))
    return tuple(problems)


def _fits(distribution: tuple[float, ...], cardinality: int) -> bool:
    return len(distribution) == cardinality and min(distribution) >= 0 and abs(sum(distribution) - 1) <= 1e-6


def _is_table(table: tuple[float, ...], cardinality: int) -> bool:
    rows = [table[start : start + cardinality] for start in range(0, len(table), cardinality)]
    return bool(rows) and all(_fits(row, cardinality) for row in rows)
