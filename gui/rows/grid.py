"""The rows on screen: a million scroll like ten; keys copy them and sort by the column that they are in."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from gui.controls.numbers import count
from gui.rows.cell import GAP, ICON, SIDE, RowCell
from gui.rows.head import RowHead
from gui.rows.listed import BATCH, DONE, FIXED, ROW, Listed, Sorting
from gui.rows.model import RowModel
from gui.theme import Theme, current_theme, theme_source

WIDEST, WIDEST_DONE, HEAD, ARROW = 180, 240, 26, 14


class RowGrid(QTableView):
    """Shows `Listed` rows.

    Signals
    -------
    sorting_asked(sorting)
        A person wants another order: a `Sorting`, or None for the rows as they came.
    copy_asked(rows)
        A person wants these chosen rows as text, intp[n], in the order on show.
    """

    sorting_asked = Signal(object)
    copy_asked = Signal(object)

    KEYS: ClassVar[dict[str, str]] = {"copy": "Ctrl+C", "sort": "S"}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self._cell = RowCell(self)
        self.setItemDelegate(self._cell)
        self.setAccessibleName("Rows seen")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        # No size ever depends on what the cells of all rows say: there may be millions.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.head = RowHead(self.rows)
        self.setHorizontalHeader(self.head)
        self.head.sectionClicked.connect(self.ask_sorting)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def show_rows(self, listed: Listed) -> None:
        """Show other rows."""
        old = self.rows.listed
        self.rows.show_rows(listed)
        self._cell.splits = listed.sorting is None
        self.setColumnHidden(DONE, listed.chosen.regime is not None)
        if old is None or old.words != listed.words or old.chosen.dataset != listed.chosen.dataset:
            self._fit()
        if not self.currentIndex().isValid() and self.rows.rowCount():
            # The keys stand in the first row, and nothing is chosen.
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.rows.index(0, ROW), flags)

    def size_of_rows(self, n_rows: int) -> QSize:
        """Return how large it is with so many rows, when nothing is cut off, in pixels."""
        height = self.head.height() + n_rows * self.verticalHeader().defaultSectionSize()
        return QSize(self.head.length(), height)

    def chosen_rows(self) -> npt.NDArray[np.intp]:
        """Return which of the rows are selected, in the order on show; the row with the keys where none is."""
        ranges = self.selectionModel().selection().toList()
        places = [np.arange(each.top(), each.bottom() + 1) for each in ranges]
        if not places and self.currentIndex().isValid():
            places = [np.array([self.currentIndex().row()])]
        if not places:
            return np.empty(0, np.intp)
        shown = np.unique(np.concatenate(places))
        order = self.rows.listed.order if self.rows.listed else None
        return np.asarray(shown if order is None else order[shown], np.intp)

    def ask_sorting(self, column: int) -> None:
        """Ask for the next order by a column: from the first value, from the last, and as they came."""
        listed = self.rows.listed
        now = listed.sorting if listed else None
        if now is None or now.column != column:
            self.sorting_asked.emit(Sorting(column))
        else:
            self.sorting_asked.emit(None if now.falling else Sorting(column, falling=True))

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
            self.copy_asked.emit(self.chosen_rows())
        elif verb == "sort":
            self.ask_sorting(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.row_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def row_menu(self) -> QMenu:
        """Return the menu of the chosen rows and of the column with the keys."""
        menu = QMenu(self)
        n_rows, column = len(self.chosen_rows()), max(0, self.currentIndex().column())
        copy = menu.addAction(f"Copy {count(n_rows)} {'row' if n_rows == 1 else 'rows'}\t{self.KEYS['copy']}")
        copy.setEnabled(n_rows > 0)
        copy.triggered.connect(lambda: self.copy_asked.emit(self.chosen_rows()))
        menu.addSeparator()
        name = self.rows.title(column).replace("&", "&&")
        orders = (
            (f"Sort by {name}", Sorting(column)),
            (f"Sort by {name}, last first", Sorting(column, falling=True)),
            ("As they came", None),
        )
        for words, sorting in orders:
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, sorting=sorting: self.sorting_asked.emit(sorting))
        return menu

    def _verb_of(self, event: QKeyEvent) -> str:
        keys = QKeySequence(event.keyCombination())
        return next((verb for verb, text in self.KEYS.items() if keys == QKeySequence(text)), "")

    # -- lengths -------------------------------------------------------------------------------------------

    def _follow(self, theme: Theme) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.LIST_ROW))
        self.head.setFixedHeight(theme.px(HEAD))
        self.setMinimumHeight(theme.px(HEAD + 2 * theme.LIST_ROW))
        self._fit()

    def _fit(self) -> None:
        listed = self.rows.listed
        if listed is None:
            return
        theme = current_theme()
        words = QFontMetrics(theme.font("interface", 600))
        figures = QFontMetrics(theme.font("interface", figures=True))
        head = QFontMetrics(theme.font("second", 600))
        dataset, mark = listed.chosen.dataset, theme.px(ICON + GAP)
        contents = {
            ROW: figures.horizontalAdvance(count(dataset.n_rows)),
            BATCH: figures.horizontalAdvance(count(len(dataset.batches))),
            DONE: max((words.horizontalAdvance(each) for each in listed.words.values()), default=0),
        }
        for place, variable in enumerate(dataset.variables):
            widest = max(words.horizontalAdvance(state) for state in variable.states)
            contents[len(FIXED) + place] = min(widest + mark, theme.px(WIDEST))
        contents[DONE] = min(contents[DONE], theme.px(WIDEST_DONE))
        for column, content in contents.items():
            title = min(head.horizontalAdvance(self.rows.title(column)) + theme.px(ARROW), theme.px(WIDEST))
            self.setColumnWidth(column, max(title, content) + 2 * theme.px(SIDE) + 2)
