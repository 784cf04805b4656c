"""Where the cells of the map and the names beside them lie: smaller cells for more variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from gui.theme import Role, Theme

GAP, SMALL_GAP = 2, 1
HIGHEST, LOWEST, ROOM = 28, 15, 216
WIDEST = 96
NAME_MOST, NAME_SHARE, HEAD, HEAD_MOST = 110, 0.34, 24, 84
# From so many variables on, cells are small and stand close.
MANY = 9


@dataclass(frozen=True)
class Squares:
    """Lengths of a map, in pixels of the widget.

    Parameters
    ----------
    n
        Variables.
    left, top
        Room for the names of rows and of columns.
    width_of_cell, height_of_cell
        Of one cell.
    gap
        Between two.
    turned
        Whether the names of columns stand upright, read from below.
    role
        Type of the names.
    """

    n: int
    left: float
    top: float
    width_of_cell: float
    height_of_cell: float
    gap: float
    turned: bool
    role: Role

    @property
    def height(self) -> float:
        """Of the whole map."""
        return self.top + self.n * (self.height_of_cell + self.gap) + self.gap

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a cell lies."""
        left = self.left + column * (self.width_of_cell + self.gap)
        top = self.top + row * (self.height_of_cell + self.gap)
        return QRectF(left, top, self.width_of_cell, self.height_of_cell)

    def at(self, place: QPointF) -> tuple[int, int] | None:
        """Return row and column of the cell at a place; None beside them all."""
        column = int((place.x() - self.left) // (self.width_of_cell + self.gap))
        row = int((place.y() - self.top) // (self.height_of_cell + self.gap))
        inside = 0 <= row < self.n and 0 <= column < self.n and self.cell(row, column).contains(place)
        return (row, column) if inside else None


def squares_for(names: Sequence[str], width: int, theme: Theme) -> Squares:
    """Return the lengths of a map of these variables in a widget of some width."""
    n = max(1, len(names))
    role: Role = "interface" if n < MANY else "axis"
    metrics = QFontMetricsF(theme.font(role, 600))
    longest = max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 2
    gap = theme.px(GAP if n < MANY else SMALL_GAP)
    left = round(min(longest, theme.px(NAME_MOST), width * NAME_SHARE) + theme.px(8))
    # Two pixels at the right for a ring.
    room = (width - left - theme.px(2) - gap * (n - 1)) / n
    cell = max(theme.px(6), min(int(room), theme.px(WIDEST)))
    height = max(theme.px(LOWEST), min(theme.px(HIGHEST), round(theme.px(ROOM) / n)))
    turned = longest > cell
    top = min(longest, theme.px(HEAD_MOST)) + theme.px(8) if turned else theme.px(HEAD)
    return Squares(n, left, round(top), cell, height, gap, turned, role)
