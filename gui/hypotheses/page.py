"""The page "What may be true": shapes at the left, candidates above, belief before any data below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.space import HypothesisSpace
from engine.problems import InvalidInput
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.placing import belief_positions
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetHypotheses
from gui.document import Document
from gui.hypotheses.belief_section import BeliefSection
from gui.hypotheses.candidates_section import CandidatesSection
from gui.hypotheses.draft import Draft
from gui.hypotheses.list_editing import ListEditing
from gui.hypotheses.priors import PriorColumn, number_in
from gui.hypotheses.rules import RuleField, with_text
from gui.hypotheses.session_draft import draft_of, problem_of_use
from gui.hypotheses.shape_list import ShapeList
from gui.hypotheses.variable_chips import Ghost
from gui.hypotheses.weighing import Weighing
from gui.hypotheses.words import rows_words
from gui.jobs import JobRunner
from gui.theme import current_theme

NARROW = 1280
UNBOUNDED = 16_777_215
Made = Callable[[], Draft]


class HypothesesPage(QWidget):
    """Holds a draft; the session stays as it is until the draft is used.

    Parameters
    ----------
    document
        Whose candidates and prior are to be changed.
    jobs
        Where it is worked out what the rows say of each candidate.

    Signals
    -------
    chosen(action)
        The draft is to be used: a `SetHypotheses` that the session takes.
    cancelled()
        The page is to be left, and nothing changed.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, document: Document, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._draft: Draft | None = None
        self.shapes = ShapeList()
        self.candidates = CandidatesSection()
        self.belief = BeliefSection()
        self.weighing = Weighing(document, jobs, self)
        self._right = QVBoxLayout()
        self._right.addWidget(self.candidates)
        self._right.addWidget(self.belief, 1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.shapes)
        self._row.addLayout(self._right, 1)
        self.editing = ListEditing(self, self.candidates, Ghost(self))
        self._connect()
        document.state_changed.connect(self._on_state)

    def _connect(self) -> None:
        upper, lower = self.candidates, self.belief
        self.shapes.picked.connect(self.editing.pick)
        self.shapes.own_requested.connect(self.editing.draw)
        upper.kind_chosen.connect(lambda kind: self.change(lambda: self.draft.with_kind(kind)))
        upper.variables.switched.connect(self._switch)
        upper.rules.edited.connect(self._set_rule)
        upper.page_turned.connect(self._share_room)
        lower.use_chosen.connect(lambda place: self.change(lambda: self.draft.with_used(place)))
        lower.rule_chosen.connect(lambda place, rule: self.change(lambda: self.draft.with_column(place, rule)))
        lower.factor_typed.connect(self._set_factor)
        lower.shared.connect(lambda number, share: self.change(lambda: self.draft.with_share(number, share)))
        lower.typed.connect(self._set_weight)
        lower.done.connect(self._use)
        lower.cancelled.connect(self.cancelled)
        self.weighing.changed.connect(self._on_weighed)
        self.weighing.failed.connect(self._on_failure)

    # -- the draft -----------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What is on the page; only asked for once it was begun."""
        if self._draft is None:
            raise LookupError("the page was not begun")
        return self._draft

    def begin(self, digits: Sequence[int] = ()) -> None:
        """Show what the session holds now; `digits` are the candidates that bear the digits 1 to 6 in it."""
        self.editing.end_drawing()
        self.candidates.say("")
        draft, space = draft_of(self._document.state), self._document.state.space
        given = tuple(digits) if isinstance(space, HypothesisSpace) and space.complete else ()
        self._show(replace(draft, given=given, given_over=space.over))
        self.candidates.board.go_to(None)

    def begin_keys(self) -> None:
        """Make keys go to the page."""
        self.candidates.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Let go of the draft and of what is worked out."""
        self.weighing.stop()
        self._draft = None

    def change(self, made: Made, wrong: RuleField | None = None) -> bool:
        """Put another draft in the place of this one.

        Parameters
        ----------
        made
            Makes it, or raises `InvalidInput` with the sentence to show.
        wrong
            The rule that is to blame when it cannot be made.

        Returns
        -------
        bool
            Whether it could be made.
        """
        try:
            draft = made()
            # What goes wrong only when the candidates are put together is told here too.
            _ = draft.space
        except InvalidInput as error:
            self._show(self.draft, wrong)
            self.candidates.say(str(error))
            return False
        self.candidates.say("")
        self._show(draft)
        return True

    def _show(self, draft: Draft, wrong: RuleField | None = None) -> None:
        self._draft = draft
        self.weighing.follow(draft)
        self._show_numbers(wrong)
        self.shapes.setVisible(draft.kind == "list")
        self._share_room()

    def _show_numbers(self, wrong: RuleField | None = None) -> None:
        state, draft = self._document.state, self.draft
        acted = any(batch.regime.interventions for batch in state.dataset.batches)
        working, failed = self.weighing.is_working, bool(self.weighing.failure)
        after = rows_words(state.dataset.n_rows, acted=acted, working=working, failed=failed)
        self.belief.show_draft(draft, self.weighing.weighed, after)
        self.candidates.show_draft(draft, self.belief.digits, belief_positions(state), wrong)

    # -- what is wanted ------------------------------------------------------------------------------------

    def _switch(self, column: int) -> None:
        if self.candidates.is_drawing:
            self.candidates.say("Finish the drawing first, then switch variables on or off.")
            return
        self.change(lambda: self.draft.with_variable(column, column not in self.draft.over))

    def _set_rule(self, field: RuleField, text: str) -> None:
        def made() -> Draft:
            return self.draft.with_rules(with_text(self.draft.rules, field, text, self.draft.belief_names))

        self.change(made, field)

    def _set_factor(self, place: int, text: str) -> None:
        def made() -> Draft:
            column = self.draft.columns[place]
            return self.draft.with_column(place, PriorColumn(column.name, number_in(text, "factor")))

        self.change(made)

    def _set_weight(self, number: int, text: str) -> None:
        self.change(lambda: self.draft.with_weight(number, number_in(text, "weight")))

    def _on_weighed(self) -> None:
        self._show_numbers()
        self._share_room()

    def _on_failure(self, sentence: str) -> None:
        self._show_numbers()
        self.candidates.say(sentence)

    def _use(self) -> None:
        sentence, space = problem_of_use(self.draft) or self.weighing.failure, self.draft.space
        if sentence or space is None:
            self.candidates.say(sentence)
            return
        try:
            action = SetHypotheses(space, self.draft.assumptions())
            # What the session would refuse is said here, where it can be mended.
            apply(self._document.state, action)
        except (InvalidInput, ActionRejected) as error:
            self.candidates.say(str(error))
            return
        self.chosen.emit(action)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if self._draft is not None and old is not None and old.dataset is not new.dataset:
            self.weighing.forget_rows()
            self._show_numbers()

    # -- events --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.candidates.is_drawing:
            self.editing.end_drawing()
        else:
            self.cancelled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        theme = current_theme()
        gap = theme.px(theme.BETWEEN_DOCKS)
        self._row.setContentsMargins(gap, gap, gap, gap)
        self._row.setSpacing(gap)
        self._right.setSpacing(gap)
        self.shapes.setFixedWidth(theme.px(196 if self.width() < theme.px(NARROW) else 370))
        drawing = self.candidates.is_drawing
        self.belief.setVisible(not drawing)
        if drawing:
            self.candidates.setMinimumHeight(0)
            self.candidates.setMaximumHeight(UNBOUNDED)
            return
        room = self.height() - 3 * gap
        least = self.candidates.minimumSizeHint().height()
        self.belief.set_compact(False)
        # Rows of bars move together before any of them is cut off.
        self.belief.set_compact(self.belief.wanted_height() > room - least)
        most = max(least, room - self.belief.wanted_height())
        self.candidates.setFixedHeight(self.candidates.fitted_height(most))
