"""How belief moved, as pictures one after another: the graph and the weights at each moment, with what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui.pictures.rendering import dressed, render
from gui.theme import Theme, current_theme

MOST_FRAMES = 150
CAPTION = 40
BELIEF, WEIGHTS = QSize(928, 376), QSize(928, 296)
SIDE, FOOT = 16, 8
# So long lasts the whole, a picture and the last one, in milliseconds.
WHOLE_MS, SHORTEST_MS, LONGEST_MS, LAST_MS = 6000, 40, 160, 2000


@dataclass(frozen=True)
class Part:
    """A widget, and how it is made to show a moment given by its checkpoint."""

    widget: QWidget
    show: Callable[[int], None]


@dataclass(frozen=True)
class Film:
    """What is to be drawn.

    Parameters
    ----------
    moments
        Checkpoints, one a picture.
    made
        Makes the graph and the weights anew, in the theme that holds then.
    caption
        What stands above a picture, by its checkpoint.
    """

    moments: tuple[int, ...]
    made: Callable[[], tuple[Part, Part]]
    caption: Callable[[int], str]


def moments_of(n_checkpoints: int, batch_ends: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Return the checkpoints that have pictures: all, or about 150 of them with the ends of batches among them."""
    if n_checkpoints <= MOST_FRAMES:
        return tuple(range(n_checkpoints))
    ends = batch_ends if len(batch_ends) <= MOST_FRAMES // 3 else ()
    even = np.linspace(0, n_checkpoints - 1, MOST_FRAMES - len(ends)).round().astype(int)
    return tuple(int(each) for each in np.union1d(even, np.array(ends, dtype=int)))


def durations(n_frames: int) -> list[int]:
    """Return how long each picture is shown, in milliseconds: the last one stays for a while."""
    usual = round(min(LONGEST_MS, max(SHORTEST_MS, WHOLE_MS / max(1, n_frames))) / 10) * 10
    return [usual] * (n_frames - 1) + [LAST_MS]


def frame_size() -> QSize:
    """Return the size of a picture, in pixels at 100 %."""
    return QSize(BELIEF.width() + 2 * SIDE, CAPTION + BELIEF.height() + WEIGHTS.height() + FOOT)


class Camera:
    """Draws the pictures of a film in a look of their own, half a picture at a time so that the window goes on.

    Parameters
    ----------
    film
        What is to be drawn.
    dark
        Whether in the dark theme.
    scale
        Dots a pixel.
    """

    def __init__(self, film: Film, *, dark: bool, scale: int) -> None:
        self._film, self._scale = film, scale
        self._theme = replace(current_theme(), dark=dark, scale=1.0, reduced_motion=True)
        self._image = QImage()
        with dressed(self._theme):
            self._graph, self._weights = film.made()
            for part, size in ((self._graph, BELIEF), (self._weights, WEIGHTS)):
                part.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
                part.widget.resize(size)
                part.widget.show()

    def begin(self, moment: int) -> None:
        """Draw the caption and the graph at a moment."""
        size = frame_size()
        self._image = QImage(size * self._scale, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(self._scale)
        with dressed(self._theme) as theme, QPainter(self._image) as painter:
            painter.fillRect(0, 0, size.width(), size.height(), theme.tokens.surface)
            self._paint_caption(painter, self._film.caption(moment), theme)
            self._graph.show(moment)
        self._paint(self._graph.widget, CAPTION)

    def finish(self, moment: int) -> QImage:
        """Draw the weights below and return the picture."""
        with dressed(self._theme):
            self._weights.show(moment)
        self._paint(self._weights.widget, CAPTION + BELIEF.height())
        return self._image

    def put_away(self) -> None:
        """Remove the widgets that it drew."""
        for part in (self._graph, self._weights):
            part.widget.hide()
            part.widget.deleteLater()

    def _paint(self, widget: QWidget, top: int) -> None:
        own = QImage(widget.size() * self._scale, QImage.Format.Format_RGB32)
        own.setDevicePixelRatio(self._scale)
        with dressed(self._theme) as theme:
            own.fill(theme.tokens.surface)
            with QPainter(own) as painter:
                render(widget, painter)
        with QPainter(self._image) as painter:
            painter.drawImage(QPoint(SIDE, top), own)

    @staticmethod
    def _paint_caption(painter: QPainter, words: str, theme: Theme) -> None:
        painter.setFont(theme.font("prose", 600, figures=True))
        painter.setPen(theme.tokens.text)
        room = QRectF(SIDE, 0, BELIEF.width(), CAPTION)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
