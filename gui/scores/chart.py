"""The chart: a line a candidate along the rows; pointing at one, or Up and Down, chooses it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from gui.scores.lines import Lines
from gui.scores.painting import BETWEEN_LABELS, heights_shown, labels_of, paint_curves, paint_grid, paint_labels
from gui.scores.words import AXIS
from gui.timeline.chart import TimeChart
from gui.timeline.furniture import paint_ends, paint_heights, paint_lane, paint_rows, shown_ends
from gui.timeline.line import paint_later, paint_line
from gui.timeline.spans import Span

LEFT = 52
RIGHT = 114
REACH = 9
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, eq=False)
class Shown:
    """What the chart shows.

    Parameters
    ----------
    lines
        The lines; None while there is nothing to show.
    spans
        What was done.
    row
        Rows seen at the moment shown.
    following
        Whether that is the present.
    chosen
        The candidate that stands out, or None.
    """

    lines: Lines | None = None
    spans: tuple[Span, ...] = ()
    row: int = 0
    following: bool = True
    chosen: int | None = None


class ScoreChart(TimeChart):
    """Shows scores along the rows and asks for other moments and other candidates.

    Signals
    -------
    candidate_chosen(candidate)
        The person pointed at the line of another candidate, or went there by Up or Down.
    """

    SIDES = (LEFT, RIGHT)
    candidate_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Scores along the rows", parent)
        self.shown = Shown()
        self.glass.raise_()

    @property
    def moments(self) -> Lines | None:
        """The moments that can be shown."""
        return self.shown.lines

    @property
    def row(self) -> int:
        """Rows seen at the moment shown."""
        return self.shown.row

    @property
    def chosen_line(self) -> int | None:
        """The place among the lines of the candidate that stands out."""
        lines, chosen = self.shown.lines, self.shown.chosen
        return lines.candidates.index(chosen) if lines is not None and chosen in lines.candidates else None

    def show_scores(self, shown: Shown) -> None:
        """Show something else."""
        self.shown = shown
        self.glass.update()

    def redraw(self) -> None:
        self.arrange()

    def paint(self, painter: QPainter) -> None:
        shown, frame, lines = self.shown, self.frame, self.shown.lines
        if lines is None:
            return
        paint_grid(painter, lines, frame)
        paint_lane(painter, frame, shown.spans)
        paint_ends(painter, frame, shown_ends(frame, lines, shown.spans), shown.spans)
        paint_curves(painter, lines, frame, self.chosen_line)
        paint_heights(painter, frame, heights_shown(lines, frame), "rows", RIGHT)
        paint_rows(painter, frame, shown.row)
        self._paint_axis(painter, AXIS[lines.mode])
        if not shown.following:
            paint_later(painter, frame, shown.row)
        labels = labels_of(lines, frame, self.chosen_line)
        paint_labels(painter, lines, frame, labels, self.chosen_line, RIGHT)
        paint_line(painter, frame, shown.row)

    def _paint_axis(self, painter: QPainter, words: str) -> None:
        theme = self.frame.theme
        painter.setFont(theme.font("axis"))
        box = self.axis_box(QSizeF(painter.fontMetrics().boundingRect(words).size()))
        painter.fillRect(box, theme.tokens.surface)
        painter.setPen(theme.tokens.text2)
        painter.drawText(box.adjusted(theme.px(3), 0, 0, 0), _LEFT, words)

    def axis_box(self, words: QSizeF) -> QRectF:
        """Return where what the heights are is written: in the corner away from where all lines begin."""
        frame, lines = self.frame, self.shown.lines
        theme, plot = frame.theme, frame.plot
        start = 0.0 if lines is None else lines.share(float(lines.average[0]))
        above = plot.top() + theme.px(3)
        below = plot.top() + plot.height() - words.height() - theme.px(4)
        top = above if start < 0.5 else below
        return QRectF(plot.left() + theme.px(5), top, words.width() + theme.px(6), words.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = self.shown.lines
        if lines is None or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        order, chosen = lines.order(), self.chosen_line
        step = -1 if event.key() == Qt.Key.Key_Up else 1
        first = 0 if step > 0 else len(order) - 1
        place = first if chosen is None else min(max(order.index(chosen) + step, 0), len(order) - 1)
        self._choose(order[place])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        line = self.line_at(event.position()) if not event.buttons() else None
        if line is not None and line != self.chosen_line:
            self._choose(line)

    def _choose(self, line: int) -> None:
        if self.shown.lines is not None:
            self.candidate_chosen.emit(self.shown.lines.candidates[line])

    def line_at(self, place: QPointF) -> int | None:
        """Return the line nearest to a place, or whose name is there; None where none is near."""
        lines, frame = self.shown.lines, self.frame
        if lines is None or not lines.n_rows:
            return None
        if place.x() > frame.plot.left() + frame.plot.width() + frame.theme.px(6):
            half = frame.theme.px(BETWEEN_LABELS) / 2
            labels = labels_of(lines, frame, self.chosen_line)
            return next((each.line for each in labels if abs(each.y - place.y()) <= half), None)
        if not QRectF(frame.plot).contains(place):
            return None
        row = frame.row_at(place.x())
        heights = [np.interp(row, lines.rows, lines.heights[:, line]) for line in range(lines.n_lines)]
        distances = [abs(frame.y_of(lines.share(float(height))) - place.y()) for height in heights]
        # Of lines upon one another the chosen one stays.
        near = int(np.argmin(distances))
        chosen = self.chosen_line
        if chosen is not None and distances[chosen] <= distances[near] + 1:
            near = chosen
        return near if distances[near] <= frame.theme.px(REACH) else None

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        frame = self.frame
        spans = (span for span in self.shown.spans if frame.columns(span.start, span.end).contains(place))
        return next((span.tip for span in spans), "")
