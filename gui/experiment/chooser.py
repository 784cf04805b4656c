"""What to set by hand: a row for each measured variable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from engine.networks.interventions import Intervention, Regime
from engine.networks.variables import Variable
from gui.controls.bars import IconLabel
from gui.controls.choice_box import ChoiceBox
from gui.controls.labels import ElidedLabel
from gui.experiment.segments import RANDOM, Segments
from gui.theme import current_theme

MOST_SEGMENTS = 4
WIDEST_SEGMENTS = 200
WIDEST_NAME = 110
NARROWEST_NAME = 44
ICON = 16
MINIMUM_HEIGHT = 112  # three rows
FREE = "follows its causes"


class StateBox(ChoiceBox):
    """The choice for a variable with many states; says the same as `Segments`.

    Signals
    -------
    pressed(place), released()
        As `Segments` have them.
    """

    pressed = Signal(int)
    released = Signal()

    def __init__(self, name: str, states: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems([FREE, *states, RANDOM])
        self.setAccessibleName(f"Set {name}")
        self.setToolTip("Set it by hand (do), or let it follow its causes")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(current_theme().px(WIDEST_SEGMENTS))
        self.activated.connect(self._on_activated)

    def show_pressed(self, place: int | None) -> None:
        """Show this state as set, or none."""
        self.setCurrentIndex(0 if place is None else place + 1)

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Put the focus here."""
        self.setFocus(reason)

    def _on_activated(self, index: int) -> None:
        if index == 0:
            self.released.emit()
        else:
            self.pressed.emit(index - 1)


class Chooser(QScrollArea):
    """Rows of variables with their states; scrolls where there are many.

    Signals
    -------
    set_requested(name, state)
        A person wants a variable set; None for random.
    release_requested(name)
        A person wants a variable to follow its causes again.
    """

    set_requested = Signal(str, object)
    release_requested = Signal(str)

    def __init__(self, variables: Sequence[Variable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variables = tuple(variables)
        self._names: list[ElidedLabel] = []
        self._rows = [self._made(variable) for variable in variables]
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content = QWidget()
        self._fill(QGridLayout(content))
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.setMaximumHeight(self.sizeHint().height())

    def rows(self) -> tuple[Segments | StateBox, ...]:
        """Return what chooses for each variable, in order."""
        return tuple(self._rows)

    def show_regime(self, regime: Regime) -> None:
        """Show what is set by hand."""
        for target, (variable, row) in enumerate(zip(self._variables, self._rows, strict=True)):
            row.show_pressed(_place(regime.on(target), variable))

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Put the focus on the first variable."""
        if self._rows:
            self._rows[0].take_focus(reason)

    def sizeHint(self) -> QSize:
        content = self.widget()
        return QSize(0, 0) if content is None else content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        height = min(self.sizeHint().height(), current_theme().px(MINIMUM_HEIGHT))
        return QSize(current_theme().px(160), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.viewport().width())

    def _fit(self, width: int) -> None:
        theme = current_theme()
        metrics = QFontMetrics(theme.font())
        widest = max((metrics.horizontalAdvance(each.name) for each in self._variables), default=0) + 2
        segments = [row for row in self._rows if isinstance(row, Segments)]
        needed = max((row.width_when(compact=True) for row in segments), default=theme.px(100))
        room = width - theme.px(ICON) - 2 * theme.px(8) - theme.px(4)
        name = min(widest, theme.px(WIDEST_NAME), max(theme.px(NARROWEST_NAME), room - needed))
        for label in self._names:
            label.setFixedWidth(name)
        for row in segments:
            row.fit(room - name)

    def _fill(self, grid: QGridLayout) -> None:
        theme = current_theme()
        ring = theme.px(4)
        grid.setContentsMargins(0, ring, ring, ring)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(2, 1)
        for row, (variable, chooser) in enumerate(zip(self._variables, self._rows, strict=True)):
            name = ElidedLabel(variable.name)
            name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self._names.append(name)
            grid.addWidget(IconLabel("act", "act", ICON), row, 0)
            grid.addWidget(name, row, 1)
            grid.addWidget(chooser, row, 2)

    def _made(self, variable: Variable) -> Segments | StateBox:
        row = _row_for(variable)
        name = variable.name
        row.pressed.connect(lambda place: self.set_requested.emit(name, _state(place, variable)))
        row.released.connect(lambda: self.release_requested.emit(name))
        return row


def _row_for(variable: Variable) -> Segments | StateBox:
    if variable.cardinality <= MOST_SEGMENTS:
        segments = Segments(variable.name, variable.states)
        if segments.width_when(compact=True) <= current_theme().px(WIDEST_SEGMENTS):
            return segments
        segments.deleteLater()
    return StateBox(variable.name, variable.states)


def _place(intervention: Intervention | None, variable: Variable) -> int | None:
    if intervention is None or intervention.kind == "soft":
        return None
    return variable.cardinality if intervention.state is None else intervention.state


def _state(place: int, variable: Variable) -> str | None:
    return variable.states[place] if place < variable.cardinality else None
