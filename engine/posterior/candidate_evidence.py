"""How well each candidate of a list predicted the rows, whatever was thought of it before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, gathering, log_prior
from engine.posterior.latent.evidence import Method
from engine.posterior.latent.plan import HiddenPlan, HiddenScores, weight_errors
from engine.posterior.posterior import shares_of_logs
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CandidateEvidence:
    """The evidence of every candidate.

    Parameters
    ----------
    space
        The candidates.
    log_evidence
        float64[n_candidates], natural log of the probability of the rows under each.
    standard_error
        float64[n_candidates], that of `log_evidence`; 0 where it is exact.
    methods
        How each was found.
    plan, hidden
        The parts that candidates with something hidden share, and their evidence; None where nothing is hidden.
    """

    space: HypothesisSpace
    log_evidence: FloatArray
    standard_error: FloatArray
    methods: tuple[Method, ...]
    plan: HiddenPlan | None = field(default=None, repr=False)
    hidden: HiddenScores | None = field(default=None, repr=False)

    @classmethod
    def of(cls, evidence: Evidence) -> CandidateEvidence:
        """Return what rows say of each candidate by itself."""
        methods: list[Method] = ["closed form"] * len(evidence.space)
        errors = np.zeros(len(evidence.space))
        plan, hidden = evidence.plan, evidence.hidden
        if plan is not None and hidden is not None:
            errors[plan.numbers] = np.sqrt(plan.uses @ hidden.standard_error**2)
            for place, number in enumerate(plan.numbers):
                methods[int(number)] = plan.method_of(place, hidden)
        return cls(evidence.space, evidence.log_evidence_of_candidates(), errors, tuple(methods), plan, hidden)


def candidate_evidence(
    dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions, seed: int = 1
) -> Iterator[Progress[CandidateEvidence]]:
    """Compute how well each candidate predicted the rows.

    Parameters
    ----------
    dataset, space
        What was seen, and what may be true.
    assumptions
        The equivalent sample size counts; the prior does not.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        Nothing now and then until there is an answer; then it, and, where something must be estimated, better
        ones. The last report says that it is done.

    Raises
    ------
    InvalidInput
        When a hidden variable stands behind tables that are too large.
    """
    flat = replace(assumptions, prior="uniform", max_parents=None, required=(), forbidden=(), tiers=(), weights=())
    found: CandidateEvidence | None = None
    for evidence in gathering(dataset, space, flat, seed):
        if evidence is not None:
            found = CandidateEvidence.of(evidence)
        yield Progress(0, 1, found)
    yield Progress(1, 1, found)


def posterior_under(
    evidence: CandidateEvidence, names: Sequence[str], assumptions: Assumptions
) -> tuple[FloatArray, FloatArray]:
    """Return the weights of all candidates under a prior, and their standard errors.

    Parameters
    ----------
    evidence
        How well each predicted the rows.
    names
        Names of the variables that the candidates are about.
    assumptions
        The prior.

    Returns
    -------
    two of float64[n_candidates]
        The weights sum to one; the errors are 0 where all is exact.

    Raises
    ------
    InvalidInput
        When the assumptions leave no candidate, or do not fit the list.
    """
    joint = log_prior(evidence.space, names, assumptions) + evidence.log_evidence
    weights = shares_of_logs(joint - joint.max())
    weights /= math.fsum(weights)
    errors = None
    if evidence.plan is not None and evidence.hidden is not None:
        errors = weight_errors(evidence.plan, evidence.hidden, weights)
    return weights, np.zeros(len(weights)) if errors is None else errors
