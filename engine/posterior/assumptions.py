"""What is assumed before any data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from engine.problems import InvalidInput, Problem

Arrow: TypeAlias = tuple[str, str]
PriorName: TypeAlias = Literal[
    "uniform", "edges", "parents", "classes", "depth", "orders", "scientist", "pundit", "own"
]
PRIORS: tuple[str, ...] = get_args(PriorName)
# The others are a product over variables, one factor a family.
LISTING_PRIORS = ("classes", "depth", "orders", "scientist", "pundit", "own")
# Probability, before any data, that two variables have nothing to do with one another.
UNRELATED_PAIRS: Mapping[str, float] = {"scientist": 0.8, "pundit": 0.05}

# Shared out among the cells of a table, a size beyond these would round to nothing or run over.
SMALLEST_SIZE, LARGEST_SIZE = 1e-300, 1e300


@dataclass(frozen=True)
class Assumptions:
    """What scores and weights start from.

    Parameters
    ----------
    equivalent_sample_size
        Strength of the Dirichlet prior in rows (BDeu); from 1e-300 to 1e300.
    prior
        Rule for the weights before any data: "uniform" gives every structure the same; "edges" multiplies by
        `penalty` for every arrow; "parents" gives every number of parents the same; "classes" gives every Markov
        equivalence class the same, shared among its members; "depth" multiplies by `penalty` for every arrow of
        the longest directed path; "orders" counts each structure once for every order of the variables that it
        allows; "scientist" and "pundit" take two variables to be unrelated with probability 0.8 and 0.05, whatever
        other pairs are, and share the weight of a set of related pairs evenly among its structures; "own" takes
        `weights`. From "classes" on they ask for structures that are listed, 6 variables at most.
    max_parents
        Structures in which a variable has more parents get no weight; None for no limit.
    penalty
        Factor under "edges" and "depth", above 0.
    required, forbidden
        Arrows, as (cause, effect), that every structure must have, or must not.
    tiers
        Groups of variables in the order of time: none has a parent in a later group. Variables of no group may
        have any.
    weights
        Under "own" the weight of every candidate of a list, in its order; they need not sum to one.

    Raises
    ------
    InvalidInput
        When a value is out of range, or a variable stands in two tiers.
    """

    equivalent_sample_size: float = 1.0
    prior: str = "uniform"
    max_parents: int | None = None
    penalty: float = 0.5
    required: tuple[Arrow, ...] = ()
    forbidden: tuple[Arrow, ...] = ()
    tiers: tuple[tuple[str, ...], ...] = ()
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        problems = []
        size = self.equivalent_sample_size
        if not SMALLEST_SIZE <= size <= LARGEST_SIZE:
            remedy = "It must be a number above 0" if not size > 0 else "Choose one nearer to 1"
            problems.append(Problem(f"the equivalent sample size is {size}", remedy))
        if self.prior not in PRIORS:
            known = ", ".join(f'"{name}"' for name in PRIORS)
            problems.append(Problem(f'there is no prior called "{self.prior}"', f"There are: {known}"))
        if self.max_parents is not None and self.max_parents < 0:
            problems.append(Problem(f"at most {self.max_parents} parents were asked for", "Ask for 0 or more"))
        if not (math.isfinite(self.penalty) and self.penalty > 0):
            problems.append(Problem(f"the factor for an arrow is {self.penalty}", "It must be above 0"))
        placed = [name for tier in self.tiers for name in tier]
        for name in dict.fromkeys(name for name in placed if placed.count(name) > 1):
            problems.append(Problem(f"{name} stands in two tiers", "Name each variable once"))
        problems.extend(self._weight_problems())
        if problems:
            raise InvalidInput(*problems)

    @property
    def needs_listing(self) -> bool:
        """Whether weights before any data can be had only where all structures are listed."""
        return self.prior in LISTING_PRIORS

    @property
    def has_arrow_rules(self) -> bool:
        """Whether single arrows are required or ruled out."""
        return bool(self.required or self.forbidden or self.tiers)

    def _weight_problems(self) -> list[Problem]:
        if self.prior != "own":
            return []
        if not self.weights:
            return [Problem("the weights of one's own are missing", "Give each candidate a weight of 0 or more")]
        if any(not math.isfinite(weight) or weight < 0 for weight in self.weights):
            wrong = next(weight for weight in self.weights if not math.isfinite(weight) or weight < 0)
            return [Problem(f"a candidate has the weight {wrong:g}", "Give each candidate a weight of 0 or more")]
        if not any(self.weights):
            return [Problem("every candidate has the weight 0", "Give at least one of them a weight above 0")]
        return []
