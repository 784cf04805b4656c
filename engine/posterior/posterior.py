"""The posterior over candidate structures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import HypothesisSpace

FloatArray = npt.NDArray[np.float64]
Method = Literal["enumeration"]


@dataclass(frozen=True, eq=False)
class Posterior:
    """Belief over the candidates of a space after some data.

    Parameters
    ----------
    space
        The candidates.
    weights
        float64[n_candidates], the posterior probability of each; they sum to one.
    log_evidence
        Natural log of the probability of the data, averaged over the candidates by a prior that sums to one.
    method
        How it was computed; "enumeration" is exact.
    """

    space: HypothesisSpace
    weights: FloatArray
    log_evidence: float
    method: Method = "enumeration"

    @property
    def exact(self) -> bool:
        """Whether the numbers are exact up to rounding."""
        return True

    @cached_property
    def edge_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability of i -> j."""
        return _averaged(self.weights, self.space.edges)

    @cached_property
    def ancestor_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability that a directed path leads from i to j."""
        return _averaged(self.weights, self.space.ancestors)

    @cached_property
    def entropy_bits(self) -> float:
        """Shannon entropy of the weights in bits: how much is still open."""
        return entropy_bits(self.weights)

    def ranked(self, count: int) -> tuple[int, ...]:
        """Return the numbers of the `count` most probable candidates, as `heaviest` orders them."""
        return heaviest(self.weights, count)


def heaviest(weights: FloatArray, count: int) -> tuple[int, ...]:
    """Return the places of the `count` largest weights, the largest first, ties in the order given.

    Equivalent candidates have equal weights up to rounding, and rounding must not decide who comes first:
    weights that agree to nine digits are a tie.
    """
    with np.errstate(divide="ignore"):
        rounded = np.round(np.log(weights), 9)
    order = np.argsort(-rounded, kind="stable")[:count]
    return tuple(int(place) for place in order)


def entropy_bits(weights: npt.NDArray[np.floating]) -> float:
    """Return the Shannon entropy of probabilities that sum to one, in bits."""
    positive = weights[weights > 0].astype(np.float64)
    return max(0.0, float(-(positive * np.log2(positive)).sum()))


def _averaged(weights: FloatArray, relation: npt.NDArray[np.bool_]) -> FloatArray:
    averaged: FloatArray = np.einsum("g,gij->ij", weights, relation)
    return averaged
