"""Which variables of a network belief is to be about, when it has more than can be summed over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from engine.hypotheses.space import SUMMABLE
from gui.controls.labels import Label
from gui.controls.numbers import plural
from gui.importing.choosing import ChoosingDialog
from gui.importing.entries import Entry
from gui.theme import current_theme

WHY = "You can watch and set all of them. Which is belief to be about?"


class ChooseVariablesDialog(ChoosingDialog):
    """Asks for some of the measured variables of a network.

    Parameters
    ----------
    names
        The measured variables.
    limit
        How many can be chosen at most.
    """

    def __init__(self, names: Sequence[str], limit: int = SUMMABLE, parent: QWidget | None = None) -> None:
        super().__init__("Choose variables", [Entry(name) for name in names], "variable", limit, parent)
        theme = current_theme()
        self.column.addWidget(Label(f"This network has {plural(len(names), 'variable')}", "heading", 600, wrap=True))
        self.column.addWidget(Label(WHY, secondary=True, wrap=True))
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._made_counting())
        self.column.addLayout(self._made_buttons())
        self._begin()
        self.resize(theme.px(460), theme.px(560))

    @property
    def chosen(self) -> tuple[int, ...]:
        """Places of the chosen variables among the names."""
        return self.list.chosen

    def accept_text(self, n_chosen: int) -> str:
        return f"Take these {plural(n_chosen, 'variable')}" if n_chosen else "Take these"
