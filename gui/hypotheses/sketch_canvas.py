"""A small canvas on which a candidate is drawn: arrows from node to node, by mouse or by key."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.hypotheses.picture import Picture, PictureNode, boxes, paint_arrow, paint_box
from gui.hypotheses.sketch import Sketch
from gui.theme import current_theme

UNIT = 170.0
REACH = 7.0
MARGIN = 26
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_AWAY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class SketchCanvas(QWidget):
    """Shows a sketch. Drag from one node to another to draw an arrow.

    By key: arrow keys go through nodes and arrows, Space or Enter takes a node as the cause, then another as its
    effect; Escape lets the cause go, Delete removes an arrow, or a hidden variable.

    Signals
    -------
    arrow_drawn(parent, child), arrow_removed(parent, child), node_removed(node)
        What is wanted; the sketch is changed elsewhere.
    moved()
        Another node or arrow is chosen.
    """

    arrow_drawn = Signal(int, int)
    arrow_removed = Signal(int, int)
    node_removed = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sketch = Sketch(())
        self._at: int | None = None
        self.source: int | None = None
        self._hand: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Drawing of a candidate")

    def show_sketch(self, sketch: Sketch) -> None:
        """Show a sketch; what is chosen stays while it is there."""
        self._sketch = sketch
        if self._at is not None and self._at >= self._n_stops:
            self._at = None
        if self.source is not None and self.source >= len(sketch.all_names):
            self.source = None
        self._say()
        self.update()

    @property
    def node(self) -> int | None:
        """The node chosen, or None."""
        return self._at if self._at is not None and self._at < len(self._sketch.all_names) else None

    @property
    def arrow(self) -> tuple[int, int] | None:
        """The arrow chosen, or None."""
        if self._at is None or self.node is not None:
            return None
        return self._sketch.edges[self._at - len(self._sketch.all_names)]

    def choose(self, node: int | None) -> None:
        """Choose a node, or nothing."""
        self._at = node
        self._say()
        self.update()
        self.moved.emit()

    def node_rect(self, node: int) -> QRectF:
        """Return where a node lies."""
        return self._boxes()[node]

    def remove_chosen(self) -> None:
        """Ask for what is chosen to be taken away."""
        node, arrow = self.node, self.arrow
        if arrow is not None:
            self._at = None
            self.arrow_removed.emit(*arrow)
        elif node is not None:
            self.node_removed.emit(node)

    @property
    def _n_stops(self) -> int:
        return len(self._sketch.all_names) + len(self._sketch.edges)

    # -- keys ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (*_FORWARD, *_BACK) and self._n_stops:
            step = 1 if key in _FORWARD else -1
            start = self._at if self._at is not None else (-1 if step > 0 else 0)
            self.choose((start + step) % self._n_stops)
        elif key in _ENTER and self.node is not None:
            self._take(self.node)
        elif key in _AWAY and self._at is not None:
            self.remove_chosen()
        elif key == Qt.Key.Key_Escape and self.source is not None:
            self.source = None
            self._say()
            self.update()
        else:
            super().keyPressEvent(event)

    def _take(self, node: int) -> None:
        if self.source is None:
            self.source = node
        elif self.source == node:
            self.source = None
        else:
            source, self.source = self.source, None
            self.arrow_drawn.emit(source, node)
        self._say()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._n_stops and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        node = self._node_at(event.position())
        if node is not None:
            self.source, self._hand = node, event.position()
            self.choose(node)
            return
        self.source = None
        arrow = self._arrow_at(event.position())
        self.choose(None if arrow is None else len(self._sketch.all_names) + arrow)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hand is not None:
            self._hand = event.position()
            self.update()
        else:
            over = self._node_at(event.position()) is not None or self._arrow_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hand is None:
            return
        source, self.source, self._hand = self.source, None, None
        node = self._node_at(event.position())
        self.update()
        if node is not None and source is not None and node != source:
            self.arrow_drawn.emit(source, node)

    # -- painting ------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(420), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), theme.px(110))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        places = self._boxes()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            painter.setPen(tokens.accent if self.hasFocus() else tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for parent, child in self._sketch.edges:
                paint_arrow(painter, places[parent], places[child], theme, chosen=(parent, child) == self.arrow)
            if self._hand is not None and self.source is not None:
                painter.setPen(QPen(tokens.accent, 2 * theme.scale, Qt.PenStyle.DashLine))
                painter.drawLine(places[self.source].center(), self._hand)
            for number, (node, place) in enumerate(zip(self._picture().nodes, places, strict=True)):
                chosen = number == self.source or (number == self.node and self.hasFocus())
                paint_box(painter, place, PictureNode(node.kind, node.name, chosen=chosen), theme)
            if self.source is not None and self._hand is None:
                painter.setPen(tokens.text2)
                painter.setFont(theme.font("second"))
                words = f"{self._sketch.all_names[self.source]} is the cause. Choose its effect and press Enter."
                painter.drawText(self.rect().adjusted(10, 0, -10, -6), _FOOT, words)

    def _picture(self) -> Picture:
        n = self._sketch.n
        nodes = tuple(
            PictureNode("filled" if number < n else "hidden", name)
            for number, name in enumerate(self._sketch.all_names)
        )
        return Picture(nodes, self._sketch.edges, self._sketch.points)

    def _boxes(self) -> list[QRectF]:
        theme = current_theme()
        margin = theme.px(MARGIN)
        return boxes(self._picture(), QRectF(self.rect()).adjusted(margin, margin, -margin, -margin), theme, UNIT)

    def _node_at(self, point: QPointF) -> int | None:
        reach = current_theme().px(4)
        places = enumerate(self._boxes())
        return next((n for n, box in places if box.adjusted(-reach, -reach, reach, reach).contains(point)), None)

    def _arrow_at(self, point: QPointF) -> int | None:
        places, reach = self._boxes(), REACH * current_theme().scale
        for number, (parent, child) in enumerate(self._sketch.edges):
            if _distance(point, places[parent].center(), places[child].center()) <= reach:
                return number
        return None

    def _say(self) -> None:
        names = self._sketch.all_names
        if self.arrow is not None:
            what = f"arrow from {names[self.arrow[0]]} to {names[self.arrow[1]]}"
        elif self.node is not None:
            what = names[self.node] + (", hidden" if self.node >= self._sketch.n else "")
        else:
            what = f"{len(names)} variables, {len(self._sketch.edges)} arrows"
        cause = f", {names[self.source]} is the cause" if self.source is not None else ""
        self.setAccessibleDescription(what + cause)


def _distance(point: QPointF, start: QPointF, end: QPointF) -> float:
    along = end - start
    square = along.x() ** 2 + along.y() ** 2
    if square == 0:
        return math.inf
    share = QPointF.dotProduct(point - start, along) / square
    foot = start + along * min(1.0, max(0.0, share))
    return math.hypot(point.x() - foot.x(), point.y() - foot.y())


_FOOT = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
