"""How far off sums over weights are where the evidence of what is hidden was estimated."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.posterior.latent.plan import HiddenPlan, HiddenScores

FloatArray = npt.NDArray[np.float64]


def summary_errors(
    plan: HiddenPlan | None, hidden: HiddenScores | None, weights: FloatArray, values: FloatArray
) -> FloatArray:
    """Return the standard errors of sums of one value a candidate over the weights.

    Parameters
    ----------
    plan, hidden
        What had to be worked out, and what came of it; None where nothing is hidden.
    weights
        float64[n_candidates], posterior probabilities.
    values
        float64[n_candidates, ...], what is summed: 1 for the candidates with an arrow and 0 for others gives the
        error of its probability. Those of candidates without weight do not count.

    Returns
    -------
    float64[...]
        0 where all is exact.

    Notes
    -----
    To first order, as `weight_errors`: a unit of log evidence more of one part changes the sum of v w by the
    covariance of v with having that part.
    """
    if plan is None or hidden is None or hidden.exact:
        return np.zeros(values.shape[1:])
    parts = _has_part(plan, hidden, len(weights))
    moved = weights[:, None] * (parts - weights @ parts)
    counted = weights > 0
    change = np.tensordot(values[counted], moved[counted], axes=(0, 0))
    return np.asarray(np.sqrt(change**2 @ _errors(hidden) ** 2))


def odds_error(plan: HiddenPlan, hidden: HiddenScores, joint: FloatArray, has: npt.NDArray[np.bool_]) -> float:
    """Return the standard error of the log odds of a set of candidates against all others, in nats.

    Parameters
    ----------
    plan, hidden
        What had to be worked out, and what came of it.
    joint
        float64[n_candidates], log of prior times evidence.
    has
        bool[n_candidates], the set.

    Notes
    -----
    To first order: a unit of log evidence more of one part changes the log odds by the share of the set that has the
    part, less that of the others. It holds however small either share is.
    """
    if hidden.exact or not has.any() or has.all():
        return 0.0
    parts = _has_part(plan, hidden, len(joint))
    shares = [_normalised(joint[side]) @ parts[side] for side in (has, ~has)]
    return float(np.sqrt((shares[0] - shares[1]) ** 2 @ _errors(hidden) ** 2))


def total_error(plan: HiddenPlan | None, hidden: HiddenScores | None, weights: FloatArray) -> float:
    """Return the standard error of the log evidence of all candidates together, in nats; 0 where it is exact."""
    if plan is None or hidden is None or hidden.exact:
        return 0.0
    return float(np.sqrt((weights @ _has_part(plan, hidden, len(weights))) ** 2 @ _errors(hidden) ** 2))


def _normalised(logs: FloatArray) -> FloatArray:
    highest = float(logs.max())
    if not np.isfinite(highest):
        return np.zeros(len(logs))
    weights = np.exp(logs - highest)
    return np.asarray(weights / weights.sum())


def _has_part(plan: HiddenPlan, hidden: HiddenScores, n_candidates: int) -> FloatArray:
    estimated = np.flatnonzero(hidden.standard_error)
    uses = np.zeros((n_candidates, len(estimated)))
    uses[plan.numbers] = plan.uses[:, estimated]
    return uses


def _errors(hidden: HiddenScores) -> FloatArray:
    return np.asarray(hidden.standard_error[hidden.standard_error > 0])
