"""How the lines of scores are painted: bands of their errors, the lines, and their names at the right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.controls.chip import chip_size, paint_chip
from gui.scores.lines import Lines
from gui.scores.words import LEAST_ERROR, number
from gui.theme import Theme
from gui.timeline.curves import between, draw_curve, points, thinned
from gui.timeline.frame import Frame
from gui.timeline.placing import height_ticks, spread

BETWEEN_LABELS = 20
# Between the end of a line and its name, which may stand higher or lower.
JOINT = 20
BETWEEN_TICKS = 34
LEAST_TICKS = 3
WIDTH = 2.0
CHOSEN_WIDTH = 3.5
ASIDE = 0.55
BAND = 0.22
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class LineLabel:
    """The name of a line at its end: its place among the lines, and the middle of the label, in pixels."""

    line: int
    y: float


def points_of(lines: Lines, line: int, frame: Frame, shift: float = 0.0) -> QPolygonF:
    """Return a line in pixels, `shift` standard errors higher."""
    heights = lines.heights[:, line] + shift * lines.errors[:, line]
    return _polygon(lines, heights, frame)


def _polygon(lines: Lines, heights: np.ndarray, frame: Frame) -> QPolygonF:
    kept = thinned(len(lines.rows))
    # Far below is as good as minus infinity, which has no place.
    shares = np.clip([lines.share(float(height)) for height in heights[kept]], -3.0, 3.0)
    return points(frame.xs_of(lines.rows[kept]), frame.ys_of(shares))


def heights_shown(lines: Lines, frame: Frame) -> tuple[tuple[float, str], ...]:
    """Return the numbers at the left: shares of the height, and how they are written."""
    most = max(LEAST_TICKS, frame.plot.height() // frame.theme.px(BETWEEN_TICKS))
    ticks = height_ticks(lines.low, lines.high, most)
    whole = all(float(tick).is_integer() for tick in ticks)
    return tuple((lines.share(tick), number(tick, lines.mode).removesuffix(".0" if whole else "")) for tick in ticks)


def paint_grid(painter: QPainter, lines: Lines, frame: Frame) -> None:
    """Draw a hairline at every number, and the line of the average."""
    theme, plot = frame.theme, frame.plot
    painter.setPen(QPen(theme.tokens.line, 1))
    for share, _text in heights_shown(lines, frame):
        y = round(frame.y_of(share))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.left() + plot.width(), y))
    painter.save()
    painter.setClipRect(plot)
    painter.setPen(QPen(theme.tokens.text, 1))
    painter.drawPolyline(_polygon(lines, lines.average, frame))
    painter.restore()


def paint_curves(painter: QPainter, lines: Lines, frame: Frame, chosen: int | None) -> None:
    """Draw all lines, the chosen one last and wide, the others then set back."""
    painter.save()
    painter.setClipRect(frame.plot.adjusted(0, -1, 1, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    order = [line for line in reversed(lines.order()) if line != chosen]
    for line in order:
        painter.setOpacity(ASIDE if chosen is not None else 1.0)
        _paint_curve(painter, lines, line, frame, WIDTH)
    painter.setOpacity(1.0)
    if chosen is not None:
        casing = QPen(frame.theme.tokens.surface, (CHOSEN_WIDTH + 3) * frame.theme.scale)
        draw_curve(painter, points_of(lines, chosen, frame), casing)
        _paint_curve(painter, lines, chosen, frame, CHOSEN_WIDTH)
    painter.restore()


def _paint_curve(painter: QPainter, lines: Lines, line: int, frame: Frame, width: float) -> None:
    style = frame.theme.candidate(lines.digits[line])
    if lines.errors[:, line].max(initial=0.0) >= LEAST_ERROR:
        upper, lower = points_of(lines, line, frame, 1.0), points_of(lines, line, frame, -1.0)
        tint = QColor(style.outline)
        tint.setAlphaF(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(between(lower, upper))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = style.pen((width if lines.digits[line] is not None else width / 2) * frame.theme.scale)
    draw_curve(painter, points_of(lines, line, frame), pen)


def labels_of(lines: Lines, frame: Frame, chosen: int | None) -> tuple[LineLabel, ...]:
    """Return the names that fit at the ends of the lines, from top to bottom, none overlapping.

    Where there is no room for all, the chosen one has a name, then those that are drawn in colours of their own, the
    highest first, then the other highest.
    """
    gap = frame.theme.px(BETWEEN_LABELS)
    top, height = frame.plot.top(), frame.plot.height()
    edge = 0.4 * gap
    room = max(1, int((height - 2 * edge) // gap) + 1)
    order = lines.order()
    first = sorted(order, key=lambda line: (line != chosen, lines.digits[line] is None))
    named = [line for line in order if line in first[:room]]
    ends = np.clip([1.0 - lines.share(float(lines.heights[-1, line])) for line in named], 0.0, 1.0)
    places = spread([float(end) * height for end in ends], gap, edge, height - edge)
    return tuple(LineLabel(line, top + place) for line, place in zip(named, places, strict=True))


def joints(lines: Lines, frame: Frame, labels: tuple[LineLabel, ...]) -> tuple[tuple[QPointF, QPointF], ...]:
    """Return the hairlines that join the end of each line to its name; no two cross."""
    theme, right = frame.theme, frame.plot.left() + frame.plot.width()
    top, height = frame.plot.top(), frame.plot.height()
    ends = [1.0 - lines.share(float(lines.heights[-1, label.line])) for label in labels]
    return tuple(
        (
            QPointF(right + theme.px(2), top + min(max(end, 0.0), 1.0) * height),
            QPointF(right + theme.px(JOINT - 4), label.y),
        )
        for end, label in zip(ends, labels, strict=True)
    )


def paint_labels(
    painter: QPainter, lines: Lines, frame: Frame, labels: tuple[LineLabel, ...], chosen: int | None, room: int
) -> None:
    """Draw chip and score at the end of each line, joined to it, in a column `room` wide at 100 %."""
    theme = frame.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for label, (start, end) in zip(labels, joints(lines, frame, labels), strict=True):
        painter.setPen(QPen(theme.tokens.text if label.line == chosen else theme.tokens.control, 1))
        painter.drawLine(start, end)
    painter.restore()
    for label in labels:
        height = theme.px(BETWEEN_LABELS)
        left = frame.plot.left() + frame.plot.width() + theme.px(JOINT)
        box = QRectF(left, round(label.y - height / 2), theme.px(room - JOINT - 2), height)
        if label.line == chosen:
            painter.fillRect(box.adjusted(-theme.px(3), 0, 0, 0), theme.tokens.selection)
        _paint_label(painter, box, lines, label.line, bold=label.line == chosen, theme=theme)


def _paint_label(painter: QPainter, box: QRectF, lines: Lines, line: int, *, bold: bool, theme: Theme) -> None:
    chip, height = chip_size(theme), float(lines.heights[-1, line])
    side = QRectF(box.left(), round(box.center().y() - chip.height() / 2), chip.width(), chip.height())
    paint_chip(painter, side, lines.digits[line], theme)
    painter.setFont(theme.font("second", 600 if bold else 400, figures=True))
    painter.setPen(theme.tokens.text)
    deep = " ↓" if lines.share(height) < 0 else ""
    painter.drawText(box.adjusted(chip.width() + theme.px(5), 0, 0, 0), _LEFT, number(height, lines.mode) + deep)
