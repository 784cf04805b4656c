"""Who races: a line a strategy to be ticked, with its rule in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.sessions.strategies import NAMES, RULES, STRATEGIES, Strategy
from gui.controls.choices import CheckBox
from gui.controls.labels import Label
from gui.controls.layouts import is_low, scrolling
from gui.race.words import INTRO
from gui.theme import Theme, current_theme, theme_source

FIRST: Sequence[Strategy] = ("best gain", "random")


class Who(QWidget):
    """The strategies, to be chosen.

    Signals
    -------
    chosen()
        A person chose others.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Who races")
        self.intro = Label(INTRO, secondary=True, wrap=True)
        self.boxes: dict[Strategy, CheckBox] = {}
        self.rules: dict[Strategy, Label] = {}
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._column.addWidget(self.intro)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        for row, strategy in enumerate(STRATEGIES):
            name = NAMES[strategy]
            box, rule = CheckBox(f"{name[0].upper()}{name[1:]}"), Label("", secondary=True, wrap=True)
            box.setChecked(strategy in FIRST)
            box.clicked.connect(lambda _on: self.chosen.emit())
            self.boxes[strategy], self.rules[strategy] = box, rule
            self._grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(rule, row, 1, Qt.AlignmentFlag.AlignTop)
            self._explain(strategy, RULES[strategy])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content))
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """Those that are chosen and can race."""
        return tuple(each for each, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def set_human(self, why_not: str) -> None:
        """Let the person race too, or say why that cannot be."""
        self.boxes["human"].setEnabled(not why_not)
        self._explain("human", why_not or RULES["human"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low panel the strategies themselves need the room.
        self.intro.setVisible(not is_low(self))

    def _explain(self, strategy: Strategy, sentence: str) -> None:
        self.rules[strategy].setText(sentence)
        self.boxes[strategy].setToolTip(sentence)
        self.boxes[strategy].setAccessibleDescription(sentence)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self._column.setContentsMargins(side, theme.px(4), side, theme.px(8))
        self._column.setSpacing(theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(6))
        for strategy, box in self.boxes.items():
            rule = self.rules[strategy]
            # Words beside one another stand on one line.
            above = max(0, (box.sizeHint().height() - rule.fontMetrics().height()) // 2)
            rule.setContentsMargins(0, above, 0, above)
