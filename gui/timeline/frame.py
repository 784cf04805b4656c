"""Where the parts of a chart along the rows lie in a widget of some size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF, QSize

from gui.theme import Theme
from gui.timeline.axis import Axis

LEFT = 30
RIGHT = 66
LANE_TOP = 2
LANE_HEIGHT = 19
LANE_GAP = 5
AXIS = 22
# The strip below the plot, with a line of words above it; the plot keeps so much at least.
STRIP = 36
STRIP_GAP = 20
LEAST_PLOT = 92


@dataclass(frozen=True)
class Frame:
    """Rectangles of a chart, in pixels of the widget.

    Parameters
    ----------
    lane
        What was done.
    plot
        The plot itself.
    n_rows
        Rows seen in all; 0 before any data.
    theme
        How to draw.
    axis
        How rows lie along the plot; None for each as wide as any other.
    strip
        A second plot below the first, along the same rows; None where there is none.
    """

    lane: QRect
    plot: QRect
    n_rows: int
    theme: Theme
    axis: Axis | None = None
    strip: QRect | None = None

    @property
    def plots(self) -> tuple[QRect, ...]:
        """The plot, and the strip where there is one."""
        return (self.plot,) if self.strip is None else (self.plot, self.strip)

    @property
    def foot(self) -> int:
        """The lower edge of the lowest plot."""
        lowest = self.plots[-1]
        return lowest.top() + lowest.height()

    def x_of(self, row: float) -> float:
        """Return where a number of rows lies, in pixels."""
        share = row / max(1, self.n_rows) if self.axis is None else self.axis.share(row)
        return self.plot.left() + self.plot.width() * share

    def xs_of(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Return where many numbers of rows lie, in pixels."""
        shares = rows / max(1, self.n_rows) if self.axis is None else self.axis.shares_of(rows)
        return np.asarray(self.plot.left() + self.plot.width() * shares)

    def y_of(self, share: float) -> float:
        """Return where a share of the height lies, from 0 at the lower edge to 1 at the upper, in pixels."""
        return self.plot.top() + self.plot.height() * (1 - share)

    def ys_of(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return where many shares of the height lie, in pixels."""
        return np.asarray(self.plot.top() + self.plot.height() * (1 - shares))

    def row_at(self, x: float) -> float:
        """Return the number of rows at a place in pixels, kept between 0 and all."""
        share = min(1.0, max(0.0, (x - self.plot.left()) / max(1, self.plot.width())))
        return share * self.n_rows if self.axis is None else self.axis.row(share)

    def columns(self, start: int, end: int) -> QRectF:
        """Return the part of the lane between two numbers of rows, on whole pixels."""
        left, right = round(self.x_of(start)), round(self.x_of(end))
        return QRectF(left, self.lane.top(), max(1, right - left), self.lane.height())


def frame_of(
    size: QSize,
    n_rows: int,
    theme: Theme,
    sides: tuple[int, int] = (LEFT, RIGHT),
    axis: Axis | None = None,
    *,
    with_strip: bool = False,
) -> Frame:
    """Return the places of all parts in a widget of a size.

    Parameters
    ----------
    size
        Size of the widget, in pixels.
    n_rows
        Rows seen in all.
    theme
        How to draw.
    sides
        Room left and right of the plot, in pixels at 100 %.
    axis
        How rows lie along the plot; None for each as wide as any other.
    with_strip
        Whether a strip is wanted below the plot; it is there where the widget is high enough for both.
    """
    left, right = sides
    left, right = theme.px(left), theme.px(right)
    width = max(1, size.width() - left - right)
    lane = QRect(left, theme.px(LANE_TOP), width, theme.px(LANE_HEIGHT))
    top = lane.top() + lane.height() + theme.px(LANE_GAP)
    height = max(1, size.height() - top - theme.px(AXIS))
    strip = None
    taken = theme.px(STRIP) + theme.px(STRIP_GAP)
    if with_strip and height - taken >= theme.px(LEAST_PLOT):
        height -= taken
        strip = QRect(left, top + height + theme.px(STRIP_GAP), width, theme.px(STRIP))
    return Frame(lane, QRect(left, top, width, height), n_rows, theme, axis, strip)
