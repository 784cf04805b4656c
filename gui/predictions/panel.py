"""The panel: what each candidate expects of the experiment that is set up, or how it did in the last one."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.questions.hindsight import Hindsight
from engine.questions.predictions import Predictions
from gui.analysis import Analysis
from gui.controls.candidate_table import CandidateTable
from gui.controls.labels import ElidedLabel, Label
from gui.controls.layouts import is_low
from gui.controls.numbers import probability
from gui.controls.switch import Switch
from gui.document import Document
from gui.inquiries.kind import AnswerKind
from gui.inquiries.moment import newest_words, whole_batch_words
from gui.inquiries.nothing import Nothing, too_many
from gui.inquiries.panel import InquiryPanel
from gui.inquiries.predicting import Predicting, When
from gui.jobs import JobRunner
from gui.predictions.columns_menu import ColumnsMenu
from gui.predictions.outcomes import Outcomes, outcomes_of
from gui.predictions.table import Called, Table, last_table, next_table
from gui.predictions.words import (
    EVERYTHING_SET,
    last_heading,
    last_sentence,
    next_heading,
    next_sentence,
    no_batch,
    others_sentence,
)
from gui.theme import Theme, current_theme

WHENS: tuple[When, ...] = ("next", "last")
SWITCH = ("Next", "Last batch")
SWITCH_NAMES = ("Next experiment", "Last batch")
SWITCH_TIPS = (
    "What each expects of the experiment that is set up",
    "What each expected of the last batch of rows, and what happened",
)


class PredictionsPanel(InquiryPanel[Predicting]):
    """What each candidate expects, or expected.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where predictions are worked out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(document, analysis, Predicting(document, analysis, jobs), parent)
        self._rows = 10
        # Places of the variables that a person gave columns; None until they did.
        self._wanted: tuple[int, ...] | None = None
        self._outcomes: Outcomes | None = None
        self._make()
        self._begin()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the numbers were got, and which they are."""
        return [self.method, self.switch]

    def set_rows(self, rows: int) -> None:
        """Expect so many rows of the next experiment."""
        self._rows = rows
        self._refresh()

    @property
    def when(self) -> When:
        """Which of the two is on show."""
        return WHENS[self.switch.choice]

    def choose(self, when: When) -> None:
        """Show the next experiment or the last batch."""
        self.switch.choose(WHENS.index(when))
        self._ask()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("What each candidate expects")
        self.method = AnswerKind()
        self.switch = Switch(SWITCH, "Look ahead or back")
        for button, name, tip in zip(self.switch.buttons(), SWITCH_NAMES, SWITCH_TIPS, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.switch.chosen.connect(self._ask)
        self.heading = ElidedLabel("", weight=600)
        self.heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.aside = ElidedLabel("")
        self.columns = ColumnsMenu()
        self.columns.toggled.connect(self._on_toggled)
        self.table = CandidateTable("What each candidate expects")
        self.sentence = Label("", wrap=True)
        self.others = Label("", "second", secondary=True, wrap=True)
        self._top = QHBoxLayout()
        self._top.addWidget(self.heading)
        self._top.addWidget(self.aside, 1)
        self._top.addWidget(self.columns)
        self.foot = QWidget()
        self._foot = QVBoxLayout(self.foot)
        self._foot.addWidget(self.sentence)
        self._foot.addWidget(self.others)
        self._filled = QVBoxLayout(self.answer)
        self._filled.addWidget(self.table, 1)
        self._filled.addWidget(self.foot)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self.pages, 1)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self.method.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(6))
        self._top.setContentsMargins(side, 0, side, 0)
        self._top.setSpacing(theme.px(12))
        self._filled.setContentsMargins(0, 0, 0, 0)
        self._filled.setSpacing(theme.px(6))
        self._foot.setContentsMargins(side, 0, side, 0)
        self._foot.setSpacing(theme.px(2))
        self._place_words()

    def _place_words(self) -> None:
        # In a low panel every line is one candidate fewer: the sentences then stand beside the heading.
        low = is_low(self)
        edge = current_theme().px(2 if low else 8)
        self._column.setContentsMargins(0, edge, 0, edge)
        self.foot.setHidden(low)
        filled = low and self.pages.has_answer
        self.aside.setText(" ".join([self.sentence.text(), self.others.text()]).strip() if filled else "")

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words()

    def _want(self, in_sight: bool) -> None:
        self._inquiry.want(self.when if in_sight else None)

    def _forget(self) -> None:
        self._wanted = None

    def _ask(self, *_choice: object) -> None:
        self._want(self.isVisible())
        self._refresh()

    def _on_toggled(self, place: int) -> None:
        if self._outcomes is not None:
            self._wanted = self._outcomes.toggled(place)
            self._refresh()

    def _show(self) -> None:
        state, expected, found = self._document.state, self._inquiry.expected, self._inquiry.looked_back
        self.heading.setText("")
        if self.when == "last" and self._inquiry.batch is None and not too_many(state):
            self._say(Nothing(no_batch(self._rows)))
        elif too_many(state) or self._inquiry.standing.problem:
            self._say_no_answer()
        elif self.when == "next" and expected is not None and expected.space == state.space:
            self._show_next(expected)
        elif self.when == "last" and found is not None and found.predictions.space == state.space:
            self._show_last(found)
        else:
            self._say_no_answer()

    def _show_next(self, expected: Predictions) -> None:
        self.heading.setText(next_heading(expected.regime, self._document.state, self._rows))
        outcomes, called = self._outcomes_of(expected), self._called
        if not outcomes.open:
            self._say(Nothing(EVERYTHING_SET))
            return
        said = f"{newest_words(self._analysis.results)} {next_sentence(expected, outcomes, called)}".strip()
        self._fill(next_table(expected, outcomes, called, self._rows), said)
        self._finish(expected, outcomes, exact=expected.exact)

    def _show_last(self, found: Hindsight) -> None:
        state, batch = self._document.state, self._inquiry.standing.subject[-1]
        if not isinstance(batch, int) or batch >= len(state.dataset.batches):
            return
        self.heading.setText(last_heading(state, batch, len(state.dataset.batches)))
        outcomes, called = self._outcomes_of(found.predictions), self._called
        if not outcomes.open:
            self._say(Nothing("Everything was set by hand in this batch, so nothing could be expected."))
            return
        whole = whole_batch_words(state, self._analysis.results)
        self._fill(last_table(found, outcomes, called), f"{whole} {last_sentence(found, called)}".strip())
        self._finish(found.predictions, outcomes, exact=found.exact)

    def _outcomes_of(self, predictions: Predictions) -> Outcomes:
        state = self._document.state
        variables = [state.variables[column] for column in state.space.over]
        self._outcomes = outcomes_of(predictions, variables, self._wanted)
        return self._outcomes

    @property
    def _called(self) -> Called:
        return Called(self._document.state.belief_names, self._analysis.results.digit_of)

    def _fill(self, table: Table, sentence: str) -> None:
        self.table.show_table(table.columns, table.lines, table.lead)
        self.sentence.setText(sentence)
        self.table.view.setAccessibleDescription(sentence)

    def _finish(self, predictions: Predictions, outcomes: Outcomes, *, exact: bool) -> None:
        self.columns.show_outcomes(outcomes)
        self.columns.show()
        others = others_sentence(predictions.space, predictions.weights.tolist())
        self.others.setText(others)
        self.others.setVisible(bool(others))
        error = probability(float(predictions.errors.max(initial=0.0)))
        self.method.show_kind(self._inquiry.standing, exact=exact, error=error)
        self.pages.show_answer()
        self._place_words()

    def _say(self, nothing: Nothing) -> None:
        self.columns.hide()
        self.method.forget()
        super()._say(nothing)
        self._place_words()
