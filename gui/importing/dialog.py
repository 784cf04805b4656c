"""Which columns of a table to read, shown with what the table was found to hold."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.data.discretising import Discretising
from engine.files.csv_tables import TablePreview, labelled_anew
from engine.files.row_labels import Labelling
from engine.files.table_labels import found_labelling
from engine.hypotheses.space import SUMMABLE
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput
from gui.controls.buttons import Button
from gui.controls.labels import ElidedLabel, Label
from gui.controls.numbers import plural
from gui.importing.choosing import ChoosingDialog
from gui.importing.first_rows import FirstRows
from gui.importing.labelling_box import LabellingBox
from gui.importing.sorting_box import USUAL, SortingBox
from gui.importing.words import entry_of, left_out_words, size_words
from gui.theme import current_theme

LARGEST_STRENGTH = 1_000_000.0
WIDTH, HEIGHT = 940, 640
LABELS_FIRST = "What was set by hand cannot be read yet: choose another way, or another file."
NO_STRENGTH = "The strength of the prior must be a number above 0, such as 1."
Reading = Callable[[], TablePreview]
Taking = Callable[[TablePreview], None]
Failing = Callable[[str], None]
Working = Callable[[Reading, Taking, Failing], None]


def _at_once(read: Reading, then: Taking, failed: Failing) -> None:
    try:
        preview = read()
    except InvalidInput as error:
        failed(str(error))
    else:
        then(preview)


class ImportDialog(ChoosingDialog):
    """Asks for the columns of a table that belief is to be about, and corrects what was recognised in it.

    Parameters
    ----------
    path
        The file.
    preview
        What `preview_table` found in it.
    work
        Reads labels of another kind and gives the answer to one of two functions; by default at once.
    """

    def __init__(
        self, path: Path, preview: TablePreview, parent: QWidget | None = None, work: Working = _at_once
    ) -> None:
        self._strength, self._more = QLineEdit("1"), Button("More", "plain")
        self._fault, self._reading = preview.label_fault, False
        self._sorting: dict[str, Discretising] = {}
        self.preview = preview
        super().__init__(
            "Load a table of data",
            [entry_of(each, preview, {}) for each in preview.columns],
            "column",
            SUMMABLE,
            parent,
        )
        self._work = work
        self._size = Label(secondary=True)
        self.labels = LabellingBox(path.parent)
        self.sorting_box = SortingBox()
        self._arrange(path)
        self.labels.asked.connect(self._relabel)
        self.list.current_changed.connect(self._show_column)
        self.list.asked.connect(self._sort_usually)
        self.sorting_box.changed.connect(self._sort)
        self._show_preview()
        if self._fault:
            self.labels.show_fault(found_labelling(preview.scanned, preview.path), self._fault)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen columns, in the order of the table."""
        return tuple(self.preview.columns[place].name for place in self.list.chosen)

    @property
    def sorting(self) -> dict[str, Discretising]:
        """How chosen columns of numbers are sorted into states."""
        return {name: self._sorting[name] for name in self.chosen if name in self._sorting}

    @property
    def assumptions(self) -> Assumptions:
        """What weights start from."""
        return Assumptions(equivalent_sample_size=_strength(self._strength.text()))

    def _arrange(self, path: Path) -> None:
        theme = current_theme()
        heading = QVBoxLayout()
        heading.setSpacing(theme.px(4))
        heading.addWidget(ElidedLabel(path.name, "heading", 600))
        heading.addWidget(self._size)
        self.column.addLayout(heading)
        right = QVBoxLayout()
        right.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        right.addWidget(self.labels, 1)
        right.addWidget(self.sorting_box)
        halves = QHBoxLayout()
        halves.setSpacing(theme.px(20))
        left = QVBoxLayout()
        left.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        left.addWidget(self.list, 1)
        left.addLayout(self._made_counting())
        left.addWidget(Label("First rows", "second", secondary=True))
        first_rows = FirstRows(self.preview)
        left.addWidget(first_rows)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        self.column.addLayout(halves, 1)
        foot = self._made_buttons()
        foot.insertLayout(0, self._made_more())
        self.column.addLayout(foot)
        box, labels = self.sorting_box, self.labels
        reached = (first_rows, labels.way, labels.file, labels.rows, box.method, box.states.box, box.cuts, self._more)
        for before, after in pairwise([self.list.view, *reached, self._strength, self.first, self.cancel, self.ok]):
            self.setTabOrder(before, after)
        self._begin()
        self.resize(QSize(theme.px(WIDTH), theme.px(HEIGHT)).boundedTo(self.screen().availableSize()))

    def _show_preview(self) -> None:
        self._size.setText(size_words(self.preview))
        self.labels.show_preview(self.preview)
        self.list.replace([entry_of(each, self.preview, self._sorting) for each in self.preview.columns])
        self._show_column(max(0, self.list.current))

    def _relabel(self, labelling: Labelling, companion: Path | None) -> None:
        preview = self.preview
        self._reading = True
        self._follow()

        def take(found: TablePreview) -> None:
            self._reading, self._fault, self.preview = False, "", found
            self._show_preview()
            self._follow()

        def fail(fault: str) -> None:
            self._reading, self._fault = False, fault
            self.labels.show_fault(labelling, fault)
            self._follow()

        self._work(lambda: labelled_anew(preview, labelling, companion), take, fail)

    def _show_column(self, place: int) -> None:
        column = self.preview.columns[place]
        self.sorting_box.show_column(column, self._sorting.get(column.name))

    def _sort_usually(self, place: int) -> None:
        self._sort(self.preview.columns[place].name, USUAL)

    def _sort(self, name: str, how: Discretising | None) -> None:
        if how is None:
            self._sorting.pop(name, None)
        else:
            self._sorting[name] = how
        place = [column.name for column in self.preview.columns].index(name)
        column = self.preview.columns[place]
        self.list.put(place, entry_of(column, self.preview, self._sorting), chosen=how is not None)
        if not self.sorting_box.fault:
            self.sorting_box.show_column(column, how)
        self._follow()

    def accept_text(self, n_chosen: int) -> str:
        if not n_chosen:
            return "Load"
        return f"Load {'this' if n_chosen == 1 else 'these'} {plural(n_chosen, 'column')}"

    def remark(self) -> str:
        return left_out_words(self.preview.regimes, self.chosen) if self.chosen else ""

    def other_trouble(self) -> str:
        if self._fault or self._reading:
            return LABELS_FIRST
        return "" if self._strong_enough else NO_STRENGTH

    @property
    def _strong_enough(self) -> bool:
        return _strength(self._strength.text()) > 0

    def _made_more(self) -> QHBoxLayout:
        theme = current_theme()
        opener = self._more
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
        return row

    def _on_strength(self, _text: str) -> None:
        fits = self._strong_enough
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
