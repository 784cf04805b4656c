"""Histories for tests, made by the engine itself."""

from __future__ import annotations

from engine.posterior.history import BeliefHistory, believe
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, SetByHand, Watch

USUAL: tuple[Action, ...] = (Watch(40), SetByHand("Shorts", "yes"), Act(10), SetByHand("Shorts", "no"), Act(10))


def played(state: SessionState, *actions: Action) -> SessionState:
    """Return the state after some actions."""
    for action in actions:
        state = apply(state, action)
    return state


def history_of(state: SessionState) -> BeliefHistory:
    """Return how belief moved through all rows of a state."""
    partial = [*believe(state.dataset, state.space, state.assumptions)][-1].partial if state.dataset.batches else None
    if partial is None:
        partial = next(iter(believe(state.dataset, state.space, state.assumptions))).partial
    assert partial is not None
    return partial
