"""How probable it is that one variable acts on another, for every pair: by an arrow, or over any path."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.posterior.digest import Belief
from engine.posterior.latent.plan import HiddenScores, plan_for
from engine.posterior.latent.summary_errors import summary_errors
from engine.posterior.posterior import Posterior

FloatArray = npt.NDArray[np.float64]
# An arrow from one to the other, or a directed path of any length.
Relation = Literal["edge", "ancestor"]


@dataclass(frozen=True, eq=False)
class Links:
    """What belief says of every pair of variables.

    Parameters
    ----------
    edges, ancestors
        float64[n, n]; entry [i, j] is the probability of i -> j, and of a directed path from i to j.
    edge_errors, ancestor_errors
        float64[n, n], their standard errors; 0 where they are exact.
    method
        How they were found: "enumeration", "sampling" or "dynamic programming".
    """

    edges: FloatArray = field(repr=False)
    ancestors: FloatArray = field(repr=False)
    edge_errors: FloatArray = field(repr=False)
    ancestor_errors: FloatArray = field(repr=False)
    method: str

    @property
    def n(self) -> int:
        """The number of variables."""
        return len(self.edges)

    @cached_property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return not (self.edge_errors.any() or self.ancestor_errors.any())

    def probabilities(self, relation: Relation) -> FloatArray:
        """Return the probabilities of one kind of link, float64[n, n]."""
        return self.edges if relation == "edge" else self.ancestors

    def errors(self, relation: Relation) -> FloatArray:
        """Return the standard errors of `probabilities`, float64[n, n]."""
        return self.edge_errors if relation == "edge" else self.ancestor_errors


def links_of(belief: Belief, hidden: HiddenScores | None = None) -> Links:
    """Return what belief says of every pair.

    Parameters
    ----------
    belief
        At any moment, found by any method.
    hidden
        The evidence of what candidates hide at that moment, from which errors follow; None where nothing is hidden.

    Notes
    -----
    A pass over all candidates: a millisecond for five variables. For six the first pass that asks for ancestors takes
    a fifth of a second.
    """
    edges, ancestors = belief.edge_probabilities, belief.ancestor_probabilities
    nothing = np.zeros_like(edges)
    if not isinstance(belief, Posterior) or belief.exact or hidden is None:
        return Links(edges, ancestors, nothing, nothing, belief.method)
    plan, space = plan_for(belief.space), belief.space
    present = (each.astype(np.float64) for each in (space.edges, space.ancestors))
    errors = [summary_errors(plan, hidden, belief.weights, each) for each in present]
    return Links(edges, ancestors, errors[0], errors[1], belief.method)
