"""Scores as lines in bits: alone, or beside the average of all candidates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.questions.scores import Scores

FloatArray = npt.NDArray[np.float64]
Mode = Literal["plain", "beside"]
# Lower than this below the best, in bits, nobody tells one candidate from another: odds of 16 million to 1.
DEEPEST = 24.0
LEAST_RANGE = 1.0
MARGIN = 0.06


@dataclass(frozen=True, eq=False)
class Lines:
    """One line a candidate.

    Parameters
    ----------
    mode
        Alone, or by how much above the average.
    rows
        int64[k], rows seen at each moment, from 0.
    batch_ends
        Rows seen at the end of each batch.
    candidates, digits
        Per line its candidate and the digit that it has, or None.
    heights, errors
        float64[k, n_lines], bits, and their standard errors.
    average
        float64[k], the line of the average over all, bits.
    low, high
        What is drawn, bits; lines may go on below.
    """

    mode: Mode
    rows: npt.NDArray[np.int64]
    batch_ends: tuple[int, ...]
    candidates: tuple[int, ...]
    digits: tuple[int | None, ...]
    heights: FloatArray = field(repr=False)
    errors: FloatArray = field(repr=False)
    average: FloatArray = field(repr=False)
    low: float
    high: float

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""
        return int(self.rows[-1])

    @property
    def n_lines(self) -> int:
        """How many lines there are."""
        return len(self.candidates)

    def share(self, height: float) -> float:
        """Return how far up the plot a height is, from 0 to 1; below 0 where it lies deeper."""
        return (height - self.low) / (self.high - self.low)

    def order(self) -> tuple[int, ...]:
        """Return the lines from the highest to the lowest at the end; those level as they are numbered."""
        ends = np.round(self.heights[-1], 9)
        return tuple(int(each) for each in np.argsort(-ends, kind="stable"))

    def moment(self, row: int) -> int:
        """Return the place of the last moment of at most `row` rows."""
        return int(np.searchsorted(self.rows, row, side="right")) - 1


def lines_of(scores: Scores, digit_of: Mapping[int, int], mode: Mode) -> Lines:
    """Return the lines of some scores."""
    beside = mode == "beside"
    heights = (scores.beside if beside else scores.log_evidence) / math.log(2)
    errors = (scores.beside_errors if beside else scores.errors) / math.log(2)
    average = (np.zeros_like(scores.average) if beside else scores.average) / math.log(2)
    low, high = _bounds(heights, average)
    digits = tuple(digit_of.get(candidate) for candidate in scores.candidates)
    return Lines(mode, scores.rows, scores.batch_ends, scores.candidates, digits, heights, errors, average, low, high)


def _bounds(heights: FloatArray, average: FloatArray) -> tuple[float, float]:
    known = heights[np.isfinite(heights)]
    highest = max(float(known.max(initial=0.0)), float(average.max()))
    best = max(float(heights[-1].max(initial=-np.inf)), float(average[-1]))
    # A candidate that the rows ruled out must not press all the others together.
    floor = best - max(DEEPEST, 0.5 * abs(best))
    lowest = max(floor, min(float(known.min(initial=0.0)), float(average.min())))
    spare = MARGIN * max(LEAST_RANGE, highest - lowest)
    return lowest - spare, highest + spare
