"""What the learner tries to reach, and whether it is reached."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.posterior.posterior import Posterior
from engine.sessions.expectations import Expectation
from engine.sessions.state import SessionState
from gui.controls.bars import IconLabel
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.controls.numbers import decimal
from gui.theme import current_theme

SIGNS = {
    "->": "\N{RIGHTWARDS ARROW}",
    "<-": "\N{LEFTWARDS ARROW}",
    ">=": "\N{GREATER-THAN OR EQUAL TO}",
    "<=": "\N{LESS-THAN OR EQUAL TO}",
    "+-": "\N{PLUS-MINUS SIGN}",
}
BOUNDS = {">": "above", "<": "below", ">=": "at least", "<=": "at most"}
# What stands between values that are added up or divided.
SUMS = (" + ", " - ", " / ", " * ")
# A value alone on the left, and a number on the right.
_BOUND = re.compile(r"(?:(edge|path) ([^\"]+?) probability|weight of ([^\"]+?)) (>=|<=|>|<) ([0-9.]+)")


def goal_words(text: str) -> str:
    """Return a goal in plain words where it bounds belief in something, else as it was written, with real signs."""
    found = _BOUND.fullmatch(text)
    if found:
        kind, pair, candidate, comparison, bound = found.groups()
        whom = str(pair or candidate)
        if not any(sign in whom for sign in SUMS):
            about = {"edge": "Probability of the arrow", "path": "Probability of a way"}.get(kind, "Weight of")
            text = f"{about} {whom}: {BOUNDS[comparison]} {bound}"
    return re.sub("|".join(map(re.escape, SIGNS)), lambda sign: SIGNS[sign.group()], text)


class GoalNote(Note):
    """A goal with a live check."""

    def __init__(self, goal: Expectation, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent=parent)
        self._goal = goal
        self._icon = IconLabel("check", "good")
        self._status = Label(weight=600, wrap=True)
        self.column.addWidget(Label("Your goal", "second", secondary=True))
        self.column.addWidget(Label(goal_words(goal.text), wrap=True))
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._status, 1)
        self.column.addLayout(row)

    def show_check(self, state: SessionState, posterior: Posterior) -> bool:
        """Say whether the goal is reached in this state, and return it."""
        check = self._goal.check(state, posterior)
        now = "" if math.isnan(check.left) else f", now {decimal(check.left, 3)}"
        self._icon.setVisible(check.holds)
        self._status.setText(f"reached{now}" if check.holds else f"not yet{now}")
        self.setAccessibleName(f"Goal: {goal_words(self._goal.text)}: {self._status.text()}")
        return check.holds

    def show_waiting(self) -> None:
        """Say that belief is being worked out."""
        self._icon.hide()
        self._status.setText("working it out ...")
