"""How well two colours can be told apart, after the Web Content Accessibility Guidelines 2.2."""

from __future__ import annotations

from PySide6.QtGui import QColor

DARK_INK = QColor("#101418")
LIGHT_INK = QColor("#FFFFFF")
INK_THRESHOLD = 0.18


def relative_luminance(colour: QColor) -> float:
    """Return the relative luminance of an opaque colour, from 0 (black) to 1 (white)."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(first: QColor, second: QColor) -> float:
    """Return the contrast of two opaque colours, from 1 (the same) to 21 (black and white)."""
    low, high = sorted((relative_luminance(first), relative_luminance(second)))
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: QColor) -> QColor:
    """Return the colour for text upon a cell of a heat map."""
    return LIGHT_INK if relative_luminance(ground) < INK_THRESHOLD else DARK_INK
