"""Chances and measures of belief as bars: what was seen in ink, what was set in the colour of acts."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.networks.network import BayesianNetwork
from engine.posterior.assumptions import Assumptions
from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput
from engine.sessions.chances import Chance
from engine.sessions.expectations import Value
from engine.sessions.scenario import Figure
from engine.sessions.state import SessionState
from gui.controls.bars import IconLabel, ProbabilityBar
from gui.controls.labels import Label
from gui.controls.layouts import QWIDGETSIZE_MAX
from gui.controls.numbers import probability
from gui.theme import current_theme
from gui.theme.theme import PRESENTER_SCALE

WIDEST_LABEL = 112
ICON, BETWEEN, SHORTEST_BAR = 16, 8, 72
UNKNOWN = "?"


class FigureBars(QWidget):
    """A figure of a step, exact for the world and the belief as they are now.

    Values are worked out here at once: a chance takes a few milliseconds even in a world of 37 variables, and so does
    nearly everything that can be asked of belief once it is there.
    """

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._figure = figure
        self._world: BayesianNetwork | None = None
        self._believed: tuple[Posterior, Assumptions, Dataset] | None = None
        self._bars: list[tuple[ProbabilityBar, Label]] = []
        self._rows: list[tuple[IconLabel, Label, ProbabilityBar, Label]] = []
        self._stacked: bool | None = None
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
        self._place(stacked=theme.scale >= PRESENTER_SCALE)

    def set_world(self, world: BayesianNetwork) -> None:
        """Show the chances in this world."""
        if world is self._world:
            return
        self._world = world
        for row, bar in enumerate(self._figure.bars):
            if isinstance(bar.shown, Chance):
                self._show(row, *_chance(bar.shown, world))

    def set_belief(self, state: SessionState, posterior: Posterior | None) -> None:
        """Show what is measured of this belief; None while it is being worked out."""
        believed = None if posterior is None else (posterior, state.assumptions, state.dataset)
        if believed is not None and believed == self._believed:
            return
        self._believed = believed
        for row, bar in enumerate(self._figure.bars):
            if isinstance(bar.shown, Value):
                self._show(row, *_measured(bar.shown, state, posterior))

    def _show(self, row: int, value: float, trouble: str) -> None:
        bar, (shown, number) = self._figure.bars[row], self._bars[row]
        written = UNKNOWN if math.isnan(value) else probability(value)
        shown.set_value(0.0 if math.isnan(value) else value)
        number.setText(written)
        number.setToolTip(trouble or f"{bar.shown.text}, exact")
        shown.setAccessibleName(f"{self._figure.title} {bar.label}, {trouble or written}")

    def _add_row(self, row: int) -> None:
        bar = self._figure.bars[row]
        acts = isinstance(bar.shown, Chance) and bar.shown.acts
        icon = IconLabel(*_icon(bar.shown))
        icon.setToolTip(_icon_meaning(bar.shown))
        label = Label(bar.label, wrap=True)
        label.setToolTip(bar.shown.text)
        shown = ProbabilityBar(0.0, "act" if acts else "bar", height=14)
        number = Label("0.000", weight=600)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bars.append((shown, number))
        self._rows.append((icon, label, shown, number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow column little would be left of a bar beside its words.
        theme = current_theme()
        widest = max((number.sizeHint().width() for _bar, number in self._bars), default=0)
        beside = self._label_width() + widest + theme.px(ICON + 3 * BETWEEN)
        self._place(stacked=theme.scale >= PRESENTER_SCALE or self.width() - beside < theme.px(SHORTEST_BAR))

    def _place(self, *, stacked: bool) -> None:
        # Words, bar and number in one row, or the words above.
        if stacked == self._stacked:
            return
        self._stacked = stacked
        theme = current_theme()
        for row, (icon, label, shown, number) in enumerate(self._rows):
            parts: tuple[QWidget, ...] = (icon, label, shown, number)
            for part in parts:
                self._grid.removeWidget(part)
            if stacked:
                label.setMinimumWidth(0)
                label.setMaximumWidth(QWIDGETSIZE_MAX)
                self._grid.setRowMinimumHeight(row, 0)
                self._grid.addWidget(icon, 2 * row, 0)
                self._grid.addWidget(label, 2 * row, 1, 1, 3)
                self._grid.addWidget(shown, 2 * row + 1, 1, 1, 2)
                self._grid.addWidget(number, 2 * row + 1, 3)
            else:
                label.setFixedWidth(self._label_width())
                self._grid.setRowMinimumHeight(row, theme.px(20))
                for place, part in enumerate(parts):
                    self._grid.addWidget(part, row, place)

    def _label_width(self) -> int:
        theme = current_theme()
        metrics = QFontMetrics(theme.font())
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self._figure.bars)
        return min(widest + 2, theme.px(WIDEST_LABEL))


def _icon(shown: Chance | Value) -> tuple[str, str]:
    if isinstance(shown, Value):
        return "edge", "text2"
    return ("act", "act") if shown.acts else ("watch", "text2")


def _icon_meaning(shown: Chance | Value) -> str:
    if isinstance(shown, Value):
        return "belief"
    return "set by hand (do)" if shown.acts else "seen"


def _chance(chance: Chance, world: BayesianNetwork) -> tuple[float, str]:
    try:
        return chance.value(world), ""
    except InvalidInput as error:
        return math.nan, str(error)


def _measured(value: Value, state: SessionState, posterior: Posterior | None) -> tuple[float, str]:
    if posterior is None:
        return math.nan, "being worked out"
    try:
        found = value.measure(state, posterior)
    except InvalidInput as error:
        return math.nan, str(error)
    return found, "it has no value here" if math.isnan(found) else ""
