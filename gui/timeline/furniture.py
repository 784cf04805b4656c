"""What stands around and upon a plot along the rows: the lane of what was done, the axes, and batch ends."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

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
    side = QRectF(plot.right(), frame.foot + theme.px(7), theme.px(room) - 1, line)
    painter.drawText(side, _RIGHT, kind)


def paint_rows(painter: QPainter, frame: Frame, marked: int | None) -> None:
    """Draw the two axes of each plot, and below them the rows or the batches; the row marked stands out."""
    theme = frame.theme
    painter.setPen(QPen(theme.tokens.control, 1))
    for plot in map(QRectF, frame.plots):
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.setFont(theme.font("axis", figures=True))
    painter.setPen(theme.tokens.text2)
    bold = theme.font("axis", 600, figures=True)
    taken = QRectF()
    if marked is not None:
        taken = _number_box(frame, frame.x_of(marked), _marked_words(frame, marked), QFontMetricsF(bold))
    for x, text in _numbers(frame, QFontMetricsF(painter.font())):
        box = _number_box(frame, x, text, QFontMetricsF(painter.font()))
        if not box.adjusted(-theme.px(4), 0, theme.px(4), 0).intersects(taken):
            painter.drawText(box, _CENTRE, text)
    if marked is not None:
        painter.setFont(bold)
        painter.setPen(theme.tokens.text)
        painter.drawText(taken, _CENTRE, _marked_words(frame, marked))


def _marked_words(frame: Frame, row: int) -> str:
    # Beside numbers of batches a bare number would be taken for one.
    return f"row {count(row)}" if frame.axis is not None and frame.axis.batches else count(row)


def _numbers(frame: Frame, metrics: QFontMetricsF) -> list[tuple[float, str]]:
    # Middle and words of the numbers below: rows where they were seen, batches below their own middle.
    axis, plot, theme = frame.axis, frame.plot, frame.theme
    if axis is None or not axis.batches:
        most = plot.width() // theme.px(BETWEEN_TICKS)
        return [(frame.x_of(row), count(row)) for row in ticks(frame.n_rows, most)]
    middles = [plot.left() + plot.width() * (left + right) / 2 for left, right in pairwise(axis.shares)]
    widest = metrics.horizontalAdvance(count(axis.batches[-1])) + theme.px(8)
    chosen = set(ticks(axis.batches[-1], int(plot.width() // widest)))
    found = [(middle, count(number)) for middle, number in zip(middles, axis.batches, strict=True) if number in chosen]
    words = f"batch {found[0][1]}" if found else ""
    room = 2 * (found[0][0] - plot.left()) if found else 0.0
    if found and metrics.horizontalAdvance(words) <= room:
        found[0] = (found[0][0], words)
    return found


def _number_box(frame: Frame, x: float, text: str, metrics: QFontMetricsF) -> QRectF:
    width = metrics.horizontalAdvance(text) + 2
    return QRectF(x - width / 2, frame.foot + frame.theme.px(7), width, metrics.height())


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
    theme = frame.theme
    crowded = len(ends) > MANY_ENDS
    casing, width = theme.px(2 if crowded else 4), theme.px(1 if crowded else 2)
    acts = {span.start for span in spans if span.kind != "watch"}
    pen = QPen(theme.tokens.text, width)
    pen.setDashPattern([2, 1.5] if not crowded else [4, 3])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for end in ends:
        x = round(frame.x_of(end))
        pen.setColor(theme.tokens.act if end in acts else theme.tokens.text2)
        painter.setPen(pen)
        for plot in frame.plots:
            painter.fillRect(QRectF(x - casing / 2, plot.top(), casing, plot.height()), theme.tokens.surface)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.top() + plot.height()))
