"""The network as a list: every variable with its causes and chances, in step with the canvas."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.controls.numbers import probability
from gui.drawing.graph import Graph
from gui.drawing.styles import NodeState
from gui.theme import current_theme
from gui.world.picture import node_in_words

HEADINGS = ("Variable", "Causes", "Chances")
NO_CAUSES = "none"
MOST_STATES = 3
ROW, SIDE = 26, 10
HIDDEN = Qt.ItemDataRole.UserRole
# keeps words off the edge, where views leave no margin
AIR = "\N{NO-BREAK SPACE}"


class _Roomy(QStyledItemDelegate):
    """Gives rows the height of rows in lists, and words the room they have in other tables."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        wanted = super().sizeHint(option, index)
        return QSize(wanted.width() + theme.px(SIDE), max(wanted.height(), theme.px(ROW)))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        hidden = index.sibling(index.row(), 0).data(HIDDEN)
        option.text = AIR + option.text
        option.font = current_theme().font("second", 600 if index.column() == 0 else 400, figures=True)
        option.font.setItalic(bool(hidden) and index.column() == 0)


class Outline(QTreeWidget):
    """Lists the variables; what is chosen in it is chosen on the canvas, and the other way round.

    Signals
    -------
    chosen(names)
        A person chose other rows: a tuple of names, the current one last.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self.setAccessibleName("Outline of the world")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels([AIR + heading for heading in HEADINGS])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegate(_Roomy(self))
        self.itemSelectionChanged.connect(self._on_chosen)

    def show_graph(self, graph: Graph) -> None:
        """List the variables of a graph, in its order."""
        blocked = self.blockSignals(True)
        if list(self._rows) != list(graph.nodes):
            names = self.names()
            self.clear()
            self._rows = {name: QTreeWidgetItem(self) for name in graph.nodes}
            self._choose(names)
        for name, state in graph.nodes.items():
            _fill(self._rows[name], state)
        self.blockSignals(blocked)

    def names(self) -> tuple[str, ...]:
        """Return the names of the chosen variables, in the order of the list."""
        return tuple(name for name, row in self._rows.items() if row.isSelected())

    def choose(self, names: Iterable[str], current: str | None = None) -> None:
        """Choose rows, because they are chosen elsewhere; emits nothing."""
        wanted = set(names)
        if wanted == set(self.names()):
            return
        blocked = self.blockSignals(True)
        self._choose(wanted)
        row = self._rows.get(current or "")
        if row is not None:
            self.setCurrentItem(row, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollToItem(row)
        self.blockSignals(blocked)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectedItems() and self.topLevelItemCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def width_wanted(self) -> int:
        """Return the width at which names and causes can be read."""
        return current_theme().px(300)

    def _choose(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for name, row in self._rows.items():
            row.setSelected(name in wanted)

    def _on_chosen(self) -> None:
        current = self.currentItem()
        names = [name for name in self.names() if self._rows[name] is not current]
        if current is not None and current.isSelected():
            names.append(next(name for name, row in self._rows.items() if row is current))
        self.chosen.emit(tuple(names))


def _fill(row: QTreeWidgetItem, state: NodeState) -> None:
    chances = list(zip(state.states, state.probabilities, strict=False))
    likeliest = sorted(chances, key=lambda pair: -pair[1])[:MOST_STATES] if len(chances) > MOST_STATES else chances
    words = [f"{word} {probability(chance)}" for word, chance in likeliest]
    more = len(state.states) - len(words)
    if words and more > 0:
        words.append(f"{more} more")
    texts = (f"{state.name} (hidden)" if state.hidden else state.name, ", ".join(state.causes) or NO_CAUSES)
    for column, text in enumerate((*texts, ", ".join(words))):
        if row.text(column) != text:
            row.setText(column, text)
            row.setToolTip(column, text)
    row.setData(0, HIDDEN, state.hidden)
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, node_in_words(state))
