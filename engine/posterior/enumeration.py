"""The exact posterior by scoring every candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.arrow_rules import log_family_prior
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
    log_prior
        float64[n_candidates], log prior probability of every candidate; they sum to one.
    counts
        Counts of the rows so far.
    scores
        float64[n, 2 ** n], log marginal likelihood of every family, nats.
    n_rows
        How many rows were seen.
    """

    space: HypothesisSpace
    assumptions: Assumptions
    log_prior: FloatArray
    counts: RegimeCounts
    scores: FloatArray
    n_rows: int

    @classmethod
    def before_data(cls, dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions) -> Evidence:
        """Return the evidence of no rows; raise InvalidInput when the assumptions leave no candidate."""
        variables = [dataset.variables[column] for column in space.over]
        counts = RegimeCounts.empty(variables)
        scores = family_scores(counts, assumptions.equivalent_sample_size)
        prior = log_prior(space, [variable.name for variable in variables], assumptions)
        return cls(space, assumptions, prior, counts, scores, 0)

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
        return replace(self, counts=counts, scores=scores, n_rows=self.n_rows + len(rows))

    def posterior(self) -> Posterior:
        """Return the posterior over all candidates of the space; O(candidates * n)."""
        return posterior_from_scores(self.scores, self.space, self.log_prior)


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


def posterior_from_scores(scores: FloatArray, space: HypothesisSpace, prior: FloatArray) -> Posterior:
    """Return the posterior that family scores and log priors, in nats, give the candidates."""
    joint = sum_of_families(scores, space, prior)
    highest = joint.max()
    weights = np.exp(joint - highest)
    total = weights.sum()
    weights /= total
    weights.flags.writeable = False
    return Posterior(space, weights, float(highest + np.log(total)))


def sum_of_families(families: FloatArray, space: HypothesisSpace, start: FloatArray | float = 0.0) -> FloatArray:
    """Return `start` plus the sum of one number a family over the families of every candidate."""
    total = np.full(len(space), start) if np.isscalar(start) else np.array(start)
    for node in range(space.n):
        total += families[node, space.parents[:, node]]
    return total


def log_prior(space: HypothesisSpace, names: Sequence[str], assumptions: Assumptions) -> FloatArray:
    """Return the log prior probability of every candidate, float64[n_candidates]; they sum to one.

    Raises
    ------
    InvalidInput
        When the assumptions name unknown variables or leave no candidate.
    """
    weights = sum_of_families(log_family_prior(names, assumptions), space)
    highest = weights.max()
    if np.isneginf(highest):
        raise InvalidInput(
            Problem("the assumptions leave no candidate with any weight", "Allow more arrows or list other candidates")
        )
    normalised: FloatArray = weights - (highest + np.log(np.exp(weights - highest).sum()))
    normalised.flags.writeable = False
    return normalised
