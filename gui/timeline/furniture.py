"""What stands around and upon a plot along the rows: the lane of what was done, the axes, and batch ends."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui.controls.numbers import count
from gui.icons import pixmap
from gui.theme import Theme
from gui.theme.tokens import mixed
from gui.timeline.frame import Frame
from gui.timeline.moments import Moments
from gui.timeline.placing import ticks
from gui.timeline.spans import Span

ICON = 14
BETWEEN_TICKS = 64
BETWEEN_ENDS = 8
MANY_ENDS = 10
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


def paint_heights(painter: QPainter, frame: Frame, heights: Iterable[tuple[float, str]], kind: str, room: int) -> None:
    """Draw numbers left of the plot at shares of its height, and below its right end how they were got.

    `room` is what there is right of the plot, at 100 %.
    """
    theme, plot = frame.theme, QRectF(frame.plot)
    painter.setFont(theme.font("axis", figures=True))
    painter.setPen(theme.tokens.text2)
    line = painter.fontMetrics().height()
    for share, text in heights:
        painter.drawText(QRectF(0, frame.y_of(share) - line / 2, plot.left() - theme.px(6), line), _RIGHT, text)
    side = QRectF(plot.right(), plot.bottom() + theme.px(7), theme.px(room) - 1, line)
    painter.drawText(side, _RIGHT, kind)


def paint_rows(painter: QPainter, frame: Frame, marked: int | None) -> None:
    """Draw the two axes and the rows below; the row marked stands out."""
    theme, plot = frame.theme, QRectF(frame.plot)
    painter.setPen(QPen(theme.tokens.control, 1))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.setFont(theme.font("axis", figures=True))
    painter.setPen(theme.tokens.text2)
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


def shown_ends(frame: Frame, moments: Moments, spans: Sequence[Span]) -> tuple[int, ...]:
    """Return the batch ends to mark: where something else was done, then others as far as there is room."""
    gap = frame.theme.px(BETWEEN_ENDS)
    shown: list[int] = []
    # Places taken, from left to right: only the nearest on either side can be too near.
    taken = sorted((frame.x_of(0), frame.x_of(moments.n_rows)))
    for end in (*(span.end for span in spans), *moments.batch_ends):
        x = frame.x_of(end)
        place = bisect(taken, x)
        if all(abs(x - other) >= gap for other in taken[max(0, place - 1) : place + 1]):
            taken.insert(place, x)
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
