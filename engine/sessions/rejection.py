"""The answer to an action that cannot be done now."""

from __future__ import annotations


class ActionRejected(ValueError):
    """Raised when an action cannot be done in the state at hand; its text is the sentence to show."""
