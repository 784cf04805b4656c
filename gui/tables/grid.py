"""The table on screen: keys that move, copy, paste, fill and lock as in a spreadsheet."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gui.controls.table_head import TableHead
from gui.tables.cell import LEFT, SIDE, CellDelegate, number_width
from gui.tables.model import Index, TableModel
from gui.tables.reading import write_block
from gui.theme import Theme, current_theme, theme_source

LEAST_BAR, WIDEST_PARENT, HEAD, LEAST_ROWS = 36, 170, 34, 3
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemDelegate.EndEditHint


class TableGrid(QTableView):
    """Shows a `TableModel`.

    Typing, F2 or a double click edits a cell; Enter goes on to the cell below, Tab to the next probability and from
    the last one out of the table.

    Signals
    -------
    paste_requested(), fill_requested(), lock_requested()
        Asked for by key or in the menu; `block` says of which cells.
    """

    paste_requested = Signal()
    fill_requested = Signal()
    lock_requested = Signal()

    KEYS: ClassVar[dict[str, str]] = {
        "copy": "Ctrl+C",
        "paste": "Ctrl+V",
        "fill": "Ctrl+D",
        "lock": "Ctrl+L",
    }

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName("Table of probabilities")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        # No size ever depends on what the cells of all rows say: tables have up to a million.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        # Figures leave little room: the end of a title, which is the state, is worth more than a margin behind it.
        self.head = TableHead(side=LEFT, tail=2)
        self.setHorizontalHeader(self.head)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideLeft)
        model.modelReset.connect(self._on_reset)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def block(self) -> QRect:
        """Return the chosen probabilities, as states across and rows down; empty when none is chosen."""
        ranges = self.selectionModel().selection().toList()
        first = self._cells.n_parents
        if ranges:
            chosen = ranges[0]
            left, right = max(first, chosen.left()), min(first + self._cells.n_states - 1, chosen.right())
            if left <= right:
                return QRect(left - first, chosen.top(), right - left + 1, chosen.bottom() - chosen.top() + 1)
        state = self._cells.state_of(self.currentIndex())
        return QRect() if state is None else QRect(state, self.currentIndex().row(), 1, 1)

    def choose(self, row: int, state: int) -> None:
        """Put the keys to a cell."""
        index = self._cells.index(row, self._cells.n_parents + state)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def size_of_rows(self, n_rows: int) -> QSize:
        """Return how large it is with so many rows, when nothing is cut off, in pixels."""
        height = self.horizontalHeader().height() + n_rows * self.verticalHeader().defaultSectionSize()
        return QSize(sum(self._least_widths()), height) + QSize(1, 1) * 2 * self.frameWidth()

    def copy(self) -> None:
        """Copy the chosen probabilities so that spreadsheets can read them."""
        block, sheet = self.block(), self._cells.sheet
        if sheet is not None and not block.isEmpty():
            rows = sheet.rows[block.top() : block.bottom() + 1, block.left() : block.right() + 1]
            QGuiApplication.clipboard().setText(write_block(np.asarray(rows)))

    def _content_height(self) -> int:
        rows = self.verticalHeader().defaultSectionSize() * self._cells.rowCount()
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        return self.horizontalHeader().height() + rows + bar + 2 * self.frameWidth()

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._verb_of(event):
            # These keys mean something else elsewhere in the program.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = self._verb_of(event)
        if verb == "copy":
            self.copy()
        elif verb:
            {"paste": self.paste_requested, "fill": self.fill_requested, "lock": self.lock_requested}[verb].emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  the name is Qt's
        # Tab goes from probability to probability, and out of the table at its ends: nobody is caught in it.
        if self.currentIndex().isValid() and self._beside(1 if next else -1) is not None:
            return False
        return super().focusNextPrevChild(next)

    def moveCursor(self, action: _Move, keys: Qt.KeyboardModifier) -> Index:  # type: ignore[override]
        step = {_Move.MoveNext: 1, _Move.MovePrevious: -1}.get(action)
        if step is None:
            return super().moveCursor(action, keys)
        return self._beside(step) or self.currentIndex()

    def closeEditor(self, editor: QWidget, hint: _Hint) -> None:
        if hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            beside = self._beside(1 if hint == _Hint.EditNextItem else -1)
            super().closeEditor(editor, _Hint.NoHint)
            self.setFocus()
            if beside is None:
                super().focusNextPrevChild(hint == _Hint.EditNextItem)
            else:
                self.setCurrentIndex(beside)
            return
        super().closeEditor(editor, hint)
        if hint == _Hint.SubmitModelCache:
            self._go_down()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.cell_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def cell_menu(self) -> QMenu:
        """Return the menu of the chosen cells."""
        menu = QMenu(self)
        sheet, block = self._cells.sheet, self.block()
        chosen = sheet is not None and not block.isEmpty()
        locked = False
        if sheet is not None and chosen:
            cells = sheet.locked[block.top() : block.bottom() + 1, block.left() : block.right() + 1]
            locked = bool(cells.all())
        verbs = (
            ("Copy", "copy", self.copy),
            ("Paste", "paste", self.paste_requested.emit),
            ("Fill down", "fill", self.fill_requested.emit),
            ("Unlock" if locked else "Lock", "lock", self.lock_requested.emit),
        )
        for words, key, do in verbs:
            action = menu.addAction(f"{words}\t{self.KEYS[key]}")
            action.setEnabled(chosen)
            action.triggered.connect(do)
        return menu

    def _verb_of(self, event: QKeyEvent) -> str:
        keys = QKeySequence(event.keyCombination())
        return next((verb for verb, text in self.KEYS.items() if keys == QKeySequence(text)), "")

    def _go_down(self) -> None:
        index = self.currentIndex()
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _beside(self, step: int) -> Index | None:
        model = self._cells
        if not model.rowCount() or not model.n_states:
            return None
        index = self.currentIndex()
        # Columns of causes count as the place before the first probability of their row.
        place = min(model.n_states, index.column() - model.n_parents)
        place = max(place, -1 if step > 0 else 0)
        number = index.row() * model.n_states + place + step
        if place == model.n_states and step < 0:
            number = index.row() * model.n_states + model.n_states - 1
        if not 0 <= number < model.rowCount() * model.n_states:
            return None
        row, state = divmod(number, model.n_states)
        return model.index(row, model.n_parents + state)

    # -- lengths -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # No higher than its rows: what stands below follows close.
        self._share_width()
        self.setMaximumHeight(max(self.minimumHeight(), self._content_height()))

    def _on_reset(self) -> None:
        self._fit()
        if self._cells.rowCount():
            self.choose(0, 0)

    def _follow(self, theme: Theme) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.TABLE_ROW - 4))
        self.horizontalHeader().setFixedHeight(theme.px(HEAD))
        self.setMinimumHeight(theme.px(HEAD + LEAST_ROWS * (theme.TABLE_ROW - 4)))
        self._fit()

    def _least_widths(self) -> list[int]:
        model, theme = self._cells, current_theme()
        if model.sheet is None:
            return []
        head, words = QFontMetrics(theme.font("second", 600)), QFontMetrics(theme.font("interface"))
        pad = 2 * theme.px(SIDE) + theme.px(6)
        widths = []
        for column in range(model.columnCount()):
            least = head.horizontalAdvance(model.title(column)) + pad
            if column < model.n_parents:
                states = model.sheet.subject.parents[column].states
                least = max(least, *(words.horizontalAdvance(state) + pad for state in states))
                least = min(least, theme.px(WIDEST_PARENT))
            elif column < model.n_parents + model.n_states:
                # Where there is no room for the name, the state is still to be read at the end of its title.
                least = number_width(theme) + theme.px(LEAST_BAR) + pad
            widths.append(least)
        return widths

    def _is_wide(self) -> bool:
        return sum(self._least_widths()) > self.viewport().width()

    def _share_width(self) -> None:
        # Bars take what is left: they say more the longer they are.
        widths = self._least_widths()
        if not widths:
            return
        first, n_states = self._cells.n_parents, self._cells.n_states
        left = max(0, self.viewport().width() - sum(widths))
        share, rest = divmod(left, n_states)
        for column, width in enumerate(widths):
            state = column - first
            extra = share + (rest if state == n_states - 1 else 0) if 0 <= state < n_states else 0
            self.setColumnWidth(column, width + extra)
