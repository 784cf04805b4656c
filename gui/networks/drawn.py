"""What a network drawn by chance is to be like, and drawing it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.files.network_file import NetworkFile
from engine.networks.generators import random_network
from engine.networks.layout import layered_positions
from engine.sessions.positions import Positions

FEWEST_VARIABLES, MOST_VARIABLES = 2, 100
FEWEST_STATES, MOST_STATES = 2, 6
MOST_CAUSES = 4
LARGEST_SEED = 999_999


@dataclass(frozen=True)
class Wish:
    """What the network is to be like.

    Parameters
    ----------
    n_variables
        How many variables.
    causes
        How many causes a variable has on average, as long as none has more than four.
    states
        The fewest and the most states of a variable.
    seed
        Seed of the draw: the same wish gives the same network.
    """

    n_variables: int = 8
    causes: float = 1.2
    states: tuple[int, int] = (2, 2)
    seed: int = 1

    @property
    def density(self) -> float:
        """How likely each pair of variables is joined by an arrow."""
        return min(1.0, 2 * self.causes / (self.n_variables - 1))

    @property
    def title(self) -> str:
        """What the network is called."""
        return f"{self.n_variables} variables by chance, seed {self.seed}"


def drawn(wish: Wish) -> NetworkFile:
    """Return a network as it was wished for, laid out; up to a few seconds for many variables.

    Raises
    ------
    InvalidInput
        As `random_network`.
    """
    rng = np.random.default_rng(wish.seed)
    network = random_network(wish.n_variables, wish.density, wish.states, rng, most_parents=MOST_CAUSES)
    points = layered_positions(network.dag)
    return NetworkFile(network, Positions(dict(zip(network.names, points, strict=True))), title=wish.title)
