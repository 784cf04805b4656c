"""Rows drawn in a session: which generator draws which batch."""

from __future__ import annotations

import numpy as np

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.networks.interventions import Regime
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.sessions.state import SessionState, in_world


def batch_rng(seed: int, number: int) -> np.random.Generator:
    """Return the generator of batch `number` of a session, counted from 0, recorded batches too.

    Every batch has a stream of its own, so a batch does not change when another is longer.
    """
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))


def drawn_batch(
    world: BayesianNetwork,
    variables: tuple[Variable, ...],
    rows: int,
    regime: Regime,
    rng: np.random.Generator,
) -> Batch:
    """Return rows drawn from a world, measured variables only.

    Parameters
    ----------
    world
        The network.
    variables
        Its measured variables, in order.
    rows
        How many.
    regime
        What is set by hand; targets are indices of `variables`.
    rng
        Source of randomness.
    """
    values = simulate(world, rows, rng, in_world(regime, world))
    measured = values[:, list(world.observed)] if world.hidden else values
    return Batch(as_values(measured, variables), regime, drawn=True)


def redrawn(state: SessionState, seed: int) -> Dataset:
    """Return the dataset with every drawn batch drawn again under another seed, each from its own world."""
    batches = tuple(
        batch
        if source is None
        else drawn_batch(source, state.variables, batch.n_rows, batch.regime, batch_rng(seed, number))
        for number, (batch, source) in enumerate(zip(state.dataset.batches, state.sources, strict=True))
    )
    return Dataset(state.variables, batches)
