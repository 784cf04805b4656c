"""The controls above the map: what is to be found out, by which experiments, and by how many rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from engine.sessions.wording import count_rows
from gui.controls.choice_box import ChoiceBox
from gui.controls.layouts import FlowLayout
from gui.controls.switch import Switch
from gui.gains.words import pairs, questions
from gui.inquiries.about import Kind
from gui.inquiries.gaining import ACTS, Topic

ACTS_WORDS = ("set one", "set two", "push one")
ACTS_NAMES = ("one variable", "two variables at once", "soft interventions")
ACTS_TIPS = (
    "Set one variable, or draw it at random (single intervention)",
    "Act on two variables at once (joint intervention)",
    "Push a variable towards a state while it still follows its causes (soft intervention)",
)
MEASURES = ("in all", "by cost")
MEASURES_NAMES = ("bits in all", "bits for each unit of cost")
MEASURES_TIPS = (
    "How much an experiment is expected to tell, in bits (expected information gain)",
    "What an experiment tells, in bits, divided by what it costs",
)
ONE_ROW = "1 row"


class Asking(QWidget):
    """A question and its circumstances.

    Signals
    -------
    changed()
        A person asks something else.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._n, self._drawn = 0, 1
        self.question = ChoiceBox()
        self.question.setAccessibleName("What is to be found out")
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(6)
        self.question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.acts = Switch(ACTS_WORDS, "Which experiments are compared")
        for button, name, tip in zip(self.acts.buttons(), ACTS_NAMES, ACTS_TIPS, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.how_many = Switch((ONE_ROW, "a batch"), "How many rows")
        self.measure = Switch(MEASURES, "What the numbers are")
        for button, name, tip in zip(self.measure.buttons(), MEASURES_NAMES, MEASURES_TIPS, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.question.activated.connect(lambda: self.changed.emit())
        for switch in (self.acts, self.how_many, self.measure):
            switch.chosen.connect(lambda: self.changed.emit())
        self.switches = FlowLayout(line_spacing=6)
        for switch in (self.acts, self.how_many, self.measure):
            self.switches.addWidget(switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addLayout(self.switches)

    @property
    def topic(self) -> Topic:
        """What is asked."""
        rows = self._drawn if self.how_many.choice else 1
        acts = ACTS[self.acts.choice]
        place = self.question.currentIndex() - 1
        if place < 0:
            return Topic(rows, acts=acts)
        known = pairs(self._n)
        kind: Kind = "arrow" if place < len(known) else "influence"
        return Topic(rows, (kind, *known[place % len(known)]), acts)

    @property
    def per_cost(self) -> bool:
        """Whether gains are divided by costs."""
        return self.measure.choice == 1

    def set_names(self, names: Sequence[str]) -> None:
        """Offer questions about these variables."""
        self._n = len(names)
        self.question.clear()
        self.question.addItems(questions(names))
        self.acts.buttons()[1].setEnabled(self._n > 1)
        if self._n < 2 and self.acts.choice == 1:
            self.acts.choose(0)

    def set_rows(self, rows: int) -> None:
        """Offer so many rows for a batch."""
        self._drawn = rows
        self.how_many.setVisible(rows > 1)
        words = count_rows(rows)
        batch = self.how_many.buttons()[1]
        batch.setText(words)
        batch.setAccessibleName(words)
        batch.updateGeometry()
