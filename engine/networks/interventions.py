"""Interventions, and the regime (set of interventions) under which rows are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.networks.dag import mask_of
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

Kind = Literal["do", "randomize"]


@dataclass(frozen=True)
class Intervention:
    """One variable taken out of the hands of its causes.

    Parameters
    ----------
    target
        Index of the variable.
    kind
        "do" sets it to `state`; "randomize" draws it from `distribution`, all states alike when that is None.
    state
        Code of the state it is set to, for "do" only.
    distribution
        One probability a state, for "randomize" only.
    """

    target: int
    kind: Kind
    state: int | None = None
    distribution: tuple[float, ...] | None = None


def do(target: int, state: int) -> Intervention:
    """Set a variable to a state, whatever its causes say (Pearl's do)."""
    return Intervention(target, "do", state=state)


def randomize(target: int, distribution: tuple[float, ...] | None = None) -> Intervention:
    """Draw a variable from a distribution of our own, whatever its causes say; None: all states alike."""
    return Intervention(target, "randomize", distribution=distribution)


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
        if len(self.targets) < len(self.interventions):
            raise InvalidInput(Problem("one variable is set twice at once", "Set each variable once"))
        ordered = tuple(sorted(self.interventions, key=lambda intervention: intervention.target))
        object.__setattr__(self, "interventions", ordered)

    @property
    def targets(self) -> frozenset[int]:
        """Indices of the variables set or randomised."""
        return frozenset(intervention.target for intervention in self.interventions)

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
        return Regime(
            tuple(
                Intervention(places[each.target], each.kind, each.state, each.distribution)
                for each in self.interventions
            )
        )


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
        if each.distribution is not None and not _fits(each.distribution, variable.cardinality):
            problems.append(
                Problem(
                    "the distribution to draw it from does not fit",
                    f"Give {variable.cardinality} probabilities that add up to 1",
                    variable.name,
                )
            )
    return tuple(problems)


def _fits(distribution: tuple[float, ...], cardinality: int) -> bool:
    return len(distribution) == cardinality and min(distribution) >= 0 and abs(sum(distribution) - 1) <= 1e-6
