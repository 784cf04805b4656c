"""Priors that weigh a structure as a whole, and so need all structures listed."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.districts import projected_districts, projected_parents
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import Dag, bits
from engine.posterior.assumptions import LISTING_PRIORS, PRIORS, UNRELATED_PAIRS, Assumptions
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]


def log_listing_prior(space: HypothesisSpace, allowed: npt.NDArray[np.bool_], assumptions: Assumptions) -> FloatArray:
    """Return the log prior weight of every candidate under a prior that needs them listed, not normalised.

    Parameters
    ----------
    space
        The candidates.
    allowed
        bool[n_candidates], which of them the other assumptions leave any weight.
    assumptions
        The prior, and its penalty or weights.

    Returns
    -------
    float64[n_candidates]
        Nats. Under "classes" every equivalence class with an allowed member weighs 1, shared evenly among these;
        under "depth" the penalty is taken to the number of arrows of the longest directed path; under "orders" a
        candidate weighs as many as there are orders of the variables in which causes come before effects.

    Raises
    ------
    InvalidInput
        When there are not as many weights of one's own as candidates.
    """
    if assumptions.prior == "depth":
        return longest_paths(space).astype(np.float64) * math.log(assumptions.penalty)
    if assumptions.prior == "orders":
        return np.asarray(np.log(order_counts(space).astype(np.float64)))
    if assumptions.prior == "own":
        return _log_own(space, assumptions)
    if assumptions.prior in UNRELATED_PAIRS:
        return _log_by_pairs(space, allowed, UNRELATED_PAIRS[assumptions.prior])
    classes = classes_of(space)
    return _shared(classes.number, allowed)


def _log_own(space: HypothesisSpace, assumptions: Assumptions) -> FloatArray:
    if len(assumptions.weights) != len(space):
        what = f"there are {len(assumptions.weights)} weights for {len(space)} candidates"
        raise InvalidInput(Problem(what, "Give each candidate a weight of 0 or more"))
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.array(assumptions.weights)))


def _log_by_pairs(space: HypothesisSpace, allowed: npt.NDArray[np.bool_], unrelated: float) -> FloatArray:
    pairs = related_pairs(space)
    related = np.bitwise_count(pairs)
    log_pairs = related * math.log1p(-unrelated) + (space.n * (space.n - 1) // 2 - related) * math.log(unrelated)
    return np.asarray(log_pairs + _shared(pairs, allowed))


def _shared(groups: npt.NDArray[np.integer], allowed: npt.NDArray[np.bool_]) -> FloatArray:
    # One unit a group, shared among its allowed members; a group without any is not looked up.
    sharers = np.bincount(groups[allowed], minlength=int(groups.max()) + 1)
    return np.asarray(-np.log(np.maximum(sharers, 1))[groups])


def related_pairs(space: HypothesisSpace) -> npt.NDArray[np.int32]:
    """Return which pairs of seen variables have an arrow or a hidden variable between them, int32[n_candidates].

    Bit p stands for the p-th pair (i, j), i < j, in lexicographic order.
    """
    found = np.zeros(len(space), dtype=np.int32)
    parents = space.parents
    pairs = list(combinations(range(space.n), 2))
    for place, (one, other) in enumerate(pairs):
        linked = (parents[:, other] >> one | parents[:, one] >> other) & 1
        found |= linked.astype(np.int32) << place
    for number, shape in space.shapes.items():
        hidden = range(shape.n, shape.graph.n)
        passed = projected_parents(shape.graph.parents, hidden)
        shared = projected_districts(shape.n, shape.graph.parents, hidden)
        for place, (one, other) in enumerate(pairs):
            if passed[other] >> one & 1 or passed[one] >> other & 1 or (one, other) in shared:
                found[number] |= 1 << place
    return found


def order_counts(space: HypothesisSpace) -> npt.NDArray[np.int64]:
    """Return how many orders of the seen variables put all causes before their effects, int64[n_candidates]."""
    from engine.kernels.enumeration import fill_order_counts

    counts = np.empty(len(space), dtype=np.int64)
    fill_order_counts(space.ancestor_masks, counts)
    return counts


def longest_paths(space: HypothesisSpace) -> npt.NDArray[np.uint8]:
    """Return the number of arrows of the longest directed path of every candidate, uint8[n_candidates]."""
    from engine.kernels.enumeration import fill_depths

    depths = np.empty(len(space), dtype=np.uint8)
    fill_depths(space.parents, depths)
    for number, shape in space.shapes.items():
        depths[number] = _longest_path(shape.graph)
    return depths


def _longest_path(dag: Dag) -> int:
    longest = [0] * dag.n
    for node in dag.topological_order:
        longest[node] = max((longest[parent] + 1 for parent in bits(dag.parents[node])), default=0)
    return max(longest)


def refuse_listing_prior(assumptions: Assumptions) -> None:
    """Raise InvalidInput for a prior that can be had by enumeration only."""
    if assumptions.needs_listing:
        others = ", ".join(f'"{name}"' for name in PRIORS if name not in LISTING_PRIORS)
        raise InvalidInput(
            Problem(
                f'the prior "{assumptions.prior}" weighs every structure as a whole, which only enumeration can do',
                f"Choose enumeration and at most {LARGEST} variables, or one of the priors {others}",
            )
        )
