"""Chances in the world as bars: what was seen in ink, what was set in the colour of acts."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput
from engine.sessions.chances import Chance
from engine.sessions.scenario import Figure
from gui.controls.bars import IconLabel, ProbabilityBar
from gui.controls.labels import Label
from gui.controls.numbers import probability
from gui.theme import current_theme

WIDEST_LABEL = 112


class FigureBars(QWidget):
    """A figure of a step, exact for the world as it is now.

    Values are worked out here at once: a chance takes a few milliseconds even in a world of 37 variables.
    """

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._figure = figure
        self._world: BayesianNetwork | None = None
        self._bars: list[tuple[ProbabilityBar, Label]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(figure.title, "second", secondary=True, wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        for row in range(len(figure.bars)):
            self._add_row(row)

    def set_world(self, world: BayesianNetwork) -> None:
        """Show the chances in this world."""
        if world is self._world:
            return
        self._world = world
        for bar, (shown, number) in zip(self._figure.bars, self._bars, strict=True):
            value, trouble = _value(bar.chance, world)
            shown.set_value(value)
            number.setText(probability(value))
            number.setToolTip(trouble or f"{bar.chance.text}, exact")
            shown.setAccessibleName(f"{self._figure.title} {bar.label}, {probability(value)}")

    def _add_row(self, row: int) -> None:
        theme = current_theme()
        bar = self._figure.bars[row]
        acts = bar.chance.acts
        icon = IconLabel("act" if acts else "watch", "act" if acts else "text2")
        icon.setToolTip("set by hand (do)" if acts else "seen")
        label = Label(bar.label, wrap=True)
        label.setFixedWidth(self._label_width())
        label.setToolTip(bar.chance.text)
        shown = ProbabilityBar(0.0, "act" if acts else "bar", height=14)
        number = Label("0.000", weight=600)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.setRowMinimumHeight(row, theme.px(20))
        for place, widget in enumerate((icon, label, shown, number)):
            self._grid.addWidget(widget, row, place)
        self._bars.append((shown, number))

    def _label_width(self) -> int:
        theme = current_theme()
        metrics = QFontMetrics(theme.font())
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self._figure.bars)
        return min(widest + 2, theme.px(WIDEST_LABEL))


def _value(chance: Chance, world: BayesianNetwork) -> tuple[float, str]:
    try:
        return chance.value(world), ""
    except InvalidInput as error:
        return math.nan, str(error)
