"""Priors that weigh a structure as a whole, and so need all structures listed."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import LISTING_PRIORS, PRIORS, Assumptions
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]


def log_listing_prior(space: HypothesisSpace, allowed: npt.NDArray[np.bool_], assumptions: Assumptions) -> FloatArray:
    """Return the log prior weight of every candidate under "classes" or "depth", not normalised.

    Parameters
    ----------
    space
        The candidates.
    allowed
        bool[n_candidates], which of them the other assumptions leave any weight.
    assumptions
        The prior, and its penalty.

    Returns
    -------
    float64[n_candidates]
        Nats. Under "classes" every Markov equivalence class with an allowed member weighs 1, shared evenly among
        these; under "depth" the penalty is taken to the number of arrows of the longest directed path.
    """
    if assumptions.prior == "depth":
        return longest_paths(space).astype(np.float64) * math.log(assumptions.penalty)
    classes = classes_of(space)
    sharers = np.bincount(classes.number[allowed], minlength=len(classes))
    # A class without an allowed member is not looked up.
    return np.asarray(-np.log(np.maximum(sharers, 1))[classes.number])


def longest_paths(space: HypothesisSpace) -> npt.NDArray[np.uint8]:
    """Return the number of arrows of the longest directed path of every candidate, uint8[n_candidates]."""
    from engine.kernels.enumeration import fill_depths

    depths = np.empty(len(space), dtype=np.uint8)
    fill_depths(space.parents, depths)
    return depths


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
