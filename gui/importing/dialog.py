"""Which columns of a table to read, shown with what the table was found to hold."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.files.csv_tables import TablePreview
from engine.hypotheses.space import SUMMABLE
from engine.posterior.assumptions import Assumptions
from gui.controls.buttons import Button
from gui.controls.labels import ElidedLabel, Label
from gui.controls.numbers import plural
from gui.importing.choosing import ChoosingDialog
from gui.importing.first_rows import FirstRows
from gui.importing.words import entry_of, label_words, size_words
from gui.theme import current_theme

LARGEST_STRENGTH = 1_000_000.0
NO_STRENGTH = "The strength of the prior must be a number above 0, such as 1."


class ImportDialog(ChoosingDialog):
    """Asks for the columns of a table that belief is to be about.

    Parameters
    ----------
    path
        The file.
    preview
        What `preview_table` found in it.
    """

    def __init__(self, path: Path, preview: TablePreview, parent: QWidget | None = None) -> None:
        entries = [entry_of(column, preview) for column in preview.columns]
        self._strength = QLineEdit("1")
        super().__init__("Load a table of data", entries, "column", SUMMABLE, parent)
        self._preview = preview
        heading = QVBoxLayout()
        heading.setSpacing(current_theme().px(4))
        heading.addWidget(ElidedLabel(path.name, "heading", 600))
        heading.addWidget(Label(size_words(preview), secondary=True))
        heading.addWidget(Label(label_words(preview), wrap=True))
        self.column.addLayout(heading)
        self.column.addWidget(self.list, 1)
        self._add_counting()
        self.column.addWidget(Label("First rows", "second", secondary=True))
        self.column.addWidget(FirstRows(preview))
        self._add_more()
        self._add_buttons()
        self.resize(current_theme().px(680), current_theme().px(700))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen columns, in the order of the table."""
        return tuple(self._preview.columns[place].name for place in self.list.chosen)

    @property
    def assumptions(self) -> Assumptions:
        """What weights start from."""
        return Assumptions(equivalent_sample_size=_strength(self._strength.text()))

    def accept_text(self, n_chosen: int) -> str:
        if not n_chosen:
            return "Load"
        return f"Load {'this' if n_chosen == 1 else 'these'} {plural(n_chosen, 'column')}"

    def other_trouble(self) -> str:
        return "" if _strength(self._strength.text()) > 0 else NO_STRENGTH

    def _add_more(self) -> None:
        theme = current_theme()
        opener = Button("More", "plain")
        opener.setCheckable(True)
        opener.setAutoDefault(False)
        self._strength.setFixedWidth(theme.px(80))
        words = Label("Strength of the prior, in rows")
        words.setToolTip("Equivalent sample size (BDeu): how many rows the prior on every table counts for")
        words.setBuddy(self._strength)
        term = Label("equivalent sample size", "second", secondary=True)
        self._strength.setAccessibleName("Strength of the prior in rows, equivalent sample size")
        self._strength.textChanged.connect(self._on_strength)
        more = QWidget()
        inner = QHBoxLayout(more)
        inner.setContentsMargins(theme.px(4), 0, 0, 0)
        inner.setSpacing(theme.px(8))
        for widget in (words, self._strength, term):
            inner.addWidget(widget)
        inner.addStretch(1)
        more.setVisible(False)
        opener.toggled.connect(more.setVisible)
        row = QHBoxLayout()
        row.addWidget(opener)
        row.addWidget(more)
        row.addStretch(1)
        self.column.addLayout(row)

    def _on_strength(self, _text: str) -> None:
        fits = not self.other_trouble()
        self._strength.setProperty("valid", fits)
        self._strength.setToolTip("" if fits else NO_STRENGTH)
        style = self._strength.style()
        style.unpolish(self._strength)
        style.polish(self._strength)
        self._follow()


def _strength(text: str) -> float:
    try:
        value = float(text.strip())
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and 0 < value <= LARGEST_STRENGTH else 0.0
