"""A line for every batch, with a bar for how far it spoke for a link, to the right, or against it, to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QStyleOptionViewItem,
    QWidget,
)

from gui.controls.list_lines import LinePainter, line_painted
from gui.icons import paint_icon
from gui.theme import Theme, current_theme
from gui.timeline.moment_list import MomentList

_Index = QModelIndex | QPersistentModelIndex
ICON, BAR_HEIGHT, BAR_SHARE, BAR_MOST = 16, 10, 0.34, 180
LEAST_LINES = 4
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Entry:
    """One line.

    Parameters
    ----------
    number, icon, words
        Which batch it was, the picture of how it came about, and what was done.
    bits, told
        How far it spoke for the link, and that as written.
    spoken
        All of it in words.
    end
        Rows seen at its end.
    """

    number: str
    icon: str
    words: str
    bits: float
    told: str
    spoken: str
    end: int


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken
        return None


class _Painter(LinePainter):
    def __init__(self, view: WitnessList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, entry, rect = current_theme(), self._view.entries[index.row()], QRect(option.rect)
        with line_painted(painter, rect, option.state, chosen=entry.end == self._view.shown):
            self._paint_entry(painter, QRectF(rect.adjusted(theme.px(4), 0, -theme.px(4), 0)), entry, theme)

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry, theme: Theme) -> None:
        tokens, figures = theme.tokens, theme.font("second", figures=True)
        painter.setFont(figures)
        painter.setPen(tokens.text2)
        numbers, told = (
            max(painter.fontMetrics().horizontalAdvance(each) for each in column) for column in self._view.columns
        )
        painter.drawText(rect, _LEFT, entry.number)
        side, left = theme.px(ICON), rect.left() + numbers + theme.px(8)
        ink = tokens.act if entry.icon in ("act", "randomise") else tokens.text2
        paint_icon(painter, entry.icon, ink, QRectF(left, rect.center().y() - side / 2, side, side))
        painter.setFont(theme.font("second", 600, figures=True))
        painter.setPen(tokens.text)
        painter.drawText(rect, _RIGHT, entry.told)
        width = min(theme.px(BAR_MOST), rect.width() * BAR_SHARE)
        bar = QRectF(rect.right() - told - theme.px(10) - width, 0, width, theme.px(BAR_HEIGHT))
        bar.moveTop(round(rect.center().y() - bar.height() / 2))
        self._paint_bar(painter, bar, entry.bits, theme)
        painter.setFont(theme.font("second"))
        painter.setPen(tokens.text)
        room = QRectF(left + side + theme.px(8), rect.top(), 0, rect.height())
        room.setRight(bar.left() - theme.px(8))
        words = painter.fontMetrics().elidedText(entry.words, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
        painter.drawText(room, _LEFT, words)

    def _paint_bar(self, painter: QPainter, room: QRectF, bits: float, theme: Theme) -> None:
        # For: a full bar to the right. Against: a hollow one to the left.
        tokens, middle = theme.tokens, round(room.center().x())
        length = round(room.width() / 2 * abs(bits) / self._view.longest) if self._view.longest else 0
        if bits > 0:
            painter.fillRect(QRectF(middle, room.top(), length, room.height()), tokens.bar)
        elif length > 2:
            painter.setPen(QPen(tokens.bar, theme.px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(middle - length, room.top(), length, room.height()).adjusted(0.5, 0.5, -0.5, -0.5))
        elif length:
            painter.fillRect(QRectF(middle - length, room.top(), length, room.height()), tokens.bar)
        reach = theme.px(3)
        painter.fillRect(QRectF(middle, room.top() - reach, 1, room.height() + 2 * reach), tokens.text2)


class WitnessList(MomentList):
    """The list; the moment shown is marked on the batch that ends there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Entries(self)
        self.longest = 0.0
        self.columns: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("What each batch said")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lines."""
        return self._model.entries

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        lines = min(max(1, len(self.entries)), LEAST_LINES)
        return QSize(theme.px(160), lines * theme.px(theme.LIST_ROW) + 2)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines, from above."""
        if tuple(entries) == self.entries:
            return
        self.longest = max((abs(entry.bits) for entry in entries), default=0.0)
        self.columns = (
            (max((entry.number for entry in entries), key=len, default=""),),
            tuple({len(entry.told): entry.told for entry in entries}.values()) or ("",),
        )
        self._model.show(tuple(entries))
        self.fit()

    def fit(self) -> None:
        """Take no more room than all lines need."""
        self.setMaximumHeight(max(1, len(self.entries)) * current_theme().px(current_theme().LIST_ROW) + 2)
        self.updateGeometry()

    def _end_of(self, line: int) -> int:
        return self.entries[line].end
