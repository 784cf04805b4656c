"""The box below the map: the most telling experiment, or the one that was chosen, and a button that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.networks.interventions import Regime
from engine.questions.experiments import Gains
from engine.sessions.wording import capitalised, count_rows, describe_doing
from gui.controls.buttons import Button
from gui.controls.fields import Note, NoteKind
from gui.controls.labels import Label
from gui.gains.measure import LEAST, Measure, told_bits
from gui.gains.words import NOTHING_OPEN, advice, choice_words, cost_words, do_words, tells_much, told_words


class Advice(QWidget):
    """Says what is most telling.

    Signals
    -------
    wanted(regime)
        A person wants this done.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._note: Note | None = None
        self._kind: NoteKind = "plain"
        self._regime: Regime | None = None
        self._words = ("", "")

    def show_gains(self, gains: Gains, choice: Regime | None, measure: Measure) -> None:
        """Say what is best of what can be paid for, how a choice compares, and offer to do it."""
        best, state, drawn = measure.best(gains, payable=True) or measure.best(gains), measure.state, measure.drawn
        if best is None:
            self.hide()
            return
        chosen = next((gain for gain in gains.known if gain.regime == choice), best)
        self._regime = chosen.regime
        self._make("act" if chosen.regime.interventions else "accent")
        nothing = gains.entropy_bits < LEAST
        self._title.setText(NOTHING_OPEN if nothing else advice(best, gains, measure))
        self._amount.setText(told_words(best, gains, measure))
        self._amount.setVisible(not nothing and told_bits(best) > 0)
        other = chosen.regime != best.regime
        self._choice.setVisible(other)
        self._choice.setText(choice_words(chosen, gains, measure) if other else "")
        self._cost.setText(cost_words(chosen.regime, measure))
        self._cost.setVisible(bool(self._cost.text()) and state.world is not None)
        self._button.setEnabled(not measure.is_dear(chosen.regime))
        # Where nothing can be told, nothing is advised; a person may want it all the same.
        self._button.setVisible(state.world is not None and (not nothing or choice is not None))
        short, named = do_words(chosen.regime), other or nothing or not tells_much(best, measure)
        doing = capitalised(describe_doing(chosen.regime, state.variables)) if named else short
        self._words = (f"{doing}, {count_rows(drawn)}", f"{short}, {count_rows(drawn)}")
        self._button.setAccessibleName(self._words[0])
        self._fit()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A button that needs more room than there is would make all of the panel too wide.
        if self._note is None:
            return
        full, short = self._words
        self._button.set_words(full)
        margins = self._note.column.contentsMargins()
        if self._button.sizeHint().width() > self.width() - margins.left() - margins.right():
            self._button.set_words(short)

    def _make(self, kind: NoteKind) -> None:
        if self._note is not None and kind == self._kind:
            return
        if self._note is not None:
            self._column.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
        self._kind = kind
        self._note = Note(kind)
        self._title = Label(weight=600, wrap=True)
        self._amount = Label(role="second", wrap=True)
        self._choice = Label(role="second", wrap=True)
        self._button = Button("Set it", "act" if kind == "act" else "primary", "act" if kind == "act" else "watch")
        self._button.clicked.connect(lambda: self.wanted.emit(self._regime))
        self._button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cost = Label(role="second", wrap=True)
        for widget in (self._title, self._amount, self._choice, self._cost, self._button):
            self._note.column.addWidget(widget)
        self._column.addWidget(self._note)

    @property
    def button(self) -> Button:
        """What does it."""
        return self._button

    @property
    def words(self) -> str:
        """All that it says."""
        labels = (self._title, self._amount, self._choice, self._cost)
        return "\n".join(label.text() for label in labels if label.text())
