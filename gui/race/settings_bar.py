"""The row of settings: from where, how many steps, rows and runs; start and stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.sessions.race import MOST_RUNS, MOST_STEPS, STARTS, Start
from gui.controls.buttons import Button
from gui.controls.fields import SpinField
from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout
from gui.controls.switch import Switch
from gui.theme import current_theme

RACE, STOP = "Race", "Stop"
STEPS, ROWS, RUNS = 10, 10, 20
# More rows than these a step nobody needs to tell strategies apart.
MOST_ROWS = 1000
START_TIPS = (
    "All start from an empty sheet",
    "All start with the rows that the session has now",
)
FIELD = 56


class SettingsBar(QWidget):
    """How a race is to be.

    Signals
    -------
    edited()
        A person changed something.
    pressed()
        The race is to start, or to stop.
    """

    edited = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = Switch(("Before any data", "From now"), "Where all start")
        for button, tip in zip(self.start.buttons(), START_TIPS, strict=True):
            button.setToolTip(tip)
        self.steps = SpinField("Steps", STEPS, 1, MOST_STEPS, field_width=FIELD)
        self.rows = SpinField("Rows a step", ROWS, 1, MOST_ROWS, field_width=FIELD)
        self.runs = SpinField("Repeats", RUNS, 1, MOST_RUNS, field_width=FIELD)
        self.runs.setToolTip(
            "How often everything is played again with other luck (seeds): more make the error smaller"
        )
        self.button = Button(RACE, "primary", "play")
        self.done = Label("", "second", secondary=True, figures=True)
        flow = FlowLayout(self, current_theme().px(12), current_theme().px(6))
        for widget in (self.start, self.steps, self.rows, self.runs, self.button, self.done):
            flow.addWidget(widget)
        self.start.chosen.connect(lambda _place: self.edited.emit())
        for field in (self.steps, self.rows, self.runs):
            field.edited.connect(lambda _value: self.edited.emit())
        self.button.clicked.connect(lambda: self.pressed.emit())
        self._own_rows = False
        self.rows.edited.connect(self._note_rows)

    @property
    def starts(self) -> Start:
        """Where all start."""
        return STARTS[self.start.choice]

    def set_brief(self, brief: bool) -> None:
        """Show the button alone, or all settings."""
        for widget in (self.start, self.steps, self.rows, self.runs):
            widget.setVisible(not brief)

    def follow_rows(self, rows: int) -> None:
        """Take as many rows a step as are drawn at a time elsewhere, unless a person chose otherwise here."""
        if not self._own_rows:
            self.rows.set_value(min(rows, MOST_ROWS))

    def show_running(self, running: bool, done: str) -> None:
        """Say whether it races, and how far it is."""
        self.button.set_words(STOP if running else RACE)
        self.button.setAccessibleName("Stop the race" if running else "Start the race")
        self.button.set_icon("pause" if running else "play")
        self.done.setText(done)
        self.done.setVisible(bool(done))

    def _note_rows(self, _rows: int) -> None:
        self._own_rows = True
