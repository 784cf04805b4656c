"""Whether assumptions leave a candidate at all, found without weighing any: for whoever reads a file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.posterior.arrow_rules import FamilyPrior, log_shape_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.class_priors import refuse_listing_prior
from engine.problems import InvalidInput, Problem


def check_prior(space: Hypotheses, names: Sequence[str], assumptions: Assumptions) -> None:
    """Raise InvalidInput when assumptions name unknown variables, contradict one another or leave no candidate.

    Notes
    -----
    One look at every candidate of a list, none at those of all DAGs; nothing is compiled for it.
    """
    rules = FamilyPrior.of(names, assumptions)
    if not isinstance(space, HypothesisSpace):
        refuse_listing_prior(assumptions)
    if assumptions.prior == "own" and isinstance(space, HypothesisSpace):
        left = allowed_candidates(space, names, assumptions) & _weighed(space, assumptions)
    elif space.complete or not isinstance(space, HypothesisSpace):
        # The graph of the required arrows alone has the fewest parents of all that are left.
        most = space.n if assumptions.max_parents is None else assumptions.max_parents
        left = np.array([all(mask.bit_count() <= most for mask in rules.required)])
    else:
        left = allowed_candidates(space, names, assumptions)
    if not left.any():
        raise InvalidInput(
            Problem("the assumptions leave no candidate with any weight", "Allow more arrows or list other candidates")
        )


def allowed_candidates(space: HypothesisSpace, names: Sequence[str], assumptions: Assumptions) -> npt.NDArray[np.bool_]:
    """Return which candidates the rules about arrows and the largest number of parents leave, bool[n_candidates].

    Raises
    ------
    InvalidInput
        When the rules name unknown variables or contradict one another.
    """
    rules = FamilyPrior.of(names, assumptions)
    most = space.n if assumptions.max_parents is None else assumptions.max_parents
    required, forbidden = (np.array(masks, dtype=np.uint8) for masks in (rules.required, rules.forbidden))
    parents = space.parents
    broken = (required & ~parents) | (forbidden & parents)
    allowed: npt.NDArray[np.bool_] = np.logical_not(broken.any(axis=1)) & (np.bitwise_count(parents) <= most).all(
        axis=1
    )
    for number, shape in space.shapes.items():
        allowed[number] = np.isfinite(log_shape_prior(shape, names, assumptions))
    return allowed


def _weighed(space: HypothesisSpace, assumptions: Assumptions) -> npt.NDArray[np.bool_]:
    if len(assumptions.weights) != len(space):
        what = f"there are {len(assumptions.weights)} weights for {len(space)} candidates"
        raise InvalidInput(Problem(what, "Give each candidate a weight of 0 or more"))
    return np.asarray(np.array(assumptions.weights) > 0)
