"""What was done, a line for each way: picture, words, number of rows and of batches; one is chosen, or all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.networks.interventions import Regime
from engine.sessions.wording import count_rows
from gui.controls.list_lines import LinePainter, line_painted, make_lines
from gui.controls.numbers import count, plural
from gui.icons import paint_icon
from gui.theme import Theme, current_theme, theme_source

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
SIDE, ICON, GAP, HEAD = 12, 16, 8, 26
ROOMY = 230
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class RegimeLine(NamedTuple):
    """One way rows came about; without a regime it stands for all of them."""

    regime: Regime | None
    icon: str
    words: str
    n_rows: int
    n_batches: int

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return f"{self.words}, {count_rows(self.n_rows)}, {plural(self.n_batches, 'batch', 'batches')}"


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[RegimeLine, ...] = ()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return line.words if role == Qt.ItemDataRole.DisplayRole else None


class _Edges(NamedTuple):
    # Right edges of the two columns of numbers, from the right edge of the list, and where words end. Without room
    # for batches there is no column of them, and tool tips tell.
    batches: int | None
    rows: int
    words: int


def fitted(words: str, metrics: QFontMetrics, room: int) -> str:
    """Return what was done as far as there is room, in pixels.

    What a variable was set to stands at the end: without it lines would look alike.
    """
    return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(0, room))


class _Painter(LinePainter):
    def __init__(self, regimes: RegimeList) -> None:
        super().__init__(regimes)
        self._regimes = regimes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        tokens, rect = theme.tokens, QRect(option.rect)
        line, edges = self._regimes.lines[index.row()], self._regimes.edges
        chosen = index.row() == self._regimes.view.currentIndex().row()
        with line_painted(painter, rect, option.state, chosen=chosen):
            if chosen:
                painter.fillRect(rect.left(), rect.top(), theme.px(3), rect.height(), tokens.accent)
            side = theme.px(ICON)
            ink = tokens.text2 if line.icon in ("watch", "data") else tokens.act
            icon = QRectF(rect.left() + theme.px(SIDE), rect.center().y() - side / 2 + 0.5, side, side)
            paint_icon(painter, line.icon, ink, icon)
            painter.setFont(theme.font("interface", 600 if chosen else 400))
            painter.setPen(tokens.text)
            room = QRect(rect)
            room.setLeft(round(icon.right()) + theme.px(GAP))
            room.setRight(rect.right() - edges.words)
            painter.drawText(room, _MIDDLE, fitted(line.words, painter.fontMetrics(), room.width()))
            painter.setFont(theme.font("interface", figures=True))
            painter.drawText(rect.adjusted(0, 0, -edges.rows, 0), _RIGHT, count(line.n_rows))
            painter.setPen(tokens.text2)
            if edges.batches is not None:
                painter.drawText(rect.adjusted(0, 0, -edges.batches, 0), _RIGHT, count(line.n_batches))


class _Head(QWidget):
    def __init__(self, regimes: RegimeList) -> None:
        super().__init__(regimes)
        self._regimes = regimes
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, current_theme().px(HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        edges = self._regimes.edges
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.alternate)
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.tokens.line)
            painter.setFont(theme.font("second", 600))
            painter.setPen(theme.tokens.text)
            bar = self._regimes.width() - self._regimes.view.viewport().width()
            row = self.rect().adjusted(theme.px(SIDE), 0, -bar, -1)
            painter.drawText(row, _MIDDLE, "What was done")
            painter.drawText(row.adjusted(0, 0, -edges.rows, 0), _RIGHT, "rows")
            if edges.batches is not None:
                painter.drawText(row.adjusted(0, 0, -edges.batches, 0), _RIGHT, "batches")


class RegimeList(QWidget):
    """The list.

    Signals
    -------
    chosen()
        A person chose another line; `regime` says which.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self._filling = False
        self.edges = _Edges(0, 0, 0)
        self.view = QListView()
        self.view.setAccessibleName("What was done, with rows and batches")
        self.view.setModel(self._lines)
        self.view.setItemDelegate(_Painter(self))
        make_lines(self.view)
        self.head = _Head(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        theme_source().theme_changed.connect(self._follow)

    @property
    def lines(self) -> tuple[RegimeLine, ...]:
        """The lines on show."""
        return self._lines.lines

    @property
    def regime(self) -> Regime | None:
        """The regime that is chosen; None for all."""
        place = self.view.currentIndex().row()
        return self.lines[place].regime if 0 <= place < len(self.lines) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow(current_theme())

    def height_of_lines(self) -> int:
        """Return how high it is with its head and all lines, in pixels."""
        theme = current_theme()
        return self.head.sizeHint().height() + max(1, len(self.lines)) * theme.px(theme.LIST_ROW)

    def choose(self, place: int) -> None:
        """Choose another line, as a person does."""
        self.view.setCurrentIndex(self._lines.index(place))

    def show_lines(self, lines: Sequence[RegimeLine]) -> None:
        """Show other lines; the regime that was chosen stays chosen where it is still there."""
        before = self.regime
        if tuple(lines) == self.lines:
            return
        regimes = [line.regime for line in lines]
        self._filling = True
        if regimes == [line.regime for line in self.lines]:
            self._lines.lines = tuple(lines)
            self._lines.dataChanged.emit(self._lines.index(0), self._lines.index(len(lines) - 1))
        else:
            self._lines.beginResetModel()
            self._lines.lines = tuple(lines)
            self._lines.endResetModel()
            self.view.setCurrentIndex(self._lines.index(regimes.index(before) if before in regimes else 0))
        self._filling = False
        self._follow(current_theme())

    def _follow(self, theme: Theme) -> None:
        self.edges = self._measured(theme)
        self.head.updateGeometry()
        self.head.update()
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def _measured(self, theme: Theme) -> _Edges:
        figures = QFontMetrics(theme.font("interface", figures=True))
        heads = QFontMetrics(theme.font("second", 600))
        columns = {
            "batches": [line.n_batches for line in self.lines],
            "rows": [line.n_rows for line in self.lines],
        }
        batches, rows = (
            max([heads.horizontalAdvance(head), *(figures.horizontalAdvance(count(each)) for each in numbers)])
            for head, numbers in columns.items()
        )
        side = theme.px(SIDE)
        if self.width() < theme.px(ROOMY):
            return _Edges(None, side, side + rows + theme.px(GAP))
        before = 2 * side + batches
        return _Edges(side, before, before + rows + theme.px(GAP))

    def _on_current(self, _now: _Index, _before: _Index) -> None:
        self.view.viewport().update()
        if not self._filling:
            self.chosen.emit()
