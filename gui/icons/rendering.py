"""Renders a named symbol of `icons.svg` in a colour, at a size, for a screen's density."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SHEET = Path(__file__).with_name("icons.svg")
SVG = "http://www.w3.org/2000/svg"
DISABLED_OPACITY = 0.42


@cache
def _symbols() -> dict[str, str]:
    ET.register_namespace("", SVG)
    root = ET.fromstring(SHEET.read_text(encoding="utf-8"))
    return {
        symbol.attrib["id"]: "".join(ET.tostring(part, encoding="unicode") for part in symbol)
        for symbol in root.iter(f"{{{SVG}}}symbol")
    }


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, in the order of the sheet."""
    return tuple(_symbols())


@lru_cache(maxsize=512)
def _renderer(name: str, rgb: str) -> QSvgRenderer:
    try:
        drawing = _symbols()[name]
    except KeyError:
        raise KeyError(f"there is no icon called {name!r}; there are {', '.join(icon_names())}") from None
    text = f'<svg xmlns="{SVG}" viewBox="0 0 20 20">{drawing}</svg>'.replace("currentColor", rgb)
    return QSvgRenderer(QByteArray(text.encode()))


@lru_cache(maxsize=1024)
def _rendered(name: str, rgb: str, opacity: float, size: int, ratio: float, gap: int) -> QPixmap:
    picture = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setOpacity(opacity)
        _renderer(name, rgb).render(painter, QRectF(0, 0, size, size))
    return picture


def pixmap(name: str, colour: QColor, size: int, ratio: float | None = None, gap: int = 0) -> QPixmap:
    """Return the picture of an icon, `size` logical pixels square.

    Parameters
    ----------
    name
        One of `icon_names()`; KeyError otherwise.
    colour
        Colour of the strokes, with its opacity.
    size
        Side in logical pixels; the drawings are made for 14, 16, 18 and 20.
    ratio
        Device pixels per logical pixel; None takes that of the densest screen.
    gap
        Empty logical pixels at the right, which part the icon from the words of a button.
    """
    density = _densest() if ratio is None else ratio
    return _rendered(name, colour.name(), colour.alphaF(), size, density, gap)


def icon(
    name: str, colour: QColor, size: int, checked: QColor | None = None, gap: int = 0, off: QColor | None = None
) -> QIcon:
    """Make an icon for actions and buttons, with a fainter picture for the disabled state.

    `checked`, where given, is the colour while the action or button is switched on; for `gap` see `pixmap`.
    `off`, where given, is made faint in place of `colour` for the disabled state.
    """
    faint = QColor(colour if off is None else off)
    faint.setAlphaF(faint.alphaF() * DISABLED_OPACITY)
    result = QIcon()
    for ratio in sorted({1.0, 2.0, _densest()}):
        result.addPixmap(pixmap(name, colour, size, ratio, gap), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, faint, size, ratio, gap), QIcon.Mode.Disabled)
        if checked is not None:
            result.addPixmap(pixmap(name, checked, size, ratio, gap), QIcon.Mode.Normal, QIcon.State.On)
    return result


def paint_icon(painter: QPainter, name: str, colour: QColor, rect: QRectF) -> None:
    """Draw an icon as lines into `rect`, sharp at every zoom; for canvases and exports."""
    painter.save()
    painter.setOpacity(painter.opacity() * colour.alphaF())
    _renderer(name, colour.name()).render(painter, rect)
    painter.restore()


def _densest() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
