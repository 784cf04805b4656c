"""Rows of probabilities as files print them: checked, and freed of the rounding of the digits printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

LARGEST_ROUNDING = 0.005
_EXACT = 1e-9

FloatArray = npt.NDArray[np.float64]


def row_faults(rows: FloatArray, texts: Callable[[int], Sequence[str]]) -> Iterator[tuple[int, str, str]]:
    """Divide rows that miss 1 by rounding by their sum, in place, and yield what is wrong with the others.

    Parameters
    ----------
    rows
        float64[rows, states].
    texts
        The numbers of a row as they were printed; asked only of rows that do not add up to 1.

    Yields
    ------
    tuple
        Number of the row, what is wrong, and what would be right.
    """
    outside = ~np.all((rows >= 0) & (rows <= 1), axis=1)
    totals = rows.sum(axis=1)
    suspects: list[int] = np.flatnonzero(outside | (np.abs(totals - 1) > _EXACT)).tolist()
    for number in suspects:
        printed, total = texts(number), float(totals[number])
        if outside[number]:
            wrong = next(text for text in printed if not 0 <= float(text) <= 1)
            yield number, f"{wrong} is no probability", "Every one lies between 0 and 1"
        elif abs(total - 1) > rounding(printed):
            shown = " and ".join(printed[:6]) + (" ..." if len(printed) > 6 else "")
            yield number, f"{shown} add up to {total:.6g}", "They must add up to 1"
        else:
            rows[number] /= total


def rounding(texts: Sequence[str]) -> float:
    """Return how far a row may miss 1 because its numbers were rounded when they were printed.

    Half a unit of the last printed place for each number, and never above 0.005, so that 0.333 0.333 0.333 is taken
    and a row that is off by 0.01 is not.
    """
    places = max((len(text.partition(".")[2]) for text in texts if "e" not in text.lower()), default=6)
    return max(min(len(texts) * 0.5 * 10.0**-places, LARGEST_ROUNDING), 1e-6) + _EXACT


def is_number(text: str) -> bool:
    """Return whether a word is a finite decimal number (Python would also take "nan", "inf" and "1_0")."""
    if "_" in text or not text.isascii():
        return False
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False
