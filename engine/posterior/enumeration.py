"""The exact posterior by scoring every candidate."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.arrow_rules import log_family_prior, log_shape_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.class_priors import log_listing_prior
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.latent.plan import HiddenPlan, HiddenScores, plan_for, refuse_too_large, weight_errors
from engine.posterior.latent.tracks import Tracks
from engine.posterior.posterior import LEAST_WEIGHT, Method, Posterior
from engine.posterior.scores import family_scores
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rows seen so far say about every family; grows batch by batch.

    Parameters
    ----------
    space, assumptions
        What is weighed, and how.
    log_prior
        float64[n_candidates], log prior probability of every candidate; they sum to one.
    family_prior
        float64[n, 2 ** n], log prior weight of every family, where the candidates are all DAGs and each has the
        product of its families as its prior, up to one factor; None elsewhere.
    counts
        Counts of the rows so far.
    scores
        float64[n, 2 ** n], log marginal likelihood of every family, nats.
    n_rows
        How many rows were seen.
    plan
        What has to be worked out beside the families where something is hidden; None elsewhere.
    hidden
        The evidence of what is in `plan`; None where there is none, and until it was worked out.
    """

    space: HypothesisSpace
    assumptions: Assumptions
    log_prior: FloatArray
    family_prior: FloatArray | None
    counts: RegimeCounts
    scores: FloatArray
    n_rows: int
    plan: HiddenPlan | None = None
    hidden: HiddenScores | None = None

    @classmethod
    def before_data(cls, dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions) -> Evidence:
        """Return the evidence of no rows; raise InvalidInput when the assumptions leave no candidate.

        It is raised, too, when a candidate hides more than can be followed.
        """
        variables = [dataset.variables[column] for column in space.over]
        refuse_too_large(space, variables)
        counts = RegimeCounts.empty(variables)
        scores = family_scores(counts, assumptions.equivalent_sample_size)
        names = [variable.name for variable in variables]
        prior = log_prior(space, names, assumptions)
        modular = space.complete and not assumptions.needs_listing
        families = log_family_prior(names, assumptions) if modular else None
        plan = plan_for(space)
        hidden = None if plan is None else HiddenScores.of_no_rows(len(plan.components))
        return cls(space, assumptions, prior, families, counts, scores, 0, plan, hidden)

    def plus(self, batch: Batch, first: int = 0, last: int | None = None) -> Evidence:
        """Return the evidence with the rows ``first:last`` of a batch added.

        Only the counts of the batch's own regime are counted again, and only the families of variables
        that the batch did not set are scored again. What is hidden has to be worked out anew.
        """
        rows = batch.values[first:last][:, list(self.space.over)]
        setting = setting_in(self.space.over, batch.regime)
        counts = self.counts.plus(rows, setting)
        size = self.assumptions.equivalent_sample_size
        scores = family_scores(counts, size, known=self.scores, unchanged=setting.targets)
        return replace(self, counts=counts, scores=scores, n_rows=self.n_rows + len(rows), hidden=None)

    def posterior(self) -> Posterior:
        """Return the posterior over all candidates of the space; O(candidates * n)."""
        return self.posterior_of(self.scores, self.hidden)

    def posterior_of(self, scores: FloatArray, hidden: HiddenScores | None = None) -> Posterior:
        """Return the posterior that other scores, in nats, give the candidates under the same prior."""
        from engine.kernels.enumeration import add_families, normalise_logs

        weights = np.empty(len(self.space))
        highest = add_families(self.log_prior, self.space.parents, scores, weights)
        if self.plan is not None:
            if hidden is None:
                raise ValueError("what is hidden was not worked out")
            weights[self.plan.numbers] = self.log_prior[self.plan.numbers] + self.plan.log_evidence(scores, hidden)
            highest = float(weights.max())
        log_sum, entropy = normalise_logs(weights, weights.view(np.int64), highest, LEAST_WEIGHT)
        weights.flags.writeable = False
        families = None if self.family_prior is None else self.family_prior + scores
        errors = None if self.plan is None or hidden is None else weight_errors(self.plan, hidden, weights)
        method: Method = "enumeration" if errors is None else "sampling"
        return Posterior(self.space, weights, highest + log_sum, method, entropy, families, errors)

    def wanting(self, tracks: Tracks) -> tuple[int, ...]:
        """Return of what is estimated here the parts that need more work for the weights to be good."""
        return () if self.hidden is None else tracks.wanting(self.hidden, self.posterior().weights)

    def log_evidence_of_candidates(self) -> FloatArray:
        """Return the log probability of the rows under every candidate, float64[n_candidates], nats."""
        found = sum_of_families(self.scores, self.space)
        if self.plan is not None and self.hidden is not None:
            found[self.plan.numbers] = self.plan.log_evidence(self.scores, self.hidden)
        return found


