"""Loading, or compiling for the first time, the loops that every session runs."""

from __future__ import annotations

import numpy as np

from engine.data.dataset import Batch, Dataset
from engine.data.simulation import simulate
from engine.hypotheses.space import every_dag
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior


def compile_kernels() -> None:
    """Draw one row and score it, so that what draws and scores is compiled and kept for later starts.

    Takes about 5 s the first time and a few tenths of a second from then on. Nothing is returned: what counts is
    that `engine.kernels` met the types with which sessions call it.
    """
    coins = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    even = np.array([0.5, 0.5])
    world = BayesianNetwork(coins, (ConditionalTable(0, (), even), ConditionalTable(1, (), even)))
    row = Batch(simulate(world, 1, np.random.default_rng(1)))
    enumerate_posterior(Dataset(coins, (row,)), every_dag((0, 1)), Assumptions())


if __name__ == "__main__":
    compile_kernels()
