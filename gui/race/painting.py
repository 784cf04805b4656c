"""How a race is painted: bands of the standard errors, the lines, and the name of each at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from engine.sessions.race import Measure, Race
from engine.sessions.strategies import NAMES, Strategy
from gui.race.pens import colour_of, paint_dot, paint_sample, pen_of
from gui.race.words import number
from gui.theme import Theme
from gui.timeline.frame import Frame
from gui.timeline.placing import height_ticks, spread

FloatArray = npt.NDArray[np.float64]
BETWEEN_LABELS = 17
BETWEEN_TICKS = 30
LEAST_TICKS = 3
SAMPLE = 26
BAND = 0.16
MARGIN = 0.06
LEAST_RANGE = 0.1
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, eq=False)
class Lines:
    """One line a strategy along the steps.

    Parameters
    ----------
    strategies
        Whose lines they are.
    measure
        What they show.
    heights, errors
        float64[n_strategies, 1 + n_steps], means and standard errors; NaN where there are none.
    ends
        How many steps each of them has.
    high
        What is drawn goes from 0 to this.
    """

    strategies: tuple[Strategy, ...]
    measure: Measure
    heights: FloatArray
    errors: FloatArray
    ends: tuple[int, ...]
    high: float

    @classmethod
    def of(cls, race: Race, measure: Measure) -> Lines:
        """Return the lines of a race."""
        heights, errors = race.means(measure), np.nan_to_num(race.standard_errors(measure))
        ends = tuple(race.n_steps(place) for place in range(len(heights)))
        top = float(np.nanmax(heights + errors)) if measure == "entropy" else 1.0
        return cls(race.course.strategies, measure, heights, errors, ends, max(LEAST_RANGE, top) * (1 + MARGIN))

    # What a chart along steps asks of its moments.

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """int64[1 + n_steps], the steps."""
        return np.arange(self.heights.shape[1])

    @property
    def batch_ends(self) -> tuple[int, ...]:
        """Every step."""
        return tuple(range(1, self.heights.shape[1]))

    @property
    def n_rows(self) -> int:
        """How many steps there are."""
        return int(self.heights.shape[1]) - 1


@dataclass(frozen=True)
class EndLabel:
    """The name of a line: its place among the lines, and the middle of the label, in pixels."""

    line: int
    y: float


def ticks_of(lines: Lines, frame: Frame) -> tuple[tuple[float, str], ...]:
    """Return the numbers at the left: shares of the height, and how they are written."""
    most = max(LEAST_TICKS, frame.plot.height() // frame.theme.px(BETWEEN_TICKS))
    ticks = [tick for tick in height_ticks(0.0, lines.high, most) if lines.measure == "entropy" or tick <= 1]
    places = max((len(f"{tick:g}".partition(".")[2]) for tick in ticks), default=0)
    return tuple((tick / lines.high, f"{tick:.{places}f}") for tick in ticks)


def paint_grid(painter: QPainter, lines: Lines, frame: Frame) -> None:
    """Draw a hairline at every number."""
    painter.setPen(QPen(frame.theme.tokens.line, 1))
    left, right = frame.plot.left(), frame.plot.left() + frame.plot.width()
    for share, _text in ticks_of(lines, frame):
        y = round(frame.y_of(share))
        painter.drawLine(QPointF(left, y), QPointF(right, y))


def paint_lines(painter: QPainter, lines: Lines, frame: Frame) -> None:
    """Draw all bands, then all lines upon them."""
    painter.save()
    painter.setClipRect(frame.plot.adjusted(0, -1, 1, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for line, strategy in enumerate(lines.strategies):
        tint = QColor(colour_of(strategy, frame.theme))
        tint.setAlphaF(BAND)
        painter.setBrush(tint)
        upper, lower = (points_of(lines, line, frame, side).toList() for side in (1.0, -1.0))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
    for line, strategy in enumerate(lines.strategies):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen_of(strategy, frame.theme))
        points = points_of(lines, line, frame)
        painter.drawPolyline(points)
        if strategy == "human":
            for place in points.toList():
                paint_dot(painter, place, frame.theme)
    painter.restore()


def points_of(lines: Lines, line: int, frame: Frame, shift: float = 0.0) -> QPolygonF:
    """Return a line in pixels, `shift` standard errors higher, as far as it goes."""
    shares = (lines.heights[line] + shift * lines.errors[line]) / lines.high
    return QPolygonF(
        [QPointF(frame.x_of(step), frame.y_of(float(shares[step]))) for step in range(lines.ends[line] + 1)]
    )


def labels_of(lines: Lines, frame: Frame) -> tuple[EndLabel, ...]:
    """Return where the names of the lines stand, from top to bottom, none overlapping."""
    theme = frame.theme
    ends = [float(lines.heights[line, end]) / lines.high for line, end in enumerate(lines.ends)]
    by_height = sorted(range(len(ends)), key=lambda line: -ends[line])
    # Six names are never higher than the least plot, with its axis.
    gap = min(theme.px(BETWEEN_LABELS), frame.plot.height() / max(1, len(ends) - 1))
    top, bottom = float(frame.plot.top()), float(frame.plot.top() + frame.plot.height())
    places = spread([frame.y_of(ends[line]) for line in by_height], gap, top, bottom)
    return tuple(EndLabel(line, y) for line, y in zip(by_height, places, strict=True))


def label_words(lines: Lines, line: int) -> str:
    """Return the name at the end of a line; that of a person who did fewer steps says how many."""
    name, end = NAMES[lines.strategies[line]], lines.ends[line]
    return name if end == lines.n_rows else f"{name} (to step {end})"


def label_room(lines: Lines | None, theme: Theme) -> int:
    """Return how much room the names need right of the plot, in pixels at 100 %."""
    if lines is None:
        return 0
    metrics = QFontMetricsF(theme.font("second"))
    widest = max(metrics.horizontalAdvance(label_words(lines, line)) for line in range(len(lines.strategies)))
    return round(widest / theme.scale) + SAMPLE + 28


def paint_labels(painter: QPainter, lines: Lines, frame: Frame) -> None:
    """Draw a piece of each line and its name, joined to its end by a hairline."""
    theme, right = frame.theme, frame.plot.left() + frame.plot.width()
    painter.setFont(theme.font("second"))
    height = theme.px(BETWEEN_LABELS)
    for label in labels_of(lines, frame):
        strategy, end = lines.strategies[label.line], lines.ends[label.line]
        left = right + theme.px(12)
        if end == lines.n_rows:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.tokens.control, 1))
            y = frame.y_of(float(lines.heights[label.line, end]) / lines.high)
            painter.drawLine(QPointF(right + 2, y), QPointF(left - 2, label.y))
            painter.restore()
        box = QRectF(left, round(label.y - height / 2), theme.px(SAMPLE), height)
        paint_sample(painter, box, theme, strategy)
        painter.setPen(theme.tokens.text)
        room = QRectF(box.right() + theme.px(6), box.top(), theme.px(400), height)
        painter.drawText(room, _LEFT, label_words(lines, label.line))


def tip_of(lines: Lines, step: int) -> str:
    """Return all values at a step, for the tool tip."""
    said = [
        f"{NAMES[strategy]}: {number(float(lines.heights[line, step]), lines.measure)}"
        for line, strategy in enumerate(lines.strategies)
        if step <= lines.ends[line]
    ]
    return "\n".join((f"After step {step}" if step else "At the start", *said))
