"""The chart: bands, what was done, and a line that is dragged through time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.controls.focus_ring import FocusRing
from gui.theme import current_theme, theme_source
from gui.weights import moments
from gui.weights.bands import Bands
from gui.weights.frame import Frame, frame_of
from gui.weights.furniture import paint_axes, paint_chips, paint_ends, paint_lane, shown_ends, spots_of_chips
from gui.weights.scrubber import label_column, labels_at, paint_labels, paint_later, paint_line
from gui.weights.sentence import paint_sentence
from gui.weights.spans import Span
from gui.weights.stack import Stack
from gui.weights.words import band_tip

GRAB = 8


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


class _Glass(QWidget):
    # Lies over the bands, so that chips and the line are above them; it lets the mouse through.
    def __init__(self, paint: Callable[[QPainter], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)


class Chart(QWidget):
    """Shows weights over time and asks for other moments.

    Left and Right go from checkpoint to checkpoint, Page Up and Page Down from batch to batch, Home and End
    to the first row and to the present, Space plays.

    Signals
    -------
    moment_chosen(rows)
        The person went to another moment, in rows seen, or None for the present.
    play_requested()
        Space was pressed.
    """

    moment_chosen = Signal(object)
    play_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown()
        self._bands = Bands(self)
        self._glass = _Glass(self._paint, self)
        self._ends: tuple[int, ...] = ()
        self._chips: Mapping[int, QRectF] = {}
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Weights over time")
        FocusRing(self)
        theme_source().theme_changed.connect(self._redraw)

    def show_moment(self, shown: Shown) -> None:
        """Show something else; only what differs is worked out anew."""
        same = shown.stack is self.shown.stack and shown.spans == self.shown.spans
        self.shown = shown
        if same:
            self._glass.update()
        else:
            self._redraw()

    @property
    def frame(self) -> Frame:
        """Where everything lies now."""
        n_rows = self.shown.stack.n_rows if self.shown.stack else 0
        return frame_of(self.size(), n_rows, current_theme())

    @property
    def chips(self) -> Mapping[int, QRectF]:
        """Where the chips on the bands are, by band from the bottom."""
        return self._chips

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(560), theme.px(230))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(220), theme.px(110))

    def _redraw(self, *_theme: object) -> None:
        self._bands.show_stack(self.shown.stack, current_theme())
        self._arrange()

    def _arrange(self) -> None:
        frame, stack = self.frame, self.shown.stack
        self._bands.place(frame.plot)
        self._glass.setGeometry(self.rect())
        self._ends = shown_ends(frame, stack, self.shown.spans) if stack else ()
        self._chips = spots_of_chips(frame, stack, self._ends) if stack else {}
        self._glass.update()

    def _paint(self, painter: QPainter) -> None:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame = self.frame
        reach = frame.theme.px(GRAB)
        active = QRectF(frame.lane).united(QRectF(frame.plot)).adjusted(-reach, 0, reach, reach)
        if event.button() == Qt.MouseButton.LeftButton and frame.n_rows and active.contains(event.position()):
            self._dragging = True
            self._go_to_pixel(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._go_to_pixel(event.position().x())
            return
        frame = self.frame
        near = frame.n_rows and abs(event.position().x() - frame.x_of(self.shown.row)) <= frame.theme.px(GRAB)
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stack = self.shown.stack
        if event.key() == Qt.Key.Key_Space:
            self.play_requested.emit()
        elif stack is not None and event.key() in _STEPS:
            self.go_to(_STEPS[event.key()](stack, self.shown.row))
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int) -> None:
        """Ask for the moment at a checkpoint, given in rows, unless it is on show."""
        stack = self.shown.stack
        if stack is not None and row != self.shown.row:
            self.moment_chosen.emit(None if row >= stack.n_rows else row)

    def _go_to_pixel(self, x: float) -> None:
        if self.shown.stack is not None:
            self.go_to(moments.nearest(self.shown.stack, self.frame.row_at(x)))


_STEPS: Mapping[int, Callable[[Stack, int], int]] = {
    Qt.Key.Key_Left: moments.before,
    Qt.Key.Key_Right: moments.after,
    Qt.Key.Key_PageUp: moments.batch_before,
    Qt.Key.Key_PageDown: moments.batch_after,
    Qt.Key.Key_Home: lambda _stack, _row: 0,
    Qt.Key.Key_End: lambda stack, _row: stack.n_rows,
}
