"""The first rows of a table as they stand in the file."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from engine.files.csv_tables import TablePreview
from gui.theme import current_theme

ROWS = 5
TOO_MANY = "..."
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class _Rows(QAbstractTableModel):
    def __init__(self, preview: TablePreview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = preview.scanned.columns
        self._n_rows = min(ROWS, preview.n_rows)

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else self._n_rows

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self._columns[index.column()]
        return TOO_MANY if column.overfull else column.values[int(column.codes[index.row()])]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].name if orientation == Qt.Orientation.Horizontal else str(section + 1)


class FirstRows(QTableView):
    """A few rows to recognise the table by."""

    def __init__(self, preview: TablePreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(_Rows(preview, self))
        self.setAccessibleName("First rows of the table")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        theme = current_theme()
        self.setFont(theme.font("second"))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(theme.font("second"))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.resizeColumnsToContents()
        rows = self.model().rowCount()
        height = self.horizontalHeader().sizeHint().height() + rows * theme.px(24) + 2 * self.frameWidth()
        self.setFixedHeight(height + self.horizontalScrollBar().sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(480), self.height())
