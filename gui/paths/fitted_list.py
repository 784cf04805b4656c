"""A list that is as high as its lines together, in a panel that scrolls as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from gui.theme import Theme, theme_source

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()


class LineModel(QAbstractListModel):
    """Lines, each with what a screen reader says of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[object, str], ...] = ()

    @property
    def lines(self) -> tuple[object, ...]:
        """The lines on show."""
        return tuple(line for line, _ in self._lines)

    def show_lines(self, lines: Sequence[tuple[object, str]]) -> bool:
        """Show other lines, each with its words; return whether they differ from those there."""
        if tuple(lines) == self._lines:
            return False
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, spoken = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken
        return None


class FittedList(QListView):
    """Shows a `LineModel` by a delegate; the keys go from line to line."""

    def __init__(self, name: str, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme_source().theme_changed.connect(self._follow)

    def show_lines(self, lines: Sequence[tuple[object, str]]) -> None:
        """Show other lines."""
        if self.lines.show_lines(lines):
            self._fit()

    @property
    def chosen(self) -> int | None:
        """Place of the chosen line."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def choose(self, row: int | None) -> None:
        """Mark a line as chosen, or none."""
        self.selectionModel().clear()
        if row is not None:
            self.setCurrentIndex(self.lines.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and self.hasFocus() and self.chosen is not None:
            rect = self.visualRect(self.lines.index(self.chosen))
            inner = area.widget()
            if inner is not None:
                middle = self.viewport().mapTo(inner, rect.center())
                area.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + 8)

    def _follow(self, _theme: Theme) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self) -> None:
        height = sum(self.sizeHintForRow(row) for row in range(self.lines.rowCount()))
        if height != self.height():
            self.setFixedHeight(height)
        self.scheduleDelayedItemsLayout()
