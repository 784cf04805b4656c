"""A row of cards that stand for more than one candidate each, or for one of too many to be listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.candidates.arrangement import WIDEST, arranged
from gui.candidates.card import CandidateCard, OthersCard
from gui.candidates.card_content import CardContent
from gui.candidates.card_menu import show_card_menu
from gui.candidates.ranking import with_pinned
from gui.controls.motion import Motion
from gui.theme import current_theme

_STEPS: Mapping[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Deck:
    """What a row of cards shows.

    Parameters
    ----------
    contents, weights
        A card each, the heaviest first.
    others
        What is said of all that have no card, given the places of those on show.
    complete
        Whether the cards are all there are: with all of them on show there are no others.
    """

    contents: tuple[CardContent, ...]
    weights: tuple[float, ...]
    others: Callable[[Sequence[int]], tuple[str, str]]
    complete: bool = False


class DeckRow(QWidget):
    """Cards side by side and one for all others; Left and Right go from card to card.

    Signals
    -------
    compare_requested(candidate)
        A card, by what its content calls it, is to be compared with another.
    pin_requested(candidate, on)
        A card is to be kept in sight whatever its weight, or no longer.
    """

    compare_requested = Signal(int)
    pin_requested = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deck: Deck | None = None
        self._start: dict[int, float] = {}
        self._places: tuple[int, ...] = ()
        self.cards: list[CandidateCard] = []
        self.others = OthersCard(self)
        self.others.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.others.unsetCursor()
        self.others.hide()
        self._motion = Motion(self._show_weights, self, 1.0)

    def show_deck(self, deck: Deck, *, animate: bool = False) -> None:
        """Show other cards; bars of those that were there move to their new weight when `animate` is on."""
        self._start = self._on_show()
        self._deck = deck
        self._arrange()
        self._motion.jump(0.0 if animate else 1.0)
        self._motion.move(1.0)

    def shown(self) -> tuple[CandidateCard, ...]:
        """Return the cards on show, the heaviest first."""
        return tuple(card for card in self.cards if not card.isHidden())

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
        shown = self.shown()
        focused = [place for place, card in enumerate(shown) if card.hasFocus()]
        content = shown[focused[0]].content if focused else None
        if event.key() in _STEPS and focused:
            place = min(max(focused[0] + _STEPS[event.key()], 0), len(shown) - 1)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_P and content is not None:
            self.pin_requested.emit(content.candidate, not content.pinned)
        elif event.key() == Qt.Key.Key_C and content is not None:
            self.compare_requested.emit(content.candidate)
        else:
            super().keyPressEvent(event)

    def _add_card(self) -> None:
        card = CandidateCard(self)
        card.menu_requested.connect(lambda position: self._show_menu(card, position))
        self.cards.append(card)

    def _show_menu(self, card: CandidateCard, position: QPoint) -> None:
        content = card.content
        if content is None:
            return
        key, pinned = content.candidate, content.pinned
        show_card_menu(
            self,
            position,
            pinned=pinned,
            pin=lambda: self.pin_requested.emit(key, not pinned),
            compare=lambda: self.compare_requested.emit(key),
        )

    def _focus_on(self, key: int) -> None:
        for card in self.shown():
            if card.content is not None and card.content.candidate == key:
                card.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_show(self) -> dict[int, float]:
        return {card.content.candidate: card.weight for card in self.shown() if card.content is not None}

    def _arrange(self) -> None:
        deck = self._deck
        if deck is None:
            return
        count = len(deck.contents) + (not deck.complete)
        plan = arranged(self.size(), count, current_theme(), others=not deck.complete, narrowest=WIDEST)
        pinned = [place for place, content in enumerate(deck.contents) if content.pinned]
        order = with_pinned(np.arange(len(deck.contents)), pinned, plan.n_cards)
        self._places = tuple(order[: plan.n_cards].tolist())
        focused = [card.content.candidate for card in self.shown() if card.hasFocus() and card.content is not None]
        while len(self.cards) < plan.n_cards:
            self._add_card()
        for slot, card in enumerate(self.cards):
            card.setVisible(slot < plan.n_cards)
            if slot < plan.n_cards:
                card.setGeometry(plan.place(slot))
                card.set_content(deck.contents[self._places[slot]])
        for key in focused:
            self._focus_on(key)
        self.others.setVisible(plan.others)
        if plan.others:
            rest = max(0.0, 1.0 - sum(deck.weights[place] for place in self._places))
            self.others.setGeometry(plan.place(plan.n_cards))
            self.others.set_words(deck.others(self._places), "", rest)
        self._show_weights(self._motion.value)

    def _show_weights(self, share: float) -> None:
        deck = self._deck
        if deck is None:
            return
        shown = self.shown()
        total = 0.0
        for card, place in zip(shown, self._places, strict=False):
            goal = deck.weights[place]
            start = self._start.get(card.content.candidate, goal) if card.content is not None else goal
            total += start + (goal - start) * share
            card.set_weight(goal if share == 1.0 else start + (goal - start) * share)
        self.others.set_weight(max(0.0, 1.0 - total))
