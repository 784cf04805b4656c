"""Candidates that are kept in sight whatever their weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import format_candidate
from engine.hypotheses.space import AllDags, Hypotheses
from engine.problems import InvalidInput, Problem

# More cards than that are never side by side.
MOST_PINNED = 12
NOT_LISTED = "of so many structures only the most probable are known one by one, so none can be kept in sight"
# In the order in which they were pinned; nodes are places in the space.
Pins: TypeAlias = tuple[Candidate, ...]


def is_candidate(candidate: Candidate, space: Hypotheses) -> bool:
    """Return whether a structure is among the candidates, where these are listed."""
    return not isinstance(space, AllDags) and space.find(candidate) is not None


def check_pins(pins: Pins, space: Hypotheses, names: Sequence[str]) -> None:
    """Raise InvalidInput when there are too many pins, one comes twice, or one is none of the candidates in a list.

    `names` are those of the variables that the candidates are about.
    """
    if len(pins) > MOST_PINNED:
        what = f"{len(pins)} candidates are to be kept in sight"
        raise InvalidInput(Problem(what, f"There is room for {MOST_PINNED}: let go of another first"))
    if pins and isinstance(space, AllDags):
        raise InvalidInput(Problem(NOT_LISTED, "Choose candidates of your own to keep some of them"))
    for place, pin in enumerate(pins):
        if pin in pins[:place]:
            raise InvalidInput(Problem(f'"{format_candidate(pin, names)}" is kept in sight twice', "Name it once"))
        if not is_candidate(pin, space):
            said = format_candidate(pin, names) if pin.n == len(names) else "a structure over other variables"
            raise InvalidInput(Problem(f'"{said}" is none of the candidates', "Keep one in sight that is"))
