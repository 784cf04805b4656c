"""Which moment lies before or after another: by checkpoint, and by batch."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt


class Moments(Protocol):
    """Moments that can be shown.

    `rows` is int64[k], rows seen at each checkpoint, from 0; `batch_ends` those at the end of each batch; `n_rows`
    those seen in all.
    """

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """Rows seen at each checkpoint."""

    @property
    def batch_ends(self) -> tuple[int, ...]:
        """Rows seen at the end of each batch."""

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""


def before(moments: Moments, row: int) -> int:
    """Return the checkpoint before `row`, in rows; 0 at the start."""
    place = int(np.searchsorted(moments.rows, row, side="left"))
    return int(moments.rows[max(place - 1, 0)])


def after(moments: Moments, row: int, steps: int = 1) -> int:
    """Return the checkpoint so many after `row`, in rows; the last one at the end."""
    place = int(np.searchsorted(moments.rows, row, side="right")) + steps - 1
    return int(moments.rows[min(place, len(moments.rows) - 1)])


def batch_before(moments: Moments, row: int) -> int:
    """Return where the batch before `row` ended; 0 when there is none."""
    return max((end for end in moments.batch_ends if end < row), default=0)


def batch_after(moments: Moments, row: int) -> int:
    """Return where the batch after `row` ends; the last row when there is none."""
    return min((end for end in moments.batch_ends if end > row), default=moments.n_rows)


def nearest(moments: Moments, place: float) -> int:
    """Return the checkpoint nearest to a place between rows, in rows."""
    right = min(int(np.searchsorted(moments.rows, place)), len(moments.rows) - 1)
    left = max(right - 1, 0)
    closest = left if place - moments.rows[left] < moments.rows[right] - place else right
    return int(moments.rows[closest])
