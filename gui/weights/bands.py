"""The weights as curves: stacked and filled down to 0, the highest painted first, or as one line a candidate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QPen
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme import Theme
from gui.timeline.axis import Axis
from gui.weights.stack import Stack
from gui.weights.view import Curves, View

BETWEEN = 1.5
LINE = 2.0
LINE_OF_OTHERS = 1.0
MOST_POINTS = 600


@dataclass(frozen=True)
class _Band:
    # Flat colour and pattern are two curves: a brush holds only one of them.
    digit: int | None
    flat: pg.PlotDataItem
    pattern: pg.PlotDataItem
    height: int


class Bands:
    """A plot of bands, or of lines, and nothing else: no axes, no menu, blind to mouse, wheel and keys.

    Curves are kept and given new data; they are made anew only when other digits have bands.
    """

    def __init__(self, parent: QWidget) -> None:
        self._plot = pg.PlotWidget(parent)
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        self._plot.hideAxis("bottom")
        self._plot.getPlotItem().layout.setContentsMargins(0, 0, 0, 0)
        self._plot.getViewBox().setDefaultPadding(0)
        self._bands: tuple[_Band, ...] = ()

    @property
    def digits(self) -> tuple[int | None, ...]:
        """The digits that have bands, from bottom to top."""
        return tuple(band.digit for band in self._bands)

    def place(self, area: QRect) -> None:
        """Lie in a part of the parent."""
        self._plot.setGeometry(area)

    def show_stack(self, stack: Stack | None, theme: Theme, view: View) -> None:
        """Show other weights, or the same in another way; None for nothing."""
        self._plot.setBackground(theme.tokens.surface)
        digits = stack.digits if stack else ()
        if self.digits != digits:
            self._make(digits)
        if stack is None:
            return
        places, heights = _drawable(stack, stack.axis(view.along), view.curves)
        self._plot.getViewBox().setRange(xRange=(0, 1), yRange=(0, 1), padding=0)
        for band, height in zip(self._bands, heights, strict=True):
            band.flat.setVisible(view.curves == "areas")
            band.flat.setData(places, height)
            band.pattern.setData(places, height)
            if view.curves == "areas":
                self._dress(band, theme)
            else:
                self._dress_line(band, theme)

    def _make(self, digits: tuple[int | None, ...]) -> None:
        self._plot.clear()
        bands = []
        for height, digit in enumerate(digits):
            band = _Band(digit, pg.PlotDataItem(fillLevel=0), pg.PlotDataItem(fillLevel=0, antialias=True), height)
            for curve in (band.flat, band.pattern):
                self._plot.addItem(curve)
            bands.append(band)
        self._bands = tuple(bands)

    def _dress(self, band: _Band, theme: Theme) -> None:
        for order, curve in enumerate((band.flat, band.pattern)):
            curve.setZValue(2 * (len(self._bands) - band.height) + order)
        brushes = theme.candidate(band.digit).brushes()
        band.flat.setPen(None)
        band.flat.setFillBrush(brushes[0])
        band.pattern.setFillBrush(brushes[1] if len(brushes) > 1 else QBrush(Qt.BrushStyle.NoBrush))
        edge = QPen(theme.tokens.surface, BETWEEN * theme.scale)
        edge.setCosmetic(True)
        band.pattern.setPen(None if band is self._bands[-1] else edge)

    def _dress_line(self, band: _Band, theme: Theme) -> None:
        pen = theme.candidate(band.digit).pen((LINE_OF_OTHERS if band.digit is None else LINE) * theme.scale)
        pen.setCosmetic(True)
        # Of lines that coincide the more broken one lies above, so that both are seen.
        band.pattern.setZValue(band.height if band.digit is not None else -1)
        band.pattern.setFillBrush(QBrush(Qt.BrushStyle.NoBrush))
        band.pattern.setPen(pen)


def _drawable(stack: Stack, axis: Axis, curves: Curves) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    rows, heights = stack.rows, stack.tops if curves == "areas" else stack.weights
    if stack.n_rows == 0:
        return np.array([0.0, 1.0]), np.repeat(heights[:, -1:], 2, axis=1)
    # More points than pixels cost time and show nothing.
    stride = -(-len(rows) // MOST_POINTS)
    kept = np.union1d(np.arange(0, len(rows), stride), [len(rows) - 1])
    return axis.shares_of(rows[kept]), heights[:, kept]
