"""The panel: the map of all pairs, and what made the chosen one so probable."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.questions.links import Links
from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.analysis import Analysis
from gui.controls.heat_scale import HeatScale
from gui.controls.labels import Label
from gui.controls.layouts import scrolling
from gui.controls.numbers import probability
from gui.controls.switch import Switch
from gui.document import Document
from gui.edges.matrix import LinkMap, Pair
from gui.edges.story import Story, Subject
from gui.edges.witness_words import NO_ROWS, claim
from gui.edges.words import (
    BLANK,
    HEADING,
    ONE_ONLY,
    RELATIONS,
    SWITCH,
    SWITCH_TIP,
    TOO_SMALL,
    best_sentence,
    cell_tip,
    leading,
    moment_words,
)
from gui.inquiries.coursing import Coursing
from gui.inquiries.kind import AnswerKind
from gui.inquiries.linking import Linking
from gui.inquiries.nothing import WAITING, Nothing, problem
from gui.inquiries.panel import InquiryPanel
from gui.jobs import JobRunner
from gui.theme import Theme, current_theme

SCALE = 110
# From this width on the map stands beside what is said of the chosen pair.
BESIDE = 820


class EdgesPanel(InquiryPanel[Linking]):
    """How probable each arrow, or each influence, is between any two variables, at the moment shown.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where numbers are worked out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(document, analysis, Linking(document, analysis, jobs), parent)
        self._coursing = Coursing(document, analysis, jobs, self)
        self._picked: Pair | None = None
        self._pair: Pair = (0, 1)
        self._wants_keys = False
        self._make()
        self._coursing.changed.connect(self._show_story)
        self._begin()

    def begin_keys(self) -> None:
        """Put the keys into the map, as soon as it is there."""
        self._wants_keys = True
        self._take_keys()

    def _take_keys(self) -> None:
        # What is not on show cannot have the keys.
        if self._wants_keys and self.map.isVisible():
            self._wants_keys = False
            self.map.setFocus()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Edges")
        self.switch = Switch(SWITCH, "Arrows, or causes over others too")
        self.switch.setToolTip(SWITCH_TIP)
        self.switch.chosen.connect(self._refresh)
        self.kind = AnswerKind()
        self.heading = Label("", "second", secondary=True, wrap=True)
        self.map = LinkMap()
        self.map.chosen.connect(self._on_chosen)
        self.scale = HeatScale()
        self.scale.show_range(1.0, "", 0)
        self.cell = Label("", weight=600, wrap=True)
        self.foot = Label("", "second", secondary=True, wrap=True)
        top = QHBoxLayout()
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.kind)
        self.story = Story()
        self.story.moment_chosen.connect(self._on_moment)
        self._left = QVBoxLayout()
        self._left.addLayout(top)
        for widget in (self.heading, self.map, self.cell):
            self._left.addWidget(widget)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._below = QHBoxLayout()
        self._below.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignTop)
        self._below.addWidget(self.foot, 1)
        self._left.addLayout(self._below)
        self._left.addStretch(1)
        content = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._both.addLayout(self._left)
        self._both.addWidget(self.story, 1)
        for whole, part in ((self.answer, scrolling(content)), (self, self.pages)):
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.PANEL_PADDING)
        self._both.setContentsMargins(side, theme.px(12), side, theme.px(12))
        self._both.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        self._left.setSpacing(theme.px(8))
        self._below.setSpacing(theme.px(theme.PANEL_PADDING))
        self.scale.setFixedWidth(theme.px(SCALE))
        self._place()

    def _place(self) -> None:
        beside = self.width() >= current_theme().px(BESIDE)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._both.setStretch(0, 1 if beside else 0)
        self.story.line.setVisible(not beside)

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _want(self, in_sight: bool) -> None:
        self._inquiry.want(in_sight)
        self._coursing.want(in_sight)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or old.belief_names != new.belief_names:
            self._picked = None
        super()._on_state(old, new)

    def _on_chosen(self, pair: Pair) -> None:
        self._picked = pair
        self._refresh()

    def _on_moment(self, rows: int | None) -> None:
        # Looking back at what a pair owes to a batch must not lead to another pair.
        self._picked = self._pair
        self._analysis.select_rows(rows)

    def _again(self) -> None:
        if self._analysis.results.unfinished:
            self._analysis.work_out()
        else:
            super()._again()
            self._coursing.again()

    def _show(self) -> None:
        state, standing, links = self._document.state, self._inquiry.standing, self._inquiry.links
        if len(state.belief_names) < 2:
            self._say(Nothing(ONE_ONLY))
        elif links is None and standing.problem:
            self._say(problem(standing))
        elif links is None:
            unfinished = self._analysis.results.unfinished
            self._say(Nothing(unfinished, "Work it out", "again") if unfinished else Nothing(WAITING))
        else:
            self._draw(links)

    def _draw(self, links: Links) -> None:
        names = self._document.state.belief_names
        relation = RELATIONS[self.switch.choice]
        best = leading(links, relation)
        pair = self._pair = self._picked or (best[0] if best else (0, 1))
        self.heading.setText(HEADING[relation])
        self.map.show_links(names, links, relation, pair)
        self.cell.setText(cell_tip(names, links, relation, *pair))
        error = float(links.errors(relation).max())
        self.kind.show_kind(self._inquiry.standing, exact=links.exact, error=probability(error))
        self.foot.setText(" ".join(part for part in self._notes(links) if part))
        self.pages.show_answer()
        if self._wants_keys:
            # This may be told on the way to being shown.
            QTimer.singleShot(0, self, self._take_keys)
        self._show_story()

    def _show_story(self) -> None:
        if not self._in_sight or not self.pages.has_answer:
            return
        state, standing, course = self._document.state, self._coursing.standing, self._coursing.course
        names, relation = state.belief_names, RELATIONS[self.switch.choice]
        if not state.dataset.n_rows:
            rows = count_rows(state.scenario.show.rows)
            self.story.say(NO_ROWS.format(rows=rows, claim=claim(names, relation, *self._pair)))
        elif standing.problem:
            self.story.say(standing.problem)
        elif course is None:
            self.story.say(f"{WAITING} {standing.percent} %" if standing.percent else WAITING)
        else:
            dataset, results = self._coursing.dataset, self._analysis.results
            subject = Subject(course, dataset, names, relation, *self._pair, imported=state.world is None)
            self.story.show_subject(subject, results.n_rows, following=results.following)

    def _notes(self, links: Links) -> tuple[str, ...]:
        state, results = self._document.state, self._analysis.results
        moment = moment_words(
            self._inquiry.n_rows,
            state.dataset.n_rows,
            following=results.following,
            working=results.working,
        )
        small = TOO_SMALL if self.map.number_role is None else BLANK if self.map.has_blanks else ""
        return (
            best_sentence(state.belief_names, links, RELATIONS[self.switch.choice]),
            small,
            moment,
            results.unfinished,
        )
