"""The chart: how probable a link was along the batches, the other way round, and neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine.questions.link_course import LinkCourse
from engine.questions.links import Relation
from gui.controls.numbers import arrow_probability, probability_with_error
from gui.theme import Theme, current_theme
from gui.timeline import moments
from gui.timeline.chart import TimeChart
from gui.timeline.curves import between, draw_curve, points, thinned
from gui.timeline.frame import Frame
from gui.timeline.furniture import paint_ends, paint_heights, paint_lane, paint_rows, shown_ends
from gui.timeline.line import paint_later, paint_line
from gui.timeline.placing import spread
from gui.timeline.spans import Span

FloatArray = npt.NDArray[np.float64]
LEFT, RIGHT = 30, 150
BETWEEN_LABELS = 18
HEIGHTS = ((0.0, "0"), (0.5, "0.5"), (1.0, "1"))
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
WIDTHS = (2.5, 2.0, 2.0)
SAMPLE = 14
BAND = 0.22
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, eq=False)
class Course:
    """Three lines along the rows: one way, the other way, neither.

    Parameters
    ----------
    rows
        int64[k], rows seen at each moment, from 0.
    names
        Of the lines.
    shares, errors
        float64[3, k], probabilities and their standard errors.
    """

    rows: npt.NDArray[np.int64]
    names: tuple[str, str, str]
    shares: FloatArray = field(repr=False)
    errors: FloatArray = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""
        return int(self.rows[-1])

    @property
    def batch_ends(self) -> tuple[int, ...]:
        """Rows seen at the end of each batch."""
        return tuple(int(row) for row in self.rows[1:])

    def place(self, row: int) -> int:
        """Return the last moment of at most so many rows."""
        return max(0, int(np.searchsorted(self.rows, row, side="right")) - 1)


EMPTY = Course(np.zeros(1, np.int64), ("", "", ""), np.zeros((3, 1)), np.zeros((3, 1)))


def course_lines(
    course: LinkCourse, relation: Relation, cause: int, effect: int, names: tuple[str, str, str]
) -> Course:
    """Return the lines of a pair; no structure has a link both ways, so that what is left has neither."""
    ways = ((cause, effect), (effect, cause))
    there, back = (course.probabilities(relation, *way) for way in ways)
    errors = [course.errors(relation, *way) for way in ways]
    neither = np.clip(1.0 - there - back, 0.0, 1.0)
    return Course(course.rows, names, np.stack([there, back, neither]), np.stack([*errors, np.hypot(*errors)]))


class CourseChart(TimeChart):
    """Shows the lines, and asks for other moments as the weights over time do."""

    SIDES = (LEFT, RIGHT)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Probability along the batches", parent)
        self._course: Course | None = None
        self._spans: tuple[Span, ...] = ()
        self._row, self._following, self._kind = 0, True, ""
        self.glass.raise_()

    @property
    def moments(self) -> Course | None:
        """The moments that can be shown."""
        return self._course

    @property
    def row(self) -> int:
        """Rows seen at the moment shown."""
        return self._row

    def show_course(self, course: Course, spans: Sequence[Span], row: int, *, following: bool, kind: str) -> None:
        """Show other lines, and the moment of so many rows."""
        self._course, self._spans = course, tuple(spans)
        self._row, self._following, self._kind = row, following, kind
        self.setAccessibleDescription(self._spoken(course))
        self.glass.update()

    def redraw(self) -> None:
        self.arrange()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(420), theme.px(170))

    def _spoken(self, course: Course) -> str:
        place = course.place(self._row)
        said = [
            f"{name} {probability_with_error(float(share[place]), float(error[place]))}"
            for name, share, error in zip(course.names, course.shares, course.errors, strict=True)
        ]
        return f"After {self._row:,} of {course.n_rows:,} rows: {', '.join(said)}, {self._kind}."

    # -- painting ------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        course, frame = self._course, self.frame
        if course is None:
            return
        paint_lane(painter, frame, self._spans)
        paint_ends(painter, frame, shown_ends(frame, course, self._spans), self._spans)
        self._paint_lines(painter, course, frame)
        paint_heights(painter, frame, HEIGHTS, self._kind, RIGHT)
        paint_rows(painter, frame, self._row if course.n_rows else None)
        if not self._following:
            paint_later(painter, frame, self._row)
        self._paint_labels(painter, course, frame)
        if course.n_rows:
            paint_line(painter, frame, self._row)

    def _paint_lines(self, painter: QPainter, course: Course, frame: Frame) -> None:
        painter.save()
        painter.setClipRect(frame.plot.adjusted(0, -2, 1, 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in reversed(range(len(STYLES))):
            if course.errors[line].max() >= 0.005:
                self._paint_band(painter, course, line, frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_curve(painter, _points(course, course.shares[line], frame), _pen(line, frame.theme))
        painter.restore()

    @staticmethod
    def _paint_band(painter: QPainter, course: Course, line: int, frame: Frame) -> None:
        tint = QColor(_ink(line, frame.theme))
        tint.setAlphaF(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        lower, upper = (_points(course, course.shares[line] + side * course.errors[line], frame) for side in (-1, 1))
        painter.drawPolygon(between(lower, upper))

    def _paint_labels(self, painter: QPainter, course: Course, frame: Frame) -> None:
        # Beside the right end, with the numbers of the moment shown.
        theme, place = frame.theme, course.place(self._row)
        gap, height = theme.px(BETWEEN_LABELS), frame.plot.height()
        shares = course.shares[:, place]
        order = [int(line) for line in np.argsort(-shares, kind="stable")]
        tops = spread([float(1 - shares[line]) * height for line in order], gap, 0.3 * gap, height - 0.3 * gap)
        left = frame.plot.left() + frame.plot.width() + theme.px(10)
        for line, top in zip(order, tops, strict=True):
            y = frame.plot.top() + top
            painter.setPen(_pen(line, theme))
            painter.drawLine(QPointF(left, y), QPointF(left + theme.px(SAMPLE), y))
            painter.setPen(theme.tokens.text)
            painter.setFont(theme.font("second", 600 if line == 0 else 400, figures=True))
            number = arrow_probability(float(shares[line]))
            box = QRectF(left + theme.px(SAMPLE + 4), y - gap / 2, theme.px(RIGHT - SAMPLE - 15), gap)
            painter.drawText(box, _LEFT, number)
            box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance("<0.01") + theme.px(3))
            painter.setFont(theme.font("axis", 600 if line == 0 else 400))
            name = painter.fontMetrics().elidedText(
                course.names[line], Qt.TextElideMode.ElideRight, int(box.width()) + 1
            )
            painter.drawText(box, _LEFT, name)

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        course, frame = self._course, self.frame
        if course is None:
            return ""
        for span in self._spans:
            if frame.columns(span.start, span.end).contains(place):
                return span.tip
        if not QRectF(frame.plot).contains(place):
            return ""
        row = moments.nearest(course, frame.row_at(place.x()))
        moment = course.place(row)
        lines = zip(course.names, course.shares[:, moment], course.errors[:, moment], strict=True)
        said = [f"{name}: {probability_with_error(float(share), float(error))}" for name, share, error in lines]
        return "\n".join([f"After {row:,} rows, {self._kind}", *said])


def _points(course: Course, shares: FloatArray, frame: Frame) -> QPolygonF:
    kept = thinned(len(course.rows))
    ys = frame.ys_of(shares[kept])
    if not course.n_rows:
        return points(np.array([frame.plot.left(), frame.plot.left() + frame.plot.width()]), np.repeat(ys[:1], 2))
    return points(frame.xs_of(course.rows[kept]), ys)


def _pen(line: int, theme: Theme) -> QPen:
    pen = QPen(_ink(line, theme), WIDTHS[line] * theme.scale, STYLES[line])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _ink(line: int, theme: Theme) -> QColor:
    tokens = theme.tokens
    return (tokens.accent, tokens.text, tokens.text2)[line]
