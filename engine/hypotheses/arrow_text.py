"""Arrows as rules name them: `A -> B`, or several in a line as in a structure, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence

from engine.hypotheses.notation import BACKWARDS, COMMON_CAUSE, HiddenName, chains_of, written_name
from engine.problems import InvalidInput, Problem

Arrow = tuple[str, str]


def parse_arrows(text: str) -> tuple[Arrow, ...]:
    """Return the arrows, as (cause, effect), that a line describes: ``A -> B``, ``A -> B <- C, "x, y" -> D``.

    Raises
    ------
    InvalidInput
        When it holds no arrow, one without an end, or something hidden.
    """
    found = [_arrows_of_chain(parts) for parts in chains_of(text)]
    if not found or not all(found):
        raise InvalidInput(Problem(f'"{text}" is not an arrow', 'Write it like "A -> B"'))
    return tuple(arrow for chain in found for arrow in chain)


def format_arrow(arrow: Arrow) -> str:
    """Return the line that `parse_arrows` reads back as this one arrow."""
    return f"{written_name(arrow[0])} -> {written_name(arrow[1])}"


def _arrows_of_chain(parts: Sequence[str | None]) -> list[Arrow]:
    names, arrows = parts[0::2], parts[1::2]
    found: list[Arrow] = []
    for left, arrow, right in zip(names, arrows, names[1:], strict=False):
        if left is None or right is None or arrow == COMMON_CAUSE:
            return []
        left, right = _said(left), _said(right)
        found.append((right, left) if arrow in BACKWARDS else (left, right))
    return found


def _said(name: str) -> str:
    # A variable may be called "(x)": whether there is one is known to whoever knows the names.
    return f"({name})" if isinstance(name, HiddenName) else name
