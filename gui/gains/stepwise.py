"""Does what an experiment takes, one action in each turn of the event loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from engine.sessions.verbs import Action
from gui.document import Document
from gui.turns import Turns


class Stepwise:
    """Releases, sets by hand and draws in turns of their own.

    Everything on screen follows each of them: all in one turn would be a stall.
    """

    def __init__(self, document: Document, turns: Turns) -> None:
        self._document, self._turns = document, turns
        self._left: deque[Action] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether some action is still to be performed."""
        return bool(self._left)

    def do(self, actions: Iterable[Action]) -> None:
        """Perform actions after those that are left."""
        if not self._left:
            self._turns.add(self._go_on, alone=True)
        self._left.extend(actions)

    def forget(self) -> None:
        """Perform nothing of what is left."""
        self._left.clear()

    def _go_on(self) -> None:
        if not self._left:
            return
        action = self._left.popleft()
        if self._left:
            self._turns.add(self._go_on, alone=True)
        self._document.perform(action)
