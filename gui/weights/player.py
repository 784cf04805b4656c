"""Plays the history from the moment shown to the present, checkpoint by checkpoint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

WHOLE_MS = 6000
SHORTEST_MS = 40
LONGEST_MS = 160
SPEEDS = (0.25, 0.5, 1.0, 2.0)


class Player(QObject):
    """Takes a step at each tick of a timer until a step says that it was the last.

    Parameters
    ----------
    step
        Goes one checkpoint on and returns whether there are more.

    Signals
    -------
    playing_changed(playing)
        When it starts and when it stops.
    """

    playing_changed = Signal(bool)

    def __init__(self, step: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._speed = 1.0
        self._usual_ms = LONGEST_MS

    @property
    def speed(self) -> float:
        """How many times as fast as usual it plays."""
        return self._speed

    @property
    def interval(self) -> int:
        """Milliseconds between two steps."""
        return max(1, round(self._usual_ms / self._speed))

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast as usual from the next step on; above 0."""
        self._speed = speed
        if self.is_playing:
            self._timer.setInterval(self.interval)

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def play(self, n_steps: int) -> None:
        """Start; at the usual speed a history of `n_steps` checkpoints takes about six seconds.

        No step is shorter than 40 ms or longer than 160 ms then, so that more than 150 checkpoints take longer.
        """
        self._usual_ms = min(LONGEST_MS, max(SHORTEST_MS, WHOLE_MS // max(1, n_steps)))
        self._timer.start(self.interval)
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop where it is."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _tick(self) -> None:
        if not self._step():
            self.pause()
