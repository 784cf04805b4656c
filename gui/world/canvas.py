"""The World canvas: what the keys do to the variable that has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.drawing.graph_canvas import GraphCanvas
from gui.world.picture import node_in_words

_NO_MODIFIER = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class WorldCanvas(GraphCanvas):
    """Shows the network; keys 1 to 9 ask for a state, R for chance, Backspace and Delete for release.

    Signals
    -------
    random_chosen(name)
    release_chosen(name)
    """

    random_chosen = Signal(str)
    release_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(with_tabs=True, parent=parent)
        self.setAccessibleName("World")

    def node_in_words(self, name: str) -> str:
        return node_in_words(self.graph.nodes[name])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self.focused
        if name is None or event.modifiers() not in _NO_MODIFIER or not self._asked(name, event.key()):
            super().keyPressEvent(event)

    def _asked(self, name: str, key: int) -> bool:
        """Say what a key asks for; returns whether it asks for anything."""
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_1
            if number < len(self.graph.nodes[name].states):
                self.state_chosen.emit(name, number)
        elif key == Qt.Key.Key_R:
            self.random_chosen.emit(name)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.release_chosen.emit(name)
        else:
            return False
        return True
