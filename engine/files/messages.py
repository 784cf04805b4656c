"""Wording that the readers of files share."""

from __future__ import annotations

from collections.abc import Sequence

from engine.problems import InvalidInput, Problem


def raise_if_any(problems: Sequence[Problem], source: str) -> None:
    """Raise InvalidInput with the faults in the order of their lines; do nothing when there are none."""
    if problems:
        ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0)
        raise InvalidInput(*ordered, source=source)


def listed(names: Sequence[str], most: int = 8) -> str:
    """Return names joined by commas; of those beyond `most` it is said how many there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
