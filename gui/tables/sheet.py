"""A table while it is edited: an immutable value, and what writing, filling and normalising make of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from engine.networks.table_rows import BoolArray, FloatArray, add_up, rows_at_1
from gui.tables.subject import Subject, frozen_rows

SHOWN_CELLS = 4


class Refused(ValueError):
    """Raised with the sentence that says why an edit cannot be."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of a table as they are on screen.

    Parameters
    ----------
    subject
        What the table is about.
    rows
        float64[n_rows, n_states], read-only; they need not add up to 1.
    locked
        bool[n_rows, n_states], cells that no edit changes.
    """

    subject: Subject
    rows: FloatArray
    locked: BoolArray = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))

    def __post_init__(self) -> None:
        if self.locked.shape != self.rows.shape:
            object.__setattr__(self, "locked", np.zeros(self.rows.shape, dtype=bool))

    def faults(self) -> tuple[int, ...]:
        """Return the rows that do not add up to 1."""
        return tuple(np.flatnonzero(~add_up(self.rows)).tolist())

    def written(self, row: int, column: int, block: FloatArray, *, keep: bool) -> Sheet:
        """Return the sheet with a block of cells written from a cell on.

        Parameters
        ----------
        row, column
            Where the block begins.
        block
            float64[n, m]; cells that are not numbers stay as they are, and so do those that are locked.
        keep
            Whether each row that changes is to add up to 1 at once.

        Raises
        ------
        Refused
            When the block is too large, a cell is above 1 where it could not be scaled, or a row cannot be mended.
        """
        n, m = block.shape
        if row + n > self.rows.shape[0] or column + m > self.rows.shape[1]:
            room = f"{self.rows.shape[0] - row:,} by {self.rows.shape[1] - column}"
            raise Refused(f"What was copied has {n:,} by {m} cells and there is room for {room} from here on.")
        rows, edited = self.rows.copy(), np.zeros(self.rows.shape, dtype=bool)
        given = ~np.isnan(block)
        free = given & ~self.locked[row : row + n, column : column + m]
        rows[row : row + n, column : column + m][free] = block[free]
        edited[row : row + n, column : column + m] = given
        return self._mended(rows, edited, keep=keep)

    def filled_down(self, top: int, left: int, n: int, m: int, *, keep: bool) -> Sheet:
        """Return the sheet with the first row of a block written into the rest of it.

        A block of one row takes what stands above it.

        Raises
        ------
        Refused
            When there is nothing above, or as `written`.
        """
        if n == 1:
            if top == 0:
                raise Refused("There is no row above to copy from. Choose several rows, or one further down.")
            top, n = top - 1, 2
        block = np.repeat(self.rows[top : top + 1, left : left + m], n - 1, axis=0)
        return self.written(top + 1, left, block, keep=keep)

    def normalised(self) -> Sheet:
        """Return the sheet with every row at 1; cells keep their proportions, locked ones stay.

        Raises
        ------
        Refused
            When locked cells leave no room.
        """
        return self._mended(self.rows.copy(), np.zeros(self.rows.shape, dtype=bool), keep=True)

    def replaced(self, rows: FloatArray) -> Sheet:
        """Return the sheet with all cells but the locked ones replaced, each row at 1.

        Raises
        ------
        Refused
            When locked cells leave no room.
        """
        wanted = np.where(self.locked, self.rows, rows)
        return self._mended(wanted, np.zeros(self.rows.shape, dtype=bool), keep=True)

    def with_locks(self, top: int, left: int, n: int, m: int) -> Sheet:
        """Return the sheet with a block of cells locked, or released where all of them were."""
        locked = self.locked.copy()
        block = locked[top : top + n, left : left + m]
        block[...] = not block.all()
        return replace(self, locked=locked)

    def _mended(self, rows: FloatArray, edited: BoolArray, *, keep: bool) -> Sheet:
        # Only rows that were touched, or were wrong before: a table has up to a million cells.
        places = np.flatnonzero(edited.any(axis=1) | ~add_up(rows))
        part, marks = rows[places], edited[places]
        whole = marks.all(axis=1) if keep else np.zeros(len(places), dtype=bool)
        high = np.flatnonzero((part > 1).any(axis=1) & ~whole)
        if high.size:
            value, place = part[high[0]].max(), self.subject.place(int(places[high[0]]))
            raise Refused(f"{place}: {value:g} is above 1. Every probability lies between 0 and 1.")
        if keep:
            part, failed = rows_at_1(part, marks, self.locked[places])
            if failed.any():
                first = int(np.flatnonzero(failed)[0])
                raise Refused(self._no_room(int(places[first]), part[first], marks[first]))
            rows[places] = part
        return replace(self, rows=frozen_rows(rows))

    def _no_room(self, row: int, cells: FloatArray, edited: BoolArray) -> str:
        place, locked = self.subject.place(row), self.locked[row]
        if not locked.any():
            return f"{place}: {cells[edited].sum():.4g} is above 1. Every row must add up to 1."
        left = max(0.0, 1 - cells[locked].sum())
        are, leave = ("Cells are", "they leave") if locked.sum() > 1 else ("A cell is", "it leaves")
        return f"{place}: {are} locked and {leave} {left:.4g} for the others. Unlock one first."


def fault_sentence(sheet: Sheet) -> str:
    """Say which row does not add up to 1 and what would be right; empty when all do."""
    faults = sheet.faults()
    if not faults:
        return ""
    row = sheet.rows[faults[0]]
    cells = [f"{value:.2f}" if abs(round(value, 2) - value) < 1e-9 else f"{value:.4g}" for value in row]
    if len(cells) > SHOWN_CELLS:
        cells = [*cells[:SHOWN_CELLS], "so on"]
    shown = f"{', '.join(cells[:-1])} and {cells[-1]} add" if len(cells) > 1 else f"{cells[0]} adds"
    total = f"{row.sum():.2f}" if abs(round(row.sum(), 2) - row.sum()) < 1e-9 else f"{row.sum():.4g}"
    more = f" So it is in {len(faults) - 1:,} more." if len(faults) > 1 else ""
    must = "They must add up to 1." if len(cells) > 1 else "It must be 1."
    return f"{sheet.subject.place(faults[0])}: {shown} up to {total}. {must}{more}"
