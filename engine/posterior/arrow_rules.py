"""Which families a prior allows, and how it weighs them: priors that are a product over variables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate
from engine.networks.dag import CycleError, Dag, bits
from engine.posterior.assumptions import Arrow, Assumptions
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FamilyPrior:
    """The log prior weight of every family, worked out one node at a time.

    Parameters
    ----------
    required, forbidden
        Bit masks of the parents that every node must have, and must not.
    by_parents
        float64[n + 1], log weight by number of parents; minus infinity beyond the largest number.
    """

    required: tuple[int, ...]
    forbidden: tuple[int, ...]
    by_parents: FloatArray

    @classmethod
    def of(cls, names: Sequence[str], assumptions: Assumptions) -> FamilyPrior:
        """Return the prior that assumptions make for named variables; raise InvalidInput when they make none."""
        required, forbidden = _masks(names, assumptions)
        by_parents = log_weight_by_parents(len(names), assumptions)
        if assumptions.max_parents is not None:
            by_parents[assumptions.max_parents + 1 :] = -np.inf
        return cls(tuple(required), tuple(forbidden), by_parents)

    @property
    def flat(self) -> bool:
        """Whether every family weighs 1."""
        return not any(self.required) and not any(self.forbidden) and not self.by_parents.any()

    def node(self, node: int) -> FloatArray:
        """Return the log weights of the parent sets of one node, float64[2 ** n]."""
        masks = np.arange(1 << len(self.required))
        required, excluded = self.required[node], self.forbidden[node] | 1 << node
        weights = self.by_parents[np.bitwise_count(masks)]
        weights[(masks & (required | excluded)) != required] = -np.inf
        return weights


def log_prior_of(dag: Dag, prior: FamilyPrior) -> float:
    """Return the log prior weight of one DAG, not normalised, nats; minus infinity where it is ruled out."""
    total = 0.0
    for node, mask in enumerate(dag.parents):
        if mask & prior.forbidden[node] or prior.required[node] & ~mask:
            return -math.inf
        total += float(prior.by_parents[mask.bit_count()])
    return total


def log_family_prior(names: Sequence[str], assumptions: Assumptions) -> FloatArray:
    """Return the log prior weight of every family, not normalised.

    Parameters
    ----------
    names
        Names of the variables, in order.
    assumptions
        Prior, largest number of parents, required and forbidden arrows, tiers.

    Returns
    -------
    float64[n, 2 ** n]
        Nats; minus infinity for families that are ruled out, and where a variable would be its own parent. The
        weight of a DAG is the product over its families.

    Raises
    ------
    InvalidInput
        When a rule names an unknown variable, an arrow is both required and forbidden, or the required arrows
        close a circle.
    """
    prior = FamilyPrior.of(names, assumptions)
    return np.array([prior.node(node) for node in range(len(names))]).reshape(len(names), 1 << len(names))


def log_shape_prior(shape: Candidate, names: Sequence[str], assumptions: Assumptions) -> float:
    """Return the log prior weight of a candidate in which something is hidden, not normalised, nats.

    Hidden variables count as parents, and what causes them as theirs; rules about single arrows look at those between
    what is seen.

    Raises
    ------
    InvalidInput
        As for `log_family_prior`.
    """
    prior = FamilyPrior.of(names, assumptions)
    by_parents = log_weight_by_parents(shape.graph.n, assumptions)
    if assumptions.max_parents is not None:
        by_parents[assumptions.max_parents + 1 :] = -np.inf
    for node, mask in enumerate(shape.seen.parents):
        if mask & prior.forbidden[node] or prior.required[node] & ~mask:
            return -math.inf
    return float(sum(by_parents[mask.bit_count()] for mask in shape.graph.parents))


def log_weight_by_parents(n: int, assumptions: Assumptions) -> FloatArray:
    """Return the log weight of a family by its number of parents, float64[n + 1], rules left aside.

    "uniform" weighs all alike. "edges" multiplies by `penalty` for every arrow. "parents" shares one unit among
    the families of a variable by their number of parents: 1 / (number of sets of that size) each (Friedman and
    Koller 2003).
    """
    counts = np.arange(n + 1)
    if assumptions.prior == "edges":
        return np.asarray(counts * math.log(assumptions.penalty))
    if assumptions.prior == "parents":
        return np.array([-math.log(math.comb(max(n - 1, 0), int(k))) if k < n else 0.0 for k in counts])
    return np.zeros(n + 1)


def log_total_prior(names: Sequence[str], assumptions: Assumptions) -> float | None:
    """Return the log of the prior's sum over all DAGs, or None when arrow rules make it depend on which is which.

    Notes
    -----
    Without rules about single arrows the weight of a family depends on its size alone, and the sum over sinks
    (Robinson 1973) needs only sizes. It is done in fractions: its terms cancel.
    """
    if assumptions.required or assumptions.forbidden or assumptions.tiers:
        return None
    n = len(names)
    most = n if assumptions.max_parents is None else min(n, assumptions.max_parents)
    by_size = [Fraction(math.exp(weight)) for weight in log_weight_by_parents(n, assumptions)]
    within = [sum((math.comb(u, k) * by_size[k] for k in range(min(u, most) + 1)), Fraction(0)) for u in range(n)]
    totals = [Fraction(1)]
    for size in range(1, n + 1):
        terms = (
            (-1) ** (sinks + 1) * math.comb(size, sinks) * within[size - sinks] ** sinks * totals[size - sinks]
            for sinks in range(1, size + 1)
        )
        totals.append(sum(terms, Fraction(0)))
    return _log(totals[n])


def _log(value: Fraction) -> float:
    # Numerators of hundreds of digits are too large for a double, their logs are not.
    return math.log(value.numerator) - math.log(value.denominator)


def _masks(names: Sequence[str], assumptions: Assumptions) -> tuple[list[int], list[int]]:
    places = {name: place for place, name in enumerate(names)}
    problems = _unknown(places, assumptions)
    if problems:
        raise InvalidInput(*problems)
    required, forbidden = [0] * len(names), [0] * len(names)
    for parent, child in assumptions.required:
        required[places[child]] |= 1 << places[parent]
    for parent, child in assumptions.forbidden:
        forbidden[places[child]] |= 1 << places[parent]
    for earlier, tier in enumerate(assumptions.tiers):
        later = [name for after in assumptions.tiers[earlier + 1 :] for name in after]
        for child in tier:
            for parent in later:
                forbidden[places[child]] |= 1 << places[parent]
    for node, name in enumerate(names):
        for place in bits(required[node] & forbidden[node]):
            what = f"{names[place]} -> {name} is both required and ruled out"
            problems.append(Problem(what, "Leave one of the rules away"))
    try:
        Dag(tuple(required))
    except CycleError as error:
        circle = ", ".join(names[node] for node in error.cycle)
        problems.append(Problem(f"the required arrows close a circle: {circle}", "Leave one of them away"))
    if problems:
        raise InvalidInput(*problems)
    return required, forbidden


def _unknown(places: dict[str, int], assumptions: Assumptions) -> list[Problem]:
    arrows: tuple[Arrow, ...] = (*assumptions.required, *assumptions.forbidden)
    named = [name for arrow in arrows for name in arrow] + [name for tier in assumptions.tiers for name in tier]
    known = ", ".join(places)
    unknown = dict.fromkeys(name for name in named if name not in places)
    return [Problem(f'"{name}" is not a variable', f"The variables are: {known}") for name in unknown]
