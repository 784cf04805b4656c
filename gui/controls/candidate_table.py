"""A table with a line a candidate: chip, arrows, and bars with numbers; it scrolls by key and says itself aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.controls.table_lines import Column, Line, Places, placed
from gui.controls.table_painting import paint_focus, paint_head, paint_line
from gui.theme import current_theme, theme_source

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEAD = 24
# Lines stand closer where all of them have room then.
CLOSE_LINE = 22


class LineModel(QAbstractListModel):
    """The lines; other numbers in as many lines are shown in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Hold other lines."""
        same = len(lines) == len(self.lines) and len(columns) == len(self.columns)
        if not same:
            self.beginResetModel()
        self.columns, self.lines = tuple(columns), tuple(lines)
        if not same:
            self.endResetModel()
        elif self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def spoken(self, row: int) -> str:
        """Return a line as a screen reader says it."""
        line = self.lines[row]
        name = line.spoken or (f"candidate {line.digit}, {line.words}" if line.digit else line.words)
        cells = (
            f"{column.spoken} {cell.spoken}" for column, cell in zip(self.columns, line.cells, strict=True) if cell.text
        )
        return ", ".join([name, *cells])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(index.row())
        return self.lines[index.row()].words if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: CandidateTable, model: LineModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(self._table.places.width, self._table.height_of_line)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        rect = option.rect
        rect.setWidth(max(rect.width(), self._table.places.width))
        paint_line(painter, rect, self._model.lines[index.row()], self._model.columns, self._table.places, theme)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus and self._table.view.hasFocus():
            paint_focus(painter, rect, theme)


class _Head(QWidget):
    def __init__(self, table: CandidateTable) -> None:
        super().__init__(table)
        self._table = table
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, current_theme().px(HEAD))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self._table.tip_at(event.pos().x()))  # type: ignore[attr-defined]
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        table = self._table
        with QPainter(self) as painter:
            paint_head(painter, self.rect(), table.shift, table.columns, table.lead, table.places, current_theme())


class _View(QListView):
    # Its room changes without the table when a scroll bar comes or goes.
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class CandidateTable(QWidget):
    """The table.

    Parameters
    ----------
    name
        What it holds, for a screen reader.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LineModel(self)
        self.places = Places((0, 0), (), 0)
        self.height_of_line = current_theme().px(current_theme().LIST_ROW)
        self.lead = ""
        self.head = _Head(self)
        self.view = _View()
        self.view.setAccessibleName(name)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(self, self._model))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setUniformItemSizes(True)
        self.view.resized.connect(self._place)
        self.view.horizontalScrollBar().valueChanged.connect(lambda _value: self.head.update())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        theme_source().theme_changed.connect(self._place)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns on show."""
        return self._model.columns

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines on show."""
        return self._model.lines

    @property
    def shift(self) -> int:
        """How far it is scrolled to the right, in pixels."""
        return self.view.horizontalScrollBar().value()

    def show_table(self, columns: Sequence[Column], lines: Sequence[Line], lead: str = "") -> None:
        """Show other columns and lines, in place where there are as many as before; `lead` stands above the words."""
        if (tuple(columns), tuple(lines), lead) == (self.columns, self.lines, self.lead):
            return
        self.lead = lead
        self._model.show_lines(columns, lines)
        self._place()

    def size_of_lines(self) -> QSize:
        """Return how large it is with all its lines, in pixels."""
        theme = current_theme()
        width = placed(self.columns, self.lines, 0, theme).width
        return QSize(width, theme.px(HEAD) + len(self.lines) * theme.px(theme.LIST_ROW))

    def spoken(self, row: int) -> str:
        """Return a line as a screen reader says it."""
        return self._model.spoken(row)

    def tip_at(self, x: int) -> str:
        """Return the tool tip of the column at a place, in pixels."""
        for column, spot in zip(self.columns, self.places.spots, strict=True):
            if spot.left <= x + self.shift < spot.left + spot.width:
                return column.tip
        return ""

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), theme.px(HEAD) + 2 * theme.px(theme.LIST_ROW))

    def _place(self, *_theme: object) -> None:
        theme, room, n_lines = current_theme(), self.view.viewport().height(), max(1, len(self.lines))
        self.places = placed(self.columns, self.lines, self.view.viewport().width(), theme)
        close = n_lines * theme.px(CLOSE_LINE) <= room < n_lines * theme.px(theme.LIST_ROW)
        self.height_of_line = room // n_lines if close else theme.px(theme.LIST_ROW)
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()
        self.head.updateGeometry()
        self.head.update()
