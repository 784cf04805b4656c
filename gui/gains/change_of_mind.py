"""The box that says what would change one's mind: rows after which another candidate would lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.hypotheses.space import HypothesisSpace
from engine.posterior.posterior import Posterior
from engine.questions.overturning import MOST_ROWS, Overturning
from engine.sessions.state import SessionState
from engine.sessions.wording import capitalised, describe_regime
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.controls.numbers import count, probability
from gui.drawing.structure_words import candidates_named

TITLE = "What would change my mind"
NOTHING = f"No experiment of up to {MOST_ROWS:,} equal rows would give another candidate the lead."
SHOWN = 3


class ChangeOfMind(QWidget):
    """Says in sentences which rows would overturn the leading candidate, fewest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        note = Note("plain")
        self._title = Label(TITLE, weight=600, wrap=True)
        self._sentences = [Label(role="second", wrap=True) for _ in range(SHOWN + 1)]
        self._kind = Label("", "axis", secondary=True, wrap=True)
        for label in (self._title, *self._sentences, self._kind):
            note.column.addWidget(label)
        column.addWidget(note)
        self.setAccessibleName(TITLE)

    def show_found(
        self,
        found: Sequence[Overturning] | None,
        state: SessionState,
        posterior: Posterior | None,
        digit_of: Mapping[int, int],
        *,
        working: bool,
    ) -> None:
        """Say what was found, candidates with their digits; nothing is shown while nothing is known."""
        self.setVisible(found is not None and posterior is not None)
        if found is None or posterior is None:
            return
        said = sentences(found, state, posterior, digit_of, working=working)
        for place, label in enumerate(self._sentences):
            label.setText(said[place] if place < len(said) else "")
            label.setVisible(place < len(said))
        self._kind.setText("working it out ..." if working else "")
        self._kind.setVisible(working)
        self.setAccessibleDescription(self.words)

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in (self._title, *self._sentences, self._kind) if label.text())


def sentences(
    found: Sequence[Overturning],
    state: SessionState,
    posterior: Posterior,
    digit_of: Mapping[int, int],
    *,
    working: bool = False,
) -> list[str]:
    """Return who leads, if somebody does, and a sentence for each of the first few ways to change that."""
    space = state.space
    if not isinstance(space, HypothesisSpace):
        return []

    def name(candidates: Sequence[int]) -> str:
        return candidates_named(candidates, space, state.belief_names, digit_of)

    level = posterior.leaders()
    if len(level) == 1:
        lead, nothing = f"{name(level)} leads now.", [NOTHING]
    elif len(level) < len(posterior.weights):
        lead = f"{capitalised(name(level))} lead now, level with one another."
        nothing = [lead, NOTHING]
    else:
        lead = f"None leads yet: all {count(len(level))} candidates are level."
        nothing = [lead]
    if not found:
        return [] if working else nothing
    ways = (
        f"{rows_words(each, state)}: then {name(each.rivals)} "
        f"{'lead, level with one another' if each.level else 'leads'}. {chance_words(each)}"
        for each in found[:SHOWN]
    )
    return [lead, *ways]


def rows_words(found: Overturning, state: SessionState) -> str:
    """Return the rows it takes: "3 rows with A = yes set, in which B = no"."""
    variables = [state.variables[column] for column in state.space.over]
    targets = {each.target for each in found.regime.interventions}
    seen = ", ".join(
        f"{variable.name} = {variable.states[code]}"
        for column, variable, code in zip(state.space.over, variables, found.outcome, strict=True)
        if column not in targets
    )
    rows = "One row" if found.rows == 1 else f"{count(found.rows)} rows"
    done = f"with {describe_regime(found.regime, state.variables)} set" if targets else "watched"
    return f"{rows} {done}, in which {seen}"


def chance_words(found: Overturning) -> str:
    """Return how probable the first such row is and how that is known: "Chance of it: 0.214 (exact)."."""
    first = "it" if found.rows == 1 else "the first such row"
    return f"Chance of {first}: {probability(found.probability)}{' (exact)' if found.exact else ' (sampled)'}."
