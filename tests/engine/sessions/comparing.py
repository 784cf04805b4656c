"""Comparing sessions by what they hold; batches themselves are compared by identity."""

from __future__ import annotations

from dataclasses import fields

from engine.sessions.state import SessionState


def rows_of(state: SessionState) -> list[list[list[int]]]:
    """Return the rows of every batch as lists."""
    return [batch.values.tolist() for batch in state.dataset.batches]


def same(one: SessionState, other: SessionState) -> bool:
    """Return whether two sessions are equal, their rows, regimes and origins included."""
    described = [
        [(batch.values.dtype, batch.regime, batch.drawn) for batch in state.dataset.batches] for state in (one, other)
    ]
    others = [field.name for field in fields(SessionState) if field.name != "dataset"]
    return (
        rows_of(one) == rows_of(other)
        and described[0] == described[1]
        and all(getattr(one, name) == getattr(other, name) for name in others)
    )
