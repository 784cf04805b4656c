"""Runs engine generators off the GUI thread, with progress, cancelling, and late answers dropped."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from engine.problems import InvalidInput
from engine.progress import Progress
from engine.sessions.rejection import ActionRejected
from gui.sweeping import Sweeper
from gui.turns import Turns

Work = Callable[[], Iterator[Progress[Any]]]
OnProgress = Callable[[Progress[Any]], None]
OnFailure = Callable[[str], None]
UNEXPECTED = "Something went wrong inside the program. Nothing you had open was changed."


@dataclass(frozen=True)
class _Listener:
    number: int
    cancelled: threading.Event
    on_progress: OnProgress
    on_failure: OnFailure


class _Relay(QObject):
    # Lives in the GUI thread, so that what workers emit arrives there.
    progressed = Signal(str, int, object)
    failed = Signal(str, int, str)
    ended = Signal(str, int)


class _Runner(QRunnable):
    def __init__(self, name: str, number: int, cancelled: threading.Event, work: Work, relay: _Relay) -> None:
        super().__init__()
        self._name, self._number, self._cancelled, self._relay = name, number, cancelled, relay
        self._work: Work | None = work

    def run(self) -> None:
        try:
            self._report()
        finally:
            self._relay.ended.emit(self._name, self._number)

    def _report(self) -> None:
        # What the work refers to may belong to the window: no worker may be the last to let go of it, so that this
        # one does before it says that it ended, and `JobRunner` after it heard.
        work, self._work = self._work, None
        try:
            for progress in work() if work else ():
                if self._cancelled.is_set():
                    break
                self._relay.progressed.emit(self._name, self._number, progress)
        except (InvalidInput, ActionRejected) as error:
            self._relay.failed.emit(self._name, self._number, str(error))
        except Exception:  # noqa: BLE001  a worker must never take the window down
            sys.excepthook(*sys.exc_info())
            self._relay.failed.emit(self._name, self._number, UNEXPECTED)


class JobRunner(QObject):
    """One running job a name: starting another of that name cancels the one before.

    Attributes
    ----------
    turns
        Where its reports wait to be heard, and what else would stall the window together with them.

    Signals
    -------
    running_changed(name, running)
        When a name gets work to do, and when it has none any more.
    """

    running_changed = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._listeners: dict[str, _Listener] = {}
        self._at_work: dict[int, Work] = {}
        self._numbers = count(1)
        self._shut_down = False
        self._sweeper = Sweeper(self)
        self.turns = Turns(self)
        self._relay = _Relay(self)
        self._relay.progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        self._relay.failed.connect(self._on_failure, Qt.ConnectionType.QueuedConnection)
        self._relay.ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)

    def start(self, name: str, work: Work, on_progress: OnProgress, on_failure: OnFailure) -> None:
        """Run ``work()`` on a worker thread; the callbacks are called on this one. After `shut_down`, do nothing.

        Parameters
        ----------
        name
            What the job is for; an unfinished job of the same name is cancelled and its answers are dropped.
        work
            Makes the generator to iterate; it must not touch any widget.
        on_progress, on_failure
            Told of each report, or of the one sentence that says what is wrong.
        """
        self.cancel(name)
        if self._shut_down:
            # A timer may want work of a window that has just been closed, and nobody would end it.
            return
        self._sweeper.begin()
        listener = _Listener(next(self._numbers), threading.Event(), on_progress, on_failure)
        self._listeners[name] = listener
        self._at_work[listener.number] = work
        runner = _Runner(name, listener.number, listener.cancelled, work, self._relay)
        if self.turns.at_work:
            # A worker that begins takes the lock of the interpreter, which is long in coming back.
            self.turns.add(partial(self._set_off, runner, listener), alone=True)
        else:
            self._pool.start(runner)
        self.running_changed.emit(name, True)

    def cancel(self, name: str) -> None:
        """Stop a job after its present report and drop what it still says."""
        listener = self._listeners.pop(name, None)
        if listener:
            listener.cancelled.set()
            self.running_changed.emit(name, False)

    def is_running(self, name: str) -> bool:
        """Return whether a job of that name is under way."""
        return name in self._listeners

    def shut_down(self) -> None:
        """Cancel everything and wait until no worker runs; a Qt program must not end before."""
        self._shut_down = True
        for name in list(self._listeners):
            self.cancel(name)
        self._pool.waitForDone()
        self._sweeper.end()

    def _set_off(self, runner: _Runner, listener: _Listener) -> None:
        if listener.cancelled.is_set():
            self._at_work.pop(listener.number, None)
        else:
            self._pool.start(runner)

    @Slot(str, int, object)
    def _on_progress(self, name: str, number: int, progress: object) -> None:
        self.turns.add(partial(self._hand_over, name, number, progress))

    @Slot(str, int, str)
    def _on_failure(self, name: str, number: int, sentence: str) -> None:
        self.turns.add(partial(self._say_failure, name, number, sentence))

    @Slot(str, int)
    def _on_end(self, name: str, number: int) -> None:
        self.turns.add(partial(self._end, name, number))

    def _hand_over(self, name: str, number: int, progress: object) -> None:
        listener = self._current(name, number)
        if listener and isinstance(progress, Progress):
            listener.on_progress(progress)

    def _say_failure(self, name: str, number: int, sentence: str) -> None:
        listener = self._current(name, number)
        if listener:
            listener.on_failure(sentence)

    def _end(self, name: str, number: int) -> None:
        self._at_work.pop(number, None)
        if self._current(name, number):
            del self._listeners[name]
            self.running_changed.emit(name, False)

    def _current(self, name: str, number: int) -> _Listener | None:
        listener = self._listeners.get(name)
        return listener if listener and listener.number == number else None
