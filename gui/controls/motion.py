"""A number that moves to its new value, unless motion is reduced."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from gui.theme import current_theme

VALUE_MS = 180
CUT_MS = 150


class Motion(QObject):
    """Moves one number to where it is told to, by OutCubic; a new goal starts from where it is now.

    `on_value` is called with each value on the way and last with the goal itself.
    """

    def __init__(
        self, on_value: Callable[[float], None], parent: QObject, start: float = 0.0, ms: int = VALUE_MS
    ) -> None:
        super().__init__(parent)
        self._on_value = on_value
        self._ms = ms
        self.value = start
        self._from = start
        self._goal = start
        # the animation always runs from 0 to 1: it would emit stray values if its ends were changed
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._step)

    def jump(self, goal: float) -> None:
        """Be at the goal at once."""
        self._animation.stop()
        self._be(goal)

    def move(self, goal: float) -> None:
        """Move to the goal; at once where motion is reduced."""
        duration = current_theme().duration(self._ms)
        self._animation.stop()
        if duration == 0 or goal == self.value:
            self._be(goal)
            return
        self._from, self._goal = self.value, goal
        self._animation.setDuration(duration)
        self._animation.start()

    def _step(self, share: float) -> None:
        self._be(self._goal if share == 1.0 else self._from + (self._goal - self._from) * float(share))

    def _be(self, value: float) -> None:
        self.value = value
        self._on_value(self.value)
