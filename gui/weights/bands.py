"""The weights as curves: stacked and filled down to 0, the highest painted first, or as one line a candidate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, current_theme
from gui.timeline.axis import Axis
from gui.timeline.curves import draw_curve, is_raster, points, thinned
from gui.weights.stack import Stack
from gui.weights.view import USUAL, Curves, View

BETWEEN = 1.5
LINE = 2.0
LINE_OF_OTHERS = 1.0


class Bands(QWidget):
    """A plot of bands, or of lines, and nothing else: no axes, no menu, blind to mouse, wheel and keys.

    It is painted once, when it is in sight, and kept as a picture: what moves upon it has nothing painted anew.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._stack: Stack | None = None
        self._theme, self._view = current_theme(), USUAL
        self._picture: QPixmap | None = None

    def show_stack(self, stack: Stack | None, theme: Theme, view: View) -> None:
        """Show other weights, or the same in another way; None for nothing."""
        self._stack, self._theme, self._view = stack, theme, view
        self._forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if is_raster(painter) and painter.deviceTransform().m11() == self.devicePixelRatioF():
                painter.drawPixmap(QPointF(), self._kept())
            else:
                # Into a file, or enlarged.
                self._paint(painter)

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def _kept(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatioF() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as painter:
                self._paint(painter)
        return self._picture

    def _paint(self, painter: QPainter) -> None:
        painter.setClipRect(self.rect())
        painter.fillRect(self.rect(), self._theme.tokens.surface)
        if self._stack is None:
            return
        view, stack = self._view, self._stack
        places, heights = drawable(stack, stack.axis(view.along), view.curves)
        curves = [points(places * self.width(), (1 - height) * self.height()) for height in heights]
        if view.curves == "areas":
            self._paint_areas(painter, curves, stack.digits)
        else:
            self._paint_lines(painter, curves, stack.digits)

    def _paint_areas(self, painter: QPainter, curves: list[QPolygonF], digits: tuple[int | None, ...]) -> None:
        edge = QPen(self._theme.tokens.surface, BETWEEN * self._theme.scale)
        for band in reversed(range(len(curves))):
            area = QPolygonF(curves[band])
            area.append(QPointF(curves[band].last().x(), self.height()))
            area.append(QPointF(curves[band].first().x(), self.height()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            # Flat colour, then the pattern upon it: a brush holds only one of them.
            for brush in self._theme.candidate(digits[band]).brushes():
                painter.setBrush(brush)
                painter.drawPolygon(area)
            if band < len(curves) - 1:
                draw_curve(painter, curves[band], edge)

    def _paint_lines(self, painter: QPainter, curves: list[QPolygonF], digits: tuple[int | None, ...]) -> None:
        # Of lines that coincide the more broken one lies above, so that both are seen; the others lie below all.
        for band in sorted(range(len(curves)), key=lambda band: -1 if digits[band] is None else band):
            width = LINE_OF_OTHERS if digits[band] is None else LINE
            draw_curve(painter, curves[band], self._theme.candidate(digits[band]).pen(width * self._theme.scale))


def drawable(stack: Stack, axis: Axis, curves: Curves) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the curves as they are drawn.

    Returns
    -------
    places
        float64[k], shares of the width.
    heights
        float64[n_bands, k], shares of the height: where bands end, or the weights themselves.
    """
    rows, heights = stack.rows, stack.tops if curves == "areas" else stack.weights
    if stack.n_rows == 0:
        return np.array([0.0, 1.0]), np.repeat(heights[:, -1:], 2, axis=1)
    kept = thinned(len(rows))
    return axis.shares_of(rows[kept]), heights[:, kept]
