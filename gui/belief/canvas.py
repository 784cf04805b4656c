"""The Belief canvas: variables by name, every arrow as strong as it is probable."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.belief.hidden import hidden_in_words
from gui.belief.picture import arrows_in_words
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.placement import LABEL_GAPS


class BeliefCanvas(GraphCanvas):
    """Dims what has nothing to do with the variable or the arrow that the mouse is over."""

    _gaps = LABEL_GAPS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dims_others=True, parent=parent)
        self.setAccessibleName("Belief")

    def node_in_words(self, name: str) -> str:
        start = hidden_in_words(self.graph, name) if self.graph.nodes[name].hidden else f"{name}."
        return f"{start} {arrows_in_words(self.graph, name)}"
