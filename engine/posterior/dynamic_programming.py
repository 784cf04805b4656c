"""The exact posterior over all DAGs on up to 20 variables, without listing them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.networks.dag import Dag
from engine.posterior.all_families import score_all_families
from engine.posterior.arrow_rules import FamilyPrior, log_total_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.class_priors import refuse_listing_prior
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import LARGEST, DagSums, sum_over_dags, sum_over_families
from engine.posterior.most_probable import Ranked, most_probable_dags
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
# Counting so many rows takes a few hundredths of a second.
ROWS_PER_STEP = 100_000
EARLY_DRAWS = 256


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
        Natural log of the probability of the data under a prior that sums to one; nan in an early answer under
        rules about single arrows, whose prior is not summed yet.
    method
        "dynamic-programming", or "draws" for an early answer.
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

    @property
    def entropy_bits(self) -> float | None:
        """Shannon entropy in bits: how much is still open; None in an early answer."""
        return None if self.sums.entropy is None else self.sums.entropy / math.log(2)

    def family_probabilities(self, node: int) -> FloatArray:
        """Return the probability of every parent set of a node, float64[2 ** n]; they sum to one.

        O(3^(n-1)), a third of the time of the sums themselves; `sum_over_families` does the same in steps.
        """
        *_, last = sum_over_families(self.log_weights, self.sums, node)
        assert last.partial is not None
        return last.partial

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
        In hundredths; the last one holds the posterior. From 16 variables on, one halfway holds an early answer of
        method "draws": evidence is exact there, and arrows are shares of 256 independent draws from the posterior,
        with a standard error of 0.03 or less.

    Raises
    ------
    InvalidInput
        When there are too many variables, the assumptions leave no structure, or rounding left too few digits:
        then there is no answer rather than a wrong one.
    """
    _check(len(over), assumptions)
    counts = RegimeCounts.empty([dataset.variables[column] for column in over])
    for batch in dataset.batches:
        setting = setting_in(over, batch.regime)
        for first in range(0, batch.n_rows, ROWS_PER_STEP):
            counts = counts.plus(batch.values[first : first + ROWS_PER_STEP, list(over)], setting)
            yield Progress(0, 100)
    yield from sum_counts(counts, over, [dataset.variables[column].name for column in over], assumptions, threads)


def sum_counts(
    counts: RegimeCounts, over: Sequence[int], names: Sequence[str], assumptions: Assumptions, threads: int = 2
) -> Iterator[Progress[SummedPosterior]]:
    """Compute the exact posterior over all DAGs from rows counted already; otherwise as `sum_posterior`.

    Parameters
    ----------
    counts
        What was seen of the variables. Counts grow batch by batch, so that rows seen before cost nothing again.
    over, names
        Columns and names of the variables.
    """
    _check(len(over), assumptions)
    prior = FamilyPrior.of(names, assumptions)
    weights = np.empty((0, 0))
    for progress in score_all_families(counts, assumptions.equivalent_sample_size, threads):
        yield Progress(20 * progress.done // progress.total, 100)
        weights = weights if progress.partial is None else progress.partial
    if not prior.flat:
        weights = weights.copy()
        for node, row in enumerate(weights):
            row += prior.node(node)
            yield Progress(20, 100)
    sums: DagSums | None = None
    total_prior = log_total_prior(names, assumptions)
    for step in sum_over_dags(weights, threads, entropy=True):
        yield Progress(20 + 60 * step.done // step.total, 100)
        if step.partial is not None and not step.finished:
            yield from _drawn_early(tuple(over), weights, step.partial, total_prior)
        sums = step.partial
    if total_prior is None:
        for step in _sum_over_prior(prior, threads):
            yield Progress(80 + 19 * step.done // step.total, 100)
            total_prior = _trusted(step.partial).log_total if step.finished and step.partial is not None else None
    if sums is None or total_prior is None:
        raise InvalidInput(Problem("the assumptions leave no structure", "Allow more arrows"))
    yield Progress(100, 100, SummedPosterior(tuple(over), weights, _trusted(sums), sums.log_total - total_prior))


def _check(n: int, assumptions: Assumptions) -> None:
    refuse_listing_prior(assumptions)
    if not 1 <= n <= LARGEST:
        raise InvalidInput(Problem(f"belief over {n} variables was asked for", f"Choose 1 to {LARGEST}"))


def _drawn_early(
    over: tuple[int, ...], weights: FloatArray, sums: DagSums, total_prior: float | None
) -> Iterator[Progress[SummedPosterior]]:
    done, n = 20 + 60 // 2, sums.n
    masks = np.empty((0, n), dtype=np.int64)
    # Seeded, so that the same data give the same early answer.
    for drawing in DagSampler(weights, sums).draws(EARLY_DRAWS, np.random.default_rng(0)):
        yield Progress(done, 100)
        masks = masks if drawing.partial is None else drawing.partial
    edges = (masks[:, np.newaxis, :] >> np.arange(n)[:, np.newaxis] & 1).astype(np.bool_)
    paths = edges.copy()
    for between in range(n):
        # Warshall's closure, of all draws at once.
        paths |= paths[:, :, between, np.newaxis] & paths[:, between, np.newaxis, :]
    shares = [each.mean(axis=0) for each in (edges, paths)]
    early = replace(sums, edge_probabilities=shares[0], ancestor_probabilities=shares[1])
    evidence = sums.log_total - (math.nan if total_prior is None else total_prior)
    yield Progress(done, 100, SummedPosterior(over, weights, early, evidence, "draws"))


def _sum_over_prior(prior: FamilyPrior, threads: int) -> Iterator[Progress[DagSums]]:
    n = len(prior.required)
    weights = np.empty((n, 1 << n))
    for node in range(n):
        weights[node] = prior.node(node)
        yield Progress(0, 1)
    yield from sum_over_dags(weights, threads)


def _trusted(sums: DagSums) -> DagSums:
    if not sums.trusted:
        raise InvalidInput(
            Problem(
                f"rounding left the sums good to {sums.relative_error:.1g} only, too little to show any number",
                "Use fewer variables, or a smaller equivalent sample size",
            )
        )
    return sums
