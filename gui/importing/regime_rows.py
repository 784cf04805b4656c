"""How many rows of a table there are of each kind: what was set by hand in them, and their number."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from engine.files.csv_tables import TablePreview
from gui.controls.numbers import count, listed_words
from gui.theme import current_theme

WATCHED = "nothing, watched"
_HEADS = ("Set by hand", "Rows")
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class _Regimes(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.regimes: tuple[tuple[tuple[str, ...], int], ...] = ()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.regimes)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        names, n_rows = self.regimes[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return count(n_rows) if index.column() else listed_words(names) or WATCHED
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None


class RegimeRows(QTableView):
    """A line for each set of variables that were set together, with the number of its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._regimes = _Regimes(self)
        self.setModel(self._regimes)
        self.setAccessibleName("Rows of each kind")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(False)
        self.setFont(theme.font("second", figures=True))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        header = self.horizontalHeader()
        header.setFont(theme.font("second", 600))
        header.setFixedHeight(theme.px(26))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, theme.px(80))
        self.setMinimumHeight(theme.px(80))

    def show_regimes(self, preview: TablePreview) -> None:
        """Show the kinds of rows of a table, in order of first appearance."""
        self._regimes.beginResetModel()
        self._regimes.regimes = preview.regimes
        self._regimes.endResetModel()
