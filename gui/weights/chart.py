"""The chart: weights as bands or lines, what was done, what is open, and the weights at the moment shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import current_theme
from gui.timeline import moments
from gui.timeline.chart import TimeChart
from gui.timeline.frame import LEFT, Frame, frame_of
from gui.timeline.furniture import paint_ends, paint_lane, shown_ends
from gui.timeline.line import paint_later, paint_line
from gui.timeline.sentence import paint_sentence
from gui.timeline.spans import Span
from gui.weights.bands import Bands
from gui.weights.entropy import paint_entropy, paint_reading
from gui.weights.errors import paint_errors, room_right
from gui.weights.furniture import paint_axes, paint_chips, spots_of_chips
from gui.weights.gaps import paint_gaps
from gui.weights.scrubber import label_column, labels_at, paint_labels
from gui.weights.stack import Stack
from gui.weights.view import USUAL, View
from gui.weights.words import band_tip, entropy_tip, line_tip


@dataclass(frozen=True, eq=False)
class Shown:
    """What the chart shows.

    Parameters
    ----------
    stack
        The bands; None while there is nothing to show.
    spans
        What was done.
    checkpoint
        The moment shown.
    following
        Whether that is the present.
    sentence
        Stands in the middle; empty for none.
    kind
        How the weights were got: "exact".
    view
        How a person wants to see them.
    wanted
        The checkpoint that was asked for and is not known yet; None where that is the moment shown.
    """

    stack: Stack | None = None
    spans: tuple[Span, ...] = ()
    checkpoint: int = 0
    following: bool = True
    sentence: str = ""
    kind: str = ""
    view: View = USUAL
    wanted: int | None = None

    @property
    def row(self) -> int:
        """Rows seen at the moment that was asked for."""
        place = self.checkpoint if self.wanted is None else self.wanted
        return int(self.stack.rows[place]) if self.stack else 0


class Chart(TimeChart):
    """Shows weights over time and asks for other moments.

    What is new is drawn in the turn of the event loop after the one that told of it, or once it is painted: the panel
    works out in that turn what to show, and all of it together would be a stall.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Weights over time", parent)
        self.shown = Shown()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.redraw)
        self._bands = Bands(self)
        self._ends: tuple[int, ...] = ()
        self._chips: Mapping[int, QRectF] = {}
        self.glass.raise_()

    @property
    def moments(self) -> Stack | None:
        """The moments that can be shown."""
        return self.shown.stack

    @property
    def row(self) -> int:
        """Rows seen at the moment shown."""
        return self.shown.row

    @property
    def frame(self) -> Frame:
        """Where everything lies now."""
        stack, view = self.shown.stack, self.shown.view
        if stack is None:
            return frame_of(self.size(), 0, current_theme())
        with_strip = view.entropy and stack.entropy is not None
        sides = (LEFT, room_right(stack))
        axis = stack.axis(view.along)
        return frame_of(self.size(), stack.n_rows, current_theme(), sides, axis, with_strip=with_strip)

    def show_moment(self, shown: Shown) -> None:
        """Show something else; only what differs is worked out anew."""
        before = self.shown
        same = shown.stack is before.stack and shown.spans == before.spans and shown.view == before.view
        self.shown = shown
        if same:
            self.glass.update()
        else:
            self._soon.start()

    @property
    def chips(self) -> Mapping[int, QRectF]:
        """Where the chips on the bands are, by band from the bottom; none on lines."""
        self._catch_up()
        return self._chips

    def paintEvent(self, event: QPaintEvent) -> None:
        # Before the bands and what lies above them, which are painted after this.
        self._catch_up()
        super().paintEvent(event)

    def _catch_up(self) -> None:
        if self._soon.isActive():
            self.redraw()

    def redraw(self) -> None:
        self._soon.stop()
        self._bands.show_stack(self.shown.stack, current_theme(), self.shown.view)
        self.arrange()

    def arrange(self) -> None:
        frame, stack = self.frame, self.shown.stack
        self._bands.setGeometry(frame.plot)
        self._ends = shown_ends(frame, stack, self.shown.spans) if stack else ()
        stacked = stack is not None and self.shown.view.curves == "areas"
        self._chips = spots_of_chips(frame, stack, self._ends) if stack and stacked else {}
        super().arrange()

    def paint(self, painter: QPainter) -> None:
        shown, frame, stack = self.shown, self.frame, self.shown.stack
        if stack is None:
            paint_sentence(painter, frame, shown.sentence)
            return
        room, curves = room_right(stack), shown.view.curves
        paint_lane(painter, frame, shown.spans)
        paint_ends(painter, frame, self._ends, shown.spans)
        if curves == "lines":
            paint_errors(painter, frame, stack)
        paint_chips(painter, stack, self._visible_chips(frame), frame.theme)
        paint_entropy(painter, frame, stack)
        paint_gaps(painter, frame, stack)
        paint_axes(painter, frame, shown.row if stack.n_rows else None, shown.kind, room)
        if not shown.following:
            paint_later(painter, frame, shown.row)
        if shown.wanted is None:
            paint_labels(painter, frame, labels_at(frame, stack, shown.checkpoint, curves), shown.row, room)
            paint_reading(painter, frame, stack, shown.checkpoint, room)
        if stack.n_rows:
            paint_line(painter, frame, shown.row, waits=shown.wanted is not None)
        paint_sentence(painter, frame, shown.sentence)

    def _visible_chips(self, frame: Frame) -> Mapping[int, QRectF]:
        stack = self.shown.stack
        gaps = [(frame.x_of(start), frame.x_of(end)) for start, end in stack.gaps] if stack else []
        # What is hatched belongs to nobody yet.
        chips = {
            band: box
            for band, box in self._chips.items()
            if not any(left < box.right() and box.left() < right for left, right in gaps)
        }
        if self.shown.following:
            return chips
        # In the past the labels of the line take the place of chips.
        taken = label_column(frame, self.shown.row, room_right(stack))
        return {band: box for band, box in chips.items() if not box.intersects(taken)}

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        stack, frame = self.shown.stack, self.frame
        if stack is None:
            return ""
        for span in self.shown.spans:
            if frame.columns(span.start, span.end).contains(place):
                return span.tip
        checkpoint = int(np.searchsorted(stack.rows, moments.nearest(stack, frame.row_at(place.x()))))
        if frame.strip is not None and frame.strip.contains(place.toPoint()):
            return entropy_tip(stack, checkpoint)
        if not QRectF(frame.plot).contains(place):
            return ""
        height = (frame.plot.top() + frame.plot.height() - place.y()) / frame.plot.height()
        return (line_tip if self.shown.view.curves == "lines" else band_tip)(stack, checkpoint, height)
