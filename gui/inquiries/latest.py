"""One question at a time, answered in the background; of those asked meanwhile the latest comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.progress import Progress
from gui.jobs import JobRunner, Work

STOPPED = "You stopped it."
# Nobody reads faster than this many seconds an answer, and drawing each takes its time from the next batch.
TELL_EVERY = 0.1
Subject = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Standing:
    """Where a question stands.

    Parameters
    ----------
    answer
        What was found last; None before anything was.
    subject
        What `answer` is about.
    working
        Whether more is being worked out.
    percent
        How far that is.
    problem
        Why there is no answer, as a sentence; empty where there is one or will be.
    """

    answer: Any = None
    subject: Subject = ()
    working: bool = False
    percent: int = 0
    problem: str = ""


class Latest(QObject):
    """Asks and keeps the latest answer.

    A question about another subject takes the place of the one being answered. A better founded question about the
    same subject waits, or answers would never come while one follows the other quickly.

    Parameters
    ----------
    name
        Name of the job.
    jobs
        Where work is done.
    clock
        Seconds since some moment.

    Signals
    -------
    changed()
        When `standing` did.
    """

    changed = Signal()

    def __init__(
        self, name: str, jobs: JobRunner, parent: QObject | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._name, self._jobs, self._clock = name, jobs, clock
        self._asked: tuple[Subject, object] | None = None
        self._waiting: tuple[Subject, object, Work] | None = None
        self._ended = True
        self._told = float("-inf")
        self._restarting = False
        self.standing = Standing()
        jobs.running_changed.connect(self._on_running)

    def ask(self, subject: Subject, version: object, work: Work) -> None:
        """Have a question answered, unless it was the last one asked.

        Parameters
        ----------
        subject
            What it is about.
        version
            How well founded it is; another version of the same subject is asked again, unless it was stopped or
            could not be answered.
        work
            Makes the generator that answers.
        """
        same = self._asked is not None and self._asked[0] == subject
        if self._asked == (subject, version) or (same and self.standing.problem):
            self._waiting = None
        elif same and self._jobs.is_running(self._name):
            self._waiting = (subject, version, work)
        else:
            self._start(subject, version, work)

    def forget_question(self) -> None:
        """Have the same question asked again, after it was stopped or could not be answered."""
        self._asked = None

    def drop(self) -> None:
        """Forget question and answer."""
        self._asked = self._waiting = None
        self._cancel()
        self._show(Standing())

    def _start(self, subject: Subject, version: object, work: Work) -> None:
        self._asked, self._waiting, self._ended = (subject, version), None, False
        self._told = float("-inf")
        self._restarting = True
        self._jobs.start(self._name, work, lambda progress: self._on_progress(subject, progress), self._on_failure)
        self._restarting = False
        self._show(replace(self.standing, working=True, percent=0, problem=""))

    def _cancel(self) -> None:
        self._restarting = True
        self._jobs.cancel(self._name)
        self._restarting = False

    def _on_progress(self, subject: Subject, progress: Progress[Any]) -> None:
        self._ended = progress.finished
        now = self._clock()
        if not progress.finished and now - self._told < TELL_EVERY:
            return
        self._told = now
        percent = 100 * progress.done // max(1, progress.total)
        if progress.partial is not None:
            self._show(Standing(progress.partial, subject, not progress.finished, percent))
        elif percent != self.standing.percent:
            self._show(replace(self.standing, percent=percent))

    def _on_failure(self, sentence: str) -> None:
        self._ended = True
        self._show(Standing(problem=sentence))

    def _on_running(self, name: str, running: bool) -> None:
        if name != self._name or running or self._restarting:
            return
        waiting, self._waiting = self._waiting, None
        if not self._ended:
            # Somebody cancelled it.
            self._show(replace(self.standing, working=False, problem=STOPPED))
        elif waiting is not None:
            self._start(*waiting)

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.changed.emit()
