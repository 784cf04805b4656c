"""The docks of an open session, arranged for a wide or a narrow window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeVar

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from gui.analysis import Analysis
from gui.as_watched.panel import AsWatchedPanel
from gui.belief.panel import BeliefPanel
from gui.candidates.panel import CandidatesPanel
from gui.controls.dock import Dock
from gui.document import Document
from gui.edges.panel import EdgesPanel
from gui.experiment.panel import ExperimentPanel
from gui.gains.panel import GainsPanel
from gui.jobs import JobRunner
from gui.lesson.panel import LessonPanel
from gui.paths.panel import PathsPanel
from gui.predictions.panel import PredictionsPanel
from gui.race.panel import RacePanel
from gui.rows.panel import RowsPanel
from gui.scores.panel import ScoresPanel
from gui.tables.panel import TablePanel
from gui.theme import Theme, current_theme, theme_source
from gui.weights.panel import WeightsPanel
from gui.why.panel import WhyPanel
from gui.world.panel import WorldPanel

Panel = TypeVar("Panel", bound=QWidget)

# Below the one not all docks stand side by side, below the other there is room for two places only.
NARROW, SMALL = 1280, 860
Room = Literal["wide", "narrow", "small"]
UPPER = ("lesson", "world", "belief", "experiment")
# Shares of the width for the upper docks, by which of them there are: a lesson needs no more than a column.
WIDE_SHARES = {
    ("lesson", "world", "belief", "experiment"): (0.19, 0.285, 0.3, 0.225),
    ("world", "belief", "experiment"): (0.37, 0.37, 0.26),
    ("belief", "experiment"): (0.72, 0.28),
}
NARROW_SHARES = {
    ("lesson", "world", "belief"): (0.27, 0.365, 0.365),
    ("world", "belief", "experiment"): (0.365, 0.365, 0.27),
    ("belief", "experiment"): (0.68, 0.32),
}
# Share of the width for what one does and reads, in a small window; the graphs take the rest.
SMALL_SHARE = 0.46
TITLES = {
    "lesson": "Lesson",
    "world": "World",
    "belief": "Belief",
    "edges": "Edges",
    "table": "Table",
    "paths": "Paths",
    "experiment": "Experiment",
    "gains": "What next",
    "weights": "Weights over time",
    "candidates": "Candidates",
    "why": "Why",
    "predictions": "Predictions",
    "scores": "Scores",
    "as_watched": "As if watched",
    "rows": "Rows",
    "race": "Race",
}


class Desk(QMainWindow):
    """Holds one dock a panel; the docks can be moved, tabbed, floated and closed.

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
        # A main window of Qt is a window of its own, whatever its parent.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._document = document
        # The style sheet hides the tab bars of this window: docks show their tabs in their title bars.
        self.setObjectName("desk")
        self.setDockNestingEnabled(True)
        self._follow_gap(current_theme())
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._tabs_later = QTimer(self)
        self._tabs_later.setSingleShot(True)
        self._tabs_later.setInterval(0)
        self._tabs_later.timeout.connect(self._show_tabs)
        self._docks: dict[str, Dock] = {}
        self._room: Room | None = None
        self._remembered: dict[Room, QByteArray] = {}
        self._applied: dict[str, bool] = {}
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

    def docks(self) -> tuple[Dock, ...]:
        """Return the docks, in the order of their titles."""
        return tuple(self._docks.values())

    def raise_dock(self, name: str) -> None:
        """Bring a dock to the front of its tabs and open it when it was closed."""
        self._docks[name].show()
        self._docks[name].raise_()

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

    def arrange(self, width: int) -> None:
        """Put every dock in its place for a window of this width."""
        self._room = room_in(width)
        for dock in self.docks():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        {"wide": self._place_wide, "narrow": self._place_narrow, "small": self._place_small}[self._room]()
        for dock in self.docks():
            dock.show()
        self._show_what_applies(anew=True)
        # Docks take sizes only once the layout has found its own.
        QTimer.singleShot(0, self._share_room)
        QTimer.singleShot(0, self._show_first)

    def arrange_if_needed(self, width: int) -> None:
        """Arrange anew when the window went from narrow to wide or back, as it was at that width before."""
        room = room_in(width)
        if self._room is not None and self._room != room:
            self._remembered[self._room] = self.arrangement()
            if room in self._remembered and self.restore_arrangement(self._remembered[room], width):
                return
        if self._room != room:
            self.arrange(width)

    def arrangement(self) -> QByteArray:
        """Return where every dock is, to be remembered."""
        return self.saveState(_VERSIONS[self._room or "wide"])

    def restore_arrangement(self, remembered: QByteArray, width: int) -> bool:
        """Put the docks where they were; return whether that could be done.

        What was remembered of a wide window is of no use to a narrow one.
        """
        room = room_in(width)
        if not self.restoreState(remembered, _VERSIONS[room]):
            return False
        self._room = room
        self._show_what_applies(anew=True)
        return True

    def _follow(self, theme: Theme) -> None:
        self._follow_gap(theme)
        # Larger type needs more room: a window can become too narrow for it.
        if self._room is not None:
            self.arrange_if_needed(self.width())

    def _follow_gap(self, theme: Theme) -> None:
        gap = theme.px(theme.BETWEEN_DOCKS)
        self.setContentsMargins(gap, gap, gap, 0)

    def _dock(self, name: str, panel: Panel) -> Panel:
        dock = Dock(TITLES[name], panel, name, self, yields=True)
        for widget in getattr(panel, "title_actions", list)():
            dock.title_bar.add_widget(widget)
        dock.title_bar.tab_chosen.connect(lambda place: self._raise_beside(dock, place))
        # What shares a place is known only after Qt has moved the docks.
        for moved in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            moved.connect(self._tabs_later.start)
        self._docks[name] = dock
        return panel

    def _place_wide(self) -> None:
        lesson, world, belief, edges, table, paths, experiment, gains, weights, candidates, *beside = self.docks()
        self._place(Qt.DockWidgetArea.TopDockWidgetArea, [lesson, world, belief, experiment])
        self._place(Qt.DockWidgetArea.BottomDockWidgetArea, [weights, candidates])
        self._tabify([belief, edges, table, paths])
        self._tabify([experiment, gains])
        self._tabify([candidates, *beside])

    def _place_narrow(self) -> None:
        lesson, world, belief, edges, table, paths, experiment, gains, *lower = self.docks()
        self._place(Qt.DockWidgetArea.TopDockWidgetArea, [lesson, world, belief])
        self._place(Qt.DockWidgetArea.BottomDockWidgetArea, lower[:1])
        self._tabify([belief, edges, table, paths])
        self._tabify([lesson, experiment, gains])
        self._tabify(lower)

    def _place_small(self) -> None:
        # What one reads and does stands beside what there is to see of it; what needs much width is at the right.
        lesson, world, belief, edges, table, paths, experiment, gains, weights, candidates, *wide = self.docks()
        self._place(Qt.DockWidgetArea.TopDockWidgetArea, [lesson, belief])
        self._tabify([belief, world, edges, table, paths, *wide])
        self._tabify([lesson, experiment, gains, weights, candidates])

    def _place(self, area: Qt.DockWidgetArea, docks: Sequence[QDockWidget]) -> None:
        self.addDockWidget(area, docks[0])
        for left, right in pairwise(docks):
            self.splitDockWidget(left, right, Qt.Orientation.Horizontal)

    def _tabify(self, docks: Sequence[QDockWidget]) -> None:
        for earlier, later in pairwise(docks):
            self.tabifyDockWidget(earlier, later)

    def _share_room(self) -> None:
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        width, height = self.width(), self.height()
        if self._room == "small":
            shares = [round(width * share) for share in (SMALL_SHARE, 1 - SMALL_SHARE)]
            self.resizeDocks([self._docks[self._first_left()], self._docks["belief"]], shares, across)
            return
        belief, weights, candidates = (self._docks[name] for name in ("belief", "weights", "candidates"))
        narrow = self._room == "narrow"
        upper_shares = (NARROW_SHARES if narrow else WIDE_SHARES).get(self._upper(), ())
        if upper_shares:
            upper: list[QDockWidget] = [self._docks[name] for name in self._upper()]
            self.resizeDocks(upper, [round(width * share) for share in upper_shares], across)
        if not narrow:
            self.resizeDocks([weights, candidates], [round(width * share) for share in (0.41, 0.59)], across)
        share = 0.64 if narrow else 0.7 if weights.isHidden() else 0.67
        lower = candidates if weights.isHidden() else weights
        self.resizeDocks([belief, lower], [round(height * share), round(height * (1 - share))], down)

    def _first_left(self) -> str:
        return "experiment" if self._docks["lesson"].isHidden() else "lesson"

    def _upper(self) -> tuple[str, ...]:
        # Names of the docks side by side above; tabs behind others do not count.
        shown = [name for name in UPPER if not self._docks[name].isHidden() and not self._docks[name].isFloating()]
        if self._room == "narrow" and "lesson" in shown and "experiment" in shown:
            shown.remove("experiment")
        return tuple(shown)

    def _show_first(self) -> None:
        first = {
            "wide": ("belief", "experiment", "candidates"),
            "narrow": ("belief", "lesson", "weights"),
            "small": ("belief", self._first_left()),
        }[self._room or "wide"]
        for name in first:
            self._docks[name].raise_()

    def _sharing(self, dock: Dock) -> list[Dock]:
        # The docks in one place, in the order of their titles.
        beside = set(self.tabifiedDockWidgets(dock)) if not dock.isFloating() else set()
        return [other for other in self.docks() if other is dock or (other in beside and not other.isHidden())]

    def _show_tabs(self) -> None:
        for dock in self.docks():
            sharing = self._sharing(dock)
            titles = [other.windowTitle() for other in sharing] if len(sharing) > 1 else []
            dock.title_bar.set_tabs(titles, sharing.index(dock))

    def _raise_beside(self, dock: Dock, place: int) -> None:
        sharing = self._sharing(dock)
        if 0 <= place < len(sharing):
            sharing[place].raise_()
            self._show_tabs()
            sharing[place].title_bar.setFocus()

    def _on_state(self, _old: object, _new: object) -> None:
        # A lesson can be left, and other candidates chosen, within a session too.
        self._show_what_applies()

    def _show_what_applies(self, *, anew: bool = False) -> None:
        # A table of data has no world, and not every session has a lesson: those docks would be empty.
        open_now = self._document.is_open
        has_world = open_now and self._document.state.world is not None
        applies = {
            "lesson": open_now and bool(self._document.state.scenario.steps),
            "world": has_world,
            "table": has_world,
            "paths": has_world,
            "race": has_world,
        }
        changed = False
        for name, applicable in applies.items():
            dock = self._docks[name]
            if anew or self._applied.get(name) != applicable:
                changed = True
                dock.setVisible(applicable)
            self._applied[name] = applicable
            dock.toggleViewAction().setVisible(applicable)
        if changed and not anew and self._room is not None:
            QTimer.singleShot(0, self._share_room)


# Qt keeps a number beside an arrangement and refuses one with another number.
_VERSIONS: dict[Room, int] = {"narrow": 18, "wide": 19, "small": 20}


def room_in(width: int) -> Room:
    """Return how much room there is for docks in a window of this width, at the scale of the theme."""
    theme = current_theme()
    return "small" if width < theme.px(SMALL) else "narrow" if width < theme.px(NARROW) else "wide"
