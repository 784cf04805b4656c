"""The chart: bands, what was done, and the weights at the moment shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.theme import current_theme
from gui.timeline import moments
from gui.timeline.chart import TimeChart
from gui.timeline.frame import Frame
from gui.timeline.furniture import paint_ends, paint_lane, shown_ends
from gui.timeline.line import paint_later, paint_line
from gui.timeline.sentence import paint_sentence
from gui.timeline.spans import Span
from gui.weights.bands import Bands
from gui.weights.furniture import paint_axes, paint_chips, spots_of_chips
from gui.weights.scrubber import label_column, labels_at, paint_labels
from gui.weights.stack import Stack
from gui.weights.words import band_tip


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
    """

    stack: Stack | None = None
    spans: tuple[Span, ...] = ()
    checkpoint: int = 0
    following: bool = True
    sentence: str = ""
    kind: str = ""

    @property
    def row(self) -> int:
        """Rows seen at the moment shown."""
        return int(self.stack.rows[self.checkpoint]) if self.stack else 0


class Chart(TimeChart):
    """Shows weights over time and asks for other moments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Weights over time", parent)
        self.shown = Shown()
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

    def show_moment(self, shown: Shown) -> None:
        """Show something else; only what differs is worked out anew."""
        same = shown.stack is self.shown.stack and shown.spans == self.shown.spans
        self.shown = shown
        if same:
            self.glass.update()
        else:
            self.redraw()

    @property
    def chips(self) -> Mapping[int, QRectF]:
        """Where the chips on the bands are, by band from the bottom."""
        return self._chips

    def redraw(self) -> None:
        self._bands.show_stack(self.shown.stack, current_theme())
        self.arrange()

    def arrange(self) -> None:
        frame, stack = self.frame, self.shown.stack
        self._bands.place(frame.plot)
        self._ends = shown_ends(frame, stack, self.shown.spans) if stack else ()
        self._chips = spots_of_chips(frame, stack, self._ends) if stack else {}
        super().arrange()

    def paint(self, painter: QPainter) -> None:
        shown, frame, stack = self.shown, self.frame, self.shown.stack
        if stack is None:
            paint_sentence(painter, frame, shown.sentence)
            return
        paint_lane(painter, frame, shown.spans)
        paint_ends(painter, frame, self._ends, shown.spans)
        paint_chips(painter, stack, self._visible_chips(frame), frame.theme)
        paint_axes(painter, frame, shown.row if stack.n_rows else None, shown.kind)
        if not shown.following:
            paint_later(painter, frame, shown.row)
        paint_labels(painter, frame, labels_at(frame, stack, shown.checkpoint), shown.row)
        if stack.n_rows:
            paint_line(painter, frame, shown.row)
        paint_sentence(painter, frame, shown.sentence)

    def _visible_chips(self, frame: Frame) -> Mapping[int, QRectF]:
        # In the past the labels of the line take the place of chips.
        if self.shown.following:
            return self._chips
        taken = label_column(frame, self.shown.row)
        return {band: box for band, box in self._chips.items() if not box.intersects(taken)}

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        stack, frame = self.shown.stack, self.frame
        if stack is None:
            return ""
        for span in self.shown.spans:
            if frame.columns(span.start, span.end).contains(place):
                return span.tip
        if not QRectF(frame.plot).contains(place):
            return ""
        row = moments.nearest(stack, frame.row_at(place.x()))
        weight = (frame.plot.top() + frame.plot.height() - place.y()) / frame.plot.height()
        return band_tip(stack, int(np.searchsorted(stack.rows, row)), weight)
