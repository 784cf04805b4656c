"""Docks that are arranged for a wide, a narrow or a small window, and show their tabs in their title bars."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeVar

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from gui.controls.dock import Dock
from gui.theme import Theme, current_theme

Panel = TypeVar("Panel", bound=QWidget)

# In the order in which docks are made, listed in the menu, and tabbed.
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


class ArrangedDocks(QMainWindow):
    """A main window of docks, which can be moved, tabbed, floated and closed.

    It gives every dock its place by the width of the window, and remembers what a person made of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A main window of Qt is a window of its own, whatever its parent.
        self.setWindowFlags(Qt.WindowType.Widget)
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

    @abstractmethod
    def _what_applies(self) -> dict[str, bool]:
        """Return for the docks that not every session has a use for, by name, whether this one has."""

    def docks(self) -> tuple[Dock, ...]:
        """Return the docks, in the order of their titles."""
        return tuple(self._docks.values())

    def raise_dock(self, name: str) -> None:
        """Bring a dock to the front of its tabs and open it when it was closed."""
        self._docks[name].show()
        self._docks[name].raise_()

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

    def _show_what_applies(self, *, anew: bool = False) -> None:
        changed = False
        for name, applicable in self._what_applies().items():
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
