"""Belief over more structures than can be listed: the present at once, and the past in the background."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from engine.hypotheses.space import AllDags
from engine.posterior.digest_following import follow_past, follow_present
from engine.posterior.digest_history import DigestHistory, recalled
from engine.progress import Progress
from engine.sessions.state import SessionState
from gui.jobs import JobRunner

BELIEF, PAST = "belief", "past"
# Histories of some MB at most, so that undo and redo, also of assumptions, need not wait for them again.
HISTORIES_KEPT = 16
# Nobody reads the past faster than this while it fills in.
TELL_EVERY_MS = 100


class Summing(QObject):
    """Works out a `DigestHistory` and keeps those before it.

    Signals
    -------
    changed()
        When `history` says more, or `filling` or `awaited` changed.
    progressed(percent)
        While the present is being worked out.
    past_progressed(percent)
        While the moment that is awaited is being worked out.
    failed(sentence)
        When the present cannot be worked out.
    """

    changed = Signal()
    progressed = Signal(int)
    past_progressed = Signal(int)
    failed = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._histories: deque[DigestHistory] = deque(maxlen=HISTORIES_KEPT)
        self._percent = 0
        self._working = False
        self.history: DigestHistory | None = None
        self.awaited: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TELL_EVERY_MS)
        self._soon.timeout.connect(self.changed)

    @property
    def working(self) -> bool:
        """Whether the present is being worked out."""
        return self._working and self._jobs.is_running(BELIEF)

    @property
    def filling(self) -> bool:
        """Whether the past is being worked out."""
        return self._jobs.is_running(PAST)

    def forget(self) -> None:
        """Let go of everything, for another session."""
        self._histories.clear()
        self.leave()

    def leave(self) -> None:
        """Stop all work; earlier histories are kept."""
        self._soon.stop()
        self._jobs.cancel(PAST)
        self.history, self.awaited = None, None

    def start(self, state: SessionState, space: AllDags) -> bool:
        """Work out belief for a session; return whether its present is known already, and is in `history`."""
        self._soon.stop()
        self._jobs.cancel(PAST)
        self.awaited, self._percent = None, 0
        known = recalled(self._histories, state.dataset, space, state.assumptions)
        if known.present is not None:
            self._working = False
            self._jobs.cancel(BELIEF)
            self._keep(known)
            self._fill()
            return True

        def work() -> Iterator[Progress[DigestHistory]]:
            return follow_present(known)

        self._working = True
        self._jobs.start(BELIEF, work, self._on_present, self._on_failure)
        return False

    def look_at(self, checkpoint: int | None) -> None:
        """Have the belief at one checkpoint of `history` worked out before all else, where it is not known."""
        history = self.history
        if history is None or checkpoint == self.awaited:
            return
        self.awaited = None
        if checkpoint is not None and history.digests[checkpoint] is None and checkpoint not in history.refused:
            self.awaited = checkpoint
            self._fill()

    def stop_filling(self) -> None:
        """Stop working out the past; it goes on when somebody goes to a moment that is not known."""
        self._soon.stop()
        self._jobs.cancel(PAST)
        self.awaited = None
        self.changed.emit()

    def _fill(self) -> None:
        history, wanted = self.history, self.awaited
        if history is None or (history.complete and wanted is None):
            return

        def work() -> Iterator[Progress[DigestHistory]]:
            return follow_past(history, wanted)

        self._jobs.start(PAST, work, self._on_past, self._on_past_failure)

    def _on_present(self, progress: Progress[DigestHistory]) -> None:
        if progress.partial is not None:
            # Somebody may have looked back meanwhile, among moments of the history before.
            self._jobs.cancel(PAST)
            self.awaited, self._working = None, False
            self._keep(progress.partial)
            self._fill()
            self.changed.emit()
        elif progress.done > self._percent:
            self._percent = progress.done
            self.progressed.emit(progress.done)

    def _on_past(self, progress: Progress[DigestHistory]) -> None:
        history, awaited = progress.partial, self.awaited
        if history is None:
            if awaited is not None:
                self.past_progressed.emit(min(progress.done, 99))
            return
        self._keep(history)
        arrived = awaited is not None and (history.digests[awaited] is not None or awaited in history.refused)
        if arrived:
            self.awaited = None
        if progress.finished:
            # The runner says only afterwards that it has ended.
            self._jobs.cancel(PAST)
        if arrived or progress.finished:
            self._soon.stop()
            self.changed.emit()
        elif not self._soon.isActive():
            self._soon.start()

    def _on_failure(self, sentence: str) -> None:
        self.history, self._working = None, False
        self.failed.emit(sentence)

    def _on_past_failure(self, _sentence: str) -> None:
        # What cannot be had at one moment is part of the answer: this is a fault of the program, told elsewhere.
        self.stop_filling()

    def _keep(self, history: DigestHistory) -> None:
        # What it grew out of says nothing that it does not say.
        self.history = history
        others = [each for each in self._histories if not _covers(history, each)]
        self._histories = deque([history, *others], maxlen=HISTORIES_KEPT)


def _covers(history: DigestHistory, other: DigestHistory) -> bool:
    same = (history.space, history.assumptions, history.variables) == (other.space, other.assumptions, other.variables)
    return same and other.seen == history.seen[: len(other.seen)]
