"""Sorting measured numbers into a few states, each a range of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.problems import InvalidInput, Problem

FEWEST_STATES, MOST_STATES = 2, 10
Method = Literal["quantiles", "width", "cuts"]
Numbers = npt.NDArray[np.float64]
_DIGITS = (3, 4, 6, 9, 12, 17)
_SHORT = 6
_WRITTEN_OUT = 1e9


@dataclass(frozen=True)
class Discretising:
    """How the numbers of a column become states.

    Parameters
    ----------
    method
        "quantiles": about as many rows in every state; "width": every state as wide as the next; "cuts": at the
        given places.
    n_states
        How many states are wanted, 2 to 10. Fewer come of it where many rows hold one and the same number.
    cuts
        Where to part, ascending; for the method "cuts" alone.

    Raises
    ------
    InvalidInput
        When the number of states is out of range, or the cuts are none, too many, not finite or not ascending.
    """

    method: Method
    n_states: int = 3
    cuts: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.method == "cuts":
            _check_cuts(self.cuts)
        elif not FEWEST_STATES <= self.n_states <= MOST_STATES:
            remedy = f"Choose {FEWEST_STATES} to {MOST_STATES}"
            raise InvalidInput(Problem(f"{self.n_states} states were asked for", remedy))

    def places(self, ordered: Numbers) -> tuple[float, ...]:
        """Return where to part numbers that are given in ascending order: float64[n], finite, n >= 1.

        Every place has numbers on both sides, and with "quantiles" no state is empty. Nothing is returned where all
        numbers are the same.
        """
        if self.method == "cuts":
            return self.cuts
        parted = quantile_cuts if self.method == "quantiles" else width_cuts
        cuts = tuple(cut for cut in dict.fromkeys(parted(ordered, self.n_states)) if ordered[0] < cut <= ordered[-1])
        return cuts if self.method == "width" else _without_empty_states(ordered, cuts)


def quantile_cuts(ordered: Numbers, n_states: int) -> tuple[float, ...]:
    """Return the quantiles 1/n, 2/n, ... of ascending numbers, between neighbours by straight lines.

    That is definition 7 of Hyndman and Fan (1996), as `numpy.quantile` has it. Time does not grow with the rows.
    """
    return tuple(_quantile(ordered, place / n_states) for place in range(1, n_states))


def width_cuts(ordered: Numbers, n_states: int) -> tuple[float, ...]:
    """Return the places that part the range of ascending numbers into equal widths."""
    low, high = float(ordered[0]), float(ordered[-1])
    # Not low + width * place: the width of a range as wide as all numbers would be infinite.
    return tuple(low * (1 - place / n_states) + high * (place / n_states) for place in range(1, n_states))


def sorted_into(numbers: Numbers, cuts: Sequence[float]) -> npt.NDArray[np.int8]:
    """Return the state of every number, int8[n]: how many cuts are at or below it."""
    return np.searchsorted(np.asarray(cuts, np.float64), numbers, side="right").astype(np.int8)


def counts_between(ordered: Numbers, cuts: Sequence[float]) -> tuple[int, ...]:
    """Return how many of the ascending numbers are in each state."""
    edges = np.searchsorted(ordered, np.asarray(cuts, np.float64), side="left")
    return tuple(np.diff(np.concatenate([[0], edges, [len(ordered)]])).tolist())


def range_names(cuts: Sequence[float]) -> tuple[str, ...]:
    """Return a name for every state: "below 2.5", "2.5 to 7.1", "7.1 or more".

    A range holds its lower end and not its upper one. Numbers are rounded only as far as all cuts stay different.
    """
    words = next(
        (found for digits in _DIGITS if len(set(found := [_written(cut, digits) for cut in cuts])) == len(cuts)),
        [repr(cut) for cut in cuts],
    )
    inner = (f"{low} to {high}" for low, high in pairwise(words))
    return (f"below {words[0]}", *inner, f"{words[-1]} or more")


def _without_empty_states(ordered: Numbers, cuts: tuple[float, ...]) -> tuple[float, ...]:
    below = np.searchsorted(ordered, np.asarray(cuts, np.float64), side="left").tolist()
    before = [0, *below]
    return tuple(cut for cut, n_below, n_before in zip(cuts, below, before, strict=False) if n_below > n_before)


def _quantile(ordered: Numbers, share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    part = place - below
    return float(ordered[below]) * (1 - part) + float(ordered[above]) * part


def _written(number: float, digits: int) -> str:
    exact = f"{number:.0f}" if number == int(number) and abs(number) < _WRITTEN_OUT else repr(number)
    return exact if len(exact) <= _SHORT else f"{number:.{digits}g}"


def _check_cuts(cuts: Sequence[float]) -> None:
    if not FEWEST_STATES - 1 <= len(cuts) <= MOST_STATES - 1:
        remedy = f"Give 1 to {MOST_STATES - 1} numbers, such as 2.5, 7"
        raise InvalidInput(Problem(f"there are {len(cuts)} numbers to part at", remedy))
    if not all(math.isfinite(cut) for cut in cuts):
        raise InvalidInput(Problem("one of the numbers to part at is not finite", "Write numbers such as 2.5, 7"))
    for low, high in pairwise(cuts):
        if low >= high:
            remedy = "Write the numbers to part at from small to large, once each"
            raise InvalidInput(Problem(f"{high:g} comes after {low:g}", remedy))
