"""Painting a large graph while a few of its nodes are dragged: what stays is painted once and then copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QStyle, QStyleOptionGraphicsItem

# fewer items are painted as fast as they would be copied
FEWEST = 60


class StillPicture:
    """A picture of all items of a view but some, upon which those are painted.

    It holds good as long as the view neither scrolls nor zooms and nothing else in it changes.
    """

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._picture: QPixmap | None = None
        self._moving: list[QGraphicsItem] = []

    @property
    def is_held(self) -> bool:
        """Whether the view is painted from the picture."""
        return self._picture is not None

    def hold(self, moving: Iterable[QGraphicsItem]) -> None:
        """Take the picture; these items move, the last on top."""
        self._moving = list(moving)
        view = self._view
        if len(view.scene().items()) < FEWEST:
            return
        port = view.viewport()
        ratio = port.devicePixelRatioF()
        picture = QPixmap(port.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        apart = set(self._moving)
        with QPainter(picture) as painter:
            painter.fillRect(port.rect(), view.scene().backgroundBrush())
            shown = view.items(QRect(port.rect()), Qt.ItemSelectionMode.IntersectsItemBoundingRect)
            self._paint(painter, [item for item in reversed(shown) if item not in apart])
        self._picture = picture

    def add(self, item: QGraphicsItem) -> None:
        """Paint one item more upon the picture."""
        self._moving.insert(0, item)

    def drop(self, items: Iterable[QGraphicsItem]) -> None:
        """Paint some items no longer."""
        gone = set(items)
        self._moving = [item for item in self._moving if item not in gone]

    def let_go(self) -> None:
        """Paint the view as it is from now on."""
        self._picture = None
        self._moving = []
        self._view.viewport().update()

    def update(self) -> None:
        """Ask for the view to be painted, where it is painted from the picture."""
        if self.is_held:
            # The view itself takes note only of what it paints itself.
            self._view.viewport().update()

    def paint(self) -> bool:
        """Paint the view from the picture; returns whether there is one."""
        if self._picture is None:
            return False
        with QPainter(self._view.viewport()) as painter:
            painter.drawPixmap(0, 0, self._picture)
            self._paint(painter, self._moving)
        return True

    def _paint(self, painter: QPainter, items: Iterable[QGraphicsItem]) -> None:
        painter.setRenderHints(self._view.renderHints())
        to_port = self._view.viewportTransform()
        for item in items:
            if not item.isVisible():
                continue
            option = QStyleOptionGraphicsItem()
            states = QStyle.StateFlag
            option.state = states.State_Selected if item.isSelected() else states.State_None
            option.exposedRect = item.boundingRect()
            painter.save()
            painter.setTransform(item.sceneTransform() * to_port)
            item.paint(painter, option, None)
            painter.restore()
