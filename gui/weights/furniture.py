"""What stands around and upon the bands: the lane, the axes, batch ends and chips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui.controls.chip import chip_size, paint_chip
from gui.controls.numbers import count
from gui.icons import pixmap
from gui.theme import Theme
from gui.theme.tokens import mixed
from gui.weights.frame import RIGHT, Frame
from gui.weights.placing import chip_spots, ticks
from gui.weights.spans import Span
from gui.weights.stack import Stack

ICON = 14
BETWEEN_TICKS = 64
BETWEEN_ENDS = 8
MANY_ENDS = 10
CHIP_STEP = 4
EDGE_SHARE = 0.7
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_lane(painter: QPainter, frame: Frame, spans: Iterable[Span]) -> None:
    """Draw what was done, one box a span."""
    for span in spans:
        _paint_span(painter, frame.columns(span.start, span.end), span, frame.theme)


def _paint_span(painter: QPainter, box: QRectF, span: Span, theme: Theme) -> None:
    tokens = theme.tokens
    watched = span.kind == "watch"
    ink = tokens.text if watched else tokens.act
    painter.fillRect(box, tokens.alternate if watched else tokens.act_tint)
    painter.setPen(QPen(mixed(tokens.control if watched else tokens.act, tokens.surface, EDGE_SHARE), 1))
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    side = theme.px(ICON)
    inset = theme.px(4)
    if box.width() < side + inset:
        return
    painter.setFont(theme.font("axis", figures=True))
    words = painter.fontMetrics().horizontalAdvance(span.text)
    room = box.adjusted(side + inset + theme.px(2), 0, -inset, 0)
    if room.width() < words <= box.width() - 2 * inset:
        # The words say more than the icon and half of them.
        room = box.adjusted(inset, 0, -inset, 0)
    else:
        top = round(box.top() + (box.height() - side) / 2)
        painter.drawPixmap(QPointF(box.left() + inset - 1, top), pixmap(span.kind, ink, side))
    painter.setPen(tokens.text)
    text = painter.fontMetrics().elidedText(span.text, Qt.TextElideMode.ElideRight, int(room.width()))
    # One letter and an ellipsis says less than the icon alone.
    if text == span.text or len(text) > 3:
        painter.drawText(room, _LEFT, text)


def paint_axes(painter: QPainter, frame: Frame, marked: int | None, kind: str) -> None:
    """Draw weights at the left, rows below, and how the weights were got; the row marked stands out."""
    theme, plot = frame.theme, QRectF(frame.plot)
    painter.setPen(QPen(theme.tokens.control, 1))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.setFont(theme.font("axis", figures=True))
    painter.setPen(theme.tokens.text2)
    line = painter.fontMetrics().height()
    for weight, text in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        room = QRectF(0, frame.y_of(weight) - line / 2, plot.left() - theme.px(6), line)
        painter.drawText(room, _RIGHT, text)
    room = QRectF(plot.right(), plot.bottom() + theme.px(7), theme.px(RIGHT) - 1, line)
    painter.drawText(room, _RIGHT, kind)
    _paint_rows(painter, frame, marked)


def _paint_rows(painter: QPainter, frame: Frame, marked: int | None) -> None:
    theme = frame.theme
    bold = theme.font("axis", 600, figures=True)
    taken = _number_box(frame, marked, QFontMetricsF(bold)) if marked is not None else QRectF()
    most = frame.plot.width() // theme.px(BETWEEN_TICKS)
    for row in ticks(frame.n_rows, most):
        box = _number_box(frame, row, QFontMetricsF(painter.font()))
        if not box.adjusted(-theme.px(4), 0, theme.px(4), 0).intersects(taken):
            painter.drawText(box, _CENTRE, count(row))
    if marked is not None:
        painter.setFont(bold)
        painter.setPen(theme.tokens.text)
        painter.drawText(taken, _CENTRE, count(marked))


def _number_box(frame: Frame, row: int, metrics: QFontMetricsF) -> QRectF:
    width = metrics.horizontalAdvance(count(row)) + 2
    top = frame.plot.top() + frame.plot.height() + frame.theme.px(7)
    return QRectF(frame.x_of(row) - width / 2, top, width, metrics.height())


def shown_ends(frame: Frame, stack: Stack, spans: Sequence[Span]) -> tuple[int, ...]:
    """Return the batch ends to mark: where something else was done, then others as far as there is room."""
    gap = frame.theme.px(BETWEEN_ENDS)
    shown: list[int] = []
    for end in (*(span.end for span in spans), *stack.batch_ends):
        near = any(abs(frame.x_of(end) - frame.x_of(other)) < gap for other in (0, stack.n_rows, *shown))
        if not near:
            shown.append(end)
    return tuple(sorted(shown))


def paint_ends(painter: QPainter, frame: Frame, ends: Sequence[int], spans: Sequence[Span]) -> None:
    """Draw a dashed line on a casing of the surface where each batch ended; vermilion where acting began."""
    theme, plot = frame.theme, frame.plot
    crowded = len(ends) > MANY_ENDS
    casing, width = theme.px(2 if crowded else 4), theme.px(1 if crowded else 2)
    acts = {span.start for span in spans if span.kind != "watch"}
    pen = QPen(theme.tokens.text, width)
    pen.setDashPattern([2, 1.5] if not crowded else [4, 3])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for end in ends:
        x = round(frame.x_of(end))
        painter.fillRect(QRectF(x - casing / 2, plot.top(), casing, plot.height()), theme.tokens.surface)
        pen.setColor(theme.tokens.act if end in acts else theme.tokens.text2)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.top() + plot.height()))


def spots_of_chips(frame: Frame, stack: Stack, walls: Iterable[int]) -> Mapping[int, QRectF]:
    """Return where the chip of each band that has room for one goes, by band."""
    theme, plot = frame.theme, frame.plot
    size = chip_size(theme)
    margin = theme.px(4)
    step = theme.px(CHIP_STEP)
    places = np.arange(0, plot.width() + 1, step) / max(1, plot.width()) * max(1, stack.n_rows)
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
