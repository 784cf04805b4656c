"""The heads of the columns, with an arrow where rows are sorted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.controls.table_head import TableHead
from gui.rows.listed import NUMBERS
from gui.rows.model import RowModel
from gui.theme import current_theme

ARROW = 8


class RowHead(TableHead):
    """The head of the rows; a click sorts.

    Parameters
    ----------
    rows
        The rows below it.
    """

    def __init__(self, rows: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setStretchLastSection(True)

    def paint_words(self, painter: QPainter, room: QRect, column: int) -> None:
        theme = current_theme()
        sorting = self._rows.listed.sorting if self._rows.listed else None
        arrow = theme.px(ARROW) if sorting and sorting.column == column else 0
        words = self.elided(painter, room.width() - (arrow + theme.px(4) if arrow else 0), column)
        painter.drawText(room, self.side_of(column), words)
        if sorting and arrow:
            width = painter.fontMetrics().horizontalAdvance(words) + theme.px(4)
            left = room.right() - width - arrow if column in NUMBERS else room.left() + width
            self._paint_arrow(painter, QRect(left, room.center().y() - arrow // 4, arrow, arrow // 2), sorting.falling)

    @staticmethod
    def _paint_arrow(painter: QPainter, rect: QRect, falling: bool) -> None:
        # The point shows to where the larger values are.
        box = rect.toRectF()
        tip, base = (box.bottom(), box.top()) if falling else (box.top(), box.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_theme().tokens.text)
        corners = [QPointF(box.left(), base), QPointF(box.right(), base), QPointF(box.center().x(), tip)]
        painter.drawPolygon(QPolygonF(corners))
