"""The Belief canvas: variables by name, every arrow as strong as it is probable."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.belief.hidden import hidden_in_words
from gui.belief.picture import arrows_in_words
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.placement import LABEL_GAPS


class BeliefCanvas(GraphCanvas):
    """Dims what has nothing to do with the variable or the arrow that the mouse is over.

    Signals
    -------
    seen_changed()
        It came into sight, or went out of it.
    """

    seen_changed = Signal()

    _gaps = LABEL_GAPS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dims_others=True, parent=parent)
        self.setAccessibleName("Belief")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen_changed.emit()

    def node_in_words(self, name: str) -> str:
        start = hidden_in_words(self.graph, name) if self.graph.nodes[name].hidden else f"{name}."
        return f"{start} {arrows_in_words(self.graph, name)}"
