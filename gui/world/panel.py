"""The World panel: the canvas with its outline, and below it what is set by hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from engine.sessions.placing import node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes, Release, SetByHand, UncoverWorld
from gui.analysis import Analysis
from gui.controls.dock import tool_button
from gui.document import Document
from gui.drawing.graph import Graph
from gui.drawing.path_marks import PathMarks, with_paths
from gui.results import Results
from gui.world.canvas import WorldCanvas
from gui.world.editing import WorldEditor
from gui.world.foot import FootLine
from gui.world.menu import arrow_menu, canvas_menu, variable_menu
from gui.world.outline import Outline
from gui.world.picture import world_graph, world_in_words
from gui.world.relations import Relation, lit, relation_sentence
from gui.world.words import COVERED, blocked, foot_icon, foot_sentence, no_chances

LIST_SHARE, LEAST_ACROSS = 0.4, 1.8


class WorldPanel(QWidget):
    """Shows the network that rows are drawn from; in it variables are set by hand, released, moved and built.

    Signals
    -------
    variable_chosen(name)
        A single variable is chosen now.
    pair_chosen(name, other)
        Two variables are chosen now.
    table_requested(name)
        The table of a variable is to be shown.
    """

    variable_chosen = Signal(str)
    pair_chosen = Signal(str, str)
    table_requested = Signal(str)

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self._graph = Graph()
        self._marks: PathMarks | None = None
        self._told = ""
        self._shared = False
        self.relation = Relation.ANCESTORS
        self.setAccessibleName("World")
        self.canvas = WorldCanvas()
        self.editor = WorldEditor(document, self.canvas, self)
        self.outline = Outline()
        self.cover = FootLine("text2", "Show it")
        self.foot = FootLine("act", "Release", "release")
        self._tools = self._made_tools()
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        if document.is_open:
            self._on_state(None, document.state)

    def title_actions(self) -> list[QWidget]:
        """Return the tools that belong into the title bar of the dock."""
        return list(self._tools)

    def fit(self) -> None:
        """Show every node."""
        self.canvas.fit()

    def lay_out(self) -> None:
        """Lay the network out in layers, with few crossings; the nodes move to their new places."""
        if self._document.is_open and self.canvas.graph.nodes:
            laid = node_positions(replace(self._document.state, positions=Positions()))
            self._document.perform(MoveNodes(Positions(laid)))
            self.canvas.fit(animate=True)

    def show_outline(self, shown: bool) -> None:
        """Show the list of variables beside the canvas and go there, or put it away."""
        self.list_beside(shown)
        if shown:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def list_beside(self, shown: bool) -> None:
        """Show the list of variables beside the canvas, or put it away; the focus stays where it is."""
        self.outline.setVisible(shown)
        if shown:
            self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.outline.isHidden():
            self._share_room()

    def _share_room(self) -> None:
        # Where there is no room for both side by side, the list lies above the canvas.
        wanted = self.outline.width_wanted()
        across = self.width() >= LEAST_ACROSS * wanted
        orientation = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
        if self._beside.orientation() == orientation and self._shared:
            return
        self._shared = True
        self._beside.setOrientation(orientation)
        whole = self.width() if across else self._beside.height()
        first = wanted if across else round(whole * LIST_SHARE)
        self._beside.setSizes([first, whole - first])

    def show_relation(self, relation: Relation) -> None:
        """Light what stands in another relation to the variable that is chosen or pointed at."""
        self.relation = relation
        self._show_chosen()

    def show_paths(self, marks: PathMarks | None) -> None:
        """Draw paths upon the network; None for none."""
        if marks != self._marks:
            self._marks = marks
            self._on_results(self._analysis.results)

    def _made_tools(self) -> tuple[QToolButton, ...]:
        tools = []
        for words, icon, do in (
            ("Add a variable", "plus", self.editor.add),
            ("Connect the chosen variable to an effect", "edge", self.editor.connect_from),
            ("Lay out anew", "layout", self.lay_out),
            ("Outline", "outline", lambda: self.show_outline(self.outline.isHidden())),
        ):
            tool = tool_button(words, icon)
            tool.clicked.connect(lambda _checked=False, do=do: do())
            tools.append(tool)
        relatives = tool_button("What is lit around a variable", "relatives")
        relatives.setMenu(self._relation_menu())
        relatives.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return (*tools[:3], relatives, tools[3])

    def _relation_menu(self) -> QMenu:
        menu = QMenu("What is lit around a variable", self)
        group = QActionGroup(menu)
        for relation in Relation:
            action = QAction(relation.words, menu, checkable=True, checked=relation is self.relation)
            action.triggered.connect(lambda _checked=False, relation=relation: self.show_relation(relation))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _make(self) -> None:
        canvas = self.canvas
        canvas.nodes_moved.connect(self._on_moved)
        canvas.menu_requested.connect(self._on_menu)
        canvas.edge_menu_requested.connect(self._on_edge_menu)
        canvas.canvas_menu_requested.connect(self._on_canvas_menu)
        canvas.state_chosen.connect(self._on_state_chosen)
        canvas.random_chosen.connect(lambda name: self._document.perform(SetByHand(name)))
        canvas.release_chosen.connect(self._on_release_chosen)
        canvas.told.connect(self._on_told)
        canvas.opened.connect(self.table_requested)
        canvas.chosen_changed.connect(self._show_chosen)
        canvas.gesture_ended.connect(lambda: self._on_results(self._analysis.results))
        self.outline.chosen.connect(lambda names: canvas.choose(names, focus=False))
        self.outline.itemActivated.connect(lambda _row, _column: self.editor.rename())
        self.outline.hide()
        self.cover.pressed.connect(lambda: self._document.perform(UncoverWorld()))
        self.foot.pressed.connect(lambda: self._document.perform(Release()))
        self.foot.button.setToolTip("Let everything follow its causes again")
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self.outline)
        self._beside.addWidget(canvas)
        self._beside.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._beside, 1)
        column.addWidget(self.cover)
        column.addWidget(self.foot)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        anew = old is None or old.world_covered != new.world_covered
        self.canvas.stop()
        self.canvas.editable = not blocked(new)
        self.canvas.opens_tables = new.world is not None and not new.world_covered
        self._show(new, self._analysis.results, anew=anew, animate=old is not None)
        self.cover.setVisible(new.world is not None and new.world_covered)
        self.cover.say(COVERED, "hidden", button=True)

    def _on_results(self, results: Results) -> None:
        # What comes while the mouse is at work waits until it is done: nodes would move under it.
        if self._document.is_open and not self.canvas.is_busy:
            self._show(self._document.state, results, anew=False, animate=True)

    def _show(self, state: SessionState, results: Results, *, anew: bool, animate: bool) -> None:
        self._graph = with_paths(world_graph(state, results), self._marks)
        self.canvas.show_graph(self._lit(), animate=animate, anew=anew)
        drawn = "" if self._marks is None else self._marks.sentence
        self.canvas.describe(f"{drawn} {world_in_words(self._graph)}".strip())
        self.outline.show_graph(self._graph)
        self._say_foot()

    def _show_chosen(self) -> None:
        """Light what belongs to the variable that is chosen or pointed at; keep the outline in step."""
        self.outline.choose(self.canvas.chosen, self.canvas.focused)
        chosen = self.canvas.chosen
        if len(chosen) == 1:
            self.variable_chosen.emit(chosen[0])
        elif len(chosen) == 2:
            self.pair_chosen.emit(*chosen)
        if self.canvas.connecting is None:
            self.canvas.show_graph(self._lit())
        self._say_foot()

    def _centre(self) -> str:
        """Return the name of the variable whose relations are lit: the one under the mouse, else the chosen one."""
        chosen = self.canvas.chosen
        return self.canvas.hovered or (chosen[0] if len(chosen) == 1 else "")

    def _lit(self) -> Graph:
        state = self._document.state if self._document.is_open else None
        name = self._centre()
        # Two things drawn upon the network at once could not be told apart.
        if state is None or state.world is None or state.world_covered or not name or self._marks is not None:
            return self._graph
        return lit(self._graph, state.world.dag, state.world.names, name, self.relation)

    def _on_told(self, sentence: str) -> None:
        self._told = sentence
        if not sentence and self.canvas.connecting is None:
            self.canvas.show_graph(self._lit())
        self._say_foot()

    def _say_foot(self) -> None:
        """Say what is being done, else what is lit, else what is set by hand."""
        if not self._document.is_open:
            return
        state = self._document.state
        acted = bool(state.regime.interventions)
        name = self._centre()
        sentence = self._told or ("" if self._marks is None else self._marks.sentence)
        # What is set by hand stays on show: what is lit takes its place only for as long as the mouse is there.
        if not sentence and (self.canvas.hovered or not acted) and state.world is not None and not state.world_covered:
            sentence = relation_sentence(state.world.dag, state.world.names, name, self.relation, self.foot.room())
        error = self._analysis.results.marginals_error
        if not sentence and error and not state.world_covered:
            self.foot.say(no_chances(error), "warn", button=acted)
        elif sentence:
            self.foot.say(sentence, button=acted)
        else:
            self.foot.say(foot_sentence(state), foot_icon(state), button=acted)

    def _on_moved(self, points: dict[str, tuple[float, float]]) -> None:
        self._document.perform(MoveNodes(Positions(points)))
        self.canvas.settle()

    def _on_menu(self, name: str, place: QPoint) -> None:
        state = self._document.state
        if state.world is None:
            return
        if name not in self.canvas.chosen:
            self.canvas.choose((name,))
        editor = None if state.scenario.steps or state.world_covered else self.editor
        menu = variable_menu(state, name, self._document.perform, self, editor)
        if not state.world_covered:
            menu.addSeparator()
            menu.addAction("Table of probabilities").triggered.connect(lambda: self.table_requested.emit(name))
        self._pop_up(menu, place)

    def _on_edge_menu(self, parent: str, child: str, place: QPoint) -> None:
        if self.canvas.editable:
            self._pop_up(arrow_menu(parent, child, self.editor, self), place)

    def _on_canvas_menu(self, place: QPointF, on_screen: QPoint) -> None:
        if self.canvas.editable:
            self._pop_up(canvas_menu(place, self.editor, self.lay_out, self), on_screen)

    def _pop_up(self, menu: QMenu, place: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_state_chosen(self, name: str, number: int) -> None:
        states = self.canvas.graph.nodes[name].states
        self._document.perform(SetByHand(name, states[number]))

    def _on_release_chosen(self, name: str) -> None:
        if self.canvas.graph.nodes[name].hand is not None:
            self._document.perform(Release(name))
