"""What was changed, as one value: the states before and after each change, for undo and redo.

Not Qt's undo stack: its commands would be objects of Python that Qt owns. Where a session was let go, the program was
seen to go down as Python's search for unused objects destroyed such a stack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.sessions.state import SessionState


@dataclass(frozen=True, eq=False)
class Change:
    """One change; no inverse is written, so none can be wrong.

    Parameters
    ----------
    before, after
        The states around it.
    text
        What it was, in words.
    """

    before: SessionState
    after: SessionState
    text: str


@dataclass(frozen=True, eq=False)
class Past:
    """Changes in order.

    Parameters
    ----------
    changes
        Those that were made, and after them those that were undone.
    index
        How many of them are in force.
    saved
        How many were in force when the session was opened or saved; None where there is no way back to that.
    """

    changes: tuple[Change, ...] = ()
    index: int = 0
    saved: int | None = 0

    @property
    def can_undo(self) -> bool:
        """Whether a change is in force."""
        return self.index > 0

    @property
    def can_redo(self) -> bool:
        """Whether a change was undone."""
        return self.index < len(self.changes)

    @property
    def undo_text(self) -> str:
        """What is undone next, in words; empty for nothing."""
        return self.changes[self.index - 1].text if self.can_undo else ""

    @property
    def redo_text(self) -> str:
        """What is done again next, in words; empty for nothing."""
        return self.changes[self.index].text if self.can_redo else ""

    @property
    def is_saved(self) -> bool:
        """Whether the session is as it was opened or saved."""
        return self.index == self.saved

    def with_change(self, change: Change) -> Past:
        """Return what it is after one more change; what was undone is gone."""
        saved = self.saved if self.saved is not None and self.saved <= self.index else None
        return Past((*self.changes[: self.index], change), self.index + 1, saved)

    def joined(self, since: int, text: str) -> Past:
        """Return this with all changes in force from `since` on as one, called `text`."""
        joined = self.changes[since : self.index]
        if len(joined) < 2:
            return self
        one = Change(joined[0].before, joined[-1].after, text)
        saved = self.saved if self.saved is not None and self.saved <= since else None
        return Past((*self.changes[:since], one), since + 1, saved)

    def moved(self, steps: int) -> Past:
        """Return this with so many more changes in force, or fewer for a negative number."""
        return replace(self, index=self.index + steps)

    def marked_saved(self) -> Past:
        """Return this with the state in force as the one that was saved."""
        return replace(self, saved=self.index)
