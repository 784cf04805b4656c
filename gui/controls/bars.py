"""Bars: a probability, a named probability in a row, and how far a lesson has come."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.controls.chip import paint_pattern_bar
from gui.controls.motion import Motion
from gui.controls.numbers import probability
from gui.icons import pixmap
from gui.theme import Theme, current_theme, theme_source

BarFill = Literal["bar", "act", "accent"]
BAR_HEIGHT = 12
# Below this an error does not reach the third place.
LEAST_ERROR = 0.0005
STEP_WIDTH = 18
STEP_HEIGHT = 5
STEP_GAP = 4


def paint_bar(painter: QPainter, rect: QRectF, value: float, theme: Theme, fill: BarFill = "bar") -> None:
    """Draw a bar of `value` (from 0 to 1) on its track; edges fall on whole pixels of the painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, theme.tokens.track)
    painter.fillRect(_filled(rect, value), theme.tokens.named(fill))
    painter.restore()


def paint_candidate_bar(
    painter: QPainter, rect: QRectF, value: float, digit: int | None, theme: Theme, error: float = 0.0
) -> None:
    """Draw a bar of `value` (from 0 to 1) in the pattern of a candidate on its track, and its standard error."""
    painter.fillRect(rect, theme.tokens.track)
    filled = _filled(rect, value)
    if filled.width() >= 1:
        paint_pattern_bar(painter, filled, theme.candidate(digit), theme.scale)
    if error >= LEAST_ERROR:
        paint_error(painter, rect, value, error, theme)


def paint_error(painter: QPainter, rect: QRectF, value: float, error: float, theme: Theme) -> None:
    """Draw the standard error of a bar: from one below to one above, with ends that stand out of the bar."""
    # Ink on a casing of the surface, so that it shows on any bar.
    out, thick = theme.px(3), theme.px(1)
    ends = [rect.left() + round(rect.width() * min(1.0, max(0.0, value + side * error))) for side in (-1, 1)]
    lines = [QRectF(end - thick / 2, rect.top() - out, thick, rect.height() + 2 * out) for end in ends]
    lines.append(QRectF(ends[0], rect.center().y() - thick / 2, ends[1] - ends[0], thick))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for line in lines:
        painter.fillRect(line.adjusted(-thick, 0, thick, 0), theme.tokens.surface)
    for line in lines:
        painter.fillRect(line, theme.tokens.text)
    painter.restore()


def _filled(rect: QRectF, value: float) -> QRectF:
    share = min(1.0, max(0.0, value))
    width = rect.width() * share
    # a share above zero always shows, and one below 1 never looks full
    whole = max(1.0, round(width)) if share > 0 else 0.0
    if share < 1:
        whole = min(whole, rect.width() - 1)
    return QRectF(rect.left(), rect.top(), whole, rect.height())


class ProbabilityBar(QWidget):
    """A bar from 0 to 1; in the pattern of a candidate where `digit` is given.

    Values move to the new length unless motion is reduced.
    """

    def __init__(
        self,
        value: float = 0.0,
        fill: BarFill = "bar",
        digit: int | None = None,
        height: int = BAR_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill: BarFill = fill
        self._digit = digit
        self._height = height
        self._value = value
        self._motion = Motion(self._show, self, value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(value, animate=False)

    @property
    def value(self) -> float:
        """The value it shows or moves to."""
        return self._value

    def set_value(self, value: float, *, animate: bool = True) -> None:
        """Show another value."""
        self._value = value
        self.setAccessibleDescription(probability(value))
        if animate and self.isVisible():
            self._motion.move(value)
        else:
            self._motion.jump(value)

    def _show(self, _value: float) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(80), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(24), theme.px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._digit is None:
                paint_bar(painter, QRectF(self.rect()), self._motion.value, current_theme(), self._fill)
            else:
                paint_candidate_bar(painter, QRectF(self.rect()), self._motion.value, self._digit, current_theme())


class IconLabel(QLabel):
    """An icon that stands for itself, in a colour of the theme."""

    def __init__(self, name: str, token: str = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._token = token
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        source = theme_source()
        source.theme_changed.connect(self._follow)
        self._follow(source.theme)

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, in the same colour unless `token` names one."""
        self._name = name
        self._token = token or self._token
        self._follow(current_theme())

    def _follow(self, theme: Theme) -> None:
        picture: QPixmap = pixmap(self._name, theme.tokens.named(self._token), theme.px(self._size))
        self.setPixmap(picture)


class StepDots(QWidget):
    """How far a lesson has come: one short bar a step."""

    def __init__(self, total: int = 0, done: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = total
        self._done = done
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_steps(total, done)

    def set_steps(self, total: int, done: int) -> None:
        """Show `done` of `total` steps."""
        self._total = total
        self._done = done
        self.setAccessibleName(f"step {done} of {total}")
        self.setToolTip(f"step {done} of {total}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = self._total * (STEP_WIDTH + STEP_GAP) - STEP_GAP
        return QSize(theme.px(max(0, width)), theme.px(STEP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(max(0, self._total * (STEP_GAP + 4))), theme.px(STEP_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        gap = theme.px(STEP_GAP)
        width = min(theme.px(STEP_WIDTH), (self.width() + gap) // max(1, self._total) - gap)
        with QPainter(self) as painter:
            for step in range(self._total):
                colour = theme.tokens.accent if step < self._done else theme.tokens.track
                painter.fillRect(step * (width + gap), 0, width, theme.px(STEP_HEIGHT), colour)
