"""The strip below the weights: how much is still open, in bits, along the same rows."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.controls.numbers import bits
from gui.theme import Theme
from gui.timeline.curves import between, draw_curve, points, thinned
from gui.timeline.frame import STRIP_GAP, Frame
from gui.weights.errors import BAND, beside
from gui.weights.stack import FloatArray, Stack

CAPTION = "Still open, in bits (entropy)"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def highest_bits(entropy: FloatArray) -> int:
    """Return the upper end of the axis: whole bits, 1 at least."""
    return max(1, math.ceil(float(entropy.max()) - 1e-9))


def reading(stack: Stack, checkpoint: int) -> str:
    """Return the entropy at a checkpoint, with its standard error where it is estimated: "1.23 ±0.02 bits"."""
    if stack.entropy is None:
        return ""
    return f"{bits(float(stack.entropy[checkpoint]))}{beside(stack.entropy_error(checkpoint))} bits"


def paint_entropy(painter: QPainter, frame: Frame, stack: Stack) -> None:
    """Draw the line, its axis, what it is, and how far it may be off; nothing where there is no strip."""
    strip, theme = frame.strip, frame.theme
    if strip is None or stack.entropy is None:
        return
    _paint_words(painter, strip, highest_bits(stack.entropy), theme)
    painter.save()
    painter.setClipRect(strip.adjusted(0, -1, 1, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if stack.entropy_errors is not None:
        upper = line_points(frame, stack, stack.entropy + stack.entropy_errors)
        lower = line_points(frame, stack, stack.entropy - stack.entropy_errors)
        tint = QColor(theme.tokens.text2)
        tint.setAlphaF(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(between(lower, upper))
    draw_curve(painter, line_points(frame, stack, stack.entropy), QPen(theme.tokens.text, 1.5 * theme.scale))
    painter.restore()


def line_points(frame: Frame, stack: Stack, values: FloatArray) -> QPolygonF:
    """Return where some bits lie in the strip, in pixels, one point a checkpoint or fewer."""
    strip = QRectF(frame.strip or QRect())
    highest = highest_bits(values if stack.entropy is None else stack.entropy)
    kept = thinned(len(stack.rows))
    ys = strip.bottom() - strip.height() * values[kept] / highest
    if stack.n_rows == 0:
        return points(np.array([strip.left(), strip.right()]), np.repeat(ys[:1], 2))
    return points(frame.xs_of(stack.rows[kept]), ys)


def paint_reading(painter: QPainter, frame: Frame, stack: Stack, checkpoint: int, room: int) -> None:
    """Draw the entropy at the moment shown, at the right of its line; before any data at the right of the strip."""
    strip, theme = frame.strip, frame.theme
    if strip is None or stack.entropy is None:
        return
    row = int(stack.rows[checkpoint])
    edge = frame.x_of(row) if frame.n_rows else strip.left() + strip.width()
    painter.setFont(theme.font("second", 600, figures=True))
    words = reading(stack, checkpoint)
    box = QRectF(round(edge) + theme.px(4), strip.top(), theme.px(room - 6), strip.height())
    box.setWidth(min(box.width(), painter.fontMetrics().horizontalAdvance(words) + theme.px(6)))
    if row < frame.n_rows:
        painter.fillRect(box.adjusted(0, theme.px(6), 0, -theme.px(6)), theme.tokens.surface)
    painter.setPen(theme.tokens.text)
    painter.drawText(box, _LEFT, words)


def _paint_words(painter: QPainter, strip: QRect, highest: int, theme: Theme) -> None:
    painter.setFont(theme.font("axis", figures=True))
    painter.setPen(theme.tokens.text2)
    line = painter.fontMetrics().height()
    for y, text in ((strip.top(), str(highest)), (strip.top() + strip.height(), "0")):
        painter.drawText(QRectF(0, y - line / 2, strip.left() - theme.px(6), line), _RIGHT, text)
    painter.setFont(theme.font("axis"))
    gap = theme.px(STRIP_GAP)
    painter.drawText(QRectF(strip.left(), strip.top() - gap, strip.width(), gap), _LEFT, CAPTION)
