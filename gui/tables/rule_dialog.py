"""Asks for the numbers of a rule before a table is filled by it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.networks.variables import Variable
from gui.controls.buttons import plain_button, primary_button
from gui.controls.labels import Label
from gui.tables.rules import Choices, Rule, usual_choices
from gui.tables.subject import Subject
from gui.theme import current_theme

FIELD = 84


class RuleDialog(QDialog):
    """The fields of one rule; every field can be left as it is."""

    def __init__(self, rule: Rule, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule, self._subject = rule, subject
        self._usual = usual_choices(rule, subject)
        self.setWindowTitle(rule.words)
        self.setAccessibleName(rule.title)
        self.presents: list[QComboBox] = []
        self.numbers: list[QLineEdit] = []
        self.common: QLineEdit | None = None
        self.one: QComboBox | None = None
        self.fault = Label("", wrap=True)
        self.ok = primary_button("Fill the table")
        self.ok.setDefault(True)
        self._make()
        self._check()

    def choices(self) -> Choices:
        """Return what was chosen; numbers that cannot be read are those of the beginning."""
        return Choices(
            tuple(box.currentIndex() for box in self.presents) or self._usual.present,
            tuple(_read(box) or 0.0 for box in self.numbers) or self._usual.each,
            self._usual.common if self.common is None else _read(self.common) or 0.0,
            0 if self.one is None else max(0, self.one.currentIndex()),
        )

    def _make(self) -> None:
        theme, rule, subject = current_theme(), self._rule, self._subject
        column = QVBoxLayout(self)
        side = theme.px(theme.PANEL_PADDING)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(Label(rule.title, "heading", 600))
        column.addWidget(Label(f"{rule.tip}.", secondary=True, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        column.addLayout(grid)
        if rule.needs_causes:
            for place, parent in enumerate(subject.parents):
                self._add_cause(grid, place, parent)
            self._add_present(grid, len(subject.parents), subject.variable, "There means")
        if rule.one_cause:
            self._add_one(grid)
        if rule.common:
            self._add_common(grid)
        column.addWidget(self.fault)
        column.addStretch(1)
        cancel = plain_button("Cancel")
        cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.ok)
        column.addLayout(buttons)

    def _add_cause(self, grid: QGridLayout, place: int, parent: Variable) -> None:
        self._add_present(grid, place, parent, "Present means")
        if not self._rule.each:
            return
        field = self._field(self._rule.usual, f"{parent.name} {self._rule.each}")
        self.numbers.append(field)
        grid.addWidget(Label(self._rule.each), place, 2)
        grid.addWidget(field, place, 3)

    def _add_present(self, grid: QGridLayout, row: int, variable: Variable, words: str) -> None:
        box = QComboBox()
        for state in variable.states:
            box.addItem(f"{variable.name} = {state}")
        box.setCurrentIndex(self._usual.present[row])
        box.setAccessibleName(f"{words} {variable.name} is")
        self.presents.append(box)
        grid.addWidget(Label(words, secondary=True), row, 0)
        grid.addWidget(box, row, 1)

    def _add_one(self, grid: QGridLayout) -> None:
        self.one = QComboBox()
        self.one.addItems([parent.name for parent in self._subject.parents])
        self.one.setAccessibleName("Which cause")
        row = grid.rowCount()
        grid.addWidget(Label("Which cause", secondary=True), row, 0)
        grid.addWidget(self.one, row, 1)

    def _add_common(self, grid: QGridLayout) -> None:
        self.common = self._field(self._rule.common_usual, self._rule.common)
        row = grid.rowCount()
        grid.addWidget(Label(self._rule.common, wrap=True), row, 0, 1, 3)
        grid.addWidget(self.common, row, 3)

    def _field(self, value: float, name: str) -> QLineEdit:
        field = QLineEdit(f"{value:g}".replace("-", "\N{MINUS SIGN}"))
        field.setAccessibleName(name)
        field.setFixedWidth(current_theme().px(FIELD))
        field.textChanged.connect(self._check)
        return field

    def _check(self, *_change: object) -> None:
        fields = [*self.numbers, *([self.common] if self.common is not None else [])]
        bad = next((field for field in fields if _read(field) is None), None)
        self.fault.setText("" if bad is None else f'"{bad.text()}" is not a number, such as 0.9.')
        self.fault.setVisible(bad is not None)
        self.ok.setEnabled(bad is None)


def _read(field: QLineEdit) -> float | None:
    words = field.text().strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        return float(words[:-1]) / 100 if words.endswith("%") else float(words)
    except ValueError:
        return None
