"""The panel: follows the analysis and shows its candidates."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.posterior.digest import Digest
from engine.posterior.posterior import Posterior
from engine.sessions.pins import Pins
from engine.sessions.placing import belief_positions, named_hidden_positions
from engine.sessions.verbs import Pin
from gui.analysis import Analysis
from gui.candidates.board import Board
from gui.candidates.card_row import CardRow
from gui.candidates.comparing import Comparing, Rivals
from gui.candidates.deck_row import DeckRow
from gui.candidates.decks import best_deck, class_deck, class_order_words
from gui.candidates.dialog import AllCandidates
from gui.candidates.rivals import MOST, best_rivals, listed_rivals
from gui.candidates.words import Naming, best_order_words, order_words
from gui.controls.buttons import quiet_button
from gui.controls.labels import ElidedLabel, Label
from gui.document import Document
from gui.inquiries.merging import Merging, kinds_shown
from gui.results import Results, places_shown
from gui.turns import Later

WAITING = "Working out what to believe ..."
NOTHING = "What to believe was not worked out."


class CandidatesPanel(QWidget):
    """The most probable structures at the moment shown.

    Parameters
    ----------
    document
        Names and positions of the variables.
    analysis
        The weights.

    Signals
    -------
    candidate_selected(candidate)
        The person selected a card, given by number in the space.
    change_requested()
        Other candidates, or another prior, are to be chosen.
    """

    candidate_selected = Signal(int)
    change_requested = Signal()

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._results = Results()
        self._board: Board | None = None
        self._drawn: tuple[object, ...] = ()
        self.row = CardRow()
        self.best = DeckRow()
        self.order = ElidedLabel("", "second", secondary=True)
        self.order.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.change_button = quiet_button("Change ...")
        self.change_button.setToolTip("Choose what may be true, and the prior (Ctrl+H)")
        self.change_button.setAccessibleName("Change what may be true")
        self.change_button.clicked.connect(self.change_requested)
        self._list: AllCandidates | None = None
        self._comparing: Comparing | None = None
        self._compared_space: Hypotheses | None = None
        self._found: tuple[Hypotheses, Pins, tuple[int, ...]] | None = None
        self._waiting = Label(WAITING, secondary=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self.row)
        self._pages.addWidget(self.best)
        self.row.selected.connect(self.candidate_selected)
        self.row.list_requested.connect(self.show_list)
        self.row.compare_requested.connect(self.compare)
        self.row.pin_requested.connect(self._pin)
        self.best.pin_requested.connect(self._pin_card)
        self.best.compare_requested.connect(self._compare_card)
        self._merging = Merging(document, analysis, analysis.jobs, self)
        self._merging.changed.connect(self._show_classes)
        self._later = Later(self._draw, analysis.jobs.turns, self)
        analysis.results_changed.connect(self._later.ask)
        document.state_changed.connect(self._on_state)
        self._draw()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the cards are ordered, a way to others."""
        return [self.order, self.change_button]

    def choose(self, candidate: int) -> None:
        """Select a candidate that was chosen elsewhere, on its card and in the list."""
        self.row.choose(candidate)
        if self._list is not None and self._list.isVisible():
            self._list.choose(candidate)

    def show_list(self) -> None:
        """Open the list of all candidates, or bring it to the front."""
        self._later.catch_up()
        if self._board is None:
            return
        if self._list is None:
            self._list = AllCandidates(self)
        self._list.show_naming(self._board.naming, self._kind)
        if self.row.chosen is not None:
            self._list.choose(self.row.chosen)
        if self._list.isVisible():
            self._list.raise_()
        self._list.show()
        self._list.activateWindow()

    def compare(self, candidate: int | None = None, against: int | None = None) -> None:
        """Put two candidates side by side: one, or that which is selected, and the most probable other one.

        `against` is the other one where it is known.
        """
        self._later.catch_up()
        rivals = self._rivals(candidate)
        if rivals is None or len(rivals.structures) < 2:
            return
        keys = list(rivals.structures)
        chosen = self.row.chosen if self._results.digest is None else keys[0]
        one = candidate if candidate is not None else chosen
        other = against if against is not None else chosen
        if other is None or other == one:
            other = next(key for key in keys if key != one)
        if self._comparing is None:
            self._comparing = Comparing(self)
        # What was asked for stands on the right of what it is held against.
        pair = (one, other) if candidate is None else (other, one)
        self._compared_space = self._document.state.space
        self._comparing.show_rivals(rivals, *pair)
        self._comparing.show()
        self._comparing.raise_()
        self._comparing.activateWindow()

    @property
    def comparing(self) -> Comparing | None:
        """The two side by side, once they were."""
        return self._comparing

    def _pin(self, candidate: int, on: bool) -> None:
        if self._board is not None:
            self._document.perform(Pin(self._board.naming.space.candidate(candidate), on))

    def _pin_card(self, key: int, on: bool) -> None:
        digest, space = self._results.digest, self._document.state.space
        if digest is not None:
            place = self._standing_for(key)
            self._document.perform(Pin(Candidate.of(digest.best[0 if place is None else place].dag)))
        elif isinstance(space, HypothesisSpace) and on:
            self._document.perform(Pin(space.candidate(self._standing_for(key) or 0)))
        elif isinstance(space, HypothesisSpace):
            members = self._members(key)
            for number in self._pinned(space):
                if number in members:
                    self._document.perform(Pin(space.candidate(number), on=False))

    def _compare_card(self, key: int) -> None:
        # Of two classes one structure each is compared.
        others = [each.content.candidate for each in self.best.shown() if each.content is not None]
        other = next((each for each in others if each != key), None)
        self.compare(self._standing_for(key), None if other is None else self._standing_for(other))

    def _members(self, key: int) -> frozenset[int]:
        view = self._merging.view
        found = [each.members for each in (view.classes if view is not None else ()) if each.members[:1] == (key,)]
        return frozenset(found[0] if found else ())

    def _standing_for(self, key: int) -> int | None:
        # The structure that stands for a card: of a class the heaviest that is known.
        digest, posterior, view = self._results.digest, self._results.posterior, self._merging.view
        if not self._as_classes:
            return key
        if digest is not None and view is not None and key < len(view.classes):
            member = view.classes[key].member
            return next((place for place, each in enumerate(digest.best) if each.dag == member), None)
        members = sorted(self._members(key))
        return max(members, key=lambda number: posterior.weights[number]) if members and posterior is not None else None

    def _pinned(self, space: HypothesisSpace) -> tuple[int, ...]:
        # Their numbers among the candidates on show, which may be those of a moment ago.
        pins = self._document.state.pinned
        if self._found is None or self._found[0] is not space or self._found[1] != pins:
            numbers = (space.find(pin) for pin in pins if pin.n == space.n)
            self._found = space, pins, tuple(number for number in numbers if number is not None)
        return self._found[2]

    def _rivals(self, wanted: int | None = None) -> Rivals | None:
        state, results = self._document.state, self._results
        kinds = kinds_shown(state, results)
        if results.digest is not None and results.digest.space == state.space and not results.digest.level:
            places = places_shown(state, results)
            deck = best_deck(results.digest, state.belief_names, places, results.structures)
            return best_rivals(state, results.digest, kinds, deck)
        if self._as_classes and results.posterior is not None and results.history is not None:
            self._fill_row(results.posterior, animate=False)
        history, posterior, board = results.history, results.posterior, self._board
        if history is None or posterior is None or board is None or posterior.space != state.space:
            return None
        same = self._comparing is not None and self._compared_space == posterior.space
        compared = self._comparing.compared if self._comparing is not None and same else ()
        asked = [key for key in (wanted, self.row.chosen, *compared, *self.row.pinned) if key is not None]
        offered = list(dict.fromkeys([*posterior.ranked(MOST), *results.digits, *asked]))
        content = self.row.content_of
        names = state.belief_names
        return listed_rivals(history, posterior, results.checkpoint, kinds, offered, content, names)

    def _follow_comparison(self) -> None:
        if self._comparing is not None and self._comparing.isVisible():
            # Numbers of other candidates would mean other structures.
            same = self._compared_space == self._document.state.space
            rivals = self._rivals() if same else None
            if rivals is not None and len(rivals.structures) > 1:
                self._comparing.show_rivals(rivals)
            else:
                self._comparing.close()

    @property
    def list_dialog(self) -> AllCandidates | None:
        """The list of all candidates, once it was opened."""
        return self._list

    @property
    def _kind(self) -> str:
        return self._results.kind

    def _draw(self) -> None:
        before, self._results = self._results, self._analysis.results
        self._show(before, self._results)
        self._follow_comparison()

    def _show(self, before: Results, results: Results) -> None:
        self._want_classes()
        if self._as_classes and results.belief is not None and not results.unfinished:
            self._show_classes()
            return
        if results.digest is not None:
            self._show_best(results.digest)
            return
        self._show_listed(before, results)

    def _show_listed(self, before: Results, results: Results) -> None:
        posterior = results.posterior
        if results.history is None or posterior is None:
            self._board = None
            self.row.clear()
            self.order.setText("")
            self._waiting.setText(NOTHING if results.unfinished else WAITING)
            self._pages.setCurrentWidget(self._waiting)
            return
        same = posterior is before.posterior and results.digit_of == before.digit_of
        if same and self._board is not None and self._pages.currentWidget() is self.row:
            return
        naming = self._fill_row(posterior, animate=results.following and before.following)
        self.order.setText(order_words(posterior.weights, results.n_rows, self._kind))
        self._pages.setCurrentWidget(self.row)
        if self._list is not None and self._list.isVisible():
            self._list.show_naming(naming, self._kind)

    def _fill_row(self, posterior: Posterior, *, animate: bool) -> Naming:
        state = self._document.state
        digits, weights = self._results.digit_of, posterior.weights
        naming = Naming(posterior.space, state.belief_names, digits, weights, posterior.errors)
        self._board = Board(naming, belief_positions(state), named_hidden_positions(state))
        self.row.show_board(self._board, animate=animate, pinned=self._pinned(posterior.space))
        return naming

    @property
    def _as_classes(self) -> bool:
        return self._results.view == "classes"

    def _want_classes(self) -> None:
        self._merging.want(self._as_classes and self.isVisible())

    def _show_classes(self) -> None:
        view, results = self._merging.view, self._results
        if view is None or not self._as_classes:
            # They are on their way: what is on show stays until they are here.
            return
        state = self._document.state
        pinned = self._pinned(state.space) if isinstance(state.space, HypothesisSpace) else ()
        deck = class_deck(view, results.digest, state.belief_names, places_shown(state, results), pinned)
        self._drawn = ()
        self.best.show_deck(deck, animate=results.following)
        self.order.setText(class_order_words(view, results.n_rows, self._kind))
        self._pages.setCurrentWidget(self.best)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_classes()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want_classes()

    def _show_best(self, digest: Digest) -> None:
        state = self._document.state
        self._board = None
        if digest.space != state.space:
            return
        places, followed = places_shown(state, self._results), self._results.structures
        drawn = (digest, state.belief_names, dict(places), followed)
        if drawn == self._drawn and self._pages.currentWidget() is self.best:
            return
        self._drawn = drawn
        self.best.show_deck(best_deck(digest, state.belief_names, places, followed))
        self.order.setText(best_order_words(digest))
        self._pages.setCurrentWidget(self.best)

    def _on_state(self, old: object, _new: object) -> None:
        if old is None and self._comparing is not None:
            self._comparing.close()
        if self._as_classes:
            self._show_classes()
            return
        if old is not None and self._results.digest is not None:
            self._show_best(self._results.digest)
        # Nodes were moved: the same graphs at other places.
        if old is None or self._board is None:
            return
        state = self._document.state
        positions, hidden = belief_positions(state), named_hidden_positions(state)
        if (positions, hidden) != (self._board.positions, self._board.hidden):
            self._board = replace(self._board, positions=positions, hidden=hidden)
            self.row.show_board(self._board, animate=False, pinned=self._pinned(self._board.naming.space))
        else:
            self.row.keep(self._pinned(self._board.naming.space))
