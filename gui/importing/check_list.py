"""A searchable list of things of which at most a few can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.controls.list_lines import line_painted, make_quiet
from gui.controls.tinted_icon import set_icon
from gui.icons import paint_icon
from gui.importing.entries import Entry, EntryModel
from gui.theme import Theme, current_theme
from gui.theme.tokens import DISABLED_OPACITY

SEARCH_FROM = 13
_Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole


class _EntryPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        entry = index.data(Qt.ItemDataRole.UserRole)
        two = isinstance(entry, Entry) and bool(entry.detail or entry.fault)
        return QSize(theme.px(160), theme.px(42 if two else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, entry = current_theme(), index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        rect = QRect(option.rect)
        checked = Qt.CheckState(index.data(_CHECK)) == Qt.CheckState.Checked
        with line_painted(painter, rect, option.state, chosen=checked):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_box(painter, rect, checked, entry, theme)
            self._paint_words(painter, rect.adjusted(theme.px(40), 0, -theme.px(12), 0), entry, theme)

    @staticmethod
    def _paint_box(painter: QPainter, rect: QRect, checked: bool, entry: Entry, theme: Theme) -> None:
        tokens, side = theme.tokens, theme.px(16)
        box = QRectF(rect.left() + theme.px(12), rect.center().y() - side / 2 + 0.5, side, side)
        if entry.fault:
            paint_icon(painter, "warn", tokens.warn, box)
            return
        painter.setPen(QPen(tokens.accent if checked else tokens.control, 1))
        painter.setBrush(tokens.accent if checked else tokens.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
        if checked:
            paint_icon(painter, "check", tokens.on_accent, box.adjusted(1, 1, -1, -1))

    @staticmethod
    def _paint_words(painter: QPainter, rect: QRect, entry: Entry, theme: Theme) -> None:
        tokens = theme.tokens
        second, middle = theme.font("second"), Qt.AlignmentFlag.AlignVCenter
        if entry.aside:
            painter.setFont(second)
            painter.setPen(tokens.text2)
            painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, entry.aside)
            side = theme.px(16)
            left = rect.right() - painter.fontMetrics().horizontalAdvance(entry.aside) - theme.px(6) - side
            paint_icon(painter, "act", tokens.act, QRectF(left, rect.center().y() - side / 2, side, side))
            rect = rect.adjusted(0, 0, left - rect.right() - theme.px(12), 0)
        below = entry.fault or entry.detail
        upper = QRect(rect.left(), rect.top() + theme.px(4), rect.width(), theme.px(18)) if below else rect
        name = theme.font("interface", 500)
        painter.setOpacity(DISABLED_OPACITY if entry.fault and not entry.sortable else 1.0)
        _paint_elided(painter, upper, entry.name, name, tokens.text)
        painter.setOpacity(1.0)
        if below:
            lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), theme.px(16))
            _paint_elided(painter, lower, below, second, tokens.text2)


def _paint_elided(painter: QPainter, room: QRect, text: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class _EntryView(QListView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt ticks the box for a click anywhere on it but not for Space when nothing is selected.
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.model().setData(self.currentIndex(), None, _CHECK)
        else:
            super().keyPressEvent(event)


class CheckList(QWidget):
    """Entries with check boxes, with a field to search in them when there are many.

    A click or Space on a line chooses it or takes the choice back.

    Signals
    -------
    chosen_changed()
        Another number of entries is chosen.
    current_changed(place)
        The user went to another entry.
    asked(place)
        The user wants an entry that is at fault and can be mended.
    """

    chosen_changed = Signal()
    current_changed = Signal(int)
    asked = Signal(int)

    def __init__(self, entries: Sequence[Entry], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EntryModel(entries, self)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(self._model)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"Search {len(entries):,} names")
        self.search.setAccessibleName("Search by name")
        self.search.setClearButtonEnabled(True)
        lens = QAction(self)
        set_icon(lens, "search", "text2", 16)
        self.search.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setVisible(len(entries) >= SEARCH_FROM)
        self.search.textChanged.connect(self._filtered.setFilterFixedString)
        self.view = _made_view(name)
        self.view.setModel(self._filtered)
        self.view.clicked.connect(lambda index: self._filtered.setData(index, None, _CHECK))
        self._model.chosen_changed.connect(self.chosen_changed)
        self._model.asked.connect(self.asked)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(8))
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view if self.search.isHidden() else self.search)
        self._current()

    @property
    def chosen(self) -> tuple[int, ...]:
        """Places of the chosen entries, in the order of the list."""
        return tuple(sorted(self._model.chosen))

    @property
    def usable(self) -> tuple[int, ...]:
        """Places of the entries that can be chosen."""
        return tuple(place for place, entry in enumerate(self._model.entries) if not entry.fault)

    @property
    def current(self) -> int:
        """Place of the entry that has the focus, -1 for none."""
        return self._filtered.mapToSource(self.view.currentIndex()).row()

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show other entries; those of a name that was chosen are chosen again."""
        current = self.current
        self._model.replace(entries)
        if not self.view.currentIndex().isValid() and current >= 0:
            self._current()

    def put(self, place: int, entry: Entry, *, chosen: bool) -> None:
        """Show another entry in a place; one at fault is not chosen."""
        self._model.put(place, entry, chosen=chosen)

    def choose(self, places: Sequence[int]) -> None:
        """Choose these entries and no others."""
        self._model.choose(places)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.current >= 0:
            self.current_changed.emit(self.current)

    def _current(self) -> None:
        first = self._filtered.index(0, 0)
        if first.isValid():
            self.view.setCurrentIndex(first)


def _made_view(name: str) -> _EntryView:
    view = _EntryView()
    view.setItemDelegate(_EntryPainter(view))
    make_quiet(view)
    view.setFrameShape(QFrame.Shape.StyledPanel)
    view.setAccessibleName(name)
    return view
