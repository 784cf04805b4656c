"""What was done: a numbered line for each batch of rows; choosing one shows belief at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.sessions.wording import count_rows, describe_batch
from gui.controls.list_lines import LinePainter, line_painted
from gui.controls.numbers import count
from gui.icons import paint_icon
from gui.theme import Theme, current_theme
from gui.timeline.moment_list import MomentList

if TYPE_CHECKING:
    from engine.data.dataset import Batch, Dataset

_Index = QModelIndex | QPersistentModelIndex
ICON = 16


def batch_icon(regime: Regime) -> str:
    """Return the picture of how rows came about: eye, arrow, die, or a table of its own."""
    if not regime.interventions:
        return "watch"
    if all(each.kind == "soft" for each in regime.interventions):
        return "table"
    return "randomise" if all(each.kind == "randomize" for each in regime.interventions) else "act"


class BatchModel(QAbstractListModel):
    """The batches of a dataset; grows in place when rows are added."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._variables: tuple[Variable, ...] = ()
        self._imported = False
        self._batches: tuple[Batch, ...] = ()
        self._ends: list[int] = []

    def show(self, dataset: Dataset, *, imported: bool = False) -> None:
        """Show the batches of this dataset."""
        old, new = self._batches, dataset.batches
        grows = dataset.variables == self._variables and len(new) > len(old) > 0 and new[: len(old)] == old
        if grows:
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
        else:
            self.beginResetModel()
        self._variables, self._batches, self._imported = dataset.variables, new, imported
        self._ends = list(accumulate(batch.n_rows for batch in new))
        if grows:
            self.endInsertRows()
        else:
            self.endResetModel()

    def batch(self, row: int) -> Batch:
        """Return one batch."""
        return self._batches[row]

    def end(self, row: int) -> int:
        """Return how many rows were seen at the end of a batch."""
        return self._ends[row]

    def words(self, row: int) -> str:
        """Return how the rows of a batch came about."""
        return describe_batch(self._batches[row].regime, self._variables, imported=self._imported)

    def icon(self, row: int) -> str:
        """Return the picture of how the rows of a batch came about; a table does not tell about dice."""
        icon = batch_icon(self._batches[row].regime)
        return "act" if self._imported and icon == "randomise" else icon

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._batches)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row + 1}. {self.words(row)}, {count_rows(self._batches[row].n_rows)}"
        return None


class _Painter(LinePainter):
    def __init__(self, view: BatchList, model: BatchModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        with line_painted(painter, rect, state, chosen=index.row() == self._view.shown):
            self._paint_row(painter, rect.adjusted(theme.px(16), 0, -theme.px(16), 0), index.row(), theme)

    def _paint_row(self, painter: QPainter, rect: QRect, row: int, theme: Theme) -> None:
        tokens = theme.tokens
        batch = self._model.batch(row)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        digits = QFontMetrics(theme.font("interface", figures=True)).horizontalAdvance(str(self._model.rowCount()))
        painter.setFont(theme.font("interface", figures=True))
        painter.setPen(tokens.text2)
        painter.drawText(rect, middle, str(row + 1))
        side = theme.px(ICON)
        left = rect.left() + digits + theme.px(12)
        icon = self._model.icon(row)
        ink = tokens.text2 if icon == "watch" else tokens.act
        paint_icon(painter, icon, ink, QRectF(left, rect.center().y() - side / 2 + 0.5, side, side))
        taken = self._paint_rows(painter, rect, batch.n_rows, theme, middle | right)
        painter.setFont(theme.font())
        painter.setPen(tokens.text)
        room = QRect(rect)
        room.setLeft(left + side + theme.px(10))
        room.setRight(rect.right() - taken - theme.px(8))
        words = painter.fontMetrics().elidedText(
            self._model.words(row), Qt.TextElideMode.ElideRight, max(0, room.width())
        )
        painter.drawText(room, middle, words)

    @staticmethod
    def _paint_rows(painter: QPainter, rect: QRect, n_rows: int, theme: Theme, where: Qt.AlignmentFlag) -> int:
        # The noun has the room of its plural, so that the figures stand in a column.
        painter.setFont(theme.font("second"))
        painter.setPen(theme.tokens.text2)
        noun = painter.fontMetrics().horizontalAdvance("rows")
        beside = QRect(rect)
        beside.setLeft(rect.right() - noun)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, "row" if n_rows == 1 else "rows")
        painter.setFont(theme.font("interface", figures=True))
        painter.setPen(theme.tokens.text)
        painter.drawText(rect.adjusted(0, 0, -noun - theme.px(8), 0), where, count(n_rows))
        return noun + theme.px(8) + painter.fontMetrics().horizontalAdvance(count(n_rows))


class BatchList(MomentList):
    """The list; the batch that is shown is marked by its number from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches = BatchModel(self)
        self.setModel(self._batches)
        self.setItemDelegate(_Painter(self, self._batches))
        self.setAccessibleName("What you did")

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), theme.px(theme.LIST_ROW))

    def show_batches(self, dataset: Dataset, *, imported: bool = False) -> None:
        """Show the batches of a dataset, the last in view."""
        before = self._batches.rowCount()
        self._batches.show(dataset, imported=imported)
        if self._batches.rowCount() != before:
            self.scrollToBottom()

    def _end_of(self, line: int) -> int:
        return self._batches.end(line)


def first_words(rows: Sequence[object], can_draw: bool, n_rows: int) -> str:
    """Return what to say in place of an empty list."""
    if rows:
        return ""
    return f"No rows yet. Watch {count_rows(n_rows)}, or set something." if can_draw else "No rows here."
