"""Buttons side by side of which at most one is pressed: the states of a variable, and chance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gui.controls.focus_ring import FocusRing
from gui.icons import paint_icon
from gui.theme import Theme, current_theme
from gui.theme.tokens import DISABLED_OPACITY

HEIGHT = 26
PADDING = 9
ICON = 14
RANDOM = "random"


class Segment(QAbstractButton):
    """One of the buttons; filled in the colour of acts while pressed, outlined when it stands for chance."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._compact = False
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FocusRing(self)

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, where there is one."""
        if self._icon and compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left and right belong to the row; up and down go to the row before and after, as Qt has it.
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.width_when(compact=self._compact), current_theme().px(HEIGHT))

    def width_when(self, *, compact: bool) -> int:
        """Return how wide it is with its words, or without."""
        theme = current_theme()
        words = QFontMetrics(theme.font("second", 500)).horizontalAdvance(self.text())
        if not self._icon:
            return words + 2 * theme.px(PADDING)
        return theme.px(ICON) + 2 * theme.px(PADDING) + (0 if compact else words + theme.px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        hollow = bool(self._icon)
        ink, ground, edge = tokens.text, tokens.surface, tokens.control
        if self.isChecked():
            ink = tokens.act if hollow else tokens.on_act
            ground = tokens.surface if hollow else tokens.act
            edge = tokens.act
        elif self.underMouse() and self.isEnabled():
            ground = tokens.alternate
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self.isEnabled():
                painter.setOpacity(DISABLED_OPACITY)
            width = theme.px(2) if hollow and self.isChecked() else 1
            painter.setPen(QPen(edge, width))
            painter.setBrush(ground)
            half, corner = width / 2, theme.px(theme.CORNER)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), corner, corner)
            self._paint_words(painter, theme, ink)

    def _paint_words(self, painter: QPainter, theme: Theme, ink: QColor) -> None:
        room = QRectF(self.rect()).adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        painter.setFont(theme.font("second", 500))
        painter.setPen(ink)
        if self._icon:
            side = theme.px(ICON)
            paint_icon(painter, self._icon, ink, QRectF(room.left(), (self.height() - side) / 2, side, side))
            room.setLeft(room.left() + side + theme.px(4))
        if self._compact:
            return
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, self.text())


class Segments(QWidget):
    """The states of a variable and chance, side by side.

    Arrow keys go from one to the next, Space presses; pressing the pressed one releases it.

    Signals
    -------
    pressed(place)
        A person pressed another: the place of the state, or the number of states for chance.
    released()
        A person released the pressed one.
    """

    pressed = Signal(int)
    released = Signal()

    def __init__(self, name: str, states: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = current_theme().px(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._gap)
        self._buttons = [Segment(state) for state in states]
        self._buttons.append(Segment(RANDOM, "randomise"))
        for place, button in enumerate(self._buttons):
            chance = place == len(states)
            button.setAccessibleName(f"Set {name} at random" if chance else f"Set {name} = {states[place]}")
            tip = "Draw it from all its states alike (randomise)" if chance else "Set it by hand (do)"
            button.setToolTip(f"{tip}; press again to release it")
            button.clicked.connect(lambda checked, place=place: self._on_clicked(place, checked))
            row.addWidget(button)
        row.addStretch(1)
        self._set_stop(0)

    def buttons(self) -> tuple[Segment, ...]:
        """Return the buttons from left to right; the last stands for chance."""
        return tuple(self._buttons)

    def fit(self, room: int) -> None:
        """Leave the word for chance out where there is no room for it."""
        for button in self._buttons:
            button.set_compact(self.width_when(compact=False) > room)

    def width_when(self, *, compact: bool) -> int:
        """Return how wide they are together with all words, or without the one for chance."""
        widths = [button.width_when(compact=compact) for button in self._buttons]
        return sum(widths) + (len(widths) - 1) * self._gap

    def show_pressed(self, place: int | None) -> None:
        """Show this one as pressed, or none."""
        for number, button in enumerate(self._buttons):
            button.setChecked(number == place)
        self._set_stop(place or 0)

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Put the focus on the pressed button, or on the first."""
        pressed = next((button for button in self._buttons if button.isChecked()), self._buttons[0])
        pressed.setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = (here + step) % len(self._buttons)
        self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        self._set_stop(there)

    def _on_clicked(self, place: int, checked: bool) -> None:
        # What is shown follows the session, not the click: it may be refused.
        self._buttons[place].setChecked(not checked)
        if checked:
            self.pressed.emit(place)
        else:
            self.released.emit()

    def _set_stop(self, place: int) -> None:
        # One stop a row for Tab; the arrow keys do the rest.
        for number, button in enumerate(self._buttons):
            policy = Qt.FocusPolicy.StrongFocus if number == place else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
