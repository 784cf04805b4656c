"""Every verb of the program as a live action: its handler, and whether it can be used now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from gui.document import Document
from gui.verbs import VERBS, WORLD_KEYS, Verb

Handler = Callable[[], None]
# What is undone first while rows are being drawn.
GIVEN_UP = "rows that are being drawn"
_VERB = {verb.key: verb for verb in VERBS}
# What the first verb says while the start page hides a session.
BACK = ("&Back to the session", "Show the session that is still open")


class ActionSet(QObject):
    """The table of verbs as live `QAction` objects.

    Raises
    ------
    KeyError
        When a verb has no handler.
    """

    def __init__(self, document: Document, handlers: Mapping[str, Handler], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._session_shown = True
        self._actions = {verb.key: self._made(verb, handlers[verb.key]) for verb in VERBS}
        document.state_changed.connect(self.refresh)
        document.busy_changed.connect(self.refresh)
        document.history_changed.connect(self.refresh)
        self.refresh()

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def all(self) -> tuple[QAction, ...]:
        """Return every action, in the order of the table."""
        return tuple(self._actions.values())

    def refresh(self, *_changes: object) -> None:
        """Ask of every verb whether it can be used now."""
        for verb in VERBS:
            usable = verb.enabled is None or (self._session_shown and verb.enabled(self._document))
            self._actions[verb.key].setEnabled(usable)
            if verb.why_not is not None:
                self._say(verb.key, verb.text, verb.why_not(self._document) or verb.tip)
            if verb.checked is not None:
                self._actions[verb.key].setChecked(verb.checked(self._document))
        back = not self._session_shown and self._document.is_open
        self._say("start", *(BACK if back else (_VERB["start"].text, _VERB["start"].tip)))
        past = self._document.past
        undone = GIVEN_UP if self._document.is_busy else past.undo_text
        self._actions["undo"].setText(f"&Undo: {undone}" if undone else "&Undo")
        self._actions["redo"].setText(f"&Redo: {past.redo_text}" if past.can_redo else "&Redo")

    def show_on(self, key: str, on: bool) -> None:
        """Say that a switch is on or off."""
        self._actions[key].setChecked(on and self._actions[key].isEnabled())

    def show_session(self, shown: bool) -> None:
        """Say whether the session is on screen; verbs about it wait while it is not."""
        self._session_shown = shown
        self.refresh()

    def _say(self, key: str, text: str, tip: str) -> None:
        action = self._actions[key]
        action.setText(text)
        action.setToolTip(tip + _keys_of(action))
        action.setStatusTip(tip)

    def _made(self, verb: Verb, handler: Handler) -> QAction:
        action = QAction(verb.text, self)
        action.setObjectName(verb.key)
        action.setShortcuts([QKeySequence(keys) for keys in verb.shortcut.split(";") if keys])
        if verb.key in WORLD_KEYS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(verb.tip + _keys_of(action))
        action.setStatusTip(verb.tip)
        action.setCheckable(verb.switch or verb.checked is not None)
        action.triggered.connect(lambda _checked=False: handler())
        return action


def _keys_of(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f" ({keys})" if keys else ""
