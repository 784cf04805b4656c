"""How many cards there are, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from gui.theme import Theme

NARROWEST = 122
WIDEST = 156
TALLEST = 208
GAP = 8
MARGIN = 12
FEWEST = 3
MOST = 12


@dataclass(frozen=True)
class Arrangement:
    """Places of the cards.

    Parameters
    ----------
    n_cards
        How many candidates have a card.
    others
        Whether one more card stands for all the others.
    card
        Size of a card in pixels.
    margin, gap
        Space around all cards and between two, in pixels.
    """

    n_cards: int
    others: bool
    card: QSize
    margin: int
    gap: int

    @property
    def n_slots(self) -> int:
        """Cards in all."""
        return self.n_cards + self.others

    @property
    def size(self) -> QSize:
        """Room that all cards take together."""
        width = self.n_slots * (self.card.width() + self.gap) - self.gap + 2 * self.margin
        return QSize(width, self.card.height() + 2 * self.margin)

    def place(self, slot: int) -> QRect:
        """Return where the card in a slot lies."""
        left = self.margin + slot * (self.card.width() + self.gap)
        return QRect(left, self.margin, self.card.width(), self.card.height())


def arranged(
    room: QSize, n_candidates: int, theme: Theme, *, others: bool = False, narrowest: int = NARROWEST
) -> Arrangement:
    """Return the arrangement for some room: as many whole cards as fit, but not fewer than three.

    Parameters
    ----------
    room
        Size of the view.
    n_candidates
        How many there are.
    theme
        For the scale.
    others
        Whether the last of them stands for others in any case.
    narrowest
        Width of a card at least, in pixels at 100 %.
    """
    margin, gap = theme.px(MARGIN), theme.px(GAP)
    width = room.width() - 2 * margin
    fitting = (width + gap) // (theme.px(narrowest) + gap)
    slots = min(max(fitting, FEWEST), MOST)
    n_cards = min(n_candidates - others, slots - 1) if others or n_candidates > slots else n_candidates
    others = others or n_candidates > slots
    used = n_cards + others
    share = (width + gap) // max(1, used) - gap
    side = min(max(share, theme.px(narrowest)), theme.px(WIDEST))
    height = min(max(1, room.height() - 2 * margin), theme.px(TALLEST))
    return Arrangement(n_cards, others, QSize(side, height), margin, gap)