def enumerate_posterior(dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions, seed: int = 1) -> Posterior:
    """Return the exact posterior over the candidates after all batches of a dataset.

    Parameters
    ----------
    dataset
        The rows, each batch with its regime.
    space
        The candidates, all DAGs or a list.
    assumptions
        Equivalent sample size, prior, largest number of parents.
    seed
        Seed of what must be estimated, where something is hidden.

    Raises
    ------
    InvalidInput
        When no candidate is left by the assumptions.

    Notes
    -----
    ln P(D | G) is the sum of the family scores of G (Heckerman, Geiger, Chickering 1995), with rows in which a
    variable was set left out of its own family (Cooper and Yoo 1999).
    """
    *_, evidence = gathered(dataset, space, assumptions, seed)
    return evidence.posterior()


def gathered(dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions, seed: int = 1) -> Iterator[Evidence]:
    """Yield the evidence of all rows of a dataset, each time with better estimates where something is hidden.

    Nothing is yielded more than once where all is exact. Estimates end when no weight is off by more than about
    0.002, or when they have had all the runs there may be.
    """
    return (found for found in gathering(dataset, space, assumptions, seed) if found is not None)


def gathering(
    dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions, seed: int = 1
) -> Iterator[Evidence | None]:
    """Yield the same as `gathered`, and None now and then before each, so that it can be stopped."""
    evidence = Evidence.before_data(dataset, space, assumptions)
    for batch in dataset.batches:
        evidence = evidence.plus(batch)
        yield None
    if evidence.plan is None or not dataset.batches:
        yield evidence
        return
    tracks = Tracks(evidence.plan, dataset, space.over, assumptions.equivalent_sample_size, seed)
    tracks.want([evidence.n_rows])
    known = yield from _unsaid(tracks.exact(evidence.counts))
    yield from _unsaid(tracks.prepared(known.to_estimate))
    evidence = replace(evidence, hidden=tracks.filled(known, evidence.n_rows))
    yield evidence
    while places := evidence.wanting(tracks):
        yield from _unsaid(tracks.more(places))
        evidence = replace(evidence, hidden=tracks.filled(known, evidence.n_rows))
        yield evidence


def _unsaid(work: Generator[float, None, T]) -> Generator[None, None, T]:
    # The same work; how far it is stays untold.
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: T = end.value
            return found
        yield None


def sum_of_families(families: FloatArray, space: HypothesisSpace) -> FloatArray:
    """Return the sum of one number a family over the families of every candidate, float64[n_candidates]."""
    from engine.kernels.enumeration import add_families

    total = np.zeros(len(space))
    add_families(total, space.parents, families, total)
    return total


def log_prior(space: HypothesisSpace, names: Sequence[str], assumptions: Assumptions) -> FloatArray:
    """Return the log prior probability of every candidate, float64[n_candidates]; they sum to one.

    Raises
    ------
    InvalidInput
        When the assumptions name unknown variables or leave no candidate.
    """
    from engine.kernels.enumeration import normalise_logs

    weights = sum_of_families(log_family_prior(names, assumptions), space)
    for number, shape in space.shapes.items():
        weights[number] = log_shape_prior(shape, names, assumptions)
    if assumptions.needs_listing:
        weights += log_listing_prior(space, np.isfinite(weights), assumptions)
    highest = float(weights.max())
    if np.isneginf(highest):
        raise InvalidInput(
            Problem("the assumptions leave no candidate with any weight", "Allow more arrows or list other candidates")
        )
    shared = weights.copy()
    log_sum, _ = normalise_logs(shared, shared.view(np.int64), highest, LEAST_WEIGHT)
    weights -= highest + log_sum
    weights.flags.writeable = False
    return weights
