"""The first rows of a table as they stand in the file."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from engine.files.csv_tables import TablePreview
from gui.theme import current_theme

ROWS = 5
WIDTH = 430
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
        if column.numbers is not None:
            return f"{column.numbers[index.row()]:.10g}"
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
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        theme = current_theme()
        self.setFont(theme.font("second"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        header = self.horizontalHeader()
        header.setFont(theme.font("second", 600))
        header.setFixedHeight(theme.px(26))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            self.setColumnWidth(column, self.columnWidth(column) + theme.px(14))
        scrolls = header.length() > theme.px(WIDTH) - 2 * self.frameWidth()
        header.setStretchLastSection(not scrolls)
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        rows = self.model().rowCount() * theme.px(24)
        self.setFixedHeight(header.height() + rows + bar + 2 * self.frameWidth())

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(WIDTH), self.height())
