"""The rows of a table as Qt reads them: states of the causes, a probability a state, how often each row was seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from engine.data.configurations import IntArray
from gui.controls.numbers import count, plural, probability
from gui.tables.sheet import Sheet
from gui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
LOCKED, FAULTY = VALUE + 1, VALUE + 2
SEEN = "rows seen"
SEEN_TIP = "How often the causes fell like this in the rows seen, while the variable itself followed them"
_NONE = QModelIndex()
_Role = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """Shows a `Sheet`. It never changes it: it says what was written.

    Signals
    -------
    written(row, state, text)
        A person wrote into a cell.
    """

    written = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._seen: IntArray | None = None
        self._fine = False
        self._faults: frozenset[int] = frozenset()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet on show."""
        return self._sheet

    @property
    def n_parents(self) -> int:
        """How many columns are about causes."""
        return len(self._sheet.subject.parents) if self._sheet else 0

    @property
    def n_states(self) -> int:
        """How many columns hold probabilities."""
        return self._sheet.subject.n_states if self._sheet else 0

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet; where it is about the same variable and causes only what cells say changes."""
        same = self._sheet is not None and self._sheet.subject == sheet.subject
        if not same:
            self.beginResetModel()
        self._sheet = sheet
        # As many places as it takes: two where all cells are whole hundredths, else three.
        self._fine = bool((abs(sheet.rows * 100 - (sheet.rows * 100).round()) > 1e-6).any())
        self._faults = frozenset(sheet.faults())
        if same:
            self._say_changed()
        else:
            self._seen = None
            self.endResetModel()

    def show_seen(self, seen: IntArray | None) -> None:
        """Show how often each row was seen; None where that cannot be known."""
        self._seen = seen
        self._say_changed()

    def _say_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # -- what Qt asks --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if self._sheet is None or parent.isValid() else self._sheet.subject.n_rows

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if self._sheet is None or parent.isValid() else self.n_parents + self.n_states + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        state = self.state_of(index)
        if state is not None and self._sheet is not None and not self._sheet.locked[index.row(), state]:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def state_of(self, index: Index) -> int | None:
        """Return which state a cell is about; None for the other columns."""
        state = index.column() - self.n_parents
        return state if index.isValid() and 0 <= state < self.n_states else None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        state = self.state_of(index)
        if role != _Role.EditRole or state is None:
            return False
        self.written.emit(index.row(), state, str(value))
        return True

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        sheet = self._sheet
        if sheet is None or not index.isValid():
            return None
        state = self.state_of(index)
        if state is not None:
            return self._cell(sheet, index.row(), state, role)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole, _Role.ToolTipRole):
            return self._words(sheet, index.row(), index.column(), role)
        return index.row() in self._faults if role == FAULTY else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._sheet is None:
            return None
        if role == _Role.FontRole:
            return self._head_font()
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == _Role.ToolTipRole and section == self.n_parents + self.n_states:
            return SEEN_TIP
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return self.title(section)
        return None

    def title(self, column: int) -> str:
        """Return the words above a column."""
        if self._sheet is None:
            return ""
        subject = self._sheet.subject
        if column < self.n_parents:
            return subject.parents[column].name
        if column < self.n_parents + self.n_states:
            return f"{subject.variable.name} = {subject.variable.states[column - self.n_parents]}"
        return SEEN

    # -- parts ---------------------------------------------------------------------------------------------

    def _cell(self, sheet: Sheet, row: int, state: int, role: int) -> Any:
        value = float(sheet.rows[row, state])
        if role == VALUE:
            return value
        if role == LOCKED:
            return bool(sheet.locked[row, state])
        if role == FAULTY:
            return row in self._faults
        if role == _Role.EditRole:
            return f"{value:.10g}"
        if role == _Role.DisplayRole:
            return self._number(value)
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == _Role.AccessibleTextRole:
            return self._spoken(sheet, row, state)
        if role == _Role.ToolTipRole:
            return self._tip(sheet, row, state)
        return None

    def _number(self, value: float) -> str:
        return probability(value) if self._fine else f"{value:.2f}"

    def _spoken(self, sheet: Sheet, row: int, state: int) -> str:
        when = sheet.subject.spoken(row)
        said = f"{self.title(self.n_parents + state)}{' when ' + when if when else ''}: "
        said += self._number(float(sheet.rows[row, state]))
        said += ", locked" if sheet.locked[row, state] else ""
        return said + (", the row does not add up to 1" if row in self._faults else "")

    def _tip(self, sheet: Sheet, row: int, state: int) -> str:
        value = f"{sheet.rows[row, state]:.6g}"
        if row in self._faults:
            return f"{value}. This row adds up to {sheet.rows[row].sum():.6g} and must add up to 1."
        return f"{value}. Locked: it stays when the row changes." if sheet.locked[row, state] else value

    def _words(self, sheet: Sheet, row: int, column: int, role: int) -> str:
        if column < self.n_parents:
            return sheet.subject.configuration(row)[column]
        if self._seen is None:
            return "unseen" if role == _Role.DisplayRole else "A cause is hidden, so nobody sees how often."
        seen = int(self._seen[row]) if row < self._seen.size else 0
        if role == _Role.DisplayRole:
            return count(seen) if seen else "none"
        return f"{plural(seen, 'row')} seen"

    def _head_font(self) -> QFont:
        return current_theme().font("second", 600)
