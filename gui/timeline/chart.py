"""A chart along the rows seen: keys and mouse take what is shown to another moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.controls.focus_ring import FocusRing
from gui.theme import current_theme, theme_source
from gui.timeline import moments
from gui.timeline.frame import LEFT, RIGHT, Frame, frame_of
from gui.timeline.moments import Moments

GRAB = 8


class _Glass(QWidget):
    # Lies over the bands, so that chips and the line are above them; it lets the mouse through.
    def __init__(self, paint: Callable[[QPainter], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)


class TimeChart(QWidget):
    """Asks for other moments; what it shows and paints is said by what derives from it.

    Left and Right go from checkpoint to checkpoint, Page Up and Page Down from batch to batch, Home and End
    to the first row and to the present, Space plays.

    Signals
    -------
    moment_chosen(rows)
        The person went to another moment, in rows seen, or None for the present.
    play_requested()
        Space was pressed.
    """

    SIDES = (LEFT, RIGHT)
    moment_chosen = Signal(object)
    play_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.glass = _Glass(self.paint, self)
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        FocusRing(self)
        theme_source().theme_changed.connect(self._on_theme)

    @property
    def moments(self) -> Moments | None:
        """The moments that can be shown; None while there is nothing to show."""
        raise NotImplementedError

    @property
    def row(self) -> int:
        """Rows seen at the moment shown."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw everything anew, in the theme as it is now."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint what lies above the plot."""
        raise NotImplementedError

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        raise NotImplementedError

    @property
    def frame(self) -> Frame:
        """Where everything lies now."""
        there = self.moments
        return frame_of(self.size(), there.n_rows if there else 0, current_theme(), self.SIDES)

    def arrange(self) -> None:
        """Put the parts where they belong in a widget of this size."""
        self.glass.setGeometry(self.rect())
        self.glass.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(560), theme.px(230))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(220), theme.px(110))

    def _on_theme(self, _theme: object) -> None:
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame = self.frame
        reach = frame.theme.px(GRAB)
        active = QRectF(frame.lane).united(QRectF(frame.plots[-1])).adjusted(-reach, 0, reach, reach)
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
        near = frame.n_rows and abs(event.position().x() - frame.x_of(self.row)) <= frame.theme.px(GRAB)
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        there = self.moments
        if event.key() == Qt.Key.Key_Space:
            self.play_requested.emit()
        elif there is not None and event.key() in _STEPS:
            self.go_to(_STEPS[event.key()](there, self.row))
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int) -> None:
        """Ask for the moment at a checkpoint, given in rows, unless it is on show."""
        there = self.moments
        if there is not None and row != self.row:
            self.moment_chosen.emit(None if row >= there.n_rows else row)

    def _go_to_pixel(self, x: float) -> None:
        if self.moments is not None:
            self.go_to(moments.nearest(self.moments, self.frame.row_at(x)))


_STEPS: Mapping[int, Callable[[Moments, int], int]] = {
    Qt.Key.Key_Left: moments.before,
    Qt.Key.Key_Right: moments.after,
    Qt.Key.Key_PageUp: moments.batch_before,
    Qt.Key.Key_PageDown: moments.batch_after,
    Qt.Key.Key_Home: lambda _there, _row: 0,
    Qt.Key.Key_End: lambda there, _row: there.n_rows,
}
