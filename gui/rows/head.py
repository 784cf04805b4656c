"""The heads of the columns, each above its words or figures, with an arrow where rows are sorted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.rows.listed import NUMBERS
from gui.rows.model import RowModel
from gui.theme import current_theme

SIDE, ARROW = 8, 8
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class RowHead(QHeaderView):
    """The head of the rows; a click sorts.

    Parameters
    ----------
    rows
        The rows below it.
    """

    def __init__(self, rows: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = rows
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        # Qt's own painting asks of every row whether it is selected, which takes 17 s where a million are.
        theme = current_theme()
        tokens = theme.tokens
        painter.save()
        painter.fillRect(rect, tokens.alternate)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        room = rect.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), -1)
        painter.setFont(theme.font("second", 600))
        painter.setPen(tokens.text)
        sorting = self._rows.listed.sorting if self._rows.listed else None
        arrow = theme.px(ARROW) if sorting and sorting.column == column else 0
        most = room.width() - (arrow + theme.px(4) if arrow else 0)
        words = painter.fontMetrics().elidedText(self._rows.title(column), Qt.TextElideMode.ElideRight, most)
        number = column in NUMBERS
        painter.drawText(room, _MIDDLE | (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft), words)
        if sorting and arrow:
            width = painter.fontMetrics().horizontalAdvance(words) + theme.px(4)
            left = room.right() - width - arrow if number else room.left() + width
            self._paint_arrow(painter, QRect(left, room.center().y() - arrow // 4, arrow, arrow // 2), sorting.falling)
        painter.restore()

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
