"""What can be chosen in a list, and which of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole
_NONE = QModelIndex()


@dataclass(frozen=True)
class Entry:
    """One line of the list.

    Parameters
    ----------
    name
        What it is called.
    detail
        A second line in grey; empty for none.
    aside
        Words at the right about what was set by hand; empty for none.
    fault
        Why it cannot be chosen; empty when it can.
    sortable
        Whether what is at fault can be mended here, by sorting numbers into states.
    """

    name: str
    detail: str = ""
    aside: str = ""
    fault: str = ""
    sortable: bool = False


class EntryModel(QAbstractListModel):
    """Entries and which of them are chosen.

    Signals
    -------
    chosen_changed()
        Another number of entries is chosen.
    asked(place)
        The user wants an entry that is at fault and can be mended.
    """

    chosen_changed = Signal()
    asked = Signal(int)

    def __init__(self, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries = tuple(entries)
        self.chosen: set[int] = set()

    def choose(self, places: Sequence[int]) -> None:
        """Choose these entries and no others; those at fault stay out."""
        self.chosen = {place for place in places if not self.entries[place].fault}
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))
        self.chosen_changed.emit()

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show other entries; those of a name that was chosen are chosen again."""
        names = {self.entries[place].name for place in self.chosen}
        if [entry.name for entry in entries] != [entry.name for entry in self.entries]:
            self.beginResetModel()
            self.entries = tuple(entries)
            self.endResetModel()
        self.entries = tuple(entries)
        self.choose([place for place, entry in enumerate(entries) if entry.name in names])

    def put(self, place: int, entry: Entry, *, chosen: bool) -> None:
        """Show another entry in a place; one at fault is not chosen."""
        self.entries = (*self.entries[:place], entry, *self.entries[place + 1 :])
        self.chosen = self.chosen | {place} if chosen and not entry.fault else self.chosen - {place}
        self.dataChanged.emit(self.index(place), self.index(place))
        self.chosen_changed.emit()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or (self.entries[index.row()].fault and not self.entries[index.row()].sortable):
            return Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == _CHECK:
            return Qt.CheckState.Checked if index.row() in self.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (entry.name, entry.fault or entry.detail, entry.aside) if part)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK:
            return False
        place = index.row()
        if self.entries[place].fault:
            if self.entries[place].sortable:
                self.asked.emit(place)
            return False
        self.chosen ^= {place}
        here = self.index(place)
        self.dataChanged.emit(here, here, [_CHECK])
        self.chosen_changed.emit()
        return True
