"""Loading, or compiling for the first time, the loops that every session runs."""

from __future__ import annotations

from itertools import chain

import numpy as np

from engine.data.dataset import Batch, Dataset
from engine.data.simulation import simulate
from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.components import decomposed
from engine.hypotheses.space import AllDags, every_dag, listed
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.digest import believe_in_sum
from engine.posterior.dynamic_programming import SummedPosterior, sum_posterior
from engine.posterior.enumeration import enumerate_posterior, gathered
from engine.posterior.features import what_was_done
from engine.posterior.history import believe
from engine.posterior.latent.evidence import Rows, spelt
from engine.posterior.latent.sampled import Runs
from engine.posterior.latent.tracks import all_counts
from engine.questions.batch_gains import sampled_gains
from engine.questions.dag_mixtures import Arrow
from engine.questions.expected_gains import expected_gains
from engine.questions.look_alikes import look_alikes_of
from engine.questions.overturning import what_would_overturn
from engine.questions.summed_batch_gains import summed_batch_gains
from engine.questions.summed_gains import summed_gains

MANY = 64
# Two variables with a hidden cause of two states.
SEEN = Candidate(2, Dag((0b100, 0b100, 0)), (HiddenVariable(states=2),))


def compile_kernels() -> None:
    """Draw one row and score it in every way there is, so that all loops are compiled and kept for later starts.

    Takes most of a minute the first time and about a second from then on. Nothing is returned: what counts is that
    `engine.kernels` met the types with which sessions call it. What lists structures comes before what sums over
    them: a first lesson needs only that.
    """
    coins = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    even = np.array([0.5, 0.5])
    world = BayesianNetwork(coins, (ConditionalTable(0, (), even), ConditionalTable(1, (), even)))
    row = Batch(simulate(world, 1, np.random.default_rng(1)))
    dataset = Dataset(coins, (row,))
    enumerate_posterior(dataset, every_dag((0, 1)), Assumptions())
    _compile_looking(Dataset(coins, (row, Batch(simulate(world, MANY, np.random.default_rng(2))))))
    _compile_latent(dataset)
    *_, last = sum_posterior(dataset, (0, 1), Assumptions())
    if last.partial is not None:
        last.partial.ranked(2)
        _compile_foresight(dataset, last.partial)


def _compile_looking(dataset: Dataset) -> None:
    # What a window asks while one watches: rows upon rows, look-alikes, what would tell, what would change one's mind.
    space = every_dag((0, 1))
    known = None
    for n_batches in range(len(dataset.batches) + 1):
        first = Dataset(dataset.variables, dataset.batches[:n_batches])
        for progress in believe(first, space, Assumptions(), known, 1):
            known = progress.partial or known
    if known is None:
        return
    look_alikes_of(0, known.posterior, *what_was_done([OBSERVATION], space.over))
    for _ in chain(
        expected_gains(known.evidence, dataset, [OBSERVATION], None, 1),
        what_would_overturn(known.evidence, dataset, [OBSERVATION], 1),
        # Many rows are scored by another loop than few.
        believe_in_sum(dataset, AllDags((0, 1)), Assumptions()),
    ):
        pass


def _compile_foresight(dataset: Dataset, posterior: SummedPosterior) -> None:
    # What one row and what a batch would tell: over all structures, and where something is hidden.
    counts, rng = all_counts(dataset, (0, 1)), np.random.default_rng(1)
    for question in (None, Arrow(0, 1)):
        for _ in summed_gains(posterior, counts, 1.0, [OBSERVATION], question):
            pass
        for _ in summed_batch_gains(posterior, counts, 1.0, [OBSERVATION], 2, rng, question, 1):
            pass
    space = listed((0, 1), [SEEN])
    *_, evidence = gathered(dataset, space, Assumptions())
    for _ in sampled_gains(evidence, dataset, [OBSERVATION], 2, rng, None, 1):
        pass


def _compile_latent(dataset: Dataset) -> None:
    # Once as a sum and once estimated: a few rows are summed exactly, so the estimate is asked for by itself.
    enumerate_posterior(dataset, listed((0, 1), [SEEN]), Assumptions())
    component = decomposed(SEEN).components[0]
    layout = spelt(component, Rows.of(all_counts(dataset, (0, 1))), 1.0).layout
    Runs(component, layout, np.zeros(1, np.int64), np.ones(1, np.int64), 1).run()


if __name__ == "__main__":
    compile_kernels()
