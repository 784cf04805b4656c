"""Rows as Qt reads them, one at a time and straight from the batches they are in."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.networks.variables import Variable
from gui.controls.numbers import count
from gui.rows.listed import BATCH, DONE, FIXED, NUMBERS, ROW, Listed
from gui.rows.words import BY_HAND, mark_of
from gui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
MARK, SPLIT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
# Qt adds up the heights of rows in 31 bits.
MOST_LISTED = 10_000_000
_NONE = QModelIndex()
_Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RowModel(QAbstractTableModel):
    """Shows `Listed` rows: number, batch, what was done, and the state of every variable."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed: Listed | None = None
        self._n_rows = 0
        # Qt asks for the cells of one row after another.
        self._known: tuple[int, int, int, npt.NDArray[np.signedinteger]] | None = None

    @property
    def listed(self) -> Listed | None:
        """What is on show."""
        return self._listed

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables, one a column after the fixed ones."""
        return self._listed.chosen.dataset.variables if self._listed else ()

    def show_rows(self, listed: Listed) -> None:
        """Show other rows; where there are only more at the end, what is in sight stays."""
        old, n_rows = self._listed, min(listed.chosen.n_rows, MOST_LISTED)
        grows = old is not None and n_rows > self._n_rows > 0 and _continues(old, listed)
        if grows:
            self.beginInsertRows(_NONE, self._n_rows, n_rows - 1)
        else:
            self.beginResetModel()
        self._listed, self._n_rows, self._known = listed, n_rows, None
        if grows:
            self.endInsertRows()
        else:
            self.endResetModel()

    def source_row(self, row: int) -> int:
        """Return which of the chosen rows stands in a place."""
        order = self._listed.order if self._listed else None
        return row if order is None else int(order[row])

    def title(self, column: int) -> str:
        """Return the words above a column."""
        return FIXED[column] if column < len(FIXED) else self.variables[column - len(FIXED)].name

    # -- what Qt asks --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else self._n_rows

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() or self._listed is None else len(FIXED) + len(self.variables)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if self._listed is None or not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._text(self._listed, index.row(), index.column())
        if role == _Role.TextAlignmentRole:
            return _RIGHT if index.column() in NUMBERS else _LEFT
        if role == MARK:
            return self._mark(self._listed, index.row(), index.column())
        if role == SPLIT:
            return index.row() > 0 and self._fetched(index.row())[0] != self._fetched(index.row() - 1)[0]
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole):
            return self._spoken(self._listed, index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._listed is None:
            return None
        if role == _Role.FontRole:
            return current_theme().font("second", 600)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if section in NUMBERS else _LEFT
        if role == _Role.DisplayRole:
            return self.title(section)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return (
                f"{self.title(section)}{self._sorted_words(section)}. Click, or press S in the column, to sort by it."
            )
        return None

    # -- parts ---------------------------------------------------------------------------------------------

    def _fetched(self, row: int) -> tuple[int, int, npt.NDArray[np.signedinteger]]:
        if self._known is None or self._known[0] != row:
            assert self._listed is not None
            chosen, source = self._listed.chosen, self.source_row(row)
            batch, place = chosen.place(source)
            self._known = row, batch, chosen.number(source), chosen.dataset.batches[batch].values[place]
        return self._known[1:]

    def _text(self, listed: Listed, row: int, column: int) -> str:
        batch, number, codes = self._fetched(row)
        if column == ROW:
            return count(number + 1)
        if column == BATCH:
            return count(batch + 1)
        if column == DONE:
            return listed.words[listed.chosen.dataset.batches[batch].regime]
        variable = column - len(FIXED)
        return self.variables[variable].states[int(codes[variable])]

    def _mark(self, listed: Listed, row: int, column: int) -> str:
        if column < len(FIXED):
            return ""
        regime = listed.chosen.dataset.batches[self._fetched(row)[0]].regime
        return mark_of(regime, column - len(FIXED), imported=listed.imported)

    def _spoken(self, listed: Listed, row: int, column: int) -> str:
        text = self._text(listed, row, column)
        if column < len(FIXED):
            return text if column == DONE else f"{self.title(column)} {text}"
        mark = self._mark(listed, row, column)
        said = f"{self.title(column)} = {text}{f', {BY_HAND[mark]}' if mark else ''}"
        return f"{said}; row {self._text(listed, row, ROW)}, batch {self._text(listed, row, BATCH)}"

    def _sorted_words(self, section: int) -> str:
        sorting = self._listed.sorting if self._listed else None
        if sorting is None or sorting.column != section:
            return ""
        return ", sorted from the last to the first" if sorting.falling else ", sorted from the first to the last"


def _continues(old: Listed, new: Listed) -> bool:
    # Whether nothing changes but that rows come after those on show.
    before, after = old.chosen, new.chosen
    if old.sorting or new.sorting or any(new.words.get(regime) != words for regime, words in old.words.items()):
        return False
    if (before.regime, before.until, old.imported) != (after.regime, after.until, new.imported) or after.until:
        return False
    batches = before.dataset.batches
    return before.dataset.variables == after.dataset.variables and after.dataset.batches[: len(batches)] == batches
