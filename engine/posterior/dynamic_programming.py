"""The exact posterior over all DAGs on up to 20 variables, without listing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.networks.dag import Dag
from engine.posterior.all_families import score_all_families
from engine.posterior.arrow_rules import log_family_prior, log_total_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, targets_in
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import LARGEST, DagSums, sum_over_dags
from engine.posterior.most_probable import Ranked, most_probable_dags
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SummedPosterior:
    """Belief over all DAGs, as sums over them.

    Parameters
    ----------
    over
        Columns of the dataset that the structures are about.
    log_weights
        float64[n, 2 ** n], log of prior times likelihood of every family, nats.
    sums
        The sums over all DAGs.
    log_evidence
        Natural log of the probability of the data under a prior that sums to one.
    """

    over: tuple[int, ...]
    log_weights: FloatArray = field(repr=False)
    sums: DagSums = field(repr=False)
    log_evidence: float
    method: str = "dynamic-programming"

    @property
    def edge_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability of i -> j."""
        return self.sums.edge_probabilities

    @property
    def ancestor_probabilities(self) -> FloatArray:
        """float64[n, n]; entry [i, j] is the probability that a directed path leads from i to j."""
        return self.sums.ancestor_probabilities

    def probability_of(self, dag: Dag) -> float:
        """Return the posterior probability of one DAG."""
        weight = sum(float(self.log_weights[node, mask]) for node, mask in enumerate(dag.parents))
        return float(np.exp(weight - self.sums.log_total))

    def ranked(self, count: int) -> tuple[tuple[Dag, float], ...]:
        """Return the most probable DAGs with their probabilities, the first first; ties by parent masks.

        Raises
        ------
        InvalidInput
            When fewer than 1 or more than 1000 were asked for.

        See Also
        --------
        engine.posterior.most_probable.most_probable_dags : The same in steps that can be stopped.
        """
        found: Ranked = ()
        for step in most_probable_dags(self.log_weights, count):
            found = step.partial or ()
        return tuple((dag, float(np.exp(weight - self.sums.log_total))) for dag, weight in found)

    @cached_property
    def most_probable(self) -> Dag:
        """The DAG of the highest probability; among equals the first found."""
        return self.ranked(1)[0][0]

    @cached_property
    def sampler(self) -> DagSampler:
        """Draws independent DAGs from this posterior."""
        return DagSampler(self.log_weights, self.sums)


def sum_posterior(
    dataset: Dataset, over: Sequence[int], assumptions: Assumptions, threads: int = 2
) -> Iterator[Progress[SummedPosterior]]:
    """Compute the exact posterior over all DAGs on some columns.

    Parameters
    ----------
    dataset, over
        The rows, and the columns that the structures are about, at most 20.
    assumptions
        Equivalent sample size and prior.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In hundredths; the last one holds the posterior.

    Raises
    ------
    InvalidInput
        When there are too many variables, the assumptions leave no structure, or rounding left too few digits:
        then there is no answer rather than a wrong one.
    """
    if not 1 <= len(over) <= LARGEST:
        raise InvalidInput(Problem(f"belief over {len(over)} variables was asked for", f"Choose 1 to {LARGEST}"))
    names = [dataset.variables[column].name for column in over]
    prior = log_family_prior(names, assumptions)
    scores: FloatArray | None = None
    for progress in score_all_families(_counted(dataset, over), assumptions.equivalent_sample_size, threads):
        scores = progress.partial
        yield Progress(20 * progress.done // progress.total, 100)
    weights = prior if scores is None else np.where(np.isneginf(prior), -np.inf, prior + scores)
    sums: DagSums | None = None
    for step in sum_over_dags(weights, threads):
        sums = step.partial
        yield Progress(20 + 60 * step.done // step.total, 100)
    total_prior = log_total_prior(names, assumptions)
    if total_prior is None:
        for step in sum_over_dags(prior, threads):
            total_prior = step.partial.log_total if step.partial is not None else None
            yield Progress(80 + 19 * step.done // step.total, 100)
    if sums is None or total_prior is None:
        raise InvalidInput(Problem("the assumptions leave no structure", "Allow more arrows"))
    if not sums.trusted:
        raise InvalidInput(
            Problem(
                f"rounding left the sums good to {sums.relative_error:.1g} only, too little to show any number",
                "Use fewer variables, or a smaller equivalent sample size",
            )
        )
    yield Progress(100, 100, SummedPosterior(tuple(over), weights, sums, sums.log_total - total_prior))


def _counted(dataset: Dataset, over: Sequence[int]) -> RegimeCounts:
    counts = RegimeCounts.empty([dataset.variables[column] for column in over])
    for batch in dataset.batches:
        counts = counts.plus(batch.values[:, list(over)], targets_in(over, batch.regime.targets))
    return counts
