"""The steps of the plan in a list: what is done, how many rows, and what it costs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from engine.sessions.costs import amount
from engine.sessions.spending import cost_of, payable_steps
from engine.sessions.state import SessionState
from engine.sessions.wording import capitalised, count_rows, describe_doing
from gui.controls.numbers import count
from gui.theme import current_theme

HEADINGS = ("Step", "Rows", "Cost")
# Glyph and word: a step that cannot be paid for is told by more than a colour.
BEYOND, BEYOND_SPOKEN = "\N{BLACK UP-POINTING TRIANGLE} too dear", "beyond the budget"
ROW, SIDE, AIR, MOST_LINES = 26, 10, 8, 6
# Where a list is less wide, rows and cost stand below what is done and not beside it.
WIDE = 280


class _Roomy(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        wanted = super().sizeHint(option, index)
        return QSize(wanted.width() + theme.px(SIDE), max(wanted.height() + theme.px(AIR), theme.px(ROW)))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.font = current_theme().font("second", figures=True)


class PlanList(QTreeWidget):
    """Lists the steps; Alt+Up and Alt+Down move the current one, Delete removes it.

    Signals
    -------
    move_wanted(by)
        A person wants the current step so many places further down.
    remove_wanted()
        A person wants the current step removed.
    """

    move_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SessionState | None = None
        self.setAccessibleName("Steps of the plan")
        self.setAccessibleDescription("Alt+Up and Alt+Down move a step, Delete removes it")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(1)
        for column in range(len(HEADINGS)):
            mode = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        self.setItemDelegate(_Roomy(self))

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for columns."""
        return self.width() < current_theme().px(WIDE)

    @property
    def place(self) -> int:
        """Which step is the current one, from 0; -1 for none."""
        return self.currentIndex().row()

    def lines(self) -> list[tuple[str, ...]]:
        """Return what is written, line by line."""
        items = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return [tuple(item.text(column) for column in range(len(HEADINGS))) for item in items if item is not None]

    def show_plan(self, state: SessionState, place: int) -> None:
        """List the plan of a session, with the step at a place the current one."""
        self._state = state
        payable, narrow = payable_steps(state), self.is_narrow
        self.setHeaderHidden(narrow)
        for column in range(1, len(HEADINGS)):
            self.setColumnHidden(column, narrow)
        while self.topLevelItemCount() > len(state.plan):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        while self.topLevelItemCount() < len(state.plan):
            self.addTopLevelItem(QTreeWidgetItem())
        for number, step in enumerate(state.plan):
            item = self.topLevelItem(number)
            if item is None:
                continue
            cost = amount(cost_of(state, step.regime, step.rows))
            said = capitalised(describe_doing(step.regime, state.variables))
            dear = number >= payable
            marked = f"{cost} {BEYOND}" if dear else cost
            below = f"\n{count_rows(step.rows)}, cost {marked}" if narrow else ""
            texts = (f"{number + 1}. {said}{below}", count(step.rows), marked)
            spoken = f"{number + 1}. {said}, {count_rows(step.rows)}, costs {cost}"
            for column, text in enumerate(texts):
                item.setText(column, text)
                item.setToolTip(column, f"{spoken}, {BEYOND_SPOKEN}" if dear else spoken)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, item.toolTip(0))
        if state.plan:
            self.setCurrentIndex(self.model().index(min(max(place, 0), len(state.plan) - 1), 0))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state is not None and self.is_narrow != self.isHeaderHidden():
            self.show_plan(self._state, self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(max(self.topLevelItemCount(), 1), MOST_LINES)
        height = max(self.sizeHintForRow(0), current_theme().px(ROW))
        head = 0 if self.isHeaderHidden() else self.header().sizeHint().height()
        self.setFixedHeight(head + lines * height + 2)
