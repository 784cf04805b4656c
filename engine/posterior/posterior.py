"""The posterior over candidate structures."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.hypotheses.dags import Parents
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.dag_sums import DagSums, sum_over_dags

FloatArray = npt.NDArray[np.float64]
Method = Literal["enumeration", "sampling"]
# From so many candidates on, arrows come from sums over sets of nodes where they can: a pass takes too long.
MANY = 1_000_000
BLOCK = 4096
# A weight that rounding would make 0 is kept at this: 0 is only what the assumptions rule out.
LEAST_WEIGHT = 1e-300
# What differs by less, as a share, differs by rounding alone.
LEVEL = 1e-9


@dataclass(frozen=True, eq=False)
class Posterior:
    """Belief over the candidates of a space after some data.

    Parameters
    ----------
    space
        The candidates.
    weights
        float64[n_candidates], the posterior probability of each; they sum to one. Only what the prior rules out has 0:
        what is too small for a double has `LEAST_WEIGHT`, or less by as many as share the rest.
    log_evidence
        Natural log of the probability of the data, averaged over the candidates by a prior that sums to one.
    method
        How it was computed; "enumeration" is exact, "sampling" says that some candidates' evidence was estimated.
    entropy
        Shannon entropy of the weights in nats where it is known already.
    families
        float64[n, 2 ** n], log weight of every family, when the candidates are all DAGs and each has the product
        of the weights of its families.
    errors
        float64[n_candidates], the standard error of each weight; None where all are exact.
    """

    space: HypothesisSpace
    weights: FloatArray
    log_evidence: float
    method: Method = "enumeration"
    entropy: float | None = None
    families: FloatArray | None = field(default=None, repr=False)
    errors: FloatArray | None = field(default=None, repr=False)

    @property
    def exact(self) -> bool:
        """Whether the numbers are exact up to rounding."""
        return self.errors is None

    @cached_property
    def edge_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability of i -> j."""
        if self._sums is not None:
            return self._sums.edge_probabilities
        return _averaged(self.weights, self.space.parents)

    @cached_property
    def ancestor_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability that a directed path leads from i to j."""
        if self._sums is not None:
            return self._sums.ancestor_probabilities
        return _averaged(self.weights, self.space.ancestor_masks)

    @cached_property
    def entropy_bits(self) -> float:
        """Shannon entropy of the weights in bits: how much is still open."""
        if self.entropy is not None:
            return max(0.0, self.entropy / math.log(2))
        return entropy_bits(self.weights)

    @property
    def effective_number(self) -> float:
        """How many candidates of equal weight would be as open as these: 2 to the entropy in bits."""
        return float(2.0**self.entropy_bits)

    def ranked(self, count: int) -> tuple[int, ...]:
        """Return the numbers of the `count` most probable candidates, as `heaviest` orders them."""
        return heaviest(self.weights, count)

    def leaders(self) -> tuple[int, ...]:
        """Return the numbers of all candidates that are level with the most probable: their weights agree to 1e-9."""
        return level_at_the_top(self.weights)

    @cached_property
    def _sums(self) -> DagSums | None:
        if self.families is None or len(self.space) < MANY:
            return None
        *_, last = sum_over_dags(self.families, threads=1)
        return last.partial if last.partial is not None and last.partial.trusted else None


def heaviest(weights: FloatArray, count: int) -> tuple[int, ...]:
    """Return the places of the `count` largest weights, the largest first, ties in the order given.

    Equivalent candidates have equal weights up to rounding, and rounding must not decide who comes first:
    weights that agree to nine digits are a tie.
    """
    chosen = _contenders(weights, count)
    with np.errstate(divide="ignore"):
        rounded = np.round(np.log(weights[chosen]), 9)
    order = np.argsort(-rounded, kind="stable")[:count]
    return tuple(int(place) for place in chosen[order])


def level_at_the_top(weights: FloatArray) -> tuple[int, ...]:
    """Return the places of all weights that agree with the largest to 1e-9, in order."""
    return tuple(np.flatnonzero(weights >= weights.max() * (1 - LEVEL)).tolist())


def shares_of_logs(logs: FloatArray) -> FloatArray:
    """Return e to each of these logs of shares, at most 1; `LEAST_WEIGHT` at least, but for minus infinity."""
    return np.where(np.isneginf(logs), 0.0, np.clip(np.exp(logs), LEAST_WEIGHT, 1.0))


def entropy_bits(weights: npt.NDArray[np.floating]) -> float:
    """Return the Shannon entropy of probabilities that sum to one, in bits."""
    positive = weights[weights > 0].astype(np.float64)
    return max(0.0, float(-(positive * np.log2(positive)).sum()))


def _contenders(weights: FloatArray, count: int) -> npt.NDArray[np.intp]:
    # The heaviest of each block bound the last weight that can count; few blocks then need a closer look.
    if count < 1 or len(weights) <= max(BLOCK, count):
        return np.arange(len(weights))
    starts = np.arange(0, len(weights), BLOCK)
    highest = np.sort(np.maximum.reduceat(weights, starts))
    if count > len(highest):
        return np.arange(len(weights))
    # Less by more than what rounding to nine digits can hide.
    return np.flatnonzero(weights >= highest[-count] * (1 - 1e-8))


def _averaged(weights: FloatArray, masks: Parents) -> FloatArray:
    # Weights are added up by mask first: there are far fewer masks than candidates.
    n = masks.shape[1]
    members = np.arange(1 << n)[:, None] >> np.arange(n) & 1
    averaged: FloatArray = np.ascontiguousarray((weights_by_mask(weights, masks) @ members).T)
    return averaged


def weights_by_mask(weights: FloatArray, masks: Parents) -> FloatArray:
    """Return the summed weight of the candidates that have each bit mask at each node, float64[n, 2 ** n].

    Parameters
    ----------
    weights
        float64[n_candidates].
    masks
        uint8[n_candidates, n], of parents or of ancestors.
    """
    from engine.kernels.enumeration import tally_mask_pairs, tally_masks

    count, n = masks.shape
    if count < MANY or n % 2:
        by_mask = np.zeros((n, 1 << n))
        tally_masks(masks, weights, by_mask)
        return by_mask
    by_pair = np.zeros((2, n // 2, 1 << n, 1 << n))
    tally_mask_pairs(masks, weights, by_pair)
    first, second = by_pair.sum(axis=(0, 3)), by_pair.sum(axis=(0, 2))
    return np.stack([first, second], axis=1).reshape(n, 1 << n)
