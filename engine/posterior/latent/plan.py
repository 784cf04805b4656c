"""What has to be worked out for all candidates of a space with hidden variables, each part once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.components import Component, decomposed
from engine.hypotheses.notation import displayed_candidate
from engine.hypotheses.space import HypothesisSpace
from engine.networks.variables import Variable, cardinalities
from engine.posterior.latent.evidence import Method
from engine.posterior.latent.ways import Unfolding
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
RANK: dict[Method, int] = {"closed form": 0, "finite sum": 1, "sampled": 2}


@dataclass(frozen=True, eq=False)
class HiddenPlan:
    """The candidates of a space in which something is hidden, as plain families and components.

    Parameters
    ----------
    numbers
        intp[n_hidden], their numbers in the space.
    plain, masks
        bool[n_hidden, n] and uint8[n_hidden, n]: whether a node is a plain family, and the bit mask of its parents.
    components
        Every component that occurs, once.
    uses
        bool[n_hidden, n_components], which candidate has which.
    """

    numbers: npt.NDArray[np.intp]
    plain: npt.NDArray[np.bool_] = field(repr=False)
    masks: npt.NDArray[np.intp] = field(repr=False)
    components: tuple[Component, ...] = field(repr=False)
    uses: npt.NDArray[np.bool_] = field(repr=False)

    def log_evidence(self, scores: FloatArray, hidden: HiddenScores) -> FloatArray:
        """Return the log evidence of each of these candidates, float64[n_hidden], nats.

        Parameters
        ----------
        scores
            float64[n, 2 ** n], family scores.
        hidden
            The evidence of the components.
        """
        families = scores[np.arange(scores.shape[0]), self.masks]
        plain = np.where(self.plain, families, 0.0).sum(axis=1)
        return np.asarray(plain + self.uses @ hidden.log_evidence)

    def method_of(self, place: int, hidden: HiddenScores) -> Method:
        """Return how the evidence of one of these candidates was found: the weakest of its parts."""
        found = [hidden.methods[part] for part in np.flatnonzero(self.uses[place])]
        return max(found, key=RANK.__getitem__, default="closed form")


@dataclass(frozen=True, eq=False)
class HiddenScores:
    """The evidence of every component of a plan after some rows.

    Parameters
    ----------
    log_evidence, standard_error
        float64[n_components], nats; the error of an exact one is 0. One that was not worked out yet is not a number.
    methods
        How each was found.
    n_terms
        How many terms the finite sums among them have together.
    """

    log_evidence: FloatArray
    standard_error: FloatArray
    methods: tuple[Method, ...]
    n_terms: float = 0.0

    @classmethod
    def of_no_rows(cls, n_components: int) -> HiddenScores:
        """Return the evidence before any rows."""
        methods: list[Method] = ["closed form"] * n_components
        return cls(np.zeros(n_components), np.zeros(n_components), tuple(methods))

    @property
    def to_estimate(self) -> tuple[int, ...]:
        """The components that only an estimate can be had of."""
        return tuple(place for place, method in enumerate(self.methods) if method == "sampled")

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return not self.standard_error.any()

    def with_estimates(self, places: Sequence[int], values: FloatArray, errors: FloatArray) -> HiddenScores:
        """Return the same with some components estimated."""
        logs, spread = self.log_evidence.copy(), self.standard_error.copy()
        logs[list(places)], spread[list(places)] = values, errors
        return HiddenScores(logs, spread, self.methods, self.n_terms)


def refuse_too_large(space: HypothesisSpace, variables: Sequence[Variable]) -> None:
    """Raise InvalidInput when a candidate hides so much that its evidence cannot be worked out.

    Parameters
    ----------
    space
        The candidates.
    variables
        What they are about, in the order of the candidates' nodes.
    """
    plan = plan_for(space)
    cardinality = cardinalities(variables)
    for component in () if plan is None else plan.components:
        try:
            Unfolding(component, cardinality, 1.0, component.districts).refuse_too_large()
        except InvalidInput as fault:
            candidate = next(shape for shape in space.shapes.values() if component in decomposed(shape).components)
            line = displayed_candidate(candidate, [variable.name for variable in variables])
            raise InvalidInput(*(Problem(f'"{line}": {each.what}', each.remedy) for each in fault.problems)) from None


@lru_cache(maxsize=16)
def plan_for(space: HypothesisSpace) -> HiddenPlan | None:
    """Return what has to be worked out for a space; None where nothing is hidden."""
    if not space.has_hidden:
        return None
    numbers = space.hidden_numbers
    parts = [decomposed(space.shapes[int(number)]) for number in numbers]
    components = tuple(dict.fromkeys(component for each in parts for component in each.components))
    place = {component: number for number, component in enumerate(components)}
    plain = np.zeros((len(numbers), space.n), dtype=bool)
    masks = np.zeros((len(numbers), space.n), dtype=np.intp)
    uses = np.zeros((len(numbers), len(components)), dtype=bool)
    for row, each in enumerate(parts):
        for node, mask in each.plain:
            plain[row, node], masks[row, node] = True, mask
        for component in each.components:
            uses[row, place[component]] = True
    return HiddenPlan(numbers, plain, masks, components, uses)


def part_errors(plan: HiddenPlan, hidden: HiddenScores, weights: FloatArray) -> FloatArray | None:
    """Return by how much the error of each component moves every weight, float64[n_candidates, n_components].

    It is one standard error of the component, to first order; 0 for those that are exact, and None where all are.

    Notes
    -----
    An error of one moves all candidates that have it together: the weight w of a candidate changes by
    w (has it - weight of all that have it) for a unit of log evidence.
    """
    if hidden.exact:
        return None
    uses = np.zeros((len(weights), len(plan.components)))
    uses[plan.numbers] = plan.uses
    return np.asarray(np.abs(weights[:, None] * (uses - weights @ uses)) * hidden.standard_error)


def weight_errors(plan: HiddenPlan, hidden: HiddenScores, weights: FloatArray) -> FloatArray | None:
    """Return the standard error of every weight of a space, float64[n_candidates]; None where all are exact.

    Components are estimated independently, so that what they do (`part_errors`) adds up as squares.
    """
    moved = part_errors(plan, hidden, weights)
    return None if moved is None else np.asarray(np.sqrt((moved**2).sum(axis=1)))
