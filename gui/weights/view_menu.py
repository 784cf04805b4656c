"""The button in the title bar that offers other ways to see weights over time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from gui.controls.dock import tool_button
from gui.weights.view import USUAL, View

NAME = "How weights are drawn"
AREAS, LINES = "Stacked &areas", "&Lines, one a candidate"
ROWS, BATCHES = "Along the &rows, each as wide", "Along the &batches, each as wide"
ENTROPY = "How much is still &open, below (entropy)"


class ViewMenu(QWidget):
    """A button with a menu of the choices.

    Signals
    -------
    chosen(view)
        A person wants another `View`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = USUAL
        self.menu = QMenu(self)
        self.button = tool_button(NAME, "chart")
        self.button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.areas, self.lines = self._choice(AREAS, LINES)
        self.menu.addSeparator()
        self.rows, self.batches = self._choice(ROWS, BATCHES)
        self.menu.addSeparator()
        self.entropy = self._added(ENTROPY)
        self.show_view(self._view)
        self.areas.triggered.connect(lambda: self.chosen.emit(replace(self._view, curves="areas")))
        self.lines.triggered.connect(lambda: self.chosen.emit(replace(self._view, curves="lines")))
        self.rows.triggered.connect(lambda: self.chosen.emit(replace(self._view, along="rows")))
        self.batches.triggered.connect(lambda: self.chosen.emit(replace(self._view, along="batches")))
        self.entropy.triggered.connect(lambda on: self.chosen.emit(replace(self._view, entropy=on)))

    def show_view(self, view: View) -> None:
        """Show what is chosen; emits nothing."""
        self._view = view
        for action, on in (
            (self.areas, view.curves == "areas"),
            (self.lines, view.curves == "lines"),
            (self.rows, view.along == "rows"),
            (self.batches, view.along == "batches"),
            (self.entropy, view.entropy),
        ):
            action.setChecked(on)

    def _choice(self, *texts: str) -> list[QAction]:
        group = QActionGroup(self)
        actions = [self._added(text) for text in texts]
        for action in actions:
            group.addAction(action)
        return actions

    def _added(self, text: str) -> QAction:
        action = QAction(text, self.menu)
        action.setCheckable(True)
        self.menu.addAction(action)
        return action

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
