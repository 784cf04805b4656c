"""The dialog in which costs and the budget are written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.problems import InvalidInput
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from gui.controls.buttons import plain_button, primary_button
from gui.controls.labels import Label
from gui.controls.layouts import scrolling
from gui.controls.switch import Switch
from gui.theme import current_theme

FIELD, WIDTH, HEIGHT = 76, 460, 440
BETWEEN = 6
PARTS = ("for each row", "once for each batch")
WAYS = ("set", "random", "push")
SAID = {"set": "setting", "random": "randomising", "push": "pushing"}
HEADS = ("set", "at random", "pushed")
WATCH = ("", "watch")
NO_BUDGET = "no limit"
MEANING = "Acting on two variables at once costs the sum of both. What was done before is reckoned by these costs too."
# A place in the table: the variable ("" for watching) and what is done to it.
_Place = tuple[str, str]


class CostsDialog(QDialog):
    """A table of costs, for each row and once for each batch, and the budget below.

    Parameters
    ----------
    costs
        As they are now.
    names
        The variables that can be acted on.
    """

    def __init__(self, costs: Costs, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._costs, self._names = costs, tuple(names)
        self.setWindowTitle("Costs and budget")
        self.part = Switch(PARTS, "Which part of a cost")
        self.fields: tuple[dict[_Place, QLineEdit], dict[_Place, QLineEdit]] = ({}, {})
        self.budget = self._field("" if costs.budget is None else _written(costs.budget), "Budget, empty for no limit")
        self.budget.setPlaceholderText(NO_BUDGET)
        self.fault = Label("", wrap=True)
        self.ok = primary_button("Take these costs")
        self.ok.setDefault(True)
        self._make()
        self._check()

    def costs(self) -> Costs:
        """Return what is written.

        Raises
        ------
        ValueError, InvalidInput
            When it cannot be read; `fault` says why, and it cannot be taken.
        """
        acts = {name: ActCosts(*(self._cost((name, way)) for way in WAYS)) for name in self._names}
        words = self.budget.text().strip()
        return Costs(self._cost(WATCH), ActCostsByName(acts), _read(words) if words else None)

    def _make(self) -> None:
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(Label("What experiments cost", "heading", 600))
        column.addWidget(Label(MEANING, secondary=True, wrap=True))
        pages, foot = QStackedWidget(), QHBoxLayout()
        for part in range(len(PARTS)):
            page = self._page(part)
            pages.addWidget(page)
            # A scroll bar takes room from the fields, not from the budget below them.
            bar = page.verticalScrollBar()
            bar.rangeChanged.connect(
                lambda _low, high, bar=bar: foot.setContentsMargins(0, 0, bar.sizeHint().width() if high else 0, 0)
            )
        self.part.chosen.connect(pages.setCurrentIndex)
        column.addWidget(self.part)
        column.addWidget(pages, 1)
        words = Label("Budget for all rows drawn")
        words.setBuddy(self.budget)
        foot.setSpacing(0)
        foot.addWidget(words)
        foot.addStretch(1)
        foot.addWidget(self.budget)
        # In the first of the columns above.
        foot.addSpacing((len(WAYS) - 1) * (theme.px(FIELD) + theme.px(BETWEEN)))
        column.addLayout(foot)
        column.addWidget(self.fault)
        cancel = plain_button("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.ok)
        column.addLayout(buttons)
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))

    def _page(self, part: int) -> QScrollArea:
        theme, content = current_theme(), QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(BETWEEN))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label("Watch"), 0, 0)
        grid.addWidget(self._cost_field(part, WATCH), 0, 1)
        for column, words in enumerate(HEADS, start=1):
            head = Label(words, "second", secondary=True)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            # Over the numbers, which stand away from the edges of their fields.
            head.setContentsMargins(0, theme.px(4), theme.px(theme.IN_ROW) + 1, 0)
            grid.addWidget(head, 1, column)
        for line, name in enumerate(self._names, start=2):
            grid.addWidget(Label(name), line, 0)
            for column, way in enumerate(WAYS, start=1):
                grid.addWidget(self._cost_field(part, (name, way)), line, column)
        grid.setRowStretch(len(self._names) + 2, 1)
        return scrolling(content)

    def _cost_field(self, part: int, place: _Place) -> QLineEdit:
        field = self._field(_written(_amount(self._before(place), part)), f"{_said(place)}, {PARTS[part]}")
        self.fields[part][place] = field
        return field

    def _field(self, words: str, name: str) -> QLineEdit:
        field = QLineEdit(words)
        field.setAccessibleName(name)
        field.setFixedWidth(current_theme().px(FIELD))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.textChanged.connect(self._check)
        return field

    def _before(self, place: _Place) -> Cost:
        name, way = place
        acts = self._costs.acting_on(name)
        return {"watch": self._costs.watch, "set": acts.set, "random": acts.randomise, "push": acts.push}[way]

    def _cost(self, place: _Place) -> Cost:
        row, once = (_read(fields[place].text()) for fields in self.fields)
        return Cost(row, once)

    def _check(self, *_change: object) -> None:
        fault = ""
        for part, fields in enumerate(self.fields):
            for place, field in fields.items():
                if not fault and not _is_cost(field.text()):
                    fault = (
                        f'"{field.text()}" is no cost for {_said(place)}, {PARTS[part]}. A cost is a number from 0 on.'
                    )
        if not fault and self.budget.text().strip() and not _is_cost(self.budget.text()):
            fault = f'"{self.budget.text()}" is no budget. It is a number from 0 on, or empty for no limit.'
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.ok.setEnabled(not fault)


def _said(place: _Place) -> str:
    name, way = place
    return "watching" if not name else f"{SAID[way]} {name}"


def _amount(cost: Cost, part: int) -> float:
    return cost.experiment if part else cost.row


def _written(amount: float) -> str:
    # As many digits as it takes to read the same number again.
    text = repr(float(amount))
    return text.removesuffix(".0")


def _read(words: str) -> float:
    return float(words.strip().replace(",", "."))


def _is_cost(words: str) -> bool:
    try:
        Cost(_read(words))
    except (ValueError, InvalidInput):
        return False
    return True
