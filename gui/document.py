"""The one session on screen, and its past and future for undo and redo."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.progress import Progress
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import (
    Act,
    Action,
    CarryOut,
    NextStep,
    PlaceBet,
    PlayStep,
    PreviousStep,
    PushTowards,
    Release,
    Reset,
    SetByHand,
    SetSeed,
    TakeHint,
    Watch,
)
from engine.sessions.wording import describe_action
from gui.jobs import JobRunner
from gui.past import Change, Past

DRAW = "draw"
_DRAWING = (Watch, Act, SetSeed, PlayStep, CarryOut)
# What comes before a draw or after it makes another session of: nothing of this overtakes a draw.
_IN_TURN = (*_DRAWING, SetByHand, PushTowards, Release, Reset, PlaceBet, NextStep, PreviousStep, TakeHint)
# The one that is being drawn is one of them.
MOST_IN_LINE = 100
FULL = f"{MOST_IN_LINE} things are waiting to be done already. Let rows be drawn first, or cancel them."


class Document(QObject):
    """Holds the state; widgets ask it to perform actions and listen to what became of them.

    Attributes
    ----------
    path
        The file of the session, or None.
    past
        What can be undone and done again.
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
        # What is being drawn, and what is done after it, in order.
        self._line: deque[Action] = deque()
        self._drawing = self._handing_on = self._announced = False
        self.opened = 0
        self.path: Path | None = None
        self.past = Past()
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
        """Whether rows are being drawn, or wait to be."""
        return bool(self._line) or self._jobs.is_running(DRAW)

    @property
    def has_unsaved_changes(self) -> bool:
        """Whether something changed since the session was opened or saved."""
        return self.is_open and not self.past.is_saved

    def reset(self, state: SessionState, path: Path | None = None) -> None:
        """Open another session; the one before is gone, with its past."""
        self.give_up()
        self._keep(Past())
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
            self._keep(self.past.marked_saved())
        self.path_changed.emit()

    def perform(self, action: Action) -> None:
        """Apply an action to the state; draws of rows go on in the background, one after another.

        While rows are being drawn, what draws too, what is set by hand and the steps of a lesson wait in line: what
        comes of them is what would have come of them with a pause between any two. All else waits for nothing: it is
        applied at once, and the draw is made again from the newer state. Of more than `MOST_IN_LINE` the last are
        refused. Whoever undoes something, opens another session or cancels the draw gives up what waits.
        """
        if not isinstance(action, _DRAWING) and not (self._line and isinstance(action, _IN_TURN)):
            self._apply(action)
        elif isinstance(action, PlayStep) and self._line and isinstance(self._line[-1], PlayStep):
            # It is the same step, and it is being played.
            return
        elif len(self._line) >= MOST_IN_LINE:
            self.rejected.emit(FULL)
        else:
            self._line.append(action)
            self._go_on()

    def perform_together(self, actions: Sequence[Action], words: str) -> None:
        """Perform actions that draw nothing, one after another, as one step for who undoes it, called `words`."""
        since = self.past.index
        for action in actions:
            self._apply(action)
        self._keep(self.past.joined(since, words))

    def undo(self) -> None:
        """Give up the rows that are being drawn or wait to be; where there are none, take the last change back."""
        if self._line:
            self.give_up()
        elif self.past.can_undo:
            before = self.past.changes[self.past.index - 1].before
            self._move(self.past.moved(-1), before)

    def redo(self) -> None:
        """Do again what was undone last, if anything was; rows that are being drawn or wait to be are given up."""
        if self.past.can_redo:
            self.give_up()
            after = self.past.changes[self.past.index].after
            self._move(self.past.moved(1), after)

    def give_up(self) -> None:
        """Draw nothing of what is being drawn or waits."""
        self._line.clear()
        self._jobs.cancel(DRAW)

    def _apply(self, action: Action) -> None:
        try:
            self._push(apply(self.state, action), action)
        except ActionRejected as error:
            self.rejected.emit(str(error))

    def _go_on(self) -> None:
        # Up to the next draw, which takes its time.
        while self._line and not self._drawing:
            if isinstance(self._line[0], _DRAWING):
                self._draw(self._line[0])
            else:
                self._apply(self._line.popleft())

    def _draw(self, action: Action) -> None:
        before = self.state

        def work() -> Iterator[Progress[SessionState]]:
            yield Progress(1, 1, apply(before, action))

        def arrived(progress: Progress[SessionState]) -> None:
            self._drawing = False
            if self._state is before and progress.partial is not None:
                self._line.popleft()
                self._push(progress.partial, action)
            self._go_on()

        def failed(sentence: str) -> None:
            self._drawing = False
            self._line.popleft()
            self.rejected.emit(sentence)
            self._go_on()

        # The end of the draw before is not the end of the line.
        self._handing_on = True
        self._jobs.start(DRAW, work, arrived, failed)
        self._handing_on = False
        self._drawing = self._jobs.is_running(DRAW)
        if not self._drawing:
            # The window is being closed.
            self._line.clear()

    def _push(self, after: SessionState, action: Action) -> None:
        before = self.state
        if after != before:
            self._move(self.past.with_change(Change(before, after, describe_action(action, before))), after)

    def _move(self, past: Past, state: SessionState) -> None:
        old, before = self._state, self.past
        self._state, self.past = state, past
        self.state_changed.emit(old, state)
        self._tell_change(before, self.past)

    def _keep(self, past: Past) -> None:
        before, self.past = self.past, past
        self._tell_change(before, past)

    def _tell_change(self, before: Past, past: Past) -> None:
        if past.is_saved != before.is_saved:
            self.path_changed.emit()
        if past.index != before.index or past.changes != before.changes:
            self.history_changed.emit()

    def _on_running(self, name: str, running: bool) -> None:
        if name != DRAW:
            return
        if not running and not self._handing_on:
            # It was cancelled, and with it what is still in line; or nothing is.
            self._line.clear()
            self._drawing = False
        if self.is_busy != self._announced:
            self._announced = self.is_busy
            self.busy_changed.emit(self._announced)
