"""The note below the Belief canvas: which structures look alike and what would part them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.notation import displayed_candidate
from engine.hypotheses.space import HypothesisSpace
from engine.questions.look_alikes import LookAlikes
from gui.belief.words import TERM, TERM_TIP, WORK_IT_OUT, look_alike_sentence, more_sentence
from gui.controls.buttons import quiet_button
from gui.controls.chip import CandidateChip, chip_size
from gui.controls.labels import Label
from gui.controls.layouts import Hairline
from gui.results import Results
from gui.theme import current_theme

MOST_BESIDE = 3
# Of the height of its panel, what it keeps for sentences that it does not say now.
MOST_SHARE = 0.27
# The sentence that is said most often, for its length.
USUAL = (
    "These three can never be told apart by watching (one equivalence class, 0.994). Set Variable to part them all, "
    "Other or Another to part some."
)
USUAL_CHIPS = 3
Chips = tuple[tuple[int, str], ...]


class BeliefNote(QWidget):
    """A tinted line with chips and a sentence; empty notes hide themselves.

    Signals
    -------
    again_requested()
        The person wants what was stopped to be worked out.
    """

    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: Chips = ()
        self._keeps_room, self._tallest = False, 0
        self._more = Label("", "second", secondary=True)
        self.sentence = Label("", "second", wrap=True)
        self.again = quiet_button(WORK_IT_OUT)
        self.again.clicked.connect(self.again_requested)
        self._chip_row = QHBoxLayout()
        self._chip_row.addWidget(self._more)
        self._chip_row.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addLayout(self._chip_row)
        self._body.addWidget(self.sentence, 1)
        self._body.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(self._body)
        self._follow_theme()
        self.hide()

    def keep(self, *, room: bool) -> None:
        """Keep its room also while there is nothing to say, and as much as was ever needed at this width."""
        if room != self._keeps_room:
            self._keeps_room = room
            self._tallest = 0
        self._show()

    def say(self, sentence: str, tip: str = "", term: str = "") -> None:
        """Show a sentence alone, with what it means in the terms of the field; none hides the note."""
        self._show_chips((), "")
        self._show_sentence(sentence, tip, term)

    def offer(self, sentence: str) -> None:
        """Say why something was not worked out, beside a button that does it."""
        self.say(sentence)
        self.again.show()

    def show_look_alikes(self, found: LookAlikes, results: Results, names: Sequence[str]) -> None:
        """Show a class by the chips of its members and say what would part them."""
        size = len(found.candidates)
        self.show_members(found.candidates, size, look_alike_sentence(found, names), results, names)

    def show_members(
        self, members: Sequence[int], size: int, sentence: str, results: Results, names: Sequence[str]
    ) -> None:
        """Show a sentence about a class of `size`, beside the chips of those of its members that have a digit."""
        posterior = results.posterior
        digits = sorted((results.digit_of[each], each) for each in members if each in results.digit_of)
        chips: Chips = ()
        if posterior is not None and size > 1:
            chips = tuple((digit, _in_words(candidate, posterior.space, names)) for digit, candidate in digits)
        self._show_chips(chips, more_sentence(size - len(chips), len(chips)) if members and size > 1 else "")
        self._show_sentence(sentence, TERM_TIP, TERM)

    def chips(self) -> list[CandidateChip]:
        """Return the chips shown, from left to right."""
        items = (self._chip_row.itemAt(place) for place in range(self._chip_row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, CandidateChip)]

    @property
    def more(self) -> str:
        """What is said of members without a chip."""
        return self._more.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._tallest = 0
            self._take_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()
            self._tallest = 0
            self._take_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), current_theme().tokens.alternate)

    def _show_sentence(self, sentence: str, tip: str, term: str) -> None:
        self.again.hide()
        self.sentence.setText(sentence)
        self.setToolTip(tip)
        self.sentence.setAccessibleDescription(term)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._keeps_room or bool(self.sentence.text()))
        self._take_room()

    def _take_room(self) -> None:
        # What grows and shrinks with its words would move the graph above it.
        if self._keeps_room:
            layout = self.layout()
            needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            self._tallest = max(self._tallest, needed, self._usual_height())
            # In a low panel the graph needs the room more than it needs to stand still.
            panel = self.parentWidget()
            most = self._tallest if panel is None else round(panel.height() * MOST_SHARE)
            self.setMinimumHeight(max(needed, min(self._tallest, most)))
        else:
            self.setMinimumHeight(0)

    def _usual_height(self) -> int:
        theme = current_theme()
        aside = USUAL_CHIPS * (chip_size(theme).width() + theme.px(24)) + theme.px(24)
        metrics = QFontMetrics(theme.font("second"))
        room = QRect(0, 0, max(theme.px(80), self.width() - aside), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        return metrics.boundingRect(room, flags, USUAL).height() + theme.px(17)

    def _show_chips(self, chips: Chips, more: str) -> None:
        self._more.setText(more)
        self._more.setVisible(bool(more))
        if chips == self._chips:
            return
        self._chips = chips
        while self._chip_row.count() > 2:
            item = self._chip_row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (digit, structure) in enumerate(chips):
            self._insert(place, digit, structure)
        beside = len(chips) <= MOST_BESIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _insert(self, place: int, digit: int, structure: str) -> None:
        if place:
            self._chip_row.insertWidget(2 * place - 1, Label("=", weight=600))
        chip = CandidateChip(digit)
        chip.setToolTip(structure)
        chip.setAccessibleDescription(structure)
        self._chip_row.insertWidget(2 * place, chip)

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._body.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._body.setSpacing(theme.px(8 if len(self._chips) > MOST_BESIDE else 16))
        self._chip_row.setSpacing(theme.px(8))


def _in_words(candidate: int, space: HypothesisSpace, names: Sequence[str]) -> str:
    return displayed_candidate(space.candidate(candidate), list(names))
