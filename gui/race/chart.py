"""The chart: a line a strategy along the steps; keys and mouse choose the step that is told about."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.race.painting import Lines, label_room, paint_grid, paint_labels, paint_lines, ticks_of, tip_of
from gui.race.words import AXIS
from gui.theme import current_theme
from gui.timeline.chart import TimeChart
from gui.timeline.frame import AXIS as FOOT
from gui.timeline.frame import Frame
from gui.timeline.furniture import paint_heights, paint_rows

LEFT = 36
TOP = 22


class RaceChart(TimeChart):
    """Shows a race and asks for other steps; Left and Right go from step to step, Home and End to the ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Race, along the steps", parent)
        self.lines: Lines | None = None
        self.step = 0

    @property
    def moments(self) -> Lines | None:
        """The steps that can be shown."""
        return self.lines

    @property
    def row(self) -> int:
        """The step that is told about."""
        return self.step

    @property
    def frame(self) -> Frame:
        """Where everything lies now; there is no lane above the plot, and names have the room that they need."""
        theme, size = current_theme(), self.size()
        left, top = theme.px(LEFT), theme.px(TOP)
        width = max(1, size.width() - left - theme.px(label_room(self.lines, theme)))
        height = max(1, size.height() - top - theme.px(FOOT))
        n_steps = self.lines.n_rows if self.lines else 0
        return Frame(QRect(left, top, width, 0), QRect(left, top, width, height), n_steps, theme)

    def show_race(self, lines: Lines | None, step: int) -> None:
        """Show other lines, or tell about another step."""
        self.lines, self.step = lines, step
        self.glass.update()

    def redraw(self) -> None:
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(300), theme.px(110))

    def paint(self, painter: QPainter) -> None:
        lines, frame = self.lines, self.frame
        if lines is None:
            return
        theme, plot = frame.theme, frame.plot
        paint_grid(painter, lines, frame)
        x = round(frame.x_of(self.step))
        painter.setPen(QPen(theme.tokens.accent, theme.px(2)))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.top() + plot.height()))
        paint_lines(painter, lines, frame)
        paint_heights(painter, frame, ticks_of(lines, frame), "steps", label_room(lines, theme))
        paint_rows(painter, frame, self.step)
        paint_labels(painter, lines, frame)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.tokens.text2)
        painter.drawText(QRectF(theme.px(6), 0, self.width(), theme.px(TOP - 4)), AXIS[lines.measure])

    def tip_at(self, place: QPointF) -> str:
        lines, frame = self.lines, self.frame
        if lines is None or not QRectF(frame.plot).adjusted(-4, -4, 4, 4).contains(place):
            return ""
        return tip_of(lines, round(frame.row_at(place.x())))
