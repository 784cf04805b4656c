"""Three large counts with what each counts below it; one sentence where there is no room for that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.labels import Label
from gui.tables.words import Figure
from gui.theme import Theme, current_theme, theme_source

GAP = 20


class Figures(QWidget):
    """The counts, large and side by side, or as a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How many numbers")
        self.sentence = Label("", "second", secondary=True, wrap=True)
        self._large = QWidget()
        self._row = QHBoxLayout(self._large)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._labels = [self._added() for _ in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._large)
        column.addWidget(self.sentence)
        # The large counts must not keep the panel from becoming narrow: they give way.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.sentence.hide()
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other counts."""
        for (number, words), (value, what) in zip(self._labels, figures, strict=True):
            number.setText(value)
            words.setText(what)
            number.setAccessibleName(f"{value} {what}")
        self.sentence.setText(f"{', '.join(f'{value} {what}' for value, what in figures)}.")

    def set_low(self, low: bool) -> None:
        """Show the sentence in the place of large counts."""
        self._large.setVisible(not low)
        self.sentence.setVisible(low)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is shown."""
        return tuple((number.text(), words.text()) for number, words in self._labels)

    def _added(self) -> tuple[Label, Label]:
        column = QVBoxLayout()
        column.setSpacing(current_theme().px(2))
        labels = Label("", "count", 600, figures=True), Label("", "second", secondary=True, wrap=True)
        for label in labels:
            column.addWidget(label)
        column.addStretch(1)
        self._row.addLayout(column, 1)
        return labels

    def _follow(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(GAP))
