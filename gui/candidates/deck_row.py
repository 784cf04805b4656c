"""A row of cards that stand for more than one candidate each, or for one of too many to be listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.candidates.arrangement import WIDEST, arranged
from gui.candidates.card import CandidateCard, CardContent, OthersCard
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
        What is said of all that have no card, given how many there are on show.
    complete
        Whether the cards are all there are: with all of them on show there are no others.
    """

    contents: tuple[CardContent, ...]
    weights: tuple[float, ...]
    others: Callable[[int], tuple[str, str]]
    complete: bool = False


class DeckRow(QWidget):
    """Cards side by side and one for all others; Left and Right go from card to card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deck: Deck | None = None
        self._start: dict[int, float] = {}
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
        if event.key() in _STEPS and focused:
            place = min(max(focused[0] + _STEPS[event.key()], 0), len(shown) - 1)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_show(self) -> dict[int, float]:
        return {card.content.candidate: card.weight for card in self.shown() if card.content is not None}

    def _arrange(self) -> None:
        deck = self._deck
        if deck is None:
            return
        count = len(deck.contents) + (not deck.complete)
        plan = arranged(self.size(), count, current_theme(), others=not deck.complete, narrowest=WIDEST)
        while len(self.cards) < plan.n_cards:
            self.cards.append(CandidateCard(self))
        for slot, card in enumerate(self.cards):
            card.setVisible(slot < plan.n_cards)
            if slot < plan.n_cards:
                card.setGeometry(plan.place(slot))
                card.set_content(deck.contents[slot])
        self.others.setVisible(plan.others)
        if plan.others:
            rest = max(0.0, 1.0 - sum(deck.weights[: plan.n_cards]))
            self.others.setGeometry(plan.place(plan.n_cards))
            self.others.set_words(deck.others(plan.n_cards), "", rest)
        self._show_weights(self._motion.value)

    def _show_weights(self, share: float) -> None:
        deck = self._deck
        if deck is None:
            return
        shown = self.shown()
        total = 0.0
        for card, goal in zip(shown, deck.weights, strict=False):
            start = self._start.get(card.content.candidate, goal) if card.content is not None else goal
            total += start + (goal - start) * share
            card.set_weight(goal if share == 1.0 else start + (goal - start) * share)
        self.others.set_weight(max(0.0, 1.0 - total))
