"""The heads of the columns of a table of very many rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.theme import current_theme

HEAD_SIDE = 8


class TableHead(QHeaderView):
    """Paints what the model says of each column, above its words or figures.

    Qt's own painting asks of every row whether it is selected, for each column in sight: once all are, it takes 17 s
    where there are a million rows, and minutes where a quarter of a million are below twenty columns.

    Parameters
    ----------
    side, tail
        How much room is left free before the words and behind them, in pixels at 100 %.
    """

    def __init__(self, parent: QWidget | None = None, side: int = HEAD_SIDE, tail: int = HEAD_SIDE) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._side, self._tail = side, tail
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.tokens.alternate)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.tokens.line)
        painter.setFont(theme.font("second", 600))
        painter.setPen(theme.tokens.text)
        room = rect.adjusted(theme.px(self._side), 0, -theme.px(self._tail), -1)
        self.paint_words(painter, room, column)
        painter.restore()

    def paint_words(self, painter: QPainter, room: QRect, column: int) -> None:
        """Paint the words of a column, at the side that the model asks for."""
        words = self.elided(painter, room.width(), column)
        painter.drawText(room, self.side_of(column), words)

    def elided(self, painter: QPainter, width: int, column: int) -> str:
        """Return the words of a column as far as there is room for them, in pixels."""
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        return painter.fontMetrics().elidedText(title, self.textElideMode(), width)

    def side_of(self, column: int) -> int:
        """Return where in its room the words of a column stand, as flags of `Qt.AlignmentFlag`."""
        role = Qt.ItemDataRole.TextAlignmentRole
        return int(self.model().headerData(column, Qt.Orientation.Horizontal, role))
