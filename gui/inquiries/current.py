"""The belief that is about the session as it is on screen, and the candidates that are spoken of one by one."""

from __future__ import annotations

from collections.abc import Sequence

from engine.posterior.digest_history import DigestHistory
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import heaviest
from engine.sessions.state import SessionState
from gui.results import Results


def current_history(state: SessionState, results: Results) -> BeliefHistory | None:
    """Return belief through all batches of the session; None while it is about fewer, or about something else."""
    history, batches = results.history, state.dataset.batches
    if history is None or len(history.batches) != len(batches):
        return None
    if history.space != state.space or history.start.assumptions != state.assumptions:
        return None
    return history if all(each.batch is batch for each, batch in zip(history.batches, batches, strict=True)) else None


def current_sums(state: SessionState, results: Results) -> DigestHistory | None:
    """Return the same where structures are too many to be listed; None while the present is not known."""
    sums = results.sums
    if sums is None or sums.present is None or sums.seen != state.dataset.batches:
        return None
    return sums if sums.space == state.space and sums.assumptions == state.assumptions else None


def leading(history: BeliefHistory, digits: Sequence[int], most: int) -> tuple[int, ...]:
    """Return the candidates to speak of: those with digits in their order, then others while there is room.

    Others of a list that a person made come as listed where all have room; else the most probable come first.
    """
    space = history.space
    if not space.complete and len(space) <= most:
        others: Sequence[int] = range(len(space))
    else:
        others = heaviest(history.posterior.weights, most)
    found = [*digits, *(each for each in others if each not in digits)]
    return tuple(found[:most])
