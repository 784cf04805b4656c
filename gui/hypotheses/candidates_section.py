"""The upper part of the page: what may be true, which variables, and the cards or the drawing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import HypothesisSpace
from engine.hypotheses.templates import Point
from gui.controls.bars import IconLabel
from gui.controls.buttons import plain_button
from gui.controls.labels import Label
from gui.controls.numbers import count
from gui.hypotheses.board import CandidateBoard
from gui.hypotheses.draft import KINDS, Draft
from gui.hypotheses.hidden_form import HiddenForm
from gui.hypotheses.rules import RuleField
from gui.hypotheses.rules_form import RulesForm
from gui.hypotheses.section import Section
from gui.hypotheses.sketch_form import SketchForm
from gui.hypotheses.variable_chips import VariableRow
from gui.hypotheses.words import card_of_entry, card_of_structure, counted, hint, n_assignments, places_of
from gui.theme import current_theme

TABS = {
    "all": ("Every structure", "All ways to draw arrows without a circle (all DAGs)"),
    "rules": ("Under rules", "All of them but those that break rules about arrows"),
    "list": ("A list of my own", "The candidates that you put together here"),
}


class _Pages(QStackedWidget):
    # Takes the room of the page on show, not that of the largest.
    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()


class CandidatesSection(Section):
    """Shows the upper half of a draft; what is wanted is told by signals of its parts.

    Signals
    -------
    kind_chosen(kind)
        Another kind of space is wanted: one of `KINDS`.
    all_wanted()
        Every candidate that the shape of the chosen card gives is to be listed.
    page_turned()
        The cards or the drawing came into sight.
    """

    kind_chosen = Signal(str)
    all_wanted = Signal()
    page_turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What may be true", parent)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("What may be true")
        for kind in KINDS:
            self.tabs.setTabToolTip(self.tabs.addTab(TABS[kind][0]), TABS[kind][1])
        self.count = Label("", "second", secondary=True)
        self.head.addWidget(self.tabs)
        # The words of tabs stand upon their underline.
        self.heading.setContentsMargins(0, 0, 0, 3)
        self.head.addStretch(1)
        self.head.addWidget(self.count)
        self.variables = VariableRow()
        self.rules = RulesForm()
        self.board = CandidateBoard()
        self.hidden = HiddenForm()
        self.sketch = SketchForm()
        self.all_button = plain_button("All assignments")
        self.hint_icon = IconLabel("hint")
        self.hint = Label("", "second", secondary=True, wrap=True)
        self._chips, self._foot = QHBoxLayout(), QHBoxLayout()
        self._chips.addWidget(Label("Variables", secondary=True))
        self._chips.addWidget(self.variables, 1)
        self._foot.addWidget(self.hint_icon)
        self._foot.addWidget(self.hint, 1)
        self._foot.addWidget(self.all_button)
        cards = QWidget()
        self._cards = QVBoxLayout(cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.addWidget(self.board, 1)
        self._cards.addWidget(self.hidden)
        self.pages = _Pages()
        self.pages.addWidget(cards)
        self.pages.addWidget(self.sketch)
        self.column.addLayout(self._chips)
        self.column.addWidget(self.rules)
        self.column.addWidget(self.pages, 1)
        self.column.addLayout(self._foot)
        self._sentence = ""
        self._draft: Draft | None = None
        self.tabs.currentChanged.connect(lambda place: self.kind_chosen.emit(KINDS[place]))
        self.all_button.clicked.connect(self.all_wanted)
        self.board.moved.connect(self._show_foot)
        self.sketch.said.connect(self.say)
        self._follow_spacing()

    @property
    def is_drawing(self) -> bool:
        """Whether a candidate is being drawn freehand."""
        return self.pages.currentWidget() is self.sketch

    def show_draft(
        self, draft: Draft, digits: Mapping[int, int], known: Mapping[str, Point], wrong: RuleField | None = None
    ) -> None:
        """Show a draft.

        Parameters
        ----------
        draft
            What is on the page.
        digits
            Numbers of structures, where they are not listed by hand.
        known
            Where the variables lie on the canvas.
        wrong
            A rule that could not be read.
        """
        self._draft = draft
        blocked = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(KINDS.index(draft.kind))
        self.tabs.blockSignals(blocked)
        # The words of the chosen tab are bold, so each choice asks for another width.
        self.tabs.updateGeometry()
        self.count.setText(counted(draft))
        self.variables.show_variables(draft.names, draft.over, draggable=draft.kind == "list")
        self.rules.setVisible(draft.kind == "rules")
        self.rules.show_rules(draft.rules, draft.belief_names, wrong)
        if draft.kind == "list":
            self.board.show_cards(len(draft.entries), lambda index: card_of_entry(draft, index))
        elif isinstance(draft.space, HypothesisSpace):
            places = places_of(draft, known)
            self.board.show_cards(
                len(draft.space), lambda index: card_of_structure(draft, index, digits.get(index), places)
            )
        else:
            self.board.show_cards(0, lambda _index: card_of_entry(draft, 0))
        self._show_foot()

    def begin_drawing(self, draft: Draft, candidate: Candidate | None = None) -> None:
        """Show the canvas, empty or with a candidate."""
        self.pages.setCurrentWidget(self.sketch)
        self.sketch.begin(draft.belief_names, candidate)
        self._show_foot()
        self.page_turned.emit()

    def end_drawing(self) -> None:
        """Show the cards again."""
        self.pages.setCurrentIndex(0)
        self._show_foot()
        self.page_turned.emit()

    def say(self, sentence: str) -> None:
        """Say why something could not be done; empty to say what would be next."""
        # Faults begin in small letters, for files name the place before them.
        self._sentence = f"{sentence[:1].upper()}{sentence[1:]}"
        self._show_foot()

    @property
    def chosen_hidden(self) -> tuple[int, int] | None:
        """The card and the number of the hidden variable that the form is about, or None."""
        draft, index = self._draft, self.board.current
        if draft is None or draft.kind != "list" or index is None or index >= len(draft.entries):
            return None
        entry = draft.entries[index]
        if not entry.hidden:
            return None
        node = self.board.node
        return index, node - entry.n_slots if node is not None and node >= entry.n_slots else 0

    def _show_foot(self) -> None:
        draft = self._draft
        if draft is None:
            return
        index = self.board.current
        entry = (
            draft.entries[index] if draft.kind == "list" and index is not None and index < len(draft.entries) else None
        )
        unfinished = entry is not None and not entry.is_finished and not self.is_drawing
        self.all_button.setVisible(unfinished)
        if unfinished and entry is not None:
            self.all_button.setText(f"All {count(n_assignments(entry.title, len(draft.over)))} assignments")
        chosen = self.chosen_hidden
        self.hidden.setVisible(chosen is not None)
        if chosen is not None:
            self.hidden.show_hidden(draft.entries[chosen[0]].hidden[chosen[1]])
        self.hint_icon.set_icon("warn" if self._sentence else "hint", "warn" if self._sentence else "text2")
        usual = DRAWING if self.is_drawing else hint(draft, index, self.board.node)
        self.hint.setText(self._sentence or usual)

    def fitted_height(self, most: int) -> int:
        """Return the height, `most` where it can be, in which rows of cards are seen whole."""
        rest = self.minimumSizeHint().height() - self.board.minimumSizeHint().height()
        return rest + self.board.fitted_height(most - rest)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_foot"):
            self._follow_spacing()

    def _follow_spacing(self) -> None:
        theme = current_theme()
        self._chips.setSpacing(theme.px(10))
        self._foot.setSpacing(theme.px(8))
        self._cards.setSpacing(theme.px(8))
        self.all_button.setMinimumHeight(theme.px(26))


DRAWING = (
    "Drag from a cause to its effect. By key: arrow keys choose, Enter takes a cause, then its effect, Delete removes."
)
