"""One step of a lesson from title to reveal; made for a step, then told how the session went on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.posterior.posterior import Posterior
from engine.sessions.scenario import Step
from engine.sessions.state import SessionState
from gui.controls.bars import IconLabel
from gui.controls.buttons import Button
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.lesson.bet_list import BetList
from gui.lesson.figure import FigureBars
from gui.lesson.goal import GoalNote
from gui.lesson.plan import planned_deeds
from gui.lesson.prose import marked_prose, plain
from gui.lesson.reveal import Reveal, says_something
from gui.theme import current_theme

FOR_THE_TEACHER = "For the teacher"
PASSED_OVER = (
    "No rows yet, as the step before was passed over. Go back to it, or watch and set something here: belief moves on "
    "this page too."
)


class StepView(QWidget):
    """The step on screen.

    Signals
    -------
    chosen()
        Another answer was chosen.
    confirmed()
        Enter was pressed on an answer.
    """

    chosen = Signal()
    confirmed = Signal()

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.step = step
        self.bets: BetList | None = None
        self.reveal: Reveal | None = None
        self.hints: list[Note] = []
        self._figure: FigureBars | None = None
        self._goal: GoalNote | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, theme.px(8))
        self._outer.setSpacing(theme.px(4))
        self._column = QVBoxLayout()
        side = theme.px(theme.PANEL_PADDING)
        self._column.setContentsMargins(side, theme.px(4), side, theme.px(4))
        self._outer.addLayout(self._column)
        self._column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        self._add_heading()
        self.passed_over = Note("plain", PASSED_OVER)
        self.passed_over.hide()
        self._column.addWidget(self.passed_over)
        if step.figure is not None and not step.figure.after_reveal:
            self._figure = FigureBars(step.figure)
            self._column.addWidget(self._figure)
        self._add_question()
        self._plan = self._block()
        self._hint_block = self._block()
        if step.goal is not None:
            self._goal = GoalNote(step.goal)
            self._column.addWidget(self._goal)
        self._reveal_block = self._block()
        self._add_note()
        self._outer.addStretch(1)

    def show_state(self, state: SessionState) -> None:
        """Show how far the step has come."""
        revealed = state.phase == "revealed"
        if self._figure is not None and state.world is not None:
            self._figure.set_world(state.world)
        self._show_plan(state)
        self._show_hints(state.shown_hints)
        if self.bets is not None:
            if state.lesson.bet is not None and (revealed or self.bets.choice is None):
                self.bets.choose(state.lesson.bet)
            self.bets.set_open(not revealed)
        self._show_reveal(state, revealed)

    def show_belief(self, state: SessionState, posterior: Posterior | None) -> None:
        """Show what the figure measures of belief; None while it is being worked out. Say where there are no rows."""
        self.passed_over.setVisible(_passed_over(state))
        for shown in (self._figure, self.reveal):
            if shown is not None:
                shown.set_belief(state, posterior)

    def show_goal(self, state: SessionState, posterior: Posterior | None) -> bool:
        """Check the goal against belief, or say that belief is being worked out; return whether it is reached.

        A step without a goal counts as reached.
        """
        if self._goal is None:
            return True
        # Before the step did its part the rows may be those of another question.
        self._goal.setVisible(state.phase == "revealed")
        if posterior is None:
            self._goal.show_waiting()
            return False
        return self._goal.show_check(state, posterior)

    def _add_heading(self) -> None:
        heading = QVBoxLayout()
        heading.setSpacing(current_theme().px(4))
        heading.addWidget(Label(self.step.title, "heading", 600, wrap=True))
        if self.step.text:
            heading.addWidget(marked_prose(self.step.text))
        self._column.addLayout(heading)

    def _add_question(self) -> None:
        question = self.step.question
        if question is None:
            return
        block = QVBoxLayout()
        block.setSpacing(current_theme().px(8))
        block.addWidget(Label(question.text, "prose", 600, wrap=True))
        self.bets = BetList(question)
        self.bets.chosen.connect(lambda _index: self.chosen.emit())
        self.bets.confirmed.connect(self.confirmed)
        block.addWidget(self.bets)
        self._column.addLayout(block)

    def _block(self) -> QVBoxLayout:
        block = QVBoxLayout()
        block.setSpacing(current_theme().px(8))
        self._column.addLayout(block)
        return block

    def _add_note(self) -> None:
        if not self.step.note:
            return
        opener = Button(FOR_THE_TEACHER, "quiet", "next")
        opener.setCheckable(True)
        opener.setAutoDefault(True)
        note = Note("plain")
        note.column.addWidget(Label(plain(self.step.note), wrap=True))
        note.setVisible(False)
        opener.toggled.connect(note.setVisible)
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        line, block = QHBoxLayout(), QVBoxLayout()
        # Its words stand flush with the text above: the padding of the button hangs out.
        line.setContentsMargins(side - theme.px(12), 0, side, 0)
        line.addWidget(opener)
        line.addStretch(1)
        block.setContentsMargins(side, 0, side, 0)
        block.addWidget(note)
        self._outer.addLayout(line)
        self._outer.addLayout(block)

    def _show_plan(self, state: SessionState) -> None:
        _clear(self._plan)
        deeds = planned_deeds(state)
        if len(deeds) < 2 or state.phase != "act":
            return
        self._plan.addWidget(Label("This step will", "second", secondary=True))
        for deed in deeds:
            line = QHBoxLayout()
            line.setSpacing(current_theme().px(8))
            if deed.icon:
                icon = IconLabel(deed.icon, "act" if deed.acts else "text2")
                line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(deed.text, wrap=True), 1)
            self._plan.addLayout(line)

    def _show_hints(self, hints: tuple[str, ...]) -> None:
        while len(self.hints) > len(hints):
            _drop(self.hints.pop())
        for number in range(len(self.hints), len(hints)):
            note = Note("accent")
            note.column.addWidget(Label(f"Hint {number + 1} of {len(self.step.hints)}", "second", secondary=True))
            note.column.addWidget(Label(plain(hints[number]), wrap=True))
            self._hint_block.addWidget(note)
            self.hints.append(note)

    def _show_reveal(self, state: SessionState, revealed: bool) -> None:
        if self.reveal is not None and not revealed:
            _drop(self.reveal)
            self.reveal = None
        elif self.reveal is None and revealed and says_something(self.step):
            self.reveal = Reveal(self.step, state.lesson.bet)
            self._reveal_block.addWidget(self.reveal)
        if self.reveal is not None:
            self.reveal.set_world(state.world)


def _passed_over(state: SessionState) -> bool:
    # What a learner was to draw for a goal is missing, and with it all that plots could show.
    here = state.lesson.step
    return here > 0 and state.scenario.steps[here - 1].goal is not None and not state.dataset.n_rows


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _clear(block: QVBoxLayout | QHBoxLayout) -> None:
    while (item := block.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            _drop(widget)
        elif isinstance(inner, QHBoxLayout):
            _clear(inner)
            inner.deleteLater()
