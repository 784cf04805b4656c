"""The bands themselves: stacked curves, filled down to 0, the highest painted first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QPen
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme import Theme
from gui.weights.stack import Stack

BETWEEN = 1.5
MOST_POINTS = 600


@dataclass(frozen=True)
class _Band:
    # Flat colour and pattern are two curves: a brush holds only one of them.
    digit: int | None
    flat: pg.PlotDataItem
    pattern: pg.PlotDataItem


class Bands:
    """A plot of bands and nothing else: no axes, no menu, blind to mouse, wheel and keys.

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

    def show_stack(self, stack: Stack | None, theme: Theme) -> None:
        """Show other weights; None for nothing."""
        self._plot.setBackground(theme.tokens.surface)
        digits = stack.digits if stack else ()
        if self.digits != digits:
            self._make(digits)
        if stack is None:
            return
        rows, tops = _drawable(stack)
        self._plot.getViewBox().setRange(xRange=(rows[0], rows[-1]), yRange=(0, 1), padding=0)
        for band, top in zip(self._bands, tops, strict=True):
            band.flat.setData(rows, top)
            band.pattern.setData(rows, top)
            self._dress(band, theme)

    def _make(self, digits: tuple[int | None, ...]) -> None:
        self._plot.clear()
        bands = []
        for height, digit in enumerate(digits):
            band = _Band(digit, pg.PlotDataItem(fillLevel=0), pg.PlotDataItem(fillLevel=0, antialias=True))
            for order, curve in enumerate((band.flat, band.pattern)):
                curve.setZValue(2 * (len(digits) - height) + order)
                self._plot.addItem(curve)
            bands.append(band)
        self._bands = tuple(bands)

    def _dress(self, band: _Band, theme: Theme) -> None:
        brushes = theme.candidate(band.digit).brushes()
        band.flat.setPen(None)
        band.flat.setFillBrush(brushes[0])
        band.pattern.setFillBrush(brushes[1] if len(brushes) > 1 else QBrush(Qt.BrushStyle.NoBrush))
        edge = QPen(theme.tokens.surface, BETWEEN * theme.scale)
        edge.setCosmetic(True)
        band.pattern.setPen(None if band is self._bands[-1] else edge)


def _drawable(stack: Stack) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    rows, tops = stack.rows, stack.tops
    if stack.n_rows == 0:
        return np.array([0, 1]), np.repeat(tops[:, -1:], 2, axis=1)
    # More points than pixels cost time and show nothing.
    stride = -(-len(rows) // MOST_POINTS)
    kept = np.union1d(np.arange(0, len(rows), stride), [len(rows) - 1])
    return rows[kept], tops[:, kept]
