"""The form in which it is said what a network drawn by chance is to be like."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from gui.controls.buttons import plain_button
from gui.controls.labels import Label
from gui.networks.drawn import (
    FEWEST_STATES,
    FEWEST_VARIABLES,
    LARGEST_SEED,
    MOST_CAUSES,
    MOST_STATES,
    MOST_VARIABLES,
    Wish,
)
from gui.theme import current_theme

WIDTH = 96
TENTHS = 10
ABOUT = (
    "Who causes whom, and how strongly, is left to chance. The same numbers give the same network on every computer, "
    "so a class can be given one by its seed."
)


class TenthsBox(QSpinBox):
    """A number with one decimal."""

    def textFromValue(self, value: int) -> str:
        return f"{value / TENTHS:.1f}"

    def valueFromText(self, text: str) -> int:
        return round(float(text.replace(",", ".")) * TENTHS)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        words = text.strip().replace(",", ".")
        if not words or words == ".":
            return QValidator.State.Intermediate, text, position
        try:
            value = round(float(words) * TENTHS)
        except ValueError:
            return QValidator.State.Invalid, text, position
        fits = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, position


class DrawnForm(QWidget):
    """Size, density, states and seed.

    Signals
    -------
    changed()
        Another network is wished for.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, usual = current_theme(), Wish()
        self.variables = _box(QSpinBox(), usual.n_variables, FEWEST_VARIABLES, MOST_VARIABLES)
        self.causes = _box(TenthsBox(), round(usual.causes * TENTHS), 0, MOST_CAUSES * TENTHS)
        self.fewest = _box(QSpinBox(), usual.states[0], FEWEST_STATES, MOST_STATES)
        self.most = _box(QSpinBox(), usual.states[1], FEWEST_STATES, MOST_STATES)
        self.seed = _box(QSpinBox(), usual.seed, 0, LARGEST_SEED)
        self.other = plain_button("Another one", "randomise")
        self.other.setToolTip("Draw another network like it (the next seed)")
        self.other.setAutoDefault(False)
        self.density = Label("", "second", secondary=True, wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(theme.BETWEEN_BLOCKS))
        grid.setVerticalSpacing(theme.px(theme.IN_ROW))
        rows = (
            ("Variables", self.variables),
            ("Causes of each, on average", self.causes),
            ("States, at least", self.fewest),
            ("States, at most", self.most),
            ("Seed", self.seed),
        )
        for row, (words, box) in enumerate(rows):
            label = Label(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(self.other, len(rows), 1)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(theme.PANEL_PADDING), theme.px(theme.IN_ROW), theme.px(20), 0)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(Label(ABOUT, secondary=True, wrap=True))
        column.addLayout(grid)
        column.addWidget(self.density)
        column.addStretch(1)
        self.setFocusProxy(self.variables)
        self.other.clicked.connect(lambda: self.seed.setValue((self.seed.value() + 1) % (LARGEST_SEED + 1)))
        self.fewest.valueChanged.connect(lambda value: self.most.setValue(max(value, self.most.value())))
        self.most.valueChanged.connect(lambda value: self.fewest.setValue(min(value, self.fewest.value())))
        for box in (self.variables, self.causes, self.fewest, self.most, self.seed):
            box.valueChanged.connect(self._follow)
        self._follow()

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        states = self.fewest.value(), self.most.value()
        return Wish(self.variables.value(), self.causes.value() / TENTHS, states, self.seed.value())

    def _follow(self, *_change: object) -> None:
        share = f"{100 * self.wish.density:.0f}"
        words = f"Of all pairs {share} in 100 are to be joined by an arrow (density)"
        self.density.setText(f"{words}; none has more than {MOST_CAUSES} causes.")
        self.changed.emit()


def _box(box: QSpinBox, value: int, lowest: int, highest: int) -> QSpinBox:
    theme = current_theme()
    box.setRange(lowest, highest)
    box.setValue(value)
    box.setKeyboardTracking(False)
    box.setFixedWidth(theme.px(WIDTH))
    box.lineEdit().setTextMargins(theme.px(6), 0, 0, 0)
    box.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return box
