"""The view both canvases share: fits its content, zooms, pans and follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from gui.drawing.edge_item import EdgeItem, place_labels
from gui.drawing.node_item import NodeItem
from gui.drawing.word_places import place_words
from gui.theme import Theme, theme_source

ZOOM_STEP = 1.2
SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 4.0
FIT_LARGEST = 1.0
FIT_MARGIN = 24
WHEEL_NOTCH = 120
ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class CanvasView(QGraphicsView):
    """A canvas upon the surface colour.

    Ctrl with the wheel zooms, as do the keys +, - and 0 (fit). The middle button, or Space with the left one,
    pans. Arrow keys go from node to node. Until the user zooms or pans, the content stays fitted.

    Signals
    -------
    zoom_changed(factor)
    background_clicked(scene_position)
        A click that hit no item.
    spoken(text)
        What a screen reader should say, when the focus went to another item.
    """

    zoom_changed = Signal(float)
    background_clicked = Signal(QPointF)
    spoken = Signal(str)

    def __init__(self, scene: QGraphicsScene | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_scene = QGraphicsScene(self) if scene is None else scene
        self.setScene(self._own_scene)
        self._fitted = True
        self._pan_from: QPoint | None = None
        self._space_down = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own_scene.focusItemChanged.connect(self._on_focus_item)
        source = theme_source()
        source.theme_changed.connect(self.set_theme)
        self.set_theme(source.theme)

    def nodes(self) -> tuple[NodeItem, ...]:
        """Return the nodes in the scene."""
        return tuple(item for item in self._own_scene.items() if isinstance(item, NodeItem))

    def edges(self) -> tuple[EdgeItem, ...]:
        """Return the arrows in the scene."""
        return tuple(item for item in self._own_scene.items() if isinstance(item, EdgeItem))

    def node_at(self, place: QPointF) -> NodeItem | None:
        """Return the node at a place of the scene, or None."""
        found = self._own_scene.items(place)
        return next((item for item in found if isinstance(item, NodeItem)), None)

    def nearest(self, item: NodeItem, direction: QPointF) -> NodeItem | None:
        """Return the nearest node in a direction from another, or None."""
        return _nearest(item, self.nodes(), direction)

    def arrange_labels(self) -> None:
        """Move the labels of arrows apart, and words beside nodes; call it once the nodes stand."""
        place_labels(self.nodes(), self.edges())
        self.arrange_words()

    def arrange_words(self) -> None:
        """Move the words beside nodes to where they can be read in the part that is in sight."""
        sight = self.mapToScene(self.viewport().rect()).boundingRect()
        place_words(self.nodes(), self.edges(), sight, self.zoom())

    def set_theme(self, theme: Theme) -> None:
        """Follow another theme, with all nodes and arrows."""
        self._own_scene.setBackgroundBrush(theme.tokens.surface)
        for item in self._own_scene.items():
            if isinstance(item, NodeItem | EdgeItem):
                item.set_theme(theme)
        self.arrange_labels()
        if self._fitted:
            self.fit()

    def content(self) -> QRectF:
        """Return the rectangle around all visible items; empty without any."""
        rect = QRectF()
        for item in self._own_scene.items():
            if item.isVisible():
                rect = rect.united(item.sceneBoundingRect())
        return rect

    def fit(self) -> None:
        """Show everything, at 100 % at most, and keep doing so until the user zooms or pans."""
        self._fitted = True
        rect = self.content()
        room = self.viewport().rect().adjusted(FIT_MARGIN, FIT_MARGIN, -FIT_MARGIN, -FIT_MARGIN)
        if rect.isEmpty() or room.width() <= 0 or room.height() <= 0:
            return
        factor = min(FIT_LARGEST, room.width() / rect.width(), room.height() / rect.height())
        self._roam(rect)
        self._scale_to(max(SMALLEST_ZOOM, factor))
        self.centerOn(rect.center())
        self.arrange_words()

    def zoom(self) -> float:
        """Return the factor between scene and screen."""
        return self.transform().m11()

    def zoom_by(self, factor: float) -> None:
        """Make everything larger or smaller, around the mouse."""
        self._fitted = False
        self._scale_to(min(LARGEST_ZOOM, max(SMALLEST_ZOOM, self.zoom() * factor)))
        self.arrange_words()

    def is_fitted(self) -> bool:
        """Return whether the content is kept fitted to the view."""
        return self._fitted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (event.angleDelta().y() / WHEEL_NOTCH))
            event.accept()
        else:
            self._pan(event.angleDelta())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Space and self._own_scene.focusItem() is None:
            self._space_down = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in ARROWS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._go(ARROWS[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._space_down and not event.isAutoRepeat():
            self._space_down = False
            self.viewport().unsetCursor()
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space_down):
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            event.accept()
            return
        if left and self.itemAt(event.position().toPoint()) is None:
            self.background_clicked.emit(self.mapToScene(event.position().toPoint()))
        super().mousePressEvent(event)
        if left:
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is None:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        self._pan(here - self._pan_from)
        self._pan_from = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is None:
            super().mouseReleaseEvent(event)
            event.accept()
            return
        self._pan_from = None
        self.viewport().unsetCursor()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._own_scene.focusItem() is None:
            self._go(QPointF(0, 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.viewport().update()

    def _go(self, direction: QPointF) -> None:
        """Give the focus to the nearest node in a direction; to the topmost one where none has it."""
        nodes = self.nodes()
        current = self._own_scene.focusItem()
        if not isinstance(current, NodeItem):
            target = min(nodes, key=lambda node: (node.y(), node.x()), default=None)
        else:
            target = _nearest(current, nodes, direction)
        if target is not None:
            self._own_scene.clearSelection()
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureVisible(target, FIT_MARGIN, FIT_MARGIN)

    def _on_focus_item(self, new: QGraphicsItem | None, _old: QGraphicsItem | None, _reason: Qt.FocusReason) -> None:
        if isinstance(new, NodeItem | EdgeItem):
            self.setAccessibleDescription(new.accessible_text())
            self.spoken.emit(new.accessible_text())

    def _pan(self, by: QPoint) -> None:
        self._fitted = False
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() - by.x())
        vertical.setValue(vertical.value() - by.y())

    def _roam(self, rect: QRectF) -> None:
        """Leave room to pan half a view beyond the content."""
        view = self.viewport().size()
        self.setSceneRect(rect.adjusted(-view.width(), -view.height(), view.width(), view.height()))

    def _scale_to(self, factor: float) -> None:
        change = factor / self.zoom()
        if change != 1.0:
            self.scale(change, change)
            self.zoom_changed.emit(factor)


def _nearest(current: NodeItem, nodes: tuple[NodeItem, ...], direction: QPointF) -> NodeItem | None:
    def cost(node: NodeItem) -> float:
        way = node.pos() - current.pos()
        ahead = way.x() * direction.x() + way.y() * direction.y()
        aside = abs(way.x() * direction.y()) + abs(way.y() * direction.x())
        return ahead + 2 * aside if ahead > 0 else float("inf")

    best = min((node for node in nodes if node is not current), key=cost, default=None)
    return best if best is not None and cost(best) < float("inf") else None
