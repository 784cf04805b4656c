"""What the mouse does on the World canvas while its button is down: one class a gesture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsLineItem, QGraphicsRectItem

from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_item import NODE_Z, NodeItem
from gui.drawing.rubber_arrow import RUBBER_Z
from gui.theme import current_theme

SNAP = 6.0
# nodes snap to halves of grid steps
PER_STEP = 2
# what is dragged lies upon the rest
DRAGGED_Z = NODE_Z + 1


class Gesture(Protocol):
    """Something the mouse has begun."""

    def move(self, place: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Follow the mouse to a place in the scene."""

    def finish(self, place: QPointF) -> None:
        """Do what was shown."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class Band:
    """A rectangle drawn over free canvas: what it touches is chosen, besides what was chosen with Shift before."""

    def __init__(self, canvas: GraphCanvas, start: QPointF, kept: Iterable[QGraphicsItem] = ()) -> None:
        self._canvas = canvas
        self._start = start
        self._kept = set(kept)
        self._before = set(canvas.scene().selectedItems())
        self._item = QGraphicsRectItem(QRectF(start, start))
        tokens = current_theme().tokens
        fill = QColor(tokens.accent)
        fill.setAlphaF(0.08)
        self._item.setPen(_cosmetic(tokens.accent))
        self._item.setBrush(fill)
        self._item.setZValue(RUBBER_Z)
        canvas.scene().addItem(self._item)

    def move(self, place: QPointF, keys: Qt.KeyboardModifier) -> None:
        del keys
        rect = QRectF(self._start, place).normalized()
        self._item.setRect(rect)
        for node in self._canvas.nodes():
            node.setSelected(node in self._kept or node.body().intersects(rect))

    def finish(self, place: QPointF) -> None:
        del place
        self._remove()

    def cancel(self) -> None:
        self._remove()
        for node in self._canvas.nodes():
            node.setSelected(node in self._before)

    def _remove(self) -> None:
        self._canvas.scene().removeItem(self._item)


class Drag:
    """Moves the chosen nodes; they snap to the middles of others and to halves of grid steps, unless Alt is held."""

    def __init__(self, canvas: GraphCanvas, grabbed: NodeItem, start: QPointF) -> None:
        self._canvas = canvas
        self._start = start
        self._grabbed = grabbed.pos()
        chosen = [item for item in canvas.scene().selectedItems() if isinstance(item, NodeItem)]
        self._from = {item.name: item.pos() for item in (grabbed, *chosen)}
        others = [item.pos() for item in canvas.nodes() if item.name not in self._from]
        self._others = others
        self._guides: list[QGraphicsLineItem] = []
        self._begun = False
        for name in self._from:
            canvas.node(name).setZValue(DRAGGED_Z)
        self._still = canvas.hold_still(self._from)

    def move(self, place: QPointF, keys: Qt.KeyboardModifier) -> None:
        by = place - self._start
        if not self._begun and by.manhattanLength() * self._canvas.zoom() < QApplication.startDragDistance():
            return
        self._begun = True
        self._remove_guides()
        if not keys & Qt.KeyboardModifier.AltModifier:
            by = self._snapped(by)
        self._canvas.drag_nodes({name: was + by for name, was in self._from.items()})

    def finish(self, place: QPointF) -> None:
        del place
        self._end()

    def cancel(self) -> None:
        self._end()
        self._canvas.drag_nodes(self._from)

    def _snapped(self, by: QPointF) -> QPointF:
        near = SNAP / self._canvas.zoom()
        at = self._grabbed + by
        x = _nearest(at.x(), (other.x() for other in self._others), near)
        y = _nearest(at.y(), (other.y() for other in self._others), near)
        across, down = self._canvas.grid_point(at)
        step = self._canvas.place_of((round(across * PER_STEP) / PER_STEP, round(down * PER_STEP) / PER_STEP))
        to = QPointF(
            x if x is not None else step.x() if abs(step.x() - at.x()) <= near else at.x(),
            y if y is not None else step.y() if abs(step.y() - at.y()) <= near else at.y(),
        )
        if x is not None:
            ends = [other.y() for other in self._others if other.x() == x]
            self._guide(QLineF(x, min(*ends, to.y()), x, max(*ends, to.y())))
        if y is not None:
            ends = [other.x() for other in self._others if other.y() == y]
            self._guide(QLineF(min(*ends, to.x()), y, max(*ends, to.x()), y))
        return to - self._grabbed

    def _guide(self, line: QLineF) -> None:
        item = QGraphicsLineItem(line)
        item.setPen(_cosmetic(current_theme().tokens.accent, Qt.PenStyle.DashLine))
        # behind the nodes, so that it seems to run from one to the other
        item.setZValue(5.0)
        self._canvas.scene().addItem(item)
        self._guides.append(item)
        self._still.add(item)

    def _end(self) -> None:
        self._remove_guides()
        self._still.let_go()
        for name in self._from:
            self._canvas.node(name).setZValue(NODE_Z)

    def _remove_guides(self) -> None:
        self._still.drop(self._guides)
        for item in self._guides:
            self._canvas.scene().removeItem(item)
        self._guides = []


def _nearest(at: float, others: Iterable[float], near: float) -> float | None:
    best = min(others, key=lambda other: abs(other - at), default=None)
    return best if best is not None and abs(best - at) <= near else None


def _cosmetic(colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, current_theme().px(1), style)
    pen.setCosmetic(True)
    return pen
