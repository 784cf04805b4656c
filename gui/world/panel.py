"""The World panel: the canvas, and below it what is set by hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGraphicsItem, QVBoxLayout, QWidget

from engine.sessions.placing import node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes, Release, SetByHand, UncoverWorld
from gui.analysis import Analysis
from gui.controls.dock import tool_button
from gui.document import Document
from gui.drawing.node_item import NodeItem
from gui.drawing.path_marks import PathMarks, with_paths
from gui.results import Results
from gui.world.canvas import WorldCanvas
from gui.world.foot import FootLine
from gui.world.menu import variable_menu
from gui.world.picture import world_graph, world_in_words
from gui.world.words import COVERED, foot_icon, foot_sentence


class WorldPanel(QWidget):
    """Shows the network that rows are drawn from; in it variables are set by hand, released and moved.

    Signals
    -------
    variable_chosen(name)
        The focus of the canvas came to a variable.
    """

    variable_chosen = Signal(str)

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self._marks: PathMarks | None = None
        self.setAccessibleName("World")
        self.canvas = WorldCanvas()
        self.cover = FootLine("text2", "Show it")
        self.foot = FootLine("act", "Release", "release")
        self._arrange = tool_button("Lay out anew", "layout")
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        if document.is_open:
            self._on_state(None, document.state)

    def title_actions(self) -> list[QWidget]:
        """Return the tools that belong into the title bar of the dock."""
        return [self._arrange]

    def fit(self) -> None:
        """Show every node."""
        self.canvas.fit()

    def show_paths(self, marks: PathMarks | None) -> None:
        """Draw paths upon the network; None for none."""
        if marks != self._marks:
            self._marks = marks
            self._on_results(self._analysis.results)

    def _make(self) -> None:
        canvas = self.canvas
        canvas.scene().focusItemChanged.connect(self._on_focus)
        canvas.nodes_moved.connect(self._on_moved)
        canvas.menu_requested.connect(self._on_menu)
        canvas.state_chosen.connect(self._on_state_chosen)
        canvas.random_chosen.connect(lambda name: self._document.perform(SetByHand(name)))
        canvas.release_chosen.connect(self._on_release_chosen)
        self.cover.pressed.connect(lambda: self._document.perform(UncoverWorld()))
        self.foot.pressed.connect(lambda: self._document.perform(Release()))
        self.foot.button.setToolTip("Let everything follow its causes again")
        self._arrange.clicked.connect(self._lay_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(canvas, 1)
        column.addWidget(self.cover)
        column.addWidget(self.foot)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        anew = old is None or old.world_covered != new.world_covered
        self._show(new, self._analysis.results, anew=anew, animate=old is not None)
        self.cover.setVisible(new.world is not None and new.world_covered)
        self.cover.say(COVERED, "hidden", button=True)
        self.foot.say(foot_sentence(new), foot_icon(new), button=bool(new.regime.interventions))

    def _on_results(self, results: Results) -> None:
        if self._document.is_open:
            self._show(self._document.state, results, anew=False, animate=True)

    def _show(self, state: SessionState, results: Results, *, anew: bool, animate: bool) -> None:
        graph = world_graph(state, results)
        self.canvas.show_graph(with_paths(graph, self._marks), animate=animate, anew=anew)
        self.canvas.describe(world_in_words(graph))

    def _on_focus(self, item: QGraphicsItem | None, *_change: object) -> None:
        if isinstance(item, NodeItem):
            self.variable_chosen.emit(item.name)

    def _on_moved(self, points: dict[str, tuple[float, float]]) -> None:
        self._document.perform(MoveNodes(Positions(points)))
        self.canvas.settle()

    def _on_menu(self, name: str, place: QPoint) -> None:
        if self._document.state.world is None:
            return
        menu = variable_menu(self._document.state, name, self._document.perform, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_state_chosen(self, name: str, number: int) -> None:
        states = self.canvas.graph.nodes[name].states
        self._document.perform(SetByHand(name, states[number]))

    def _on_release_chosen(self, name: str) -> None:
        if self.canvas.graph.nodes[name].hand is not None:
            self._document.perform(Release(name))

    def _lay_out(self) -> None:
        if self._document.is_open:
            laid = node_positions(replace(self._document.state, positions=Positions()))
            self._document.perform(MoveNodes(Positions(laid)))
            self.canvas.fit()
