"""A few words beside a node: that a path is opened there, or blocked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.icons import paint_icon
from gui.theme import Theme

HEIGHT, PADDING, ICON, GAP = 20, 7, 14, 5
# As names are, which fill small nodes.
LARGEST = 1.7


class NodeWord(QGraphicsItem):
    """Belongs to a node and moves with it; the mouse goes through it.

    Parameters
    ----------
    node
        The node beside which it stands.
    """

    def __init__(self, node: QGraphicsItem) -> None:
        super().__init__(node)
        self._words, self._icon = "", ""
        self._theme: Theme | None = None
        self._magnified = 1.0
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        # Where nodes are dragged upon one another the words are the first to be covered.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)

    @property
    def words(self) -> str:
        """What it says; empty while it says nothing."""
        return self._words

    def say(self, words: str, icon: str, theme: Theme) -> None:
        """Say something else, or nothing."""
        self.prepareGeometryChange()
        self._words, self._icon, self._theme = words, icon, theme
        self.setVisible(bool(words))
        self.update()

    def magnify(self, zoom: float) -> None:
        """Stay readable where the view is zoomed out, by this factor between scene and screen."""
        self.prepareGeometryChange()
        self._magnified = min(LARGEST, max(1.0, 1 / zoom))

    def size(self) -> QSizeF:
        """Return how large it is in the scene."""
        return self._size() * self._magnified

    def _size(self) -> QSizeF:
        theme = self._theme
        if theme is None or not self._words:
            return QSizeF()
        words = QFontMetricsF(theme.font("axis", 600)).horizontalAdvance(self._words)
        return QSizeF(round(words) + theme.px(2 * PADDING + ICON + GAP), theme.px(HEIGHT))

    def put(self, place: QRectF) -> None:
        """Stand in this rectangle of the scene; nowhere when it is empty."""
        self.setVisible(bool(self._words) and not place.isEmpty())
        self.setPos(place.topLeft() - self.parentItem().scenePos())

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self.size()).adjusted(-1, -1, 1, 1)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        theme = self._theme
        if theme is None:
            return
        tokens, box = theme.tokens, QRectF(QPointF(), self._size())
        painter.scale(self._magnified, self._magnified)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.text, theme.scale))
        painter.setBrush(tokens.surface)
        corner = box.height() / 2
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        side, left = theme.px(ICON), theme.px(PADDING)
        paint_icon(painter, self._icon, tokens.text, QRectF(left, (box.height() - side) / 2, side, side))
        painter.setFont(theme.font("axis", 600))
        painter.setPen(tokens.text)
        words = box.adjusted(left + side + theme.px(GAP), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)
