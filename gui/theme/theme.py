"""One immutable value that says how everything is to look: tokens, type and lengths at a scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtGui import QFont

from gui.theme.candidates import CandidateStyle, candidate_style
from gui.theme.fonts import interface_family
from gui.theme.tokens import DARK, LIGHT, Tokens

Role = Literal["axis", "second", "interface", "prose", "node", "heading", "count", "headline"]
Weight = Literal[400, 500, 600]

SIZES: dict[Role, int] = {
    "axis": 11,
    "second": 12,
    "interface": 13,
    "prose": 14,
    "node": 15,
    "heading": 18,
    "count": 24,
    "headline": 30,
}
LINE_HEIGHT = 21
PRESENTER_SCALE = 2.0
PRESENTER_PROSE = 26


@dataclass(frozen=True)
class Theme:
    """How everything is to look; equal values look the same.

    Attributes
    ----------
    dark
        Whether the dark tokens are used.
    scale
        Factor on type and lengths: 1, 1.25, 1.5, or 2 for presenting.
    reduced_motion
        Whether changes jump instead of moving.
    """

    GRID = 4
    IN_ROW = 8
    BETWEEN_BLOCKS = 12
    PANEL_PADDING = 16
    BETWEEN_DOCKS = 6
    DOCK_TITLE = 32
    TOOL_BAR = 44
    BUTTON = 30
    TABLE_ROW = 38
    LIST_ROW = 26
    CORNER = 4
    NODE_CORNER = 8

    dark: bool = False
    scale: float = 1.0
    reduced_motion: bool = False

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return DARK if self.dark else LIGHT

    def candidate(self, digit: int | None) -> CandidateStyle:
        """Return the style of a candidate; None stands for all the others together."""
        return candidate_style(digit, self.dark)

    def px(self, length: float) -> int:
        """Return a length given for 100 %, in whole pixels at this scale, at least 1 unless `length` is 0."""
        return 0 if length == 0 else max(1, round(length * self.scale))

    def font_size(self, role: Role) -> int:
        """Return the size in pixels of text of this role."""
        if role == "prose" and self.scale >= PRESENTER_SCALE:
            return round(PRESENTER_PROSE * self.scale / PRESENTER_SCALE)
        return self.px(SIZES[role])

    def font(
        self, role: Role = "interface", weight: Weight = 400, italic: bool = False, *, figures: bool = False
    ) -> QFont:
        """Return the typeface for text of this role. Needs a QGuiApplication.

        `figures` makes all figures equally wide: for numbers in columns, and numbers that change in place.
        Words are better without, as it widens hyphens too.
        """
        # A copy shares what Qt looked up for it, until it is changed.
        return QFont(_font(interface_family(), self.font_size(role), weight, italic, figures))

    def line_height(self) -> int:
        """Return the distance in pixels between the lines of lesson prose."""
        return round(self.font_size("prose") * LINE_HEIGHT / SIZES["prose"])

    def duration(self, milliseconds: int) -> int:
        """Return how long a change may move, in milliseconds; 0 where motion is reduced."""
        return 0 if self.reduced_motion else milliseconds


@lru_cache(maxsize=256)
def _font(family: str, size: int, weight: Weight, italic: bool, figures: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    # hinting rounds every advance to whole pixels, which spreads the letters apart
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
