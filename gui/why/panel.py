"""The panel: the waterfall of bits, the odds, and what happened in sentences."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.hypotheses.space import HypothesisSpace
from engine.posterior.posterior import heaviest
from engine.questions.accounts import Account
from engine.sessions.wording import count_rows
from gui.analysis import Analysis
from gui.controls.labels import ElidedLabel, Label
from gui.controls.layouts import QWIDGETSIZE_MAX, is_low
from gui.controls.numbers import odds, signed
from gui.document import Document
from gui.drawing.structure_words import structure_words
from gui.inquiries.current import current_history, leading
from gui.inquiries.moment import whole_batch_words
from gui.inquiries.nothing import Nothing
from gui.inquiries.panel import InquiryPanel
from gui.inquiries.reasoning import Reasoning
from gui.jobs import JobRunner
from gui.theme import Theme, current_theme
from gui.turns import Later
from gui.why.choosing import PairChooser
from gui.why.waterfall import Bar, Lane, Waterfall
from gui.why.words import (
    IN_ALL,
    NO_ROWS,
    ONE_ONLY,
    Called,
    bits_words,
    detail,
    kind_of,
    main_sentence,
    share_name,
    share_words,
    spoken,
)

MOST = 24
SIDE = 250
BESIDE = 460
HINT = "Choose a bar to see the counts behind it."


class WhyPanel(InquiryPanel[Reasoning]):
    """Why the odds of two candidates are what they are, at the moment shown.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where accounts are worked out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(document, analysis, Reasoning(document, analysis, jobs), parent)
        self._account: Account | None = None
        self._chosen: tuple[int, int] | None = None
        self._asking = Later(lambda: self._want(self._in_sight), jobs.turns, self)
        self._make()
        self._begin()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: which candidates are compared."""
        return [self.pair]

    def choose(self, candidate: int) -> None:
        """Ask about a candidate that was chosen elsewhere, if it is among those that can be asked about."""
        if self.pair.one.findData(candidate) >= 0 and self.pair.pair is not None:
            other = self.pair.pair[1]
            self.pair.pick(candidate, None if other == candidate else other)
            self._ask()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Why")
        self.pair = PairChooser()
        self.pair.chosen.connect(self._ask)
        self.heading = ElidedLabel("", "second", secondary=True)
        self.waterfall = Waterfall()
        self.waterfall.chosen.connect(self._on_chosen)
        scrolled = QScrollArea()
        scrolled.setWidget(self.waterfall)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.viewport().setAutoFillBackground(False)
        self.waterfall.setAutoFillBackground(False)
        self.odds = Label("", "heading", 600, figures=True)
        self.bits = Label("", "second", secondary=True)
        self.moment = Label("", "second", secondary=True, wrap=True)
        self.sentence = Label("", wrap=True)
        self.counts = Label("", wrap=True)
        self.hint = Label(HINT, "second", secondary=True, wrap=True)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left.addWidget(self.heading)
        self._left.addWidget(scrolled, 1)
        for label in (self.odds, self.bits, self.moment, self.sentence, self.counts, self.hint):
            self._right.addWidget(label)
        self._right.addStretch(1)
        beside = QWidget()
        beside.setLayout(self._right)
        self._beside = QScrollArea()
        self._beside.setWidget(beside)
        self._beside.setWidgetResizable(True)
        self._beside.setFrameShape(QFrame.Shape.NoFrame)
        self._beside.viewport().setAutoFillBackground(False)
        beside.setAutoFillBackground(False)
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._beside)
        self.answer.setLayout(self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self._row.setContentsMargins(side, theme.px(8), side, theme.px(8))
        self._row.setSpacing(side)
        self._left.setSpacing(theme.px(2))
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(theme.px(6))
        self._share_room()

    def _share_room(self) -> None:
        # Where bars would have no room beside the sentences, these stand below them.
        theme = current_theme()
        below = self.width() < theme.px(BESIDE) and not is_low(self)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._row.setStretch(0, 3 if below else 1)
        self._row.setStretch(1, 2 if below else 0)
        self._beside.setMinimumWidth(0 if below else theme.px(SIDE))
        self._beside.setMaximumWidth(QWIDGETSIZE_MAX if below else theme.px(SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    # -- what changed --------------------------------------------------------------------------------------

    def _want(self, in_sight: bool) -> None:
        if in_sight and self._document.is_open:
            self._offer_candidates()
        self._inquiry.want(self.pair.pair if in_sight else None)

    def _forget(self) -> None:
        self.pair.forget()

    def _on_change(self, *_results: object) -> None:
        if self._in_sight:
            self._asking.ask()
        super()._on_change()

    def _offer_candidates(self) -> None:
        state, results = self._document.state, self._analysis.results
        history = current_history(state, results)
        if history is not None:
            candidates = leading(history, results.digits, MOST)
            names = state.belief_names
            self.pair.show_candidates(
                [
                    (each, results.digit_of.get(each), structure_words(history.space.candidate(each), names))
                    for each in candidates
                ],
                [each for each in heaviest(history.posterior.weights, 2) if each in candidates],
            )

    def _ask(self, *_choice: object) -> None:
        self._inquiry.want(self.pair.pair if self.isVisible() else None)
        self._refresh()

    def _on_chosen(self, lane: int, bar: int) -> None:
        self._chosen = (lane, bar)
        self._refresh()

    def _show(self) -> None:
        state, space = self._document.state, self._document.state.space
        account = self._inquiry.account
        self.pair.setVisible(isinstance(space, HypothesisSpace) and len(space) > 1)
        if isinstance(space, HypothesisSpace) and len(space) == 1:
            self._say(Nothing(ONE_ONLY))
        elif isinstance(space, HypothesisSpace) and not state.dataset.n_rows:
            self._say(Nothing(NO_ROWS.format(rows=count_rows(state.scenario.show.rows))))
        elif account is None or self._inquiry.standing.problem:
            self._say_no_answer()
        else:
            self._draw(account)

    def _draw(self, account: Account) -> None:
        if account is not self._account:
            self._account, self._chosen = account, None
        called, digit_of = self._called(account), self._analysis.results.digit_of
        digits = (digit_of.get(account.one), None if account.other is None else digit_of.get(account.other))
        self.heading.setText(
            f"Bits in favour of {called.one} (up) or {self._against(account, called)} (down), by variable"
        )
        self.waterfall.show_lanes(_lanes(account, called), digits)
        self.odds.setText(odds(account.bits))
        self.odds.setAccessibleName(
            f"Odds {odds(account.bits)} for {called.one} against {self._against(account, called)}"
        )
        self.bits.setText(bits_words(account))
        self.moment.setText(whole_batch_words(self._document.state, self._analysis.results))
        self.moment.setVisible(bool(self.moment.text()))
        self.sentence.setText(main_sentence(account, called))
        found = self._chosen_words(account, called)
        self.counts.setText(found)
        self.counts.setVisible(bool(found) and found != self.sentence.text())
        self.hint.setVisible(not found and bool(account.groups))
        self.pages.show_answer()

    def _chosen_words(self, account: Account, called: Called) -> str:
        if self._chosen is None or self._chosen[0] >= len(account.groups):
            return ""
        group = account.groups[self._chosen[0]]
        shares = group.reasons.shares
        return detail(group, shares[self._chosen[1]], called) if self._chosen[1] < len(shares) else ""

    def _called(self, account: Account) -> Called:
        state, digit_of = self._document.state, self._analysis.results.digit_of

        def name(number: int) -> str:
            digit = digit_of.get(number)
            space = state.space
            if digit is not None or not isinstance(space, HypothesisSpace):
                return f"candidate {digit}"
            return structure_words(space.candidate(number), state.belief_names)

        believed = [state.variables[column] for column in state.space.over]
        return Called(state.variables, believed, name(account.one), name(account.rival), state.world is None)

    @staticmethod
    def _against(account: Account, called: Called) -> str:
        return called.rival if account.other is not None else "all others"


def _lanes(account: Account, called: Called) -> list[Lane]:
    lanes = [
        Lane(
            kind_of(group, called),
            bool(group.regime.interventions),
            tuple(
                Bar(
                    share_name(share, called),
                    share_words(share),
                    0.0 if share.set_by_hand else share.bits,
                    spoken(group, share, called),
                    share.set_by_hand,
                )
                for share in group.reasons.shares
            ),
        )
        for group in account.groups
    ]
    total = sum(group.reasons.bits for group in account.groups)
    words = signed(total, 2)
    lanes.append(Lane("", False, (Bar(IN_ALL, words, total, f"In all: {words} bits for {called.one}", total=True),)))
    return lanes
