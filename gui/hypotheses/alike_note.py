"""The line that says which candidates watching alone can never part."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.controls.chip import CandidateChip
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.controls.numbers import count
from gui.hypotheses.bars import Alike
from gui.theme import current_theme

MOST_CHIPS = 6
NUMBERS = ("two", "three", "four", "five", "six")


class AlikeNote(Note):
    """Chips joined by "=", and what that means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent=parent)
        self._row = QHBoxLayout()
        self._marks: list[QWidget] = []
        self.words = Label(wrap=True)
        self._row.addWidget(self.words, 1)
        self.column.addLayout(self._row)
        self._follow_spacing()

    def show_alike(self, alike: Alike, digits: Mapping[int, int], total: int) -> None:
        """Show which candidates look alike; `digits` are the numbers of those that have a row."""
        for mark in self._marks:
            self._row.removeWidget(mark)
            mark.hide()
            mark.deleteLater()
        self._marks = []
        self.setVisible(alike.groups > 0)
        for place, candidate in enumerate(alike.shown[:MOST_CHIPS]):
            if place:
                self._add(Label("=", secondary=True))
            self._add(CandidateChip(digits[candidate]))
        self.words.setText(alike_words(alike, total))

    def _add(self, mark: QWidget) -> None:
        self._row.insertWidget(len(self._marks), mark)
        self._marks.append(mark)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_spacing()

    def _follow_spacing(self) -> None:
        self._row.setSpacing(current_theme().px(10))


def alike_words(alike: Alike, total: int) -> str:
    """Return the sentence about look-alikes: one group by its chips, several by their number."""
    shown, size, groups = len(alike.shown), alike.size, alike.groups
    if shown > 1:
        number = NUMBERS[shown - 2] if shown - 2 < len(NUMBERS) else count(shown)
        more = f", nor {count(size - shown)} more of their kind" if size > shown else ""
        others = f" So it is with {count(groups - 1)} other group{'s' if groups > 2 else ''}." if groups > 1 else ""
        return f"Watching alone can never part these {number}{more}. Only the prior does, until you act.{others}"
    return (
        f"{count(alike.members)} of {count(total)} structures have look-alikes, in {count(groups)} "
        f"group{'s' if groups > 1 else ''}: watching alone can never part those of one group. Only the prior does, "
        "until you act."
    )
