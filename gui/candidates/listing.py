"""All candidates as a list: the model, and how a line is painted."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.candidates.ranking import IntArray
from gui.candidates.text_lines import lines_of
from gui.candidates.words import Naming
from gui.controls.bars import paint_candidate_bar
from gui.controls.chip import chip_size, paint_chip
from gui.controls.numbers import probability
from gui.theme import Theme, current_theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LINE = 34
# Structures over more variables have more arrows than one line holds.
TWO_LINES = 46
ONE_LINE_NODES = 3
PADDING = 12
NUMBER = 52
BAR = 96
BAR_HEIGHT = 10
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CandidateModel(QAbstractListModel):
    """Candidates in an order; lines are worked out only when they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._naming: Naming | None = None
        self._order: IntArray = np.zeros(0, dtype=np.intp)

    def show_naming(self, naming: Naming, order: IntArray) -> None:
        """Show other candidates, or the same ones in another order."""
        self.beginResetModel()
        self._naming, self._order = naming, order
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    @property
    def n_nodes(self) -> int:
        """How many variables the candidates are about."""
        return len(self._naming.names) if self._naming else 0

    def candidate(self, row: int) -> int:
        """Return the number of the candidate in a row."""
        return int(self._order[row])

    def row_of(self, candidate: int) -> int | None:
        """Return the row of a candidate; None when it is not in the list."""
        found = np.flatnonzero(self._order == candidate)
        return int(found[0]) if found.size else None

    def error(self, row: int) -> float:
        """Return the standard error of the weight in a row; 0 where it is exact."""
        return self._naming.error(self.candidate(row)) if self._naming else 0.0

    def line(self, row: int) -> tuple[int | None, float, str]:
        """Return digit, weight and arrows of the candidate in a row."""
        if self._naming is None:
            raise LookupError("there are no candidates")
        candidate = self.candidate(row)
        naming = self._naming
        return naming.digit_of.get(candidate), float(naming.weights[candidate]), naming.structure(candidate)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._naming is None:
            return None
        candidate = self.candidate(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._naming.structure(candidate)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._naming.tip(candidate)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._naming.spoken(candidate)
        return None


class CandidateDelegate(QStyledItemDelegate):
    """Paints chip, weight, bar and arrows of a candidate on one line."""

    def __init__(self, model: CandidateModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), theme.px(TWO_LINES if self._model.n_nodes > ONE_LINE_NODES else LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        line: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(line, theme.tokens.selection)
        digit, weight, arrows = self._model.line(index.row())
        left = _paint_numbers(painter, line, digit, weight, theme, self._model.error(index.row()))
        painter.setFont(theme.font("interface"))
        painter.setPen(theme.tokens.text)
        room = QRect(left, line.top(), line.right() - left - theme.px(PADDING), line.height())
        most = 2 if self._model.n_nodes > ONE_LINE_NODES else 1
        lines = lines_of(arrows, painter.fontMetrics(), room.width(), most)
        painter.drawText(room, _LEFT, "\n".join(lines))
        painter.fillRect(line.left(), line.bottom(), line.width(), 1, theme.tokens.line)


def _paint_numbers(painter: QPainter, line: QRect, digit: int | None, weight: float, theme: Theme, error: float) -> int:
    chip = chip_size(theme)
    left, gap = line.left() + theme.px(PADDING), theme.px(PADDING)
    if digit is not None:
        top = line.top() + (line.height() - chip.height()) // 2
        paint_chip(painter, QRectF(left, top, chip.width(), chip.height()), digit, theme)
    left += chip.width() + theme.px(8)
    painter.setFont(theme.font("interface", 600, figures=True))
    painter.setPen(theme.tokens.text)
    painter.drawText(QRect(left, line.top(), theme.px(NUMBER), line.height()), _RIGHT, probability(weight))
    left += theme.px(NUMBER) + gap
    height = theme.px(BAR_HEIGHT)
    bar = QRectF(left, line.top() + (line.height() - height) // 2, theme.px(BAR), height)
    paint_candidate_bar(painter, bar, weight, digit, theme, error)
    return left + theme.px(BAR) + gap
