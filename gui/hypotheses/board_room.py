"""Where the cards of the list lie: in rows, as many side by side as find room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from gui.theme import Theme

NARROWEST, COMFORTABLE, WIDEST, TALLEST, LOWEST = 158, 200, 226, 158, 124
ROOMY = 900
GAP = 8


@dataclass(frozen=True)
class BoardRoom:
    """The room of the cards.

    Parameters
    ----------
    count
        How many cards there are.
    size
        The size of what is seen of them, in pixels.
    top
        How far they are scrolled, in pixels.
    theme
        Gives the scale.
    """

    count: int
    size: QSize
    top: int
    theme: Theme

    @property
    def columns(self) -> int:
        """How many cards are side by side."""
        gap, width = self.theme.px(GAP), self.size.width()
        narrowest = self.theme.px(NARROWEST if width < self.theme.px(ROOMY) else COMFORTABLE)
        return max(1, (width + gap) // (narrowest + gap))

    @property
    def card_size(self) -> QSize:
        """The size of every card."""
        theme, columns = self.theme, self.columns
        share = (self.size.width() + theme.px(GAP)) // columns - theme.px(GAP)
        height = min(theme.px(TALLEST), max(theme.px(LOWEST), self.size.height()))
        return QSize(min(share, theme.px(WIDEST)), height)

    @property
    def pitch(self) -> int:
        """How far it is from one row to the next."""
        return self.card_size.height() + self.theme.px(GAP)

    @property
    def total_height(self) -> int:
        """How high all rows are."""
        return max(0, self._rows * self.pitch - self.theme.px(GAP))

    @property
    def in_sight(self) -> range:
        """The cards of which something is seen."""
        first = self.top // self.pitch * self.columns
        last = ((self.top + self.size.height()) // self.pitch + 1) * self.columns
        return range(first, min(self.count, last))

    def card_rect(self, index: int) -> QRect:
        """Return where a card lies in what is seen."""
        row, column = divmod(index, self.columns)
        size = self.card_size
        return QRect(QPoint(column * (size.width() + self.theme.px(GAP)), row * self.pitch - self.top), size)

    def card_at(self, point: QPoint) -> int | None:
        """Return the card under a point, or None."""
        column = point.x() // (self.card_size.width() + self.theme.px(GAP))
        index = (point.y() + self.top) // self.pitch * self.columns + column
        if 0 <= column < self.columns and 0 <= index < self.count and self.card_rect(index).contains(point):
            return int(index)
        return None

    def top_with(self, index: int) -> int:
        """Return how far to scroll, and no further than needed, so that a card is seen whole."""
        place = self.card_rect(index)
        if place.top() < 0:
            return self.top + place.top()
        return self.top + max(0, place.bottom() + 1 - self.size.height())

    def neighbour(self, index: int, key: int) -> int | None:
        """Return the card to which a key goes from another; None where there is none, or it is no such key."""
        goals: dict[int, int] = {
            Qt.Key.Key_Left: index - 1,
            Qt.Key.Key_Right: index + 1,
            Qt.Key.Key_Up: index - self.columns,
            Qt.Key.Key_Down: index + self.columns,
            Qt.Key.Key_PageUp: max(index % self.columns, index - self.columns * self._rows_in_sight),
            Qt.Key.Key_PageDown: min(self.count - 1, index + self.columns * self._rows_in_sight),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count - 1,
        }
        goal = goals.get(key, -1)
        return goal if 0 <= goal < self.count else None

    def fitted_height(self, most: int) -> int:
        """Return the height, `most` where it can be, in which as many rows as possible are seen whole."""
        gap, tall = self.theme.px(GAP), self.theme.px(TALLEST)
        rows = max(1, min(max(1, self._rows), (most + gap) // (tall + gap)))
        return max(self.theme.px(LOWEST), min(rows * (tall + gap) - gap, most))

    @property
    def _rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height() // self.pitch)


MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
