"""The answer: how the bet went, why, and what the step taught."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.networks.network import BayesianNetwork
from engine.posterior.posterior import Posterior
from engine.sessions.scenario import Question, Step
from engine.sessions.state import SessionState
from gui.controls.bars import IconLabel
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.lesson.figure import FigureBars
from gui.lesson.prose import marked_prose, plain
from gui.theme import current_theme


class Reveal(QWidget):
    """What is shown of a step once it was played.

    Parameters
    ----------
    step
        The step.
    bet
        The answer that was bet on, or None.
    """

    def __init__(self, step: Step, bet: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._figure: FigureBars | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        if step.question is not None:
            column.addWidget(_verdict_note(step.question, bet))
        if step.figure is not None and step.figure.after_reveal:
            self._figure = FigureBars(step.figure)
            column.addWidget(self._figure)
        if step.explain:
            column.addWidget(marked_prose(step.explain))

    def set_world(self, world: BayesianNetwork | None) -> None:
        """Show the chances in this world."""
        if self._figure is not None and world is not None:
            self._figure.set_world(world)

    def set_belief(self, state: SessionState, posterior: Posterior | None) -> None:
        """Show what is measured of this belief; None while it is being worked out."""
        if self._figure is not None:
            self._figure.set_belief(state, posterior)


def says_something(step: Step) -> bool:
    """Return whether there is anything to show of a step that was played."""
    late = step.figure is not None and step.figure.after_reveal
    return step.question is not None or bool(step.explain) or late


def verdict(question: Question, bet: int | None) -> str:
    """Return how the bet went, in words."""
    answer = _quoted(question.choices[question.answer])
    if bet is None:
        return f"It is {answer}."
    mine = _quoted(question.choices[bet])
    return f"You bet {mine}. Right." if bet == question.answer else f"You bet {mine}. It is {answer}."


def _quoted(choice: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{choice.rstrip('.')}\N{RIGHT DOUBLE QUOTATION MARK}"


def _verdict_note(question: Question, bet: int | None) -> Note:
    right = bet == question.answer
    note = Note("accent" if right or bet is None else "warn")
    row = QHBoxLayout()
    row.setSpacing(current_theme().px(8))
    icon = IconLabel("check" if right or bet is None else "warn", "good" if right or bet is None else "warn")
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(verdict(question, bet), weight=600, wrap=True), 1)
    note.column.addLayout(row)
    if question.why:
        note.column.addWidget(Label(plain(question.why), wrap=True))
    note.setAccessibleName(verdict(question, bet))
    return note
