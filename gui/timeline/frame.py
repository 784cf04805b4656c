"""Where the parts of a chart along the rows lie in a widget of some size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

from gui.theme import Theme

LEFT = 30
RIGHT = 66
LANE_TOP = 2
LANE_HEIGHT = 19
LANE_GAP = 5
AXIS = 22


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
    """

    lane: QRect
    plot: QRect
    n_rows: int
    theme: Theme

    def x_of(self, row: float) -> float:
        """Return where a number of rows lies, in pixels."""
        return self.plot.left() + self.plot.width() * row / max(1, self.n_rows)

    def y_of(self, share: float) -> float:
        """Return where a share of the height lies, from 0 at the lower edge to 1 at the upper, in pixels."""
        return self.plot.top() + self.plot.height() * (1 - share)

    def row_at(self, x: float) -> float:
        """Return the number of rows at a place in pixels, kept between 0 and all."""
        share = (x - self.plot.left()) / max(1, self.plot.width())
        return min(1.0, max(0.0, share)) * self.n_rows

    def columns(self, start: int, end: int) -> QRectF:
        """Return the part of the lane between two numbers of rows, on whole pixels."""
        left, right = round(self.x_of(start)), round(self.x_of(end))
        return QRectF(left, self.lane.top(), max(1, right - left), self.lane.height())


def frame_of(size: QSize, n_rows: int, theme: Theme, left: int = LEFT, right: int = RIGHT) -> Frame:
    """Return the places of all parts in a widget of a size, with so much room left and right of the plot at 100 %."""
    left, right = theme.px(left), theme.px(right)
    width = max(1, size.width() - left - right)
    lane = QRect(left, theme.px(LANE_TOP), width, theme.px(LANE_HEIGHT))
    top = lane.top() + lane.height() + theme.px(LANE_GAP)
    height = max(1, size.height() - top - theme.px(AXIS))
    return Frame(lane, QRect(left, top, width, height), n_rows, theme)
