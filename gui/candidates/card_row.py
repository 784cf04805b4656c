"""The row of cards: as many as fit, the most probable first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QWidget

from gui.candidates.arrangement import Arrangement, arranged
from gui.candidates.board import Board
from gui.candidates.card import CandidateCard, OthersCard
from gui.candidates.card_content import CardContent
from gui.candidates.card_menu import MENU_TIP, show_card_menu
from gui.candidates.ranking import FloatArray, IntArray, ranked, with_pinned
from gui.candidates.words import labels_of_hidden, others_words
from gui.controls.motion import Motion
from gui.controls.numbers import count
from gui.theme import current_theme

_STEPS: Mapping[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_ENDS: Mapping[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class CardRow(QScrollArea):
    """Shows cards in one row, which scrolls sideways only when not even a few of them fit.

    Left, Right, Home and End go from card to card; Space or Return selects.

    Signals
    -------
    selected(candidate)
        The person selected a card.
    list_requested()
        The card of the others was pressed.
    compare_requested(candidate)
        A candidate is to be compared with another.
    pin_requested(candidate, on)
        A candidate is to be kept in sight whatever its weight, or no longer.
    """

    selected = Signal(int)
    list_requested = Signal()
    compare_requested = Signal(int)
    pin_requested = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inside = QWidget()
        self.setWidget(self._inside)
        # The scroll area makes it opaque, in the colour of the window.
        self._inside.setAutoFillBackground(False)
        self.cards: list[CandidateCard] = []
        self.others = OthersCard(self._inside)
        self.others.clicked.connect(self.list_requested)
        self._board: Board | None = None
        # By weight, and with what is pinned among those that are shown.
        self._ranked: IntArray = np.zeros(0, dtype=np.intp)
        self._order: IntArray = self._ranked
        self._start: FloatArray = np.zeros(0)
        self._chosen: int | None = None
        self._pinned: tuple[int, ...] = ()
        self._motion = Motion(self._show_weights, self, 1.0)

    def show_board(self, board: Board, *, animate: bool, pinned: tuple[int, ...] = ()) -> None:
        """Show other weights; bars move there when `animate` is on and the candidates are the same.

        What is `pinned` is kept in sight.
        """
        before = self._board
        naming = board.naming
        same = before is not None and before.naming.space == naming.space
        self._start = self._weights_on_show() if same else naming.weights
        if not same:
            self._chosen = None
        self._board, self._pinned = board, pinned
        self._ranked = ranked(naming.weights, naming.digit_of)
        self._arrange()
        self._motion.jump(0.0 if animate and same else 1.0)
        if animate and same:
            self._motion.move(1.0)

    def clear(self) -> None:
        """Show no cards."""
        self._board = None
        for card in (*self.cards, self.others):
            card.hide()

    @property
    def chosen(self) -> int | None:
        """The candidate selected; the most probable one until the person selects another."""
        if self._chosen is None and self._board is not None:
            return int(self._ranked[0])
        return self._chosen

    def choose(self, candidate: int) -> None:
        """Select a candidate that was chosen elsewhere, and bring its card into sight where it has one."""
        self._chosen = candidate
        self._mark_chosen()
        for card in self.cards:
            if card.isChecked() and not card.isHidden():
                self.ensureWidgetVisible(card, current_theme().px(12), 0)

    @property
    def pinned(self) -> tuple[int, ...]:
        """The candidates that are kept in sight, in the order in which they were pinned."""
        return self._pinned

    def keep(self, pinned: tuple[int, ...]) -> None:
        """Keep these in sight whatever their weight, and no others."""
        if pinned == self._pinned:
            return
        self._pinned = pinned
        focused = self._focused()
        self._arrange()
        if focused is not None:
            self._focus_on(focused)

    def content_of(self, candidate: int) -> CardContent:
        """Return what the card of any candidate says; raises LookupError while there are none."""
        if self._board is None:
            raise LookupError("there are no candidates")
        return self._content(self._board, candidate)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(941), theme.px(232))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(240), theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        stops = self._stops()
        focused = [stop for stop, card in enumerate(stops) if card.hasFocus()]
        if key in _ENDS and stops:
            self._focus(_ENDS[key])
        elif key in _STEPS and focused:
            self._focus(min(max(focused[0] + _STEPS[key], 0), len(stops) - 1))
        elif key == Qt.Key.Key_P and self._focused() is not None:
            self._toggle_pin(self._focused() or 0)
        elif key == Qt.Key.Key_C and self._focused() is not None:
            self.compare_requested.emit(self._focused())
        else:
            super().keyPressEvent(event)

    def _stops(self) -> list[QAbstractButton]:
        cards: list[QAbstractButton] = [*self.cards, self.others]
        return [card for card in cards if not card.isHidden()]

    def _toggle_pin(self, candidate: int) -> None:
        self.pin_requested.emit(candidate, candidate not in self._pinned)

    def _focused(self) -> int | None:
        found = [card.content for card in self.cards if card.hasFocus() and card.content is not None]
        return found[0].candidate if found else None

    def _focus_on(self, candidate: int) -> None:
        for card in self.cards:
            if not card.isHidden() and card.content is not None and card.content.candidate == candidate:
                card.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_menu(self, card: CandidateCard, position: QPoint) -> None:
        if card.content is None:
            return
        candidate = card.content.candidate
        show_card_menu(
            self,
            position,
            pinned=candidate in self._pinned,
            pin=lambda: self._toggle_pin(candidate),
            compare=lambda: self.compare_requested.emit(candidate),
        )

    def _focus(self, stop: int) -> None:
        card = self._stops()[stop]
        # Reached by key, so the ring is shown.
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(card, current_theme().px(12), 0)

    def _weights_on_show(self) -> FloatArray:
        if self._board is None or self._motion.value >= 1.0:
            return self._board.naming.weights if self._board else self._start
        return self._start + (self._board.naming.weights - self._start) * self._motion.value

    def _arrange(self) -> None:
        board = self._board
        if board is None:
            return
        plan = arranged(self._room(), len(board.naming.space), current_theme())
        self._inside.resize(plan.size.width(), max(plan.size.height(), self.viewport().height()))
        self._order = with_pinned(self._ranked, self._pinned, plan.n_cards)
        while len(self.cards) < plan.n_cards:
            self._add_card()
        for slot, card in enumerate(self.cards):
            card.setVisible(slot < plan.n_cards)
            if slot < plan.n_cards:
                card.setGeometry(plan.place(slot))
                card.set_content(self._content(board, int(self._order[slot])))
        self._arrange_others(board, plan)
        self._mark_chosen()
        self._show_weights(self._motion.value)

    def _room(self) -> QSize:
        # Where cards must scroll, the scroll bar takes some of the height.
        room = self.size()
        if self._board is not None:
            plan = arranged(room, len(self._board.naming.space), current_theme())
            if plan.size.width() > room.width():
                room.setHeight(room.height() - self.horizontalScrollBar().sizeHint().height())
        return room

    def _arrange_others(self, board: Board, plan: Arrangement) -> None:
        self.others.setVisible(plan.others)
        if plan.others:
            rest = board.naming.weights[self._order[plan.n_cards :]]
            self.others.setGeometry(plan.place(plan.n_cards))
            link = f"Show all {count(len(board.naming.space))}"
            self.others.set_words(others_words(rest), link, float(rest.sum()))

    def _add_card(self) -> None:
        card = CandidateCard(self._inside)
        card.clicked.connect(lambda _checked=False: self._select(card))
        card.menu_requested.connect(lambda position: self._show_menu(card, position))
        self.cards.append(card)
        # The card of the others comes last when going by Tab.
        QWidget.setTabOrder(card, self.others)

    def _select(self, card: CandidateCard) -> None:
        if card.content is not None:
            self._chosen = card.content.candidate
            self._mark_chosen()
            self.selected.emit(self._chosen)

    def _mark_chosen(self) -> None:
        for card in self.cards:
            card.setChecked(card.content is not None and card.content.candidate == self.chosen)

    def _content(self, board: Board, candidate: int) -> CardContent:
        naming = board.naming
        shape = naming.space.candidate(candidate)
        return CardContent(
            candidate=candidate,
            digit=naming.digit_of.get(candidate),
            names=(*naming.names, *labels_of_hidden(shape, naming.names)),
            positions=board.places(shape),
            edges=shape.graph.edges(),
            arrows=naming.structure(candidate),
            level=naming.level(candidate),
            tip=f"{naming.tip(candidate)}\n{MENU_TIP}",
            spoken=f"{naming.spoken(candidate)}{', kept in sight' if candidate in self._pinned else ''}",
            pinned=candidate in self._pinned,
            hidden=frozenset(range(shape.n, shape.graph.n)),
            error=naming.error(candidate),
        )

    def _show_weights(self, share: float) -> None:
        board = self._board
        if board is None:
            return
        goal = board.naming.weights
        shown = [card for card in self.cards if not card.isHidden() and card.content is not None]
        for card in shown:
            candidate = card.content.candidate if card.content else 0
            start = float(self._start[candidate])
            card.set_weight(start + (float(goal[candidate]) - start) * share)
        if not self.others.isHidden():
            rest = self._order[len(shown) :]
            start = float(self._start[rest].sum())
            self.others.set_weight(start + (float(goal[rest].sum()) - start) * share)
