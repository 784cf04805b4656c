"""Which moment lies before or after another: by checkpoint, and by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gui.weights.stack import Stack


def before(stack: Stack, row: int) -> int:
    """Return the checkpoint before `row`, in rows; 0 at the start."""
    place = int(np.searchsorted(stack.rows, row, side="left"))
    return int(stack.rows[max(place - 1, 0)])


def after(stack: Stack, row: int) -> int:
    """Return the checkpoint after `row`, in rows; the last one at the end."""
    place = int(np.searchsorted(stack.rows, row, side="right"))
    return int(stack.rows[min(place, len(stack.rows) - 1)])


def batch_before(stack: Stack, row: int) -> int:
    """Return where the batch before `row` ended; 0 when there is none."""
    return max((end for end in stack.batch_ends if end < row), default=0)


def batch_after(stack: Stack, row: int) -> int:
    """Return where the batch after `row` ends; the last row when there is none."""
    return min((end for end in stack.batch_ends if end > row), default=stack.n_rows)


def nearest(stack: Stack, place: float) -> int:
    """Return the checkpoint nearest to a place between rows, in rows."""
    right = min(int(np.searchsorted(stack.rows, place)), len(stack.rows) - 1)
    left = max(right - 1, 0)
    closest = left if place - stack.rows[left] < stack.rows[right] - place else right
    return int(stack.rows[closest])
