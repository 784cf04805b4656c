"""The panel: the right belief, and beside it the one that takes what was set by hand for something seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.space import HypothesisSpace
from engine.posterior.posterior import Posterior
from engine.sessions.verbs import ScoreAsWatched
from gui.analysis import Analysis
from gui.as_watched.table import COLUMNS, both
from gui.as_watched.words import OFF, SWITCH, verdict, why
from gui.controls.candidate_table import CandidateTable
from gui.controls.choices import CheckBox
from gui.controls.labels import ElidedLabel, Label
from gui.controls.layouts import is_low
from gui.controls.numbers import probability
from gui.document import Document
from gui.inquiries.as_watched import AsWatched
from gui.inquiries.current import current_history, leading
from gui.inquiries.kind import AnswerKind
from gui.inquiries.nothing import Nothing, too_many
from gui.inquiries.panel import InquiryPanel
from gui.jobs import JobRunner
from gui.theme import Theme, current_theme

MOST = 24
BESIDE = 330


class AsWatchedPanel(InquiryPanel[AsWatched]):
    """Right and wrong weights side by side.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where the wrong belief is worked out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(document, analysis, AsWatched(document, analysis, jobs), parent)
        self._make()
        self._begin()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the numbers were got."""
        return [self.method]

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("As if only watched")
        self.method = AnswerKind()
        self.switch = CheckBox(SWITCH)
        self.switch.setToolTip("Take what was set by hand for something seen, to see where that leads (Ctrl+Shift+W)")
        self.switch.clicked.connect(lambda on: self._document.perform(ScoreAsWatched(on)))
        self.table = CandidateTable("Right and wrong weights")
        self.verdict = Label("", weight=600, wrap=True)
        self.verdict_above = ElidedLabel("", weight=600)
        self.why = Label("", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._filled = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.answer)
        self.foot = QWidget()
        self._widest = self.foot.maximumWidth()
        self._foot = QVBoxLayout(self.foot)
        self._foot.addWidget(self.verdict)
        self._foot.addWidget(self.why, 1)
        self._filled.addWidget(self.table, 1)
        self._filled.addWidget(self.foot)
        self._column = QVBoxLayout(self)
        self._top = QHBoxLayout()
        self._top.addWidget(self.switch)
        self._top.addWidget(self.verdict_above, 1)
        self._column.addLayout(self._top)
        self._column.addWidget(self.pages, 1)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self._column.setSpacing(theme.px(6))
        self._top.setContentsMargins(side, 0, side, 0)
        self._top.setSpacing(theme.px(24))
        self._filled.setContentsMargins(0, 0, 0, 0)
        self._filled.setSpacing(theme.px(6))
        self._foot.setContentsMargins(side, 0, side, 0)
        self._foot.setSpacing(theme.px(4))
        self._place_words()

    def _place_words(self) -> None:
        # In a low panel every line is one candidate fewer: the sentences then stand above and beside the table.
        beside = is_low(self)
        edge = current_theme().px(4 if beside else 8)
        self._column.setContentsMargins(0, edge, 0, edge)
        directions = QBoxLayout.Direction
        self._filled.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        width = current_theme().px(BESIDE)
        self.foot.setMinimumWidth(width if beside else 0)
        self.foot.setMaximumWidth(width if beside else self._widest)
        self.verdict.setHidden(beside or not self.verdict.text())
        self.verdict_above.setText(self.verdict.text() if beside and self.pages.has_answer else "")

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words()

    def _show(self) -> None:
        state, results = self._document.state, self._analysis.results
        self.switch.setChecked(state.as_if_watched)
        self.switch.setEnabled(isinstance(state.space, HypothesisSpace) or state.as_if_watched)
        wrong = self._inquiry.wrong if state.as_if_watched else None
        if not state.as_if_watched and not too_many(state):
            self._say(Nothing(OFF))
        elif wrong is None or results.posterior is None or self._inquiry.standing.problem:
            self._say_no_answer()
        else:
            self._draw(results.posterior, wrong)

    def _draw(self, right: Posterior, wrong: Posterior) -> None:
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        candidates = leading(history, results.digits, MOST) if history is not None else results.digits
        names = state.belief_names
        self.table.show_table(COLUMNS, both(right, wrong, candidates, names, results.digit_of), "Candidates")
        self.why.setText(why(state.dataset, results.n_rows))
        said = verdict(right, wrong, names, results.digit_of)
        self.verdict.setText(said)
        self.table.view.setAccessibleDescription(f"{said} {self.why.text()}".strip())
        errors = [float(each.errors.max(initial=0.0)) for each in (right, wrong) if each.errors is not None]
        exact = right.exact and wrong.exact
        self.method.show_kind(self._inquiry.standing, exact=exact, error=probability(max(errors, default=0.0)))
        self.pages.show_answer()
        self._place_words()

    def _say(self, nothing: Nothing) -> None:
        self.method.forget()
        super()._say(nothing)
        self._place_words()
