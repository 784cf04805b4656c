"""Networks of which only the arrows are known, and tables drawn for them by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.networks.generators import dirichlet_table
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable


def is_uniform(network: BayesianNetwork) -> bool:
    """Return whether all states of every variable are alike in every row, so that rows tell nothing of the arrows."""
    tables = (table.probabilities for table in network.tables)
    return all(np.allclose(each, 1 / each.shape[-1], rtol=0.0, atol=1e-9) for each in tables)


def with_random_tables(network: BayesianNetwork, concentration: float, rng: np.random.Generator) -> BayesianNetwork:
    """Return the network with every row drawn anew from a symmetric Dirichlet distribution; the arrows stay.

    Parameters
    ----------
    network
        The network.
    concentration
        As for `dirichlet_table`.
    rng
        Where chance comes from.

    Raises
    ------
    InvalidInput
        As `dirichlet_table`.
    """
    tables = tuple(
        ConditionalTable(table.child, table.parents, dirichlet_table(table.probabilities.shape, concentration, rng))
        for table in network.tables
    )
    return replace(network, tables=tables)
