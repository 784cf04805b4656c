"""The row of controls that lets a strategy choose what is done: which, one step, play and stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.sessions.strategies import NAMES, PLAYING, RULES, Playing
from gui.controls.buttons import Button, quiet_button
from gui.controls.choice_box import ChoiceBox

PLAY, STOP = "Play", "Stop"
# Long enough to see what was done, short enough to play a class through a lesson.
PAUSE_MS = 250


class Player(QWidget):
    """Asks for one step after another while it plays.

    Signals
    -------
    stepped()
        The next experiment is to be chosen and done.
    race_requested()
        All strategies are to be compared.
    """

    stepped = Signal()
    race_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName("Who chooses what is done next")
        for place, each in enumerate(PLAYING):
            self.choice.addItem(NAMES[each])
            self.choice.setItemData(place, RULES[each], Qt.ItemDataRole.ToolTipRole)
        self.choice.currentIndexChanged.connect(self._explain)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(6)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.step, self.play = Button("Step"), Button(PLAY)
        self.step.setEnabled(False)
        self.step.setToolTip("Do one batch of what this strategy chooses")
        self.play.setToolTip("Do batch after batch until you stop it; each can be undone")
        self.step.clicked.connect(lambda: self.stepped.emit())
        self.play.clicked.connect(self._toggle)
        self.race = quiet_button("Let them race ...")
        self.race.setToolTip("See in copies of this session how fast each of them finds out what is true")
        self.race.clicked.connect(self.race_requested)
        row = QHBoxLayout()
        for widget in (self.choice, self.step, self.play):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.race, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.stepped)
        self.plays = self._ready = False
        self._explain()

    @property
    def strategy(self) -> Playing:
        """Who chooses."""
        return PLAYING[self.choice.currentIndex()]

    def set_ready(self, ready: bool) -> None:
        """Allow the next step, once all that was done is worked out; while it plays, it follows after a pause."""
        self._ready = ready
        self.step.setEnabled(ready and not self.plays)
        if ready and self.plays and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Do nothing more by itself."""
        self.plays = False
        self._timer.stop()
        self.step.setEnabled(self._ready)
        self.play.set_words(PLAY)

    def _explain(self, *_choice: object) -> None:
        self.choice.setToolTip(RULES[self.strategy])
        self.choice.setAccessibleDescription(RULES[self.strategy])

    def _toggle(self) -> None:
        if self.plays:
            self.stop()
            return
        self.plays = True
        self.play.set_words(STOP)
        self.step.setEnabled(False)
        self.stepped.emit()
