"""The panel: follows the scores, the moment shown, and the candidate that is chosen anywhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.space import HypothesisSpace
from engine.questions.scores import Scores
from engine.sessions.wording import count_rows
from gui.analysis import Analysis
from gui.controls.labels import ElidedLabel
from gui.controls.switch import Switch
from gui.document import Document
from gui.inquiries.kind import AnswerKind, bits_error
from gui.inquiries.nothing import Nothing
from gui.inquiries.panel import InquiryPanel
from gui.inquiries.scoring import Scoring
from gui.jobs import JobRunner
from gui.scores.chart import ScoreChart, Shown
from gui.scores.lines import Lines, Mode, lines_of
from gui.scores.words import EMPTY, TIPS, description, line_sentence, summary
from gui.theme import Theme
from gui.timeline.spans import Span, spans_of

MODES: tuple[Mode, ...] = ("beside", "plain")
SWITCH, SWITCH_NAMES = ("Compared", "Plain"), ("Beside the average", "Plain")
MARGIN = 4


class ScoresPanel(InquiryPanel[Scoring]):
    """How well each candidate predicted the rows, added up along them.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where scores are added up.

    Signals
    -------
    candidate_selected(candidate)
        The person chose a line, given by the number of its candidate.
    """

    candidate_selected = Signal(int)

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(document, analysis, Scoring(document, analysis, jobs), parent)
        self._drawn: tuple[object, ...] = ()
        self._lines: Lines | None = None
        self._spans: tuple[Span, ...] = ()
        self._chosen: int | None = None
        self._make()
        self._begin()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the numbers were got, and what is drawn."""
        return [self.method, self.switch]

    @property
    def mode(self) -> Mode:
        """Which lines are on show."""
        return MODES[self.switch.choice]

    def choose(self, candidate: int) -> None:
        """Let the line of a candidate stand out, if it has one."""
        self._chosen = candidate
        self._refresh()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Scores")
        self.method = AnswerKind()
        self.switch = Switch(SWITCH, "What the lines show")
        for mode, name, button in zip(MODES, SWITCH_NAMES, self.switch.buttons(), strict=True):
            button.setAccessibleName(name)
            button.setToolTip(TIPS[mode])
        self.switch.chosen.connect(self._refresh)
        self.chart = ScoreChart()
        self.chart.moment_chosen.connect(self._analysis.select_rows)
        self.chart.candidate_chosen.connect(self._on_chosen)
        self.foot = ElidedLabel("", "second")
        self._filled = QVBoxLayout(self.answer)
        self._filled.addWidget(self.chart, 1)
        # The label paints upon all of itself: margins are those of a row around it.
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.foot)
        self._filled.addLayout(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(MARGIN)
        self.method.setContentsMargins(0, 0, theme.px(8), 0)
        self._filled.setContentsMargins(side, side, side, theme.px(6))
        self._filled.setSpacing(theme.px(2))
        self._foot.setContentsMargins(theme.px(8), 0, theme.px(8), 0)

    # -- what changed --------------------------------------------------------------------------------------

    def _want(self, in_sight: bool) -> None:
        self._inquiry.want(in_sight)

    def _forget(self) -> None:
        self._chosen = None

    def _on_chosen(self, candidate: int) -> None:
        self.choose(candidate)
        self.candidate_selected.emit(candidate)

    def _show(self) -> None:
        state, scores = self._document.state, self._inquiry.scores
        space = state.space
        if isinstance(space, HypothesisSpace) and not state.dataset.n_rows:
            self._say(Nothing(EMPTY.format(rows=count_rows(state.scenario.show.rows))))
        elif not isinstance(space, HypothesisSpace) or scores is None or self._inquiry.standing.problem:
            self._say_no_answer()
        else:
            self._draw(scores, space)

    def _draw(self, scores: Scores, space: HypothesisSpace) -> None:
        state, results, dataset = self._document.state, self._analysis.results, self._inquiry.dataset
        drawn = (scores, self.mode, results.digits)
        if self._lines is None or drawn != self._drawn:
            self._lines, self._drawn = lines_of(scores, results.digit_of, self.mode), drawn
            batches = dataset.batches if dataset else ()
            self._spans = spans_of(batches, state.variables, imported=state.world is None)
        lines, names = self._lines, state.belief_names
        row = int(min(results.n_rows, lines.n_rows))
        self.chart.show_scores(Shown(lines, self._spans, row, results.following, self._chosen))
        moment, line = lines.moment(row), self.chart.chosen_line
        said = summary(lines, moment, space) if line is None else line_sentence(line, lines, moment, space, names)
        self.foot.setText(said)
        self.chart.setAccessibleDescription(f"{said} {description(lines, moment, space, names)}")
        error = bits_error(float(lines.errors[moment].max(initial=0.0)))
        self.method.show_kind(self._inquiry.standing, exact=scores.exact, error=error)
        self.switch.show()
        self.pages.show_answer()

    def _say(self, nothing: Nothing) -> None:
        self.method.forget()
        super()._say(nothing)
