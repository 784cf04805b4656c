"""The label of an arrow, above all arrows, so that none runs through its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.drawing.edge_painting import paint_label
from gui.drawing.styles import EdgeState, EdgeStyle
from gui.theme import Theme

LABEL_Z = 5.0


class EdgeLabel(QGraphicsItem):
    """Follows its arrow, which hears the mouse in its place."""

    def __init__(self, state: EdgeState, style: EdgeStyle, theme: Theme) -> None:
        super().__init__()
        self._look = (state, style, theme)
        self._box = QRectF()
        self.setZValue(LABEL_Z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    @property
    def box(self) -> QRectF:
        """The rectangle in the scene; empty while it is not shown."""
        return self._box

    def show_at(self, box: QRectF, state: EdgeState, style: EdgeStyle, theme: Theme) -> None:
        """Show the label of an arrow in this state here, or hide it where the box is empty."""
        self.prepareGeometryChange()
        self._box = QRectF(box)
        self._look = (state, style, theme)
        self.setVisible(not box.isEmpty())
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._box.isEmpty():
            paint_label(painter, self._box, *self._look)
