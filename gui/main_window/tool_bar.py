"""The tool bar: open and save, undo and redo, watch and act, rows and seed, light and dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED
from engine.sessions.scenario import Show
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetSeed
from gui.actions import ActionSet
from gui.controls.buttons import ActionButton
from gui.controls.fields import SpinField
from gui.controls.layouts import Hairline
from gui.document import Document
from gui.settings import ROWS, Settings
from gui.theme import current_theme

# Below the first there are icons without words, below the second no words for the numbers either, and below the last
# no seed and no theme: the menus have them too.
NARROW, TIGHT, TIGHTEST = 1180, 800, 640
WORDED = {"open": "Open", "save": "Save", "undo": "Undo", "redo": "Redo", "present": "Present"}


class ToolBar(QWidget):
    """One row of the verbs used all the time.

    Signals
    -------
    rows_changed(n)
        When the number of rows to draw is another.
    """

    rows_changed = Signal(int)

    def __init__(
        self, document: Document, actions: ActionSet, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._settings = settings
        self._before: QWidget | None = None
        self._worded: dict[str, ActionButton] = {}
        self._parts: list[Hairline] = []
        self._available = 0
        self.rows = SpinField("rows", settings.get(ROWS), 1, LARGEST_DRAW, field_width=84)
        self.seed = SpinField("seed", 1, 0, LARGEST_SEED, "seed", field_width=84)
        self.rows.setToolTip("How many rows the next Watch or Act draws")
        self.seed.setToolTip("Another seed draws every row again with other luck; the same seed, the same rows")
        self._row = QHBoxLayout(self)
        self._fill(actions)
        self._follow_theme()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rows.edited.connect(self._on_rows)
        for field in (self.rows, self.seed):
            field.box.lineEdit().returnPressed.connect(self._go_back)
        document.rejected.connect(self._on_rejected)
        self.seed.edited.connect(self._ask_for_seed)
        document.state_changed.connect(self._on_state)

    def set_width(self, width: int) -> None:
        """Show words beside the icons where there is room for them."""
        self._available = width
        self._show_words()

    def rows_now(self) -> int:
        """Return the number of rows as it stands in the field, even while it is being typed."""
        self.rows.box.interpretText()
        return self.rows.value

    def begin_rows(self) -> None:
        """Go to the number of rows; Enter goes back to where one was."""
        self._before = QApplication.focusWidget()
        self._focus_rows()
        # A menu that closes takes the focus away once more.
        QTimer.singleShot(0, self._focus_rows)

    def _focus_rows(self) -> None:
        if not self.rows.box.hasFocus():
            self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rows.box.selectAll()

    def _go_back(self) -> None:
        # While a field has the focus, the keys of one letter are letters.
        before, self._before = self._before, None
        if before is not None and before.isVisible() and not self.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rows(self, rows: int) -> None:
        self._settings.set(ROWS, rows)
        self.rows_changed.emit(rows)

    def _on_rejected(self, _sentence: str) -> None:
        if self._document.is_open:
            self.seed.set_value(self._document.state.seed)

    def _fill(self, actions: ActionSet) -> None:
        for key in ("open", "save", "|", "undo", "redo", "|"):
            self._row.addWidget(self._part() if key == "|" else self._worded_button(actions, key))
        self._verbs = (
            ActionButton(actions["watch"], "plain", "watch", "W", "Watch"),
            ActionButton(actions["act"], "act-outline", "act", "A", "Act"),
        )
        for verb in self._verbs:
            self._row.addWidget(verb)
        self._row.addWidget(self.rows)
        self._row.addWidget(self._part())
        self._row.addWidget(self.seed)
        self._row.addStretch(1)
        self._row.addWidget(self._worded_button(actions, "theme"))
        self._row.addWidget(self._worded_button(actions, "present"))

    def _part(self) -> Hairline:
        self._parts.append(Hairline(Qt.Orientation.Vertical, 4))
        return self._parts[-1]

    def _worded_button(self, actions: ActionSet, key: str) -> ActionButton:
        button = ActionButton(actions[key], "quiet", key, text="")
        self._worded[key] = button
        return button

    def _ask_for_seed(self, seed: int) -> None:
        self._document.perform(SetSeed(seed))

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        self.seed.set_value(new.seed)
        if old is None:
            # What the scenario asks for; what was used last where it asks for nothing.
            asked = new.scenario.show.rows
            asks = bool(new.scenario.steps) or asked != Show().rows
            self.rows.set_value(asked if asks else self._settings.get(ROWS))
            self.rows_changed.emit(self.rows.value)
        for field in (self.rows, self.seed):
            field.setEnabled(new.world is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            for y in (0, self.height() - 1):
                painter.fillRect(0, y, self.width(), 1, tokens.line)

    def _follow_theme(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(theme.TOOL_BAR))
        self._row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(8))
        for part in self._parts:
            part.setFixedHeight(theme.px(24))
        self._show_words()

    def _show_words(self) -> None:
        words = {**WORDED, "theme": "Light" if current_theme().dark else "Dark"}
        roomy = not self._available or self._available >= current_theme().px(NARROW)
        for key, button in self._worded.items():
            button.set_words(words[key] if roomy else "")
        tight, tightest = (0 < self._available < current_theme().px(limit) for limit in (TIGHT, TIGHTEST))
        for field in (self.rows, self.seed):
            field.set_compact(tight)
        for verb in self._verbs:
            verb.set_letter_shown(not tight)
        for widget in (self.seed, self._parts[-1], self._worded["theme"]):
            widget.setVisible(not tightest)
