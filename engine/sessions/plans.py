"""A plan of several experiments: what is to be done one after another, before any of it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from engine.networks.interventions import OBSERVATION, Intervention, Regime, regime_problems
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

LONGEST = 1000
MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class PlannedStep:
    """One experiment of a plan.

    Parameters
    ----------
    regime
        What is set by hand; nothing where rows are only watched. Targets are columns of the data.
    rows
        How many rows are drawn.

    Raises
    ------
    InvalidInput
        When the number of rows is not from 1 to 1,000,000.
    """

    regime: Regime = OBSERVATION
    rows: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.rows <= MOST_ROWS:
            what = f"a step of the plan has {self.rows:,} rows"
            raise InvalidInput(Problem(what, f"Give it between 1 and {MOST_ROWS:,}"))


Plan: TypeAlias = tuple[PlannedStep, ...]


def check_plan(plan: Plan, variables: Sequence[Variable]) -> None:
    """Raise InvalidInput when a plan is too long, or does what nobody can do to these variables by hand."""
    if len(plan) > LONGEST:
        raise InvalidInput(Problem(f"the plan has {len(plan):,} steps", f"It holds up to {LONGEST:,}"))
    for number, step in enumerate(plan, start=1):
        if problems := regime_problems(step.regime, tuple(variables)):
            raise InvalidInput(*problems).within(f"step {number} of the plan")
        for each in step.regime.interventions:
            if each.kind == "soft" and not each.is_pushed:
                what = f"step {number} of the plan gives {variables[each.target].name} another table"
                raise InvalidInput(Problem(what, "Set it, randomise it or push it towards a state"))


def moved_plan(plan: Plan, before: Sequence[Variable], after: Sequence[Variable], names: Mapping[str, str]) -> Plan:
    """Return a plan for other variables.

    Parameters
    ----------
    plan
        Steps over `before`.
    before, after
        The measured variables as they were and as they are.
    names
        The names that variables have now, by those that they had.

    Returns
    -------
    Plan
        Without the steps that act on a variable, or on a state of one, that is gone.
    """
    places = {variable.name: place for place, variable in enumerate(after)}
    kept: list[PlannedStep] = []
    for step in plan:
        found = [_moved(each, before, after, places, names) for each in step.regime.interventions]
        still = tuple(each for each in found if each is not None)
        if len(still) == len(found):
            kept.append(PlannedStep(Regime(still), step.rows))
    return tuple(kept)


def _moved(
    intervention: Intervention,
    before: Sequence[Variable],
    after: Sequence[Variable],
    places: Mapping[str, int],
    names: Mapping[str, str],
) -> Intervention | None:
    old = before[intervention.target]
    place = places.get(names.get(old.name, ""))
    if place is None:
        return None
    states = after[place].states

    def code(known: int | None) -> int | None:
        return None if known is None else states.index(old.states[known])

    if intervention.distribution is not None and states != old.states:
        return None
    try:
        return replace(intervention, target=place, state=code(intervention.state), towards=code(intervention.towards))
    except ValueError:
        return None
