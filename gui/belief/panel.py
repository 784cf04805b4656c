"""The Belief panel: the canvas, how to read it, and which structures look alike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.space import AllDags
from engine.sessions.placing import belief_positions, node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes
from gui.actions import why_no_truth
from gui.analysis import Analysis
from gui.belief.beside_world import beside_world, marked
from gui.belief.canvas import BeliefCanvas
from gui.belief.hidden import hidden_sentence, n_hidden, n_unlikely
from gui.belief.note import BeliefNote
from gui.belief.picture import (
    belief_graph,
    belief_in_words,
    drawn_from,
    even_share,
    n_dotted,
    n_missing,
)
from gui.belief.words import (
    ARRANGE,
    SAMPLED_TIP,
    TERM_TIP,
    TRUTH,
    empty_sentence,
    even_sentence,
    legend_sentence,
    method_tip,
    unfinished_sentence,
    working_sentence,
)
from gui.belief.world_words import DISTANCE_TERM, DISTANCE_TIP, how_to_read, sentence, spoken
from gui.controls.choices import CheckBox
from gui.controls.dock import tool_button
from gui.controls.labels import KindTag, Label
from gui.controls.numbers import probability
from gui.document import Document
from gui.drawing.graph import Graph
from gui.results import Results, circle_places, places_shown
from gui.theme import current_theme

SAY_WORKING_AFTER_MS = 300


class BeliefPanel(QWidget):
    """Shows how probable every arrow is, at the moment that the analysis shows."""

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self.setAccessibleName("Belief")
        self.canvas = BeliefCanvas()
        self.legend = Label("", "axis", secondary=True, wrap=True)
        self.kind = KindTag()
        self.note = BeliefNote()
        self.mark = CheckBox("Mark look-alikes")
        self.truth = tool_button(TRUTH, "unequal")
        self.arrange = tool_button(ARRANGE, "layout")
        self._waiting = QTimer(self)
        self._slow, self._percent = False, 0
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        analysis.progressed.connect(self._on_progress)
        if document.is_open:
            self._on_state(None, document.state)

    def title_actions(self) -> list[QWidget]:
        """Return the tools that belong into the title bar of the dock."""
        return [self.mark, self.truth, self.arrange]

    def fit(self) -> None:
        """Show every node."""
        self.canvas.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _make(self) -> None:
        self.canvas.nodes_moved.connect(self._on_moved)
        self.mark.setChecked(True)
        self.mark.setToolTip(TERM_TIP)
        self.mark.toggled.connect(lambda _on: self._on_results(self._analysis.results))
        self.truth.setCheckable(True)
        self.truth.clicked.connect(lambda on: self._analysis.show_as("truth" if on else "arrows"))
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SAY_WORKING_AFTER_MS)
        self._waiting.timeout.connect(self._on_slow)
        self.note.again_requested.connect(self._analysis.work_out)
        self.arrange.clicked.connect(self._lay_out)
        self._row = QHBoxLayout()
        self._row.addWidget(self.legend, 1)
        self._row.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(self._row)
        column.addWidget(self.note)
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(14), theme.px(2), theme.px(14), theme.px(8))
        self._row.setSpacing(theme.px(8))

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        self._show(new, self._analysis.results, anew=old is None)

    def _on_results(self, results: Results) -> None:
        if self._document.is_open:
            self._show(self._document.state, results, anew=False)

    def _show(self, state: SessionState, results: Results, *, anew: bool) -> None:
        belief = results.posterior or results.digest
        graph = belief_graph(state, belief, places_shown(state, results))
        beside = beside_world(state, belief) if results.view == "truth" else None
        said = belief_in_words(graph)
        if beside is not None:
            graph = marked(graph, state, beside)
            said = f"Beside the world: {spoken(state, beside)} {said}"
        self.canvas.show_graph(graph, anew=anew)
        self.canvas.describe(said)
        self._show_switches(state, results)
        summed = isinstance(state.space, AllDags)
        if self.mark.parentWidget() is not None:
            self.mark.setVisible(not summed)
        if self.arrange.parentWidget() is not None:
            self.arrange.setVisible(summed and state.world is None)
        self.arrange.setEnabled(results.digest is not None)
        self._show_legend(graph, results, known=belief is not None and belief.space == state.space)
        if beside is None:
            self._show_note(results)
        else:
            self.legend.setText(how_to_read(graph) or self.legend.text())
            self.note.say(sentence(results, beside), DISTANCE_TIP, DISTANCE_TERM)

    def _show_switches(self, state: SessionState, results: Results) -> None:
        why = why_no_truth(self._document)
        self.truth.setEnabled(not why)
        self.truth.setChecked(results.view == "truth" and not why)
        self.truth.setToolTip(why or TRUTH)
        self.truth.setAccessibleDescription(why)

    def _show_legend(self, graph: Graph, results: Results, *, known: bool) -> None:
        self.kind.setVisible(known)
        self._show_kind(results)
        waits = not results.unfinished and (not known or (results.working and results.digest is not None))
        if not waits:
            self._waiting.stop()
            self._slow, self._percent = False, 0
        elif not self._slow and not self._waiting.isActive():
            self._waiting.start()
        if self._slow:
            self._say_working()
        else:
            self.legend.setText(self._legend_of(graph, results) if known else "")

    def _show_kind(self, results: Results) -> None:
        if results.kind == "sampled":
            self.kind.set_sampled(probability(results.largest_error))
            self.kind.setToolTip(SAMPLED_TIP)
            return
        self.kind.set_exact("" if results.digest is None else results.digest.method)
        self.kind.setToolTip(method_tip(results.digest is not None))

    def _legend_of(self, graph: Graph, results: Results) -> str:
        probabilities = results.belief.edge_probabilities if results.belief is not None else np.zeros((1, 1))
        share = even_share(probabilities)
        if share is not None:
            return even_sentence(share)
        arrows = legend_sentence(n_dotted(graph), n_missing(graph), drawn_from(probabilities))
        unlikely = n_unlikely(results.posterior) if results.posterior is not None else 0
        return f"{arrows} {hidden_sentence(n_hidden(graph), unlikely)}".rstrip()

    def _on_slow(self) -> None:
        self._slow = True
        self._say_working()

    def _on_progress(self, percent: int) -> None:
        self._percent = percent
        if self._slow:
            self._say_working()

    def _say_working(self) -> None:
        self.legend.setText(working_sentence(self._percent, self._rows_shown()))

    def _rows_shown(self) -> int | None:
        results = self._analysis.results
        return None if results.belief is None else results.n_rows

    def _show_note(self, results: Results) -> None:
        if not self._document.is_open:
            return
        state, found = self._document.state, results.look_alikes
        if results.unfinished:
            self.note.offer(unfinished_sentence(results.unfinished, self._rows_shown()))
        elif results.space is None or results.space != state.space:
            self.note.say("")
        elif not results.n_rows:
            even = state.assumptions.prior == "uniform"
            self.note.say(empty_sentence(results.n_rows, state.dataset.n_rows, state.scenario.show.rows, even=even))
        elif found is not None and len(found.candidates) > 1 and self.mark.isChecked():
            self.note.show_look_alikes(found, results, state.belief_names)
        else:
            self.note.say("")

    def _lay_out(self) -> None:
        digest = self._analysis.results.digest
        if digest is not None and digest.space == self._document.state.space:
            points = circle_places(self._document.state.belief_names, digest.edge_probabilities)
            self._document.perform(MoveNodes(Positions({**node_positions(self._document.state), **points})))
            self.canvas.fit()

    def _on_moved(self, points: dict[str, tuple[float, float]]) -> None:
        # Where belief has places of its own there is nothing in the session that could keep another.
        # Nor is there for a hidden cause that the world does not have.
        places = node_positions(self._document.state)
        kept = {name: point for name, point in points.items() if name in places}
        if kept and belief_positions(self._document.state).items() <= places.items():
            self._document.perform(MoveNodes(Positions({**self._places(), **kept})))
        self.canvas.settle()

    def _places(self) -> Mapping[str, tuple[float, float]]:
        # What nobody placed must stay where it is drawn.
        shown = self._analysis.results.places
        return shown if shown is not None and not self._document.state.positions else {}
