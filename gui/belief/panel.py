"""The Belief panel: the canvas, how to read it, and which structures look alike."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.sessions.placing import belief_positions, node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes
from gui.analysis import Analysis
from gui.belief.canvas import BeliefCanvas
from gui.belief.note import BeliefNote
from gui.belief.views import picture_of
from gui.belief.words import (
    ARRANGE,
    CLASSES,
    SAMPLED_TIP,
    TRUTH,
    empty_sentence,
    first_step,
    level_sentence,
    method_tip,
    unfinished_sentence,
    working_sentence,
)
from gui.controls.dock import tool_button
from gui.controls.labels import KindTag, Label
from gui.controls.numbers import probability
from gui.document import Document
from gui.inquiries.merging import Merging
from gui.results import Results, circle_places
from gui.theme import current_theme
from gui.turns import Later
from gui.verbs import why_no_truth

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
        self.classes = tool_button(CLASSES, "merge")
        self.truth = tool_button(TRUTH, "unequal")
        self.arrange = tool_button(ARRANGE, "layout")
        self._merging = Merging(document, analysis, analysis.jobs, self)
        self._waiting = QTimer(self)
        self._slow, self._percent = False, 0
        self._told: tuple[object, ...] = ()
        self._later = Later(self._draw, analysis.jobs.turns, self)
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        analysis.progressed.connect(self._on_progress)
        self._merging.changed.connect(self._on_classes)
        self.canvas.seen_changed.connect(self._want_classes)
        if document.is_open:
            self._on_state(None, document.state)

    def title_actions(self) -> list[QWidget]:
        """Return the tools that belong into the title bar of the dock."""
        return [self.classes, self.truth, self.arrange]

    def fit(self) -> None:
        """Show every node."""
        self.canvas.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _make(self) -> None:
        self.canvas.nodes_moved.connect(self._on_moved)
        self.classes.setCheckable(True)
        self.classes.clicked.connect(lambda on: self._analysis.show_as("classes" if on else "arrows"))
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
        self._told = ()
        self._show(new, self._analysis.results, anew=old is None)

    def _on_results(self, results: Results) -> None:
        told = _told(results)
        same = all(one is other for one, other in zip(told, self._told, strict=False)) and len(self._told) > 0
        self._told = told
        # Drawing many arrows takes its time, and while the past fills in nothing of them changes.
        if not same:
            self._later.ask()

    def _draw(self) -> None:
        if self._document.is_open:
            self._show(self._document.state, self._analysis.results, anew=False)

    def _want_classes(self) -> None:
        # The presenter shows the canvas without the panel.
        self._merging.want(self._analysis.results.view == "classes" and self.canvas.isVisible())

    def _on_classes(self) -> None:
        if self._document.is_open and self._merging.view is not None:
            self._show(self._document.state, self._analysis.results, anew=False)

    def _show(self, state: SessionState, results: Results, *, anew: bool) -> None:
        belief = results.posterior or results.digest
        known = belief is not None and belief.space == state.space
        self._show_tools(state, results)
        # Nothing jumps when a sentence comes or goes: with listed structures there always is one.
        self.note.keep(room=isinstance(state.space, HypothesisSpace))
        self._want_classes()
        picture = picture_of(state, results, self._merging.view)
        if picture is None:
            # Classes are on their way: what is on show stays until they are here.
            return
        self.canvas.show_graph(picture.graph, anew=anew)
        self.canvas.describe(picture.spoken)
        self._show_legend(_with_first_step(picture.legend, state, results), results, known=known)
        self.legend.setToolTip(picture.tip)
        if picture.note is None:
            self._show_note(results)
        elif picture.members:
            self.note.show_members(picture.members, picture.size, picture.note, results, state.belief_names)
        else:
            self.note.say(picture.note, *picture.term)

    def _show_tools(self, state: SessionState, results: Results) -> None:
        summed = isinstance(state.space, AllDags)
        if self.arrange.parentWidget() is not None:
            self.arrange.setVisible(summed and state.world is None)
        self.arrange.setEnabled(results.digest is not None)
        self.classes.setChecked(results.view == "classes")
        why = why_no_truth(self._document)
        self.truth.setEnabled(not why)
        self.truth.setChecked(results.view == "truth" and not why)
        self.truth.setToolTip(why or TRUTH)
        self.truth.setAccessibleDescription(why)

    def _show_legend(self, legend: str, results: Results, *, known: bool) -> None:
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
            self.legend.setText(legend if known else "")

    def _show_kind(self, results: Results) -> None:
        if results.kind == "sampled":
            self.kind.set_sampled(probability(results.largest_error))
            self.kind.setToolTip(SAMPLED_TIP)
            return
        self.kind.set_exact("" if results.digest is None else results.digest.method)
        self.kind.setToolTip(method_tip(results.digest is not None))

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
        elif results.space is None or results.space != state.space or results.digest is not None:
            self.note.say("")
        elif not results.n_rows:
            even = state.assumptions.prior == "uniform"
            self.note.say(empty_sentence(results.n_rows, state.dataset.n_rows, state.scenario.show.rows, even=even))
        elif found is not None:
            self.note.show_look_alikes(found, results, state.belief_names)
        else:
            level = 0 if results.posterior is None else len(results.posterior.leaders())
            self.note.say(level_sentence(level) if level > 1 else "")

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


def _told(results: Results) -> tuple[object, ...]:
    listed = None if results.digest is not None else (results.history, results.digits)
    return (
        results.posterior,
        results.digest,
        results.look_alikes,
        results.places,
        results.view,
        results.unfinished,
        results.working,
        results.checkpoint,
        listed,
    )


def _with_first_step(legend: str, state: SessionState, results: Results) -> str:
    # Where no sentence follows below.
    first = results.digest is not None and not results.n_rows and not state.dataset.n_rows
    return f"{legend} {first_step(state.scenario.show.rows)}" if first else legend
