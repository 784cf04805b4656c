"""Plays the history from the moment shown to the present, by the clock: what cannot be drawn in time is left out."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

WHOLE_MS = 6000
LONGEST_WHOLE_MS = 15_000
SHORTEST_MS = 40
LONGEST_MS = 160
# Ticks come no faster than this, so that the window can paint and listen in between.
TICK_MS = 25
SPEEDS = (0.25, 0.5, 1.0, 2.0)


class Player(QObject):
    """Goes on at each tick of a timer until a step says that it was the last.

    A tick goes as many checkpoints on as are due by then: a long history leaves some out, and so does a window
    that needs long to draw. Nothing is ever owed, and stopping stops at once.

    Parameters
    ----------
    step
        Goes so many checkpoints on, one or more, and returns whether there are more.
    clock
        Seconds since some moment.

    Signals
    -------
    playing_changed(playing)
        When it starts and when it stops.
    """

    playing_changed = Signal(bool)

    def __init__(
        self, step: Callable[[int], bool], parent: QObject | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._step, self._clock = step, clock
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._speed = 1.0
        self._usual_ms = float(LONGEST_MS)
        self._since, self._taken = 0.0, 0

    @property
    def speed(self) -> float:
        """How many times as fast as usual it plays."""
        return self._speed

    @property
    def interval(self) -> int:
        """Milliseconds between two ticks."""
        return max(TICK_MS, round(self._usual_ms / self._speed))

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast as usual from the next step on; above 0."""
        self._speed = speed
        if self.is_playing:
            self._begin()

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def play(self, n_steps: int) -> None:
        """Start; at the usual speed a history of `n_steps` checkpoints takes about six seconds.

        A checkpoint takes 40 to 160 ms then, so that a short one is over sooner, and one of more than 150
        checkpoints takes longer; but never more than 15 seconds: of more than 375, not all are shown.
        """
        n_steps = max(1, n_steps)
        shortest = min(SHORTEST_MS, LONGEST_WHOLE_MS / n_steps)
        self._usual_ms = min(LONGEST_MS, max(shortest, WHOLE_MS / n_steps))
        self._begin()
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop where it is."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _begin(self) -> None:
        self._since, self._taken = self._clock(), 0
        self._timer.start(self.interval)

    def _tick(self) -> None:
        passed_ms = 1000 * (self._clock() - self._since)
        # A tick that comes a little early is meant for the checkpoint that is nearly due.
        due = round(passed_ms * self._speed / self._usual_ms) - self._taken
        if due < 1:
            return
        self._taken += due
        if not self._step(due):
            self.pause()
