"""The tool bar: open and save, undo and redo, watch and act, rows and seed, light and dark."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetSeed
from gui.actions import ActionSet
from gui.controls.buttons import Button, action_button
from gui.controls.fields import SpinField
from gui.document import Document
from gui.theme import Theme, theme_source

NARROW = 1180


class ToolBar(QFrame):
    """One row of the verbs used all the time.

    Signals
    -------
    rows_changed(n)
        When a person asked for another number of rows to draw.
    """

    rows_changed = Signal(int)

    def __init__(self, document: Document, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolBar")
        self._document = document
        self._worded: list[tuple[Button, str]] = []
        self.rows = SpinField("rows", 10, 1, LARGEST_DRAW, field_width=84)
        self.seed = SpinField("seed", 1, 0, LARGEST_SEED, "seed", field_width=84)
        self.rows.setToolTip("How many rows the next Watch or Act draws")
        self.seed.setToolTip("Another seed draws every row again with other chance; the same seed, the same rows")
        self._row = QHBoxLayout(self)
        self._fill(actions)
        self.rows.edited.connect(self.rows_changed)
        self.seed.edited.connect(lambda seed: document.perform(SetSeed(seed)))
        document.state_changed.connect(self._on_state)
        theme_source().theme_changed.connect(self._follow)
        self._follow(theme_source().theme)

    def set_width(self, width: int) -> None:
        """Show words beside the icons where there is room for them."""
        for button, text in self._worded:
            button.setText(text if width >= NARROW else "")
            button.setProperty("square", width < NARROW)
            button.updateGeometry()

    def _fill(self, actions: ActionSet) -> None:
        for key, word in (("open", "Open"), ("save", "Save")):
            self._row.addWidget(self._worded_button(actions, key, word))
        self._row.addWidget(_line())
        for key, word in (("undo", "Undo"), ("redo", "Redo")):
            self._row.addWidget(self._worded_button(actions, key, word))
        self._row.addWidget(_line())
        self._row.addWidget(action_button(actions["watch"], "plain", "watch", "W"))
        self._row.addWidget(action_button(actions["act"], "act-outline", "act", "A"))
        self._row.addWidget(self.rows)
        self._row.addWidget(_line())
        self._row.addWidget(self.seed)
        self._row.addStretch(1)
        self._row.addWidget(self._worded_button(actions, "theme", "Light or dark"))

    def _worded_button(self, actions: ActionSet, key: str, word: str) -> Button:
        action = actions[key]
        button = Button(word, "quiet", key, name=word)
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

        action.changed.connect(follow)
        follow()
        self._worded.append((button, word))
        return button

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or old.seed != new.seed:
            self.seed.set_value(new.seed)
        if old is None:
            self.rows.set_value(new.scenario.show.rows)
            self.rows_changed.emit(self.rows.value)
        drawable = new.world is not None
        self.rows.setEnabled(drawable)
        self.seed.setEnabled(drawable)

    def _follow(self, theme: Theme) -> None:
        self.setFixedHeight(theme.px(theme.TOOL_BAR))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(8))


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setFixedWidth(1)
    line.setProperty("kind", "hairline")
    return line
