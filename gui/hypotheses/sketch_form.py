"""Drawing a candidate freehand, or writing it as a line of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.problems import InvalidInput
from gui.controls.buttons import plain_button, primary_button
from gui.controls.labels import Label
from gui.hypotheses.hidden_form import HiddenForm
from gui.hypotheses.sketch import Sketch, sketch_from_text, sketch_of
from gui.hypotheses.sketch_canvas import SketchCanvas
from gui.theme import current_theme

EXAMPLE = "A <- (C) -> B, or A <- (C: 2) -> B for a hidden C of two states"


class SketchForm(QWidget):
    """A canvas, what can be added to it, and the same as a line of text.

    Signals
    -------
    added(candidate)
        What is drawn is to be listed.
    left()
        Nothing is to be listed after all.
    said(sentence)
        Something could not be done, and why; empty when it could again.
    """

    added = Signal(object)
    left = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sketch = Sketch(())
        self.canvas = SketchCanvas()
        self.hidden_button = plain_button("Hidden variable", "plus")
        self.remove_button = plain_button("Take away", "close")
        self.text = QLineEdit()
        self.text.setAccessibleName("The candidate as a line of text")
        self.text.setPlaceholderText(EXAMPLE)
        self.hidden = HiddenForm()
        self.back_button = plain_button("Back to the list")
        self.add_button = primary_button("Add to the list")
        self._tools, self._foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.hidden_button, self.remove_button, self.hidden):
            self._tools.addWidget(widget)
        self._tools.addStretch(1)
        words = Label("Or write it", secondary=True)
        words.setBuddy(self.text)
        self._foot.addWidget(words)
        self._foot.addWidget(self.text, 1)
        self._foot.addWidget(self.back_button)
        self._foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._tools)
        column.addWidget(self.canvas, 1)
        column.addLayout(self._foot)
        self._column = column
        self.canvas.arrow_drawn.connect(lambda parent, child: self._try(lambda: self.sketch.with_arrow(parent, child)))
        self.canvas.arrow_removed.connect(lambda parent, child: self._show(self.sketch.without_arrow(parent, child)))
        self.canvas.node_removed.connect(lambda node: self._show(self.sketch.without_node(node)))
        self.canvas.moved.connect(self._on_moved)
        self.hidden_button.clicked.connect(self._add_hidden)
        self.remove_button.clicked.connect(self.canvas.remove_chosen)
        self.text.editingFinished.connect(self._on_text)
        self.hidden.edited.connect(self._on_hidden)
        self.back_button.clicked.connect(self.left)
        self.add_button.clicked.connect(self._add)
        self._follow_theme()

    def begin(self, names: tuple[str, ...], candidate: Candidate | None = None) -> None:
        """Start with an empty sheet, or with a candidate that is to be changed."""
        self.canvas.choose(None)
        self.add_button.set_words("Add to the list" if candidate is None else "Put it back changed")
        self._show(Sketch(names) if candidate is None else sketch_of(candidate, names))
        self.canvas.setFocus()

    def _show(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.canvas.show_sketch(sketch)
        self.text.setText(sketch.text())
        self.said.emit("")
        self._on_moved()

    def _try(self, made: Callable[[], Sketch]) -> None:
        try:
            self._show(made())
        except InvalidInput as error:
            self.said.emit(str(error))

    def _add_hidden(self) -> None:
        self._try(self.sketch.with_hidden)
        self.canvas.setFocus()
        self.canvas.choose(len(self.sketch.all_names) - 1)

    def _on_moved(self) -> None:
        node = self.canvas.node
        hidden = node is not None and node >= self.sketch.n
        self.hidden.setVisible(hidden)
        self.remove_button.setEnabled(hidden or self.canvas.arrow is not None)
        if node is not None and hidden:
            self.hidden.show_hidden(self.sketch.hidden[node - self.sketch.n])

    def _on_hidden(self, wanted: HiddenVariable) -> None:
        node = self.canvas.node
        if node is None or node < self.sketch.n:
            return
        place = node - self.sketch.n
        others = (*self.sketch.hidden[:place], *self.sketch.hidden[place + 1 :])
        if not wanted.name or wanted.name in (*self.sketch.names, *(each.name for each in others)):
            what = f'"{wanted.name}" is the name of another variable.' if wanted.name else "It must have a name here."
            self.said.emit(f"{what} Give the hidden one a name of its own.")
            return
        hidden = (*self.sketch.hidden[:place], wanted, *self.sketch.hidden[place + 1 :])
        self._show(replace(self.sketch, hidden=hidden))

    def _on_text(self) -> None:
        if self.text.text().strip() and self.text.text() != self.sketch.text():
            self._try(lambda: sketch_from_text(self.text.text(), self.sketch.names))

    def _add(self) -> None:
        try:
            self.added.emit(self.sketch.candidate())
        except InvalidInput as error:
            self.said.emit(str(error))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        for layout in (self._tools, self._foot, self._column):
            layout.setSpacing(theme.px(8))
