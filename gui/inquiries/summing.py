"""The sums over all DAGs that questions about them begin with."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.latent.tracks import all_counts
from engine.progress import Progress
from engine.sessions.state import SessionState

Signs = Generator[Progress[Any], None, SummedPosterior]


def counted(state: SessionState) -> RegimeCounts:
    """Return the counts of all rows of a session, over what belief is about."""
    return all_counts(state.dataset, state.space.over)


def summed(state: SessionState, counts: RegimeCounts) -> Signs:
    """Yield signs of life, and return belief over all DAGs in the end.

    Raises
    ------
    InvalidInput
        When the assumptions leave no structure, or rounding left too few digits.
    """
    posterior: SummedPosterior | None = None
    for progress in sum_counts(counts, state.space.over, state.belief_names, state.assumptions):
        posterior = progress.partial
        yield Progress(0, 1)
    assert posterior is not None
    return posterior
