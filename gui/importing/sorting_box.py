"""How the numbers of a column are sorted into states, with a picture of what comes of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.data.discretising import FEWEST_STATES, MOST_STATES, Discretising, Method
from engine.files.csv_tables import ColumnPreview
from engine.files.state_order import number
from engine.problems import InvalidInput
from gui.controls.fields import SpinField
from gui.controls.labels import ElidedLabel, Label
from gui.controls.numbers import MINUS
from gui.importing.sorting_picture import SortingPicture
from gui.importing.words import as_they_are_words, parted_words, sorted_words
from gui.theme import current_theme

USUAL = Discretising("quantiles", 3)
METHODS: dict[Method | None, tuple[str, str]] = {
    None: ("As they are", "Every different number is a state"),
    "quantiles": ("Equal counts", "About as many rows in every state (quantiles)"),
    "width": ("Equal widths", "Every state covers a range of the same width"),
    "cuts": ("My own cuts", "Parted at the numbers you write"),
}


class SortingBox(QWidget):
    """Asks how one column of numbers becomes states.

    Signals
    -------
    changed(name, how)
        The user chose how to sort the column (a `Discretising`, or None for as they are). What cannot be done is told
        in `fault` and not emitted.
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._column: ColumnPreview | None = None
        self.fault = ""
        self._heading = ElidedLabel("States", "interface", 600)
        self.method = QComboBox()
        self.method.setAccessibleName("How numbers are sorted into states (discretising)")
        for words, tip in METHODS.values():
            self.method.addItem(words)
            self.method.setItemData(self.method.count() - 1, tip, 3)
        self.states = SpinField("States", USUAL.n_states, FEWEST_STATES, MOST_STATES)
        self.cuts = QLineEdit()
        self.cuts.setPlaceholderText("2.5, 7")
        self.cuts.setAccessibleName("Numbers to part at, from small to large, with commas between")
        self.picture = SortingPicture()
        self._words = Label("", "second", secondary=True, wrap=True)
        self.method.activated.connect(self._on_method)
        self.states.edited.connect(self._emit)
        self.cuts.textEdited.connect(self._emit)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.method)
        row.addWidget(self.states)
        row.addWidget(self.cuts, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._heading)
        column.addLayout(row)
        column.addWidget(self.picture)
        column.addWidget(self._words)

    def show_column(self, column: ColumnPreview, how: Discretising | None) -> None:
        """Show a column, and how it is sorted at present."""
        same = self._column is not None and self._column.name == column.name
        self._column, self.fault = column, ""
        self._heading.setText(f"States of {column.name}")
        self.method.setEnabled(column.numeric)
        self.method.setCurrentIndex(list(METHODS).index(how.method if how else None))
        if how is not None and how.method != "cuts":
            self.states.set_value(how.n_states)
        if how is not None and how.method == "cuts" and not same:
            self.cuts.setText(", ".join(f"{cut:.10g}" for cut in how.cuts))
        self._follow(how)

    def _follow(self, how: Discretising | None) -> None:
        method = list(METHODS)[self.method.currentIndex()]
        self.states.setVisible(method in ("quantiles", "width"))
        self.cuts.setVisible(method == "cuts")
        column = self._column
        ordered = None if column is None else column.ordered
        if column is None or ordered is None:
            self.picture.hide()
            self._words.setText(as_they_are_words(column) if column else "")
            return
        cuts = () if how is None else how.places(ordered)
        words = parted_words(ordered, how, cuts) if how else as_they_are_words(column)
        self.picture.show_numbers(ordered, cuts, f"{column.name}: {words}")
        self.picture.show()
        self._words.setText(self.fault or words)

    def _on_method(self) -> None:
        ordered = None if self._column is None else self._column.ordered
        method = list(METHODS)[self.method.currentIndex()]
        if method == "cuts" and ordered is not None and not self.cuts.text():
            places = Discretising("width", self.states.value).places(ordered)
            self.cuts.setText(", ".join(f"{place:.3g}" for place in places))
        self._emit()
        if method == "cuts":
            self.cuts.setFocus()

    def _emit(self, *_change: object) -> None:
        if self._column is None:
            return
        try:
            how = self._how()
        except InvalidInput as error:
            self.fault = sorted_words(str(error))
            self._follow(None)
            self.changed.emit(self._column.name, None)
            return
        self.fault = ""
        self.changed.emit(self._column.name, how)

    def _how(self) -> Discretising | None:
        method = list(METHODS)[self.method.currentIndex()]
        if method is None:
            return None
        if method != "cuts":
            return Discretising(method, self.states.value)
        texts = [part.strip().replace(MINUS, "-") for part in self.cuts.text().replace(";", ",").split(",")]
        # What is no number is told as one that is not finite: both want the same remedy.
        numbers = [number(text) for text in texts if text]
        return Discretising("cuts", cuts=tuple(float("nan") if value is None else value for value in numbers))
