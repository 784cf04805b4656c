"""How rows lie along a chart: each as wide as any other, or each batch as wide as any other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Axis:
    """Shares of the width by rows seen, straight between some knots.

    Parameters
    ----------
    rows
        Rows seen at the knots, ascending from 0; two at least.
    shares
        Share of the width at each knot, from 0 to 1.
    batches
        Which batch, counted from 1, ends at each knot but the first; empty where the axis is one of rows.
    """

    rows: tuple[int, ...]
    shares: tuple[float, ...]
    batches: tuple[int, ...] = ()

    def share(self, row: float) -> float:
        """Return the share of the width at a number of rows."""
        place = min(max(bisect_right(self.rows, row) - 1, 0), len(self.rows) - 2)
        return _between(row, self.rows[place : place + 2], self.shares[place : place + 2])

    def row(self, share: float) -> float:
        """Return the number of rows at a share of the width."""
        place = min(max(bisect_right(self.shares, share) - 1, 0), len(self.rows) - 2)
        return _between(share, self.shares[place : place + 2], self.rows[place : place + 2])

    def shares_of(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Return the shares of the width at many numbers of rows."""
        return np.asarray(np.interp(rows, self.rows, self.shares))

    def rows_at(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the numbers of rows at many shares of the width."""
        return np.asarray(np.interp(shares, self.shares, self.rows))


def axis_of_rows(n_rows: int) -> Axis:
    """Return an axis on which each row is as wide as any other."""
    return Axis((0, max(1, n_rows)), (0.0, 1.0))


def axis_of_batches(batch_ends: Sequence[int]) -> Axis:
    """Return an axis on which each batch is as wide as any other, its rows side by side within it.

    `batch_ends` are rows seen at the end of each batch; batches without rows have no width.
    """
    ends = [0, *batch_ends]
    numbered = [(after, number) for number, (before, after) in enumerate(pairwise(ends), start=1) if after > before]
    if not numbered:
        return axis_of_rows(0)
    shares = tuple(float(share) for share in np.linspace(0, 1, len(numbered) + 1))
    return Axis((0, *(end for end, _ in numbered)), shares, tuple(number for _, number in numbered))


def _between(value: float, known: Sequence[float], wanted: Sequence[float]) -> float:
    return wanted[0] + (wanted[1] - wanted[0]) * (value - known[0]) / (known[1] - known[0])
