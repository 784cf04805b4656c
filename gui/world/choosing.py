"""A canvas on which nodes and arrows are chosen, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from gui.drawing.canvas_view import ARROWS
from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_item import NodeItem

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Ends = tuple[str, str]


class ChoosingCanvas(GraphCanvas):
    """Knows what is chosen.

    Full stop and comma go from arrow to arrow, arrow keys from an arrow to its ends; Shift with them chooses the
    nearest node too, Ctrl with Space chooses the node that has the focus, or not.

    Signals
    -------
    chosen_changed()
        Something else is chosen, has the focus, or is under the mouse.
    """

    chosen_changed = Signal()

    def __init__(self, *, with_tabs: bool = False, parent: QWidget | None = None) -> None:
        self._hovered = ""
        self._around = ""
        super().__init__(with_tabs=with_tabs, parent=parent)
        self.scene().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen variables, in the order of the graph; else of the one that has the focus."""
        names = {item.name for item in self.scene().selectedItems() if isinstance(item, NodeItem)}
        if not names and self.chosen_edges:
            return ()
        if not names and self.focused is not None:
            names = {self.focused}
        return tuple(name for name in self.graph.nodes if name in names)

    @property
    def chosen_edges(self) -> tuple[Ends, ...]:
        """The chosen arrows; else the one that has the focus."""
        ends = {item.ends for item in self.scene().selectedItems() if isinstance(item, EdgeItem)}
        item = self.scene().focusItem()
        if not ends and isinstance(item, EdgeItem):
            ends = {item.ends}
        return tuple(sorted(ends))

    @property
    def hovered(self) -> str:
        """Name of the variable under the mouse, or ""."""
        return self._hovered if self._hovered in self.graph.nodes else ""

    def choose(self, names: tuple[str, ...], focus: bool = True) -> None:
        """Choose these variables and nothing else."""
        blocked = self.scene().blockSignals(True)
        self.scene().clearSelection()
        for name in names:
            self.node(name).setSelected(True)
        self.scene().blockSignals(blocked)
        if names and focus:
            self.node(names[-1]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen_changed.emit()

    def choose_by_key(self, event: QKeyEvent) -> bool:
        """Choose what a key says; returns whether it says anything about that."""
        key, plain, name = Qt.Key(event.key()), event.modifiers() in PLAIN, self.focused
        item = self.scene().focusItem()
        if plain and key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self._go_to_edge(1 if key == Qt.Key.Key_Period else -1)
        elif plain and key in ARROWS and isinstance(item, EdgeItem):
            self._leave_edge(item, forwards=key in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        elif key in ARROWS and event.modifiers() == SHIFT and name is not None:
            self._choose_more(name, ARROWS[key])
        elif key == Qt.Key.Key_Space and event.modifiers() == CONTROL and name is not None:
            self.node(name).setSelected(not self.node(name).isSelected())
        else:
            return False
        return True

    def _choose_more(self, name: str, direction: QPointF) -> None:
        found = self.nearest(self.node(name), direction)
        if found is not None:
            self.node(name).setSelected(True)
            found.setSelected(True)
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_edge(self, step: int) -> None:
        """Give the focus to the next arrow: of those at the node that has it, else of all."""
        item = self.scene().focusItem()
        if isinstance(item, NodeItem):
            self._around = item.name
        elif not isinstance(item, EdgeItem) or self._around not in item.ends:
            self._around = ""
        ends = self.edges_of(self._around) if self._around else tuple(self.graph.edges)
        ends = tuple(each for each in ends if self.edge(*each).isVisible())
        if not ends:
            return
        now = item.ends if isinstance(item, EdgeItem) else None
        start = ends.index(now) + step if now in ends else 0 if step > 0 else -1
        self.scene().clearSelection()
        self.edge(*ends[start % len(ends)]).setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_edge(self, edge: EdgeItem, *, forwards: bool) -> None:
        self.scene().clearSelection()
        self.node(edge.ends[forwards]).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_node_hovered(self, name: str, inside: bool) -> None:
        super()._on_node_hovered(name, inside)
        self._hovered = name if inside else ""
        self.chosen_changed.emit()

    def _on_focus_item(self, new: QGraphicsItem | None, old: QGraphicsItem | None, reason: Qt.FocusReason) -> None:
        super()._on_focus_item(new, old, reason)
        self.chosen_changed.emit()
