"""One variable, or two, chosen from lists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.controls.choice_box import ChoiceBox
from gui.controls.labels import Label
from gui.theme import Theme, current_theme, theme_source

NOTHING = "nothing"
LEAST_LETTERS = 5


class PairBar(QWidget):
    """Two lists of variables; the second one may be left out.

    Signals
    -------
    chosen()
        A person chose; `columns` says what.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.first, self.second = ChoiceBox(), ChoiceBox()
        self.first.setAccessibleName("Variable to count")
        self.second.setAccessibleName("Count it together with")
        for box in (self.first, self.second):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LEAST_LETTERS)
        self.first.activated.connect(self._on_first)
        self.second.activated.connect(lambda _place: self.chosen.emit())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.first)
        self._row.addWidget(Label("by", secondary=True))
        self._row.addWidget(self.second)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    @property
    def columns(self) -> tuple[int, ...]:
        """Places of the one or two variables."""
        first, second = self.first.currentIndex(), self.second.currentData()
        return (first,) if second is None else (first, int(second))

    def show_variables(self, names: Sequence[str]) -> None:
        """Offer these; what was chosen stays chosen where it is still there."""
        if tuple(names) == self._names:
            return
        before = self.first.currentText(), self.second.currentText()
        self._names = tuple(names)
        self.first.clear()
        self.first.addItems(list(names))
        self.first.setCurrentIndex(max(0, self.first.findText(before[0])))
        self._fill_second(before[1])

    def _on_first(self, _place: int) -> None:
        self._fill_second(self.second.currentText())
        self.chosen.emit()

    def _fill_second(self, wanted: str) -> None:
        # No variable goes together with itself.
        self.second.clear()
        self.second.addItem(NOTHING, None)
        for place, name in enumerate(self._names):
            if place != self.first.currentIndex():
                self.second.addItem(name, place)
        self.second.setCurrentIndex(max(0, self.second.findText(wanted)))

    def _follow(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(theme.IN_ROW))
