"""Ready networks as tiles in a grid that can be searched and walked through with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.files.ready_networks import ReadyNetwork
from gui.drawing.small_graph import paint_small_graph
from gui.icons import paint_icon
from gui.networks.words import short_size_words, spoken
from gui.theme import Theme, current_theme

READY = Qt.ItemDataRole.UserRole
NARROWEST, HEIGHT, PICTURE, GAP, SIDE = 168, 176, 98, 8, 10
LINE = 17
UNIT = 40.0
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class ReadyModel(QAbstractListModel):
    """The networks read so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._networks: list[ReadyNetwork] = []

    def add(self, ready: ReadyNetwork) -> None:
        """Add one at the end."""
        place = len(self._networks)
        self.beginInsertRows(_NONE, place, place)
        self._networks.append(ready)
        self.endInsertRows()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._networks)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        ready = self._networks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return ready.title
        if role == READY:
            return ready
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(ready)
        return None


class _Found(QSortFilterProxyModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = ""

    def search(self, words: str) -> None:
        self.beginFilterChange()
        self._words = words
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        ready = self.sourceModel().index(source_row, 0, source_parent).data(READY)
        return isinstance(ready, ReadyNetwork) and ready.matches(self._words)


class _TilePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ready = index.data(READY)
        if not isinstance(ready, ReadyNetwork):
            return
        theme, state = current_theme(), option.state
        gap = theme.px(GAP) // 2
        tile = option.rect.adjusted(gap, gap, -gap, -gap)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(tile, theme.tokens.selection if chosen else theme.tokens.surface)
        picture = QRect(tile.left(), tile.top(), tile.width(), theme.px(PICTURE))
        if not chosen:
            painter.fillRect(picture, theme.tokens.alternate)
        self._paint_picture(painter, QRectF(picture), ready, theme)
        self._paint_words(painter, tile, ready, theme)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        edge = theme.tokens.accent if chosen else theme.tokens.control if pointed else theme.tokens.line
        width = theme.px(2) if focused else 1
        painter.setPen(QPen(edge, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRect(QRectF(tile).adjusted(half, half, -half, -half))
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, picture: QRectF, ready: ReadyNetwork, theme: Theme) -> None:
        if ready.content is None:
            side = theme.px(20)
            spot = QRectF(picture.center().x() - side / 2, picture.center().y() - side / 2, side, side)
            paint_icon(painter, "warn", theme.tokens.warn, spot)
            return
        across, down = theme.px(24), theme.px(10)
        network = ready.content.network
        paint_small_graph(
            painter,
            picture.adjusted(across, down, -across, -down),
            network.names,
            ready.points,
            tuple(network.dag.edges()),
            theme,
            hidden=network.hidden,
            labels=False,
            largest_unit=UNIT,
        )

    @staticmethod
    def _paint_words(painter: QPainter, tile: QRect, ready: ReadyNetwork, theme: Theme) -> None:
        side, line = theme.px(SIDE), theme.px(LINE)
        room = QRect(tile.left() + side, tile.top() + theme.px(PICTURE + 8), tile.width() - 2 * side, 2 * line)
        title = theme.font("interface", 600)
        painter.setFont(title)
        painter.setPen(theme.tokens.text)
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, ready.title)
        n_lines = 1 if QFontMetrics(title).horizontalAdvance(ready.title) <= room.width() else 2
        room.translate(0, n_lines * line + theme.px(2))
        painter.setFont(theme.font("second"))
        painter.setPen(theme.tokens.text2)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, short_size_words(ready))


class NetworkGrid(QListView):
    """The tiles; the first one found is the chosen one until the person chooses another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.networks = ReadyModel(self)
        self._found = _Found(self)
        self._found.setSourceModel(self.networks)
        self.setModel(self._found)
        self.setItemDelegate(_TilePainter(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Ready networks")
        self._found.rowsInserted.connect(self._choose_one)

    @property
    def chosen(self) -> ReadyNetwork | None:
        """The chosen network."""
        ready = self.currentIndex().data(READY) if self.currentIndex().isValid() else None
        return ready if isinstance(ready, ReadyNetwork) else None

    @property
    def n_found(self) -> int:
        """How many tiles the search left."""
        return self._found.rowCount()

    def search(self, words: str) -> None:
        """Leave only tiles with these words."""
        self._found.search(words)
        self._choose_one()

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = current_theme()
        # The room of the scroll bar is kept free, so that nothing moves when it comes.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - theme.px(GAP)
        columns = max(1, width // theme.px(NARROWEST))
        self.setGridSize(QSize(width // columns, theme.px(HEIGHT)))
        super().resizeEvent(event)

    def _choose_one(self, *_change: object) -> None:
        if not self.currentIndex().isValid() and self.n_found:
            self.setCurrentIndex(self._found.index(0, 0))
