"""What the window looks like: colours, type, lengths, the palette and the one style sheet, as plain values."""

from gui.theme.candidates import CandidateStyle
from gui.theme.contrast import contrast_ratio, ink_on, relative_luminance
from gui.theme.source import ThemeSource, apply_theme, current_theme, theme_source
from gui.theme.theme import LINE_HEIGHT, SIZES, Role, Theme, Weight
from gui.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "LINE_HEIGHT",
    "SIZES",
    "CandidateStyle",
    "Role",
    "Theme",
    "ThemeSource",
    "Tokens",
    "Weight",
    "apply_theme",
    "contrast_ratio",
    "current_theme",
    "ink_on",
    "relative_luminance",
    "theme_source",
]
