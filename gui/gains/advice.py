"""The box below the map: the most telling experiment, or the one that was chosen, and a button that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.networks.interventions import Regime
from engine.questions.experiments import Gains
from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows, describe_regime
from gui.controls.buttons import Button
from gui.controls.fields import Note, NoteKind
from gui.controls.labels import Label
from gui.gains.words import NOTHING_OPEN, advice, amount, choice_words


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

    def show_gains(self, gains: Gains, choice: Regime | None, state: SessionState, rows: int, drawn: int) -> None:
        """Say what is best, how a choice compares, and offer to do it, so many rows at once."""
        best = gains.best
        if best is None:
            self.hide()
            return
        chosen = next((gain for gain in gains.known if gain.regime == choice), best)
        self._regime = chosen.regime
        self._make("act" if chosen.regime.interventions else "accent")
        nothing = gains.entropy_bits < 5e-4
        self._title.setText(NOTHING_OPEN if nothing else advice(gains, state.variables))
        self._amount.setText(amount(best, gains, rows))
        self._amount.setVisible(not nothing)
        other = chosen.regime != best.regime
        self._choice.setVisible(other)
        self._choice.setText(choice_words(chosen, gains, state.variables) if other else "")
        self._button.setVisible(state.world is not None)
        doing = f"Set {describe_regime(chosen.regime, state.variables)}" if other else "Set it"
        words = f"{doing if chosen.regime.interventions else 'Watch'}, {count_rows(drawn)}"
        self._button.set_words(words)
        self._button.setAccessibleName(words)
        self.show()

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
        for widget in (self._title, self._amount, self._choice, self._button):
            self._note.column.addWidget(widget)
        self._column.addWidget(self._note)

    @property
    def button(self) -> Button:
        """What does it."""
        return self._button

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in (self._title, self._amount, self._choice) if label.text())
