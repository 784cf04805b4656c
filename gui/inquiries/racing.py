"""Lets strategies race in copies of the session, when a person wants it and while the panel is in sight."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.progress import Progress
from engine.sessions.race import Course, Race
from engine.sessions.racing import race
from engine.sessions.state import SessionState
from gui.analysis import BELIEF
from gui.document import DRAW, Document
from gui.inquiries.latest import Latest, Standing, Subject
from gui.jobs import JobRunner, Work

RACE = "race"
# What a person waits for comes first.
FIRST = (DRAW, BELIEF)
# Seconds between reports: more of them nobody sees. A race is many small steps in Python, and what the window draws
# after a report would wait for the lock of the interpreter again and again; so the race rests while it is drawn.
BETWEEN_REPORTS = 0.15
REST = 0.025


@dataclass(frozen=True, eq=False)
class Asked:
    """A race that was started.

    Parameters
    ----------
    state
        The session as it was then.
    course
        Who races, how long, and from where.
    seeds
        One a run.
    """

    state: SessionState
    course: Course
    seeds: tuple[int, ...]

    @property
    def subject(self) -> Subject:
        """What the numbers depend on beside the seeds."""
        return (*_depends(self.state, self.course), self.course)

    def is_about(self, state: SessionState) -> bool:
        """Return whether it would be the same race with the session as it is now."""
        return _depends(self.state, self.course) == _depends(state, self.course)


class Racing(QObject):
    """Answers with a `Race` that grows run by run; runs that are done are kept for as long as it is the same race.

    It steps aside while rows are drawn and belief is worked out: those are waited for.

    Signals
    -------
    changed()
        When there are more runs, or it stands otherwise.
    """

    changed = Signal()

    def __init__(self, document: Document, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._latest = Latest(RACE, jobs, self)
        self._latest.changed.connect(self.changed)
        self._interrupted = self._out_of_sight = False
        self.asked: Asked | None = None
        document.state_changed.connect(self._on_state)
        jobs.running_changed.connect(self._on_running)

    @property
    def standing(self) -> Standing:
        """What is known, and whether it is still being worked out."""
        return self._latest.standing

    @property
    def working(self) -> bool:
        """Whether runs are left to do, now or once nothing else is to be done first."""
        return self.standing.working or self._interrupted

    @property
    def race(self) -> Race | None:
        """The runs of the last race that all strategies have had; None before there are any."""
        answer = self.standing.answer
        return answer if isinstance(answer, Race) else None

    def start(self, course: Course, n_runs: int) -> None:
        """Race from the session as it is now; runs have the seed of the session and those that follow it."""
        state = self._document.state
        asked = Asked(state, course, tuple(range(state.seed, state.seed + n_runs)))
        if self.asked is None or self.asked.subject != asked.subject:
            self._latest.drop()
        self.asked = asked
        self._go()

    def stop(self) -> None:
        """Do no more runs; those that are done stay."""
        waited, self._interrupted = self._interrupted, False
        self._jobs.cancel(RACE)
        if waited:
            self.changed.emit()

    def set_in_sight(self, in_sight: bool) -> None:
        """Do the runs that are left only while somebody sees them."""
        self._out_of_sight = not in_sight
        self._follow_others()

    def _on_running(self, name: str, _running: bool) -> None:
        if name in FIRST:
            self._follow_others()

    def _follow_others(self) -> None:
        waits = self._out_of_sight or self._document.is_busy or self._jobs.is_running(BELIEF)
        if waits and self.standing.working:
            self._interrupted = True
            self._jobs.cancel(RACE)
        elif self._interrupted and not waits:
            self._go()

    def _go(self) -> None:
        self._interrupted = False
        if self.asked is not None:
            self._latest.forget_question()
            self._latest.ask(self.asked.subject, self.asked.seeds, _work(self.asked, self.race))

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self.asked, self._interrupted = None, False
            self._latest.drop()


def _depends(state: SessionState, course: Course) -> Subject:
    rows = state.dataset if course.start == "now" or "human" in course.strategies else None
    costs = state.costs if state.costs.budget is not None else None
    return state.world, state.variables, state.space, state.assumptions, rows, state.seed, costs


def _work(asked: Asked, known: Race | None) -> Work:
    def work() -> Iterator[Progress[Race]]:
        told = float("-inf")
        for progress in race(asked.state, asked.course, asked.seeds, known):
            now = time.monotonic()
            if progress.finished or now - told >= BETWEEN_REPORTS:
                told = now
                yield progress
                time.sleep(REST)

    return work
