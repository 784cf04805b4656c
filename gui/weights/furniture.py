"""What stands upon the bands and beside them: chips, and the axis of weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from gui.controls.chip import chip_size, paint_chip
from gui.theme import Theme
from gui.timeline.frame import RIGHT, Frame
from gui.timeline.furniture import paint_heights, paint_rows
from gui.weights.placing import chip_spots
from gui.weights.stack import Stack

CHIP_STEP = 4
HEIGHTS = ((0.0, "0"), (0.5, "0.5"), (1.0, "1"))


def paint_axes(painter: QPainter, frame: Frame, marked: int | None, kind: str, room: int = RIGHT) -> None:
    """Draw weights at the left, rows below, and how the weights were got; the row marked stands out.

    `room` is what there is right of the plot, at 100 %.
    """
    paint_heights(painter, frame, HEIGHTS, kind, room)
    paint_rows(painter, frame, marked)


def spots_of_chips(frame: Frame, stack: Stack, walls: Iterable[int]) -> Mapping[int, QRectF]:
    """Return where the chip of each band that has room for one goes, by band; none before any row.

    Then a sentence lies upon the bands, and the digits stand beside them.
    """
    if not stack.n_rows:
        return {}
    theme, plot = frame.theme, frame.plot
    size = chip_size(theme)
    margin = theme.px(4)
    step = theme.px(CHIP_STEP)
    shares = np.arange(0, plot.width() + 1, step) / max(1, plot.width())
    places = shares * max(1, stack.n_rows) if frame.axis is None else frame.axis.rows_at(shares)
    tops = stack.tops_at(places)
    edges = np.concatenate([np.zeros((1, tops.shape[1])), tops]) * plot.height()
    chip = (float(size.width() + 2 * margin), float(size.height() + margin))
    ends = [frame.x_of(end) - plot.left() for end in walls]
    boxes = {}
    for band, (x, y) in chip_spots(edges, chip, step, ends).items():
        if stack.digits[band] is not None:
            corner = QPointF(
                round(plot.left() + x - size.width() / 2),
                round(plot.top() + plot.height() - y - size.height() / 2),
            )
            boxes[band] = QRectF(corner, QSizeF(size))
    return boxes


def paint_chips(painter: QPainter, stack: Stack, boxes: Mapping[int, QRectF], theme: Theme) -> None:
    """Draw the digits on their bands."""
    for band, box in boxes.items():
        paint_chip(painter, box, stack.digits[band], theme)
