"""The weights at the moment shown, beside its line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from gui.controls.chip import chip_size, paint_chip
from gui.controls.numbers import arrow_probability
from gui.theme import Theme
from gui.timeline.frame import RIGHT, Frame
from gui.timeline.placing import spread
from gui.weights.errors import beside
from gui.weights.stack import Stack
from gui.weights.view import Curves

LEAST = 0.005
BETWEEN_LABELS = 20
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class BandLabel:
    """The weight of one band at one moment.

    Parameters
    ----------
    digit
        Digit of its candidate; None for the others.
    weight
        Its weight.
    y
        Middle of the label, in pixels.
    error
        Its standard error; 0 where it is exact.
    """

    digit: int | None
    weight: float
    y: float
    error: float = 0.0


def labels_at(frame: Frame, stack: Stack, checkpoint: int, curves: Curves = "areas") -> tuple[BandLabel, ...]:
    """Return the labels that fit beside bands or lines at a checkpoint, from bottom to top, none overlapping.

    Weights that read 0.00 have none; where there is no room for all, the lightest have none.
    """
    tops = stack.tops[:, checkpoint]
    weights = np.diff(tops, prepend=0.0)
    gap = frame.theme.px(BETWEEN_LABELS)
    top, height = frame.plot.top(), frame.plot.height()
    edge = 0.4 * gap
    room = max(1, int((height - 2 * edge) // gap) + 1)
    heaviest = sorted(np.argsort(-weights, kind="stable")[:room])
    bands = [int(band) for band in heaviest if weights[band] >= LEAST]
    # Upwards, so that places ascend with the bands, or with the lines.
    if curves == "lines":
        bands.sort(key=lambda band: float(weights[band]))
        wanted = [float(height * weights[band]) for band in bands]
    else:
        wanted = [float(height * (tops[band] - weights[band] / 2)) for band in bands]
    heights = spread(wanted, gap, edge, height - edge)
    return tuple(
        BandLabel(stack.digits[band], float(weights[band]), top + height - place, stack.error(band, checkpoint))
        for band, place in zip(bands, heights, strict=True)
    )


def label_column(frame: Frame, row: int, room: int = RIGHT) -> QRectF:
    """Return the column that the line at a row and its labels take; they have `room` at 100 %."""
    left, plot, theme = frame.x_of(row), frame.plot, frame.theme
    return QRectF(left - theme.px(4), plot.top(), theme.px(room + 4), plot.height())


def paint_labels(painter: QPainter, frame: Frame, labels: tuple[BandLabel, ...], row: int, room: int = RIGHT) -> None:
    """Draw the labels at the right of a row, `room` wide at 100 %; before any data, at the right of the plot."""
    theme = frame.theme
    edge = frame.x_of(row) if frame.n_rows else frame.plot.left() + frame.plot.width()
    left = round(edge) + theme.px(4)
    for label in labels:
        height = theme.px(BETWEEN_LABELS)
        box = QRectF(left, round(label.y - height / 2), theme.px(room - 6), height)
        if row < frame.n_rows:
            painter.fillRect(box, theme.tokens.surface)
        _paint_label(painter, box, label, theme)


def _paint_label(painter: QPainter, box: QRectF, label: BandLabel, theme: Theme) -> None:
    number = arrow_probability(label.weight)
    if label.digit is None:
        painter.setFont(theme.font("axis", figures=True))
        painter.setPen(theme.tokens.text2)
        painter.drawText(box, _LEFT, f"rest {number}{beside(label.error)}")
        return
    chip = chip_size(theme)
    side = QRectF(box.left(), round(box.center().y() - chip.height() / 2), chip.width(), chip.height())
    paint_chip(painter, side, label.digit, theme)
    painter.setFont(theme.font("second", 600, figures=True))
    painter.setPen(theme.tokens.text)
    left = chip.width() + theme.px(4)
    painter.drawText(box.adjusted(left, 0, 0, 0), _LEFT, number)
    if label.error > 0:
        left += painter.fontMetrics().horizontalAdvance(number)
        painter.setFont(theme.font("axis", figures=True))
        painter.setPen(theme.tokens.text2)
        painter.drawText(box.adjusted(left, 0, 0, 0), _LEFT, beside(label.error))
