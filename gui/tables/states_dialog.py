"""Renames, adds, removes and reorders the states of a variable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.edit_verbs import SetStates
from gui.controls.buttons import Button, plain_button, primary_button
from gui.controls.labels import Label
from gui.theme import current_theme

ORIGIN = Qt.ItemDataRole.UserRole
LOSES_ROWS = "Rows that were drawn are put away when states come, go or change places: they tell of another world."
NEW = -1


class _StateList(QListWidget):
    """A list with keys of its own, by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self.keys.get(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))
        if do is None:
            super().keyPressEvent(event)
        else:
            do()


class StatesDialog(QDialog):
    """A list of states: type to rename, buttons and keys for the rest.

    Parameters
    ----------
    variable
        Whose states they are.
    has_rows
        Whether rows were drawn that would be put away.
    """

    def __init__(self, variable: Variable, *, has_rows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variable = variable
        self.setWindowTitle(f"States of {variable.name}")
        self.list = _StateList()
        self.list.setAccessibleName(f"States of {variable.name}")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        triggers = QAbstractItemView.EditTrigger
        self.list.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        for code, state in enumerate(variable.states):
            self._insert(len(variable.states), state, code)
        self.list.setCurrentRow(0)
        self.fault = Label("", wrap=True)
        self.warning = Label(LOSES_ROWS, "second", secondary=True, wrap=True)
        self.ok = primary_button("Change the states")
        self.ok.setDefault(True)
        self.buttons: dict[str, Button] = {}
        self._make(has_rows)
        self.list.model().rowsMoved.connect(self._check)
        self.list.itemChanged.connect(self._check)
        self.list.currentRowChanged.connect(self._check)
        self._check()

    def action(self) -> SetStates:
        """Return what is to be done."""
        items = [self.list.item(row) for row in range(self.list.count())]
        origins = tuple(None if item.data(ORIGIN) == NEW else int(item.data(ORIGIN)) for item in items)
        return SetStates(self._variable.name, tuple(item.text().strip() for item in items), origins)

    def add(self) -> None:
        """Add a state below the chosen one and begin to name it."""
        names = {self.list.item(row).text() for row in range(self.list.count())}
        number = self.list.count() + 1
        while f"state {number}" in names:
            number += 1
        row = self.list.currentRow() + 1
        self._insert(row, f"state {number}", NEW)
        self.list.setCurrentRow(row)
        self._check()
        self.list.editItem(self.list.item(row))

    def remove(self) -> None:
        """Remove the chosen state; one always stays."""
        if self.list.count() > 1:
            self.list.takeItem(self.list.currentRow())
            self._check()

    def shift(self, step: int) -> None:
        """Move the chosen state up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._check()

    def _insert(self, row: int, state: str, origin: int) -> None:
        item = QListWidgetItem(state)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(ORIGIN, origin)
        item.setSizeHint(QSize(0, current_theme().px(current_theme().LIST_ROW)))
        self.list.insertItem(row, item)

    def _make(self, has_rows: bool) -> None:
        theme = current_theme()
        column = QVBoxLayout(self)
        side = theme.px(theme.PANEL_PADDING)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(Label(f"States of {self._variable.name}", "heading", 600))
        column.addWidget(
            Label("Type to rename one. Probabilities of states that stay keep their proportions.", wrap=True)
        )
        beside = QVBoxLayout()
        verbs = (
            ("Add", "Ins", self.add),
            ("Remove", "Del", self.remove),
            ("Up", "Alt+Up", lambda: self.shift(-1)),
            ("Down", "Alt+Down", lambda: self.shift(1)),
        )
        for words, keys, do in verbs:
            button = plain_button(words)
            button.setToolTip(f"{words} ({keys})")
            button.setAutoDefault(False)
            button.clicked.connect(do)
            self.list.keys[keys] = do
            self.buttons[words] = button
            beside.addWidget(button)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(beside)
        column.addLayout(middle, 1)
        self.warning.setVisible(has_rows)
        column.addWidget(self.warning)
        column.addWidget(self.fault)
        cancel = plain_button("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.ok)
        column.addLayout(foot)
        self.resize(theme.px(380), theme.px(380))

    def _check(self, *_change: object) -> None:
        try:
            Variable(self._variable.name, self.action().states)
            fault = ""
        except InvalidInput as error:
            fault = str(error)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.ok.setEnabled(not fault)
        row, n_states = self.list.currentRow(), self.list.count()
        self.buttons["Remove"].setEnabled(n_states > 1)
        self.buttons["Up"].setEnabled(row > 0)
        self.buttons["Down"].setEnabled(row < n_states - 1)
