"""What is to be done on the thread of the window, a little in each turn of the event loop.

Qt hands over all that was posted, and then paints what came of it, before it looks at mouse and keys again: answers
that come at the same time would add up to a stall, though each takes but some milliseconds.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

# Small things need not wait for one another: a turn ends once it took so many seconds.
A_TURN = 0.004
# Turns that others filled may come one after another; what waits is not to wait for ever.
MOST_PUT_OFF = 3


class Turns(QObject):
    """Does one thing after another, in order, and lets the window paint and answer in between.

    Parameters
    ----------
    clock
        Tells the time in seconds.
    """

    _passed = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._waiting: deque[tuple[Callable[[], None], bool]] = deque()
        self._due, self._put_off, self._depth = False, 0, 0
        self._armed = 0.0
        # In each turn Qt hands over what was posted, paints last among that, and then lets the timers fire that are
        # due. So a thing is done by a timer, which is started by what is posted: between the two is what was painted.
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._take)
        self._passed.connect(self._arm, Qt.ConnectionType.QueuedConnection)

    @property
    def at_work(self) -> bool:
        """Whether something is being done now, or waits for a dialog that it opened."""
        return self._depth > 0

    def add(self, thing: Callable[[], None], *, alone: bool = False) -> None:
        """Have something done in one of the next turns, after all that was added before.

        Let it be done `alone` where much is painted because of it: nothing else is done in that turn.
        """
        self._waiting.append((thing, alone))
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._due:
            self._due = True
            self._passed.emit()

    def _arm(self) -> None:
        self._armed = self._clock()
        self._next.start()

    def _take(self) -> None:
        begun = self._clock()
        self._due = False
        if begun - self._armed >= A_TURN and self._put_off < MOST_PUT_OFF:
            # This turn was a long one already.
            self._put_off += 1
            self._go_on()
            return
        self._put_off = 0
        first = True
        while self._waiting and (first or not self._waiting[0][1]):
            thing, alone = self._waiting.popleft()
            # Before it is done: a dialog that it opens may wait for what comes after it.
            self._go_on()
            self._do(thing)
            first = False
            if alone or self._clock() - begun >= A_TURN:
                break

    def _do(self, thing: Callable[[], None]) -> None:
        self._depth += 1
        try:
            thing()
        finally:
            self._depth -= 1


class Later(QObject):
    """Draws what is new: in a turn of its own where a worker found it, at once where a person asked for it.

    What a worker finds is of interest to several panels. All of them drawn and painted in one turn would be a stall.

    Parameters
    ----------
    draw
        Draws all that is new.
    turns
        Where the reports of workers are heard.
    parent
        Nothing is drawn once it is gone.
    """

    def __init__(self, draw: Callable[[], None], turns: Turns, parent: QObject) -> None:
        super().__init__(parent)
        self._draw, self._turns = draw, turns
        self._due = False

    def ask(self) -> None:
        """Have it drawn; asked for more than once before it is its turn, it is drawn once."""
        if not self._turns.at_work:
            self._due = False
            self._draw()
        elif not self._due:
            self._due = True
            self._turns.add(self._take_turn, alone=True)

    def drop(self) -> None:
        """Draw nothing of what has not been drawn yet."""
        self._due = False

    def catch_up(self) -> None:
        """Draw now what has not been drawn yet."""
        if self._due:
            self._due = False
            self._draw()

    def _take_turn(self) -> None:
        if isValid(self):
            self.catch_up()
