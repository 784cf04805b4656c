"""The desk of an open session: a dock a panel, made one by one, and what panels tell one another."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.analysis import Analysis
from gui.as_watched.panel import AsWatchedPanel
from gui.belief.panel import BeliefPanel
from gui.candidates.panel import CandidatesPanel
from gui.document import Document
from gui.edges.panel import EdgesPanel
from gui.experiment.panel import ExperimentPanel
from gui.gains.panel import GainsPanel
from gui.jobs import JobRunner
from gui.lesson.panel import LessonPanel
from gui.main_window.arrangement import ArrangedDocks
from gui.paths.panel import PathsPanel
from gui.predictions.panel import PredictionsPanel
from gui.race.panel import RacePanel
from gui.rows.panel import RowsPanel
from gui.scores.panel import ScoresPanel
from gui.tables.panel import TablePanel
from gui.theme import theme_source
from gui.weights.panel import WeightsPanel
from gui.why.panel import WhyPanel
from gui.world.panel import WorldPanel


class Desk(ArrangedDocks):
    """Holds one dock a panel.

    They are made one by one, with `make_next`, so that nothing stalls where there is time for that.
    It is a main window inside the window, so that the start page can take the place of all docks at once.

    Signals
    -------
    change_requested()
        Other candidates, or another prior, are to be chosen.
    """

    change_requested = Signal()

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._made = self._make(document, analysis, jobs)

    def make_next(self) -> bool:
        """Make the next panel and its dock, about 20 ms; return whether there was one left to make.

        A session can be shown once all are made.
        """
        return next(self._made, "all are made") is None

    def _make(self, document: Document, analysis: Analysis, jobs: JobRunner) -> Iterator[None]:
        self.lesson = self._dock("lesson", LessonPanel(document, analysis))
        yield
        self.world = self._dock("world", WorldPanel(document, analysis))
        yield
        self.belief = self._dock("belief", BeliefPanel(document, analysis))
        yield
        self.edges = self._dock("edges", EdgesPanel(document, analysis, jobs))
        yield
        self.table = self._dock("table", TablePanel(document))
        yield
        self.paths = self._dock("paths", PathsPanel(document, jobs))
        yield
        self.experiment = self._dock("experiment", ExperimentPanel(document, analysis))
        yield
        self.gains = self._dock("gains", GainsPanel(document, analysis, jobs))
        yield
        self.weights = self._dock("weights", WeightsPanel(document, analysis))
        yield
        self.candidates = self._dock("candidates", CandidatesPanel(document, analysis))
        yield
        self.why = self._dock("why", WhyPanel(document, analysis, jobs))
        yield
        self.predictions = self._dock("predictions", PredictionsPanel(document, analysis, jobs))
        yield
        self.scores = self._dock("scores", ScoresPanel(document, analysis, jobs))
        yield
        self.as_watched = self._dock("as_watched", AsWatchedPanel(document, analysis, jobs))
        yield
        self.rows = self._dock("rows", RowsPanel(document, analysis, jobs))
        yield
        self.race = self._dock("race", RacePanel(document, jobs))
        yield
        self._connect()
        # After the panels: docks can be arranged anew only once all in them has the new size.
        theme_source().theme_changed.connect(self._follow)
        document.state_changed.connect(self._on_state)

    def _connect(self) -> None:
        for asking in (self.candidates, self.why, self.predictions, self.scores, self.as_watched, self.race):
            asking.change_requested.connect(self.change_requested)
        self.candidates.candidate_selected.connect(self.scores.choose)
        self.candidates.candidate_selected.connect(self.why.choose)
        self.scores.candidate_selected.connect(self.candidates.choose)
        self.gains.player.race_requested.connect(self.show_race)
        self.world.variable_chosen.connect(self.table.choose)
        self.world.table_requested.connect(self.show_table)
        self.world.pair_chosen.connect(self.paths.ask_about)
        self.paths.marks_changed.connect(self.world.show_paths)
        self.table.title_changed.connect(self._docks["table"].title_bar.heading.setText)

    def show_table(self, name: str) -> None:
        """Show the table of a variable, with the keys in it; empty for the one that was shown last."""
        self.raise_dock("table")
        if name:
            self.table.choose(name)
        self.table.begin_keys()

    def show_edges(self) -> None:
        """Show how probable each arrow is, with the keys in the map."""
        self.raise_dock("edges")
        self.edges.begin_keys()

    def show_paths(self) -> None:
        """Show the paths between two variables, with the keys at the first of them."""
        self.raise_dock("paths")
        self.paths.begin_keys()

    def show_race(self) -> None:
        """Show the race of strategies, with the keys at what starts it."""
        self.raise_dock("race")
        self.race.begin_keys()

    def show_rows(self) -> None:
        """Show the rows seen, with the keys at what was done."""
        self.raise_dock("rows")
        self.rows.begin_keys()

    def set_rows(self, rows: int) -> None:
        """Draw so many rows at a time from now on."""
        self.experiment.set_rows(rows)
        self.gains.set_rows(rows)
        self.predictions.set_rows(rows)
        self.rows.set_rows(rows)
        self.race.set_rows(rows)

    def _on_state(self, _old: object, _new: object) -> None:
        # A lesson can be left, and other candidates chosen, within a session too.
        self._show_what_applies()

    def _at_work(self) -> tuple[str, ...]:
        return ("gains",) if self.gains.minder.goes_on else ()

    def _what_applies(self) -> dict[str, bool]:
        # A table of data has no world, and not every session has a lesson: those docks would be empty.
        open_now = self._document.is_open
        has_world = open_now and self._document.state.world is not None
        return {
            "lesson": open_now and bool(self._document.state.scenario.steps),
            "world": has_world,
            "table": has_world,
            "paths": has_world,
            "race": has_world,
        }
