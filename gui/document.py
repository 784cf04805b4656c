"""The one session on screen, and its past and future for undo and redo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.progress import Progress
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, CarryOut, PlayStep, SetSeed, Watch
from engine.sessions.wording import describe_action
from gui.jobs import JobRunner

DRAW = "draw"
_DRAWING = (Watch, Act, SetSeed, PlayStep, CarryOut)


class _Change(QUndoCommand):
    # Keeps the state before and after: no inverse is written, so none can be wrong.
    def __init__(self, document: Document, before: SessionState, after: SessionState, text: str) -> None:
        super().__init__(text)
        self._document, self._before, self._after = document, before, after

    def redo(self) -> None:
        self._document._show(self._after)

    def undo(self) -> None:
        self._document._show(self._before)


class Document(QObject):
    """Holds the state; widgets ask it to perform actions and listen to what became of them.

    Attributes
    ----------
    path
        The file of the session, or None.
    opened
        How many sessions were opened so far: tells one from the next.

    Signals
    -------
    state_changed(old, new)
        Two `SessionState` values; `old` is None when another session was opened.
    rejected(sentence)
        When an action could not be performed; the state is as it was.
    busy_changed(busy)
        While rows are being drawn.
    path_changed()
        When the file of the session, or whether it is saved, changed.
    history_changed()
        When there is another change to undo or to do again.
    """

    state_changed = Signal(object, object)
    rejected = Signal(str)
    busy_changed = Signal(bool)
    path_changed = Signal()
    history_changed = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._state: SessionState | None = None
        self.opened = 0
        self.path: Path | None = None
        self.undo_stack = QUndoStack(self)
        # The stack still speaks while it is taken down, but no longer to its parent: so others listen to that.
        self.undo_stack.cleanChanged.connect(self._on_clean)
        self.undo_stack.indexChanged.connect(self._on_index)
        jobs.running_changed.connect(self._on_running)

    @property
    def state(self) -> SessionState:
        """The session on screen; only asked for once one is open."""
        if self._state is None:
            raise LookupError("no session is open")
        return self._state

    @property
    def is_open(self) -> bool:
        """Whether a session is open."""
        return self._state is not None

    @property
    def is_busy(self) -> bool:
        """Whether rows are being drawn."""
        return self._jobs.is_running(DRAW)

    @property
    def has_unsaved_changes(self) -> bool:
        """Whether something changed since the session was opened or saved."""
        return self.is_open and not self.undo_stack.isClean()

    def reset(self, state: SessionState, path: Path | None = None) -> None:
        """Open another session; the one before is gone, with its past."""
        self._jobs.cancel(DRAW)
        self.undo_stack.clear()
        self._state = state
        self.opened += 1
        self.path = path
        self.state_changed.emit(None, state)
        self.path_changed.emit()

    def mark_saved(self, path: Path, saved: SessionState | None = None, opened: int | None = None) -> None:
        """Remember that the file at `path` holds a state of this session; None is the one on screen.

        What was changed since is unsaved; nothing happens when another session was opened since, which is told by
        what `opened` was when saving began.
        """
        if opened is not None and opened != self.opened:
            return
        self.path = path
        if saved is None or saved is self.state:
            self.undo_stack.setClean()
        self.path_changed.emit()

    def perform(self, action: Action) -> None:
        """Apply an action to the state; draws of rows go on in the background.

        An action asked for while rows are being drawn waits for nothing: unless it draws too, it is applied
        at once, and the draw is made again from the newer state.
        """
        if isinstance(action, _DRAWING):
            if not self.is_busy:
                self._draw(action)
            return
        try:
            self._push(apply(self.state, action), action)
        except ActionRejected as error:
            self.rejected.emit(str(error))

    def _draw(self, action: Action) -> None:
        before = self.state

        def work() -> Iterator[Progress[SessionState]]:
            yield Progress(1, 1, apply(before, action))

        def arrived(progress: Progress[SessionState]) -> None:
            if self._state is before and progress.partial is not None:
                self._push(progress.partial, action)
            else:
                self._draw(action)

        self._jobs.start(DRAW, work, arrived, self.rejected.emit)

    def _push(self, after: SessionState, action: Action) -> None:
        before = self.state
        if after == before:
            return
        self.undo_stack.push(_Change(self, before, after, describe_action(action, before)))

    def _show(self, state: SessionState) -> None:
        old = self._state
        self._state = state
        self.state_changed.emit(old, state)

    def _on_clean(self, _clean: bool) -> None:
        self.path_changed.emit()

    def _on_index(self, _index: int) -> None:
        self.history_changed.emit()

    def _on_running(self, name: str, running: bool) -> None:
        if name == DRAW:
            self.busy_changed.emit(running)
