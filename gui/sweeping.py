"""Clears away unused objects on the thread of the window, between two events, and at no other time.

Python looks for objects that only hold each other whenever enough new ones were made: on the thread that made the last,
and in the midst of what it does. A timer or an animation of Qt that such a search destroys on a worker takes the whole
program down, now and then, because the thread that it belongs to may be using it; and so does a widget that it destroys
while Qt goes through a list of all widgets, to dress them anew. So the search is left to a timer here.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250
# A search through all takes longer the more there is: it may take one hundredth of the time.
REST = 100


class Sweeper(QObject):
    """Takes over from Python's own search from `begin` to `end`; several may be at it at once.

    What was `gc.freeze`-d is not searched, so that a search takes about 1 ms instead of 150.
    """

    _at_work = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._rests_until = 0.0

    def begin(self) -> None:
        """Take over; without effect for one that is at work."""
        if self._timer.isActive():
            return
        self._timer.start()
        Sweeper._at_work += 1
        gc.disable()

    def end(self) -> None:
        """Give back, once no worker runs any more."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Sweeper._at_work -= 1
        if not Sweeper._at_work:
            gc.enable()

    def sweep(self) -> None:
        """Search as far as Python itself would by now: through the newest objects, the younger ones, or all."""
        due = [count > limit > 0 for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        begun = time.perf_counter()
        if all(due) and begun >= self._rests_until:
            gc.collect()
            took = time.perf_counter() - begun
            self._rests_until = begun + REST * took
        elif due[0]:
            gc.collect(1 if due[1] else 0)
