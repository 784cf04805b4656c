"""What a table of candidates holds, and where its columns lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from gui.controls.chip import CHIP_WIDTH
from gui.theme import Theme

Fill = Literal["plain", "candidate", "accent", "hollow"]
ColumnKind = Literal["share", "signed", "text"]
Mark = Callable[[QPainter, QRectF, Theme], None]
SIDE = 12
GAP = 8
BETWEEN = 20
CROWDED = 12
NARROWEST_WORDS = 72
WORDS_SHARE = 0.34
NARROWEST_BAR = 44
WIDEST_BAR = 170
ICON = 14


@dataclass(frozen=True)
class Column:
    """One column of numbers.

    Parameters
    ----------
    title
        What the numbers are about: "yes".
    kind
        A bar from 0 to 1, a bar to either side of 0, or words alone.
    tip
        More about it, for the tool tip.
    icon
        Picture before the title, or empty.
    name
        The title in full, for a screen reader, where it is not enough: "B = yes".
    """

    title: str
    kind: ColumnKind = "share"
    tip: str = ""
    icon: str = ""
    name: str = ""

    @property
    def spoken(self) -> str:
        """The title as a screen reader says it."""
        return self.name or self.title


@dataclass(frozen=True)
class Cell:
    """One number of one line.

    Parameters
    ----------
    text
        As it is written.
    value
        Length of the bar, from 0 to 1, or from -1 to 1 in a signed column; None for no bar.
    mark
        Where a line across the bar stands, from 0 to 1; None for none.
    fill
        How the bar is filled; a hollow one is an outline.
    error
        Standard error of the value, drawn across the end of the bar in the pattern of a candidate; 0 for none.
    note
        Stands in grey beside the number, or empty.
    """

    text: str
    value: float | None = None
    mark: float | None = None
    fill: Fill = "plain"
    error: float = 0.0
    note: str = ""

    @property
    def spoken(self) -> str:
        """The number as a screen reader says it."""
        return f"{self.text}, {self.note}" if self.note else self.text


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Parameters
    ----------
    words
        A candidate's arrows, or what the line is.
    cells
        One a column.
    digit
        Digit of the candidate.
    chip
        Whether it is a candidate and has a chip.
    tint
        Whether a line without a chip is tinted and bold.
    spoken
        Name for a screen reader, where the words are not enough.
    mark
        Draws what stands in the place of the chip, within a box, where the line is no candidate.
    """

    words: str
    cells: tuple[Cell, ...]
    digit: int | None = None
    chip: bool = True
    spoken: str = ""
    mark: Mark | None = None
    tint: bool = True

    @property
    def bold(self) -> bool:
        """Whether it stands out from the others."""
        return self.tint and not self.chip


@dataclass(frozen=True)
class Spot:
    """Where a column lies: its left edge, the room for its bar, its number and its note, with gaps, in pixels."""

    left: int
    bar: int
    number: int
    note: int = 0
    gap: int = GAP

    @property
    def number_left(self) -> int:
        """Where the number begins."""
        return self.left + (self.bar + self.gap if self.bar else 0)

    @property
    def note_left(self) -> int:
        """Where the note begins."""
        return self.number_left + self.number + self.gap

    @property
    def width(self) -> int:
        """All of it."""
        return self.number_left + self.number + (self.gap + self.note if self.note else 0) - self.left


@dataclass(frozen=True)
class Places:
    """Where the columns lie.

    Parameters
    ----------
    words
        Left edge and width of the words.
    spots
        One a column.
    width
        Of all together, in pixels; more than there is room for where the table scrolls sideways.
    """

    words: tuple[int, int]
    spots: tuple[Spot, ...]
    width: int


def placed(columns: Sequence[Column], lines: Sequence[Line], width: int, theme: Theme) -> Places:
    """Return where everything lies in a table so wide, in pixels: words as wide as they must be, bars share the rest.

    Columns keep their width where there is no room for all: the table then scrolls sideways.
    """
    bold = QFontMetrics(theme.font("interface", 600))
    side, gap = theme.px(SIDE), theme.px(GAP)
    left = side + theme.px(CHIP_WIDTH) + gap
    widest = max((bold.horizontalAdvance(line.words) - (0 if line.chip else left - side) for line in lines), default=0)
    words = min(widest + 2, max(theme.px(NARROWEST_WORDS), round(width * WORDS_SHARE)))
    needs = [_need(place, each, lines, theme) for place, each in enumerate(columns)]
    n_bars = sum(need.bar > 0 for need in needs)
    free = width - left - words - side
    between = theme.px(BETWEEN if sum(need.width + theme.px(BETWEEN) for need in needs) <= free else CROWDED)
    taken = sum(need.width - need.bar + between for need in needs)
    room = (free - taken) // max(1, n_bars)
    x = left + words + between
    spots = []
    for need in needs:
        bar = min(max(room, need.bar), max(theme.px(WIDEST_BAR), need.bar)) if need.bar else 0
        spots.append(replace(need, left=x, bar=bar))
        x += spots[-1].width + between
    return Places((left, words), tuple(spots), x - between + side)


def _need(place: int, column: Column, lines: Sequence[Line], theme: Theme) -> Spot:
    # The least that a column takes, at the left edge of nothing.
    figures = QFontMetrics(theme.font("interface", 600, figures=True))
    second = QFontMetrics(theme.font("second", figures=True))
    gap = theme.px(GAP)
    icon = theme.px(ICON) + theme.px(4) if column.icon else 0
    title = QFontMetrics(theme.font("second")).horizontalAdvance(column.title) + icon + 2
    number = max((figures.horizontalAdvance(line.cells[place].text) for line in lines), default=0) + 2
    note = max((second.horizontalAdvance(line.cells[place].note) for line in lines), default=0)
    found = Spot(0, 0, number, note + 2 if note else 0, gap)
    if column.kind == "text":
        return replace(found, number=max(number, title - (found.width - number)))
    return replace(found, bar=max(theme.px(NARROWEST_BAR), title - found.width - gap))
