"""The theme as a palette with all three groups filled, or Fusion invents greys of its own."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.theme.theme import Theme
from gui.theme.tokens import DISABLED_OPACITY, Tokens, mixed

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

_ROLES: dict[QPalette.ColorRole, str] = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "alternate",
    _Role.Text: "text",
    _Role.PlaceholderText: "text2",
    _Role.Button: "window",
    _Role.ButtonText: "text",
    _Role.BrightText: "on_accent",
    _Role.ToolTipBase: "alternate",
    _Role.ToolTipText: "text",
    _Role.Highlight: "selection",
    _Role.HighlightedText: "text",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.Accent: "accent",
    _Role.Light: "surface",
    _Role.Midlight: "alternate",
    _Role.Mid: "line",
    _Role.Dark: "control",
    _Role.Shadow: "text2",
}
_INKS = (
    _Role.WindowText,
    _Role.Text,
    _Role.ButtonText,
    _Role.BrightText,
    _Role.PlaceholderText,
    _Role.HighlightedText,
    _Role.ToolTipText,
    _Role.Link,
    _Role.LinkVisited,
)


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of the theme; the disabled group shows text at 42 % upon the surface."""
    tokens = theme.tokens
    palette = QPalette()
    for role, name in _ROLES.items():
        colour = tokens.named(name)
        palette.setColor(_Group.Active, role, colour)
        palette.setColor(_Group.Inactive, role, colour)
        palette.setColor(_Group.Disabled, role, _disabled(tokens, role, colour))
    return palette


def _disabled(tokens: Tokens, role: QPalette.ColorRole, colour: QColor) -> QColor:
    return mixed(colour, tokens.surface, DISABLED_OPACITY) if role in _INKS else colour
