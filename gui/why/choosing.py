"""Which two candidates are held against one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from gui.controls.chip import chip_size, paint_chip
from gui.controls.choice_box import ChoiceBox
from gui.controls.labels import ElidedLabel
from gui.theme import Theme, current_theme, theme_source

REST = "all others"
LIST = 260
DIGIT = Qt.ItemDataRole.UserRole + 1
# Edge and arrow of a box: where there is no room for words, the digit tells.
AROUND_CHIP = 40


class PairChooser(QWidget):
    """Two lists of candidates, each entry with its chip.

    Signals
    -------
    chosen(one, other)
        A person chose: numbers of candidates, or None for all others together.
    """

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._candidates: tuple[tuple[int, int | None, str], ...] = ()
        self._first: tuple[int, ...] = ()
        self._picked = False
        self._chips: dict[int | None, QIcon] = {}
        self.one, self.other = ChoiceBox(), ChoiceBox()
        self.one.setAccessibleName("Candidate")
        self.other.setAccessibleName("Held against")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(8))
        for box in (self.one, self.other):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(11)
            box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
            box.view().setMinimumWidth(current_theme().px(LIST))
            box.activated.connect(self._on_activated)
        row.addWidget(self.one)
        against = ElidedLabel("against", secondary=True)
        against.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        # Where it is narrow the word goes before the boxes are cut.
        against.setMinimumWidth(1)
        row.addWidget(against)
        row.addWidget(self.other)
        theme_source().theme_changed.connect(self._on_theme)

    @property
    def pair(self) -> tuple[int, int | None] | None:
        """What is chosen; None while there is nothing to choose from."""
        one, other = self.one.currentData(), self.other.currentData()
        return None if one is None else (one, None if other == REST else other)

    def show_candidates(self, candidates: Sequence[tuple[int, int | None, str]], first: Sequence[int]) -> None:
        """Offer these: number, digit, arrows. Until a person chose, `first` are chosen, a pair."""
        changed = tuple(first) != self._first and not self._picked
        self._first = tuple(first)
        if tuple(candidates) != self._candidates or changed:
            self._candidates = tuple(candidates)
            self._fill()

    def choose(self, one: int, other: int | None) -> None:
        """Choose two without telling anybody."""
        for box, data in ((self.one, one), (self.other, REST if other is None else other)):
            place = box.findData(data)
            if place >= 0:
                box.setCurrentIndex(place)

    def _on_theme(self, _theme: Theme) -> None:
        self._chips.clear()
        for box in (self.one, self.other):
            for place in range(box.count()):
                box.setItemIcon(place, self._chip(box.itemData(place, DIGIT)))
        self._fill()

    def _fill(self) -> None:
        before = self.pair
        for box in (self.one, self.other):
            box.setIconSize(chip_size(current_theme()))
            box.setMinimumWidth(chip_size(current_theme()).width() + current_theme().px(AROUND_CHIP))
        self._offer(self.one, self._candidates)
        self._offer(self.other, (*self._candidates, (REST, None, REST)))
        numbers = [number for number, _, _ in self._candidates]
        kept = before is not None and before[0] in numbers and (before[1] is None or before[1] in numbers)
        if self._picked and kept and before is not None:
            self.choose(*before)
        elif len(self._first) == 2:
            self.choose(*self._first)
        else:
            self.one.setCurrentIndex(0)
            self.other.setCurrentIndex(0)

    def _offer(self, box: ChoiceBox, entries: Sequence[tuple[int | str, int | None, str]]) -> None:
        # What stays is left alone: a list made anew takes its time, and this comes with every batch.
        while box.count() > len(entries):
            box.removeItem(box.count() - 1)
        for place, (data, digit, words) in enumerate(entries):
            if place == box.count():
                box.addItem(self._chip(digit), words, data)
                box.setItemData(place, digit, DIGIT)
            elif (box.itemData(place), box.itemData(place, DIGIT), box.itemText(place)) != (data, digit, words):
                box.setItemText(place, words)
                box.setItemData(place, data)
                box.setItemData(place, digit, DIGIT)
                box.setItemIcon(place, self._chip(digit))

    def _chip(self, digit: int | None) -> QIcon:
        if digit not in self._chips:
            self._chips[digit] = _chip(digit)
        return self._chips[digit]

    def forget(self) -> None:
        """Choose by weight again, until a person chooses."""
        self._picked = False

    def pick(self, one: int, other: int | None) -> None:
        """Choose two for good, as a person did elsewhere."""
        self._picked = True
        self.choose(one, other)

    def _on_activated(self, _place: int) -> None:
        pair = self.pair
        if pair is None:
            return
        self._picked = True
        if pair[0] == pair[1]:
            # Nothing stands against itself: the other box goes to all others.
            self.choose(pair[0], None)
            pair = (pair[0], None)
        self.chosen.emit(*pair)


def _chip(digit: int | None) -> QIcon:
    theme = current_theme()
    size: QSize = chip_size(theme)
    picture = QPixmap(size)
    picture.fill(theme.tokens.surface)
    with QPainter(picture) as painter:
        paint_chip(painter, picture.rect().toRectF(), digit, theme)
    return QIcon(picture)
