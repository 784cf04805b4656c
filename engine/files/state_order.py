"""The order of states that a table of data does not tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

_SCALES = (
    ("false", "true"),
    ("f", "t"),
    ("no", "yes"),
    ("n", "y"),
    ("off", "on"),
    ("absent", "present"),
    ("negative", "positive"),
    ("neg", "pos"),
    ("zero", "very low", "low", "medium", "middle", "moderate", "normal", "average", "high", "very high"),
    ("none", "mild", "moderate", "severe"),
    ("none", "few", "some", "many", "all"),
    ("never", "rarely", "seldom", "sometimes", "often", "usually", "always"),
    ("very small", "small", "medium", "large", "very large"),
    ("cold", "cool", "mild", "warm", "hot"),
    ("bad", "poor", "fair", "average", "good", "very good", "excellent"),
    ("short", "medium", "tall"),
    ("young", "middle", "old"),
)


def ordered_states(values: Sequence[str]) -> tuple[str, ...]:
    """Return distinct values in the order in which they are taken as states.

    Numbers go by size; words of a known scale (no, yes; low, medium, high; ...) by that scale; everything else
    stays in the order in which it first appears.
    """
    if all(number(value) is not None for value in values):
        return tuple(sorted(values, key=lambda value: (number(value) or 0.0, value)))
    plain = [value.lower().replace("_", " ").replace("-", " ") for value in values]
    for scale in _SCALES:
        if all(word in scale for word in plain):
            ranks = {value: scale.index(word) for value, word in zip(values, plain, strict=True)}
            return tuple(sorted(values, key=lambda value: ranks[value]))
    return tuple(values)


def number(text: str) -> float | None:
    """Return the finite number that a text is, or None."""
    if "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def code(text: str) -> int | None:
    """Return the whole number from 0 on that a text is, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
