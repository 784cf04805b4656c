"""The exact posterior by scoring every candidate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, targets_in
from engine.posterior.posterior import Posterior
from engine.posterior.scores import family_scores
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rows seen so far say about every family; grows batch by batch.

    Parameters
    ----------
    space, assumptions
        What is weighed, and how.
    counts
        Counts of the rows so far.
    scores
        float64[n, 2 ** n], log marginal likelihood of every family, nats.
    n_rows
        How many rows were seen.
    """

    space: HypothesisSpace
    assumptions: Assumptions
    counts: RegimeCounts
    scores: FloatArray
    n_rows: int

    @classmethod
    def before_data(cls, dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions) -> Evidence:
        """Return the evidence of no rows."""
        counts = RegimeCounts.empty([dataset.variables[column] for column in space.over])
        scores = family_scores(counts, assumptions.equivalent_sample_size)
        return cls(space, assumptions, counts, scores, 0)

    def plus(self, batch: Batch, first: int = 0, last: int | None = None) -> Evidence:
        """Return the evidence with the rows ``first:last`` of a batch added.

        Only the counts of the batch's own regime are counted again, and only the families of variables
        that the batch did not set are scored again.
        """
        rows = batch.values[first:last][:, list(self.space.over)]
        targets = targets_in(self.space.over, batch.regime.targets)
        counts = self.counts.plus(rows, targets)
        size = self.assumptions.equivalent_sample_size
        scores = family_scores(counts, size, known=self.scores, unchanged=targets)
        return Evidence(self.space, self.assumptions, counts, scores, self.n_rows + len(rows))

    def posterior(self) -> Posterior:
        """Return the posterior over all candidates of the space; O(candidates * n)."""
        return posterior_from_scores(self.scores, self.space, self.assumptions)


def enumerate_posterior(dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions) -> Posterior:
    """Return the exact posterior over the candidates after all batches of a dataset.

    Parameters
    ----------
    dataset
        The rows, each batch with its regime.
    space
        The candidates, all DAGs or a list.
    assumptions
        Equivalent sample size, prior, largest number of parents.

    Raises
    ------
    InvalidInput
        When no candidate is left by the assumptions.

    Notes
    -----
    ln P(D | G) is the sum of the family scores of G (Heckerman, Geiger, Chickering 1995), with rows in which a
    variable was set left out of its own family (Cooper and Yoo 1999).
    """
    evidence = Evidence.before_data(dataset, space, assumptions)
    for batch in dataset.batches:
        evidence = evidence.plus(batch)
    return evidence.posterior()


def posterior_from_scores(scores: FloatArray, space: HypothesisSpace, assumptions: Assumptions) -> Posterior:
    """Return the posterior that family scores, float64[n, 2 ** n] in nats, give the candidates."""
    joint = log_joint(scores, space, assumptions)
    highest = joint.max()
    if not np.isfinite(highest):
        raise InvalidInput(
            Problem("the assumptions leave no candidate with any weight", "Allow more parents or list other candidates")
        )
    weights = np.exp(joint - highest)
    total = weights.sum()
    weights /= total
    weights.flags.writeable = False
    return Posterior(space, weights, float(highest + np.log(total)))


def log_joint(scores: FloatArray, space: HypothesisSpace, assumptions: Assumptions) -> FloatArray:
    """Return the log of prior times likelihood of every candidate, float64[n_candidates], nats."""
    joint = log_prior(space, assumptions).copy()
    for node in range(space.n):
        joint += scores[node, space.parents[:, node]]
    return joint


def log_prior(space: HypothesisSpace, assumptions: Assumptions) -> FloatArray:
    """Return the log prior probability of every candidate, float64[n_candidates]; they sum to one."""
    allowed = np.ones(len(space), dtype=bool)
    if assumptions.max_parents is not None:
        allowed = space.edges.sum(axis=1).max(axis=1, initial=0) <= assumptions.max_parents
    if not allowed.any():
        return np.full(len(space), -np.inf)
    return np.where(allowed, -np.log(allowed.sum()), -np.inf)
