"""What is to be done on the thread of the window, a little in each turn of the event loop.

Qt hands over all that was posted, and then paints what came of it, before it looks at mouse and keys again: answers
that come at the same time would add up to a stall, though each takes but some milliseconds.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

# Small things need not wait for one another: a turn ends once it took so many seconds.
A_TURN = 0.004


class Turns(QObject):
    """Does one thing after another, in order, and lets the window paint and answer in between.

    Parameters
    ----------
    clock
        Tells the time in seconds.
    """

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._waiting: deque[Callable[[], None]] = deque()
        # A timer of 0 ms fires when nothing else is to be done: what is to be painted is painted first.
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        # Qt paints by a timer, and lets all timers that are due fire in one turn: queued, this comes in the one after.
        self._next.timeout.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def add(self, thing: Callable[[], None]) -> None:
        """Have something done in one of the next turns, after all that was added before."""
        self._waiting.append(thing)
        if not self._next.isActive():
            self._next.start()

    def _take(self) -> None:
        begun = self._clock()
        while self._waiting:
            thing = self._waiting.popleft()
            # Before it is done: a dialog that it opens waits for the answer to another thing.
            self._next.start()
            thing()
            if self._clock() - begun >= A_TURN:
                break
        if not self._waiting:
            self._next.stop()
