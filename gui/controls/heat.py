"""Colours of heat maps: cividis, which people who confuse colours read alike (Nunez, Anderton, Renslow 2018)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

STEPS = 256
# Below this much light white is read better on a colour, above it ink.
DARK = 0.18
WHITE, INK = QColor("#FFFFFF"), QColor("#101418")


def heat(share: float) -> QColor:
    """Return the colour of a value from 0 to 1."""
    return _colours()[round(min(1.0, max(0.0, share)) * (STEPS - 1))]


def ink_on(colour: QColor) -> QColor:
    """Return the colour of text on a ground."""
    return WHITE if _light(colour) < DARK else INK


@lru_cache(maxsize=1)
def _colours() -> tuple[QColor, ...]:
    import pyqtgraph

    return tuple(QColor(*map(int, row)) for row in pyqtgraph.colormap.get("cividis").getLookupTable(nPts=STEPS))


def _light(colour: QColor) -> float:
    # Relative luminance, as the guidelines for accessible pages define it (WCAG 2.1).
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
