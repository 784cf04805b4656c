"""Editing the rows of a table so that each still adds up to 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.networks.tables import ROUNDING

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def rows_at_1(rows: FloatArray, edited: BoolArray, locked: BoolArray) -> tuple[FloatArray, BoolArray]:
    """Make rows add up to 1 without touching what is locked, nor, where that suffices, what was just edited.

    Parameters
    ----------
    rows
        float64[n_rows, n_states], none below 0.
    edited
        bool[n_rows, n_states], the cells that a person just wrote, or tried to where they are locked.
    locked
        bool[n_rows, n_states], the cells that must stay.

    Returns
    -------
    rows
        float64[n_rows, n_states]; rows that add up to 1 already stay as they are, to the last bit.
    failed
        bool[n_rows], where the cells that may change cannot make up for those that may not; such rows stay.

    Notes
    -----
    Cells keep their proportions; where all that may change are 0 they become alike. The cells that are neither edited
    nor locked make up for the others; in a row where there are none, the edited ones do if there are several: of a
    single one a person means just what they wrote.
    """
    result = np.array(rows, dtype=np.float64)
    sound = add_up(result)
    first: BoolArray = np.logical_not(edited | locked)
    several = edited.sum(axis=1, keepdims=True) > 1
    free: BoolArray = np.where(first.any(axis=1, keepdims=True), first, ~locked & several)
    fixed = np.where(free, 0.0, result).sum(axis=1)
    left = 1.0 - fixed
    # What rounding leaves below 0 is nothing.
    left = np.where(np.abs(left) <= ROUNDING, 0.0, left)
    failed = np.asarray(~sound & ((left < 0) | ~free.any(axis=1)))
    total = np.where(free, result, 0.0).sum(axis=1)
    count = np.maximum(free.sum(axis=1), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = np.where((total > 0)[:, None], result * (left / total)[:, None], (left / count)[:, None])
    changed = free & ~sound[:, None] & ~failed[:, None]
    result[changed] = scaled[changed]
    return result, failed


def add_up(rows: FloatArray) -> BoolArray:
    """Return for each row whether it adds up to 1, as closely as a network asks for."""
    tolerance = max(2, rows.shape[1]) * ROUNDING
    return np.asarray(np.abs(rows.sum(axis=1) - 1) <= tolerance)
