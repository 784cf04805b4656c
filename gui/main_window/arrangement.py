"""Docks that are arranged for a wide, a narrow or a small window, and show their tabs in their title bars."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from gui.controls.dock import Dock
from gui.main_window.shares import Room, Shares, kept_shares, planned_shares
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
        self._tabs_later = _next_turn(self, self._show_tabs)
        # Docks take sizes only once the layout has found its own.
        self._share_later, self._keep_later = _next_turn(self, self._share_room), _next_turn(self, self._keep_shares)
        self._docks: dict[str, Dock] = {}
        self._room: Room | None = None
        self._remembered: dict[Room, QByteArray] = {}
        # What a person made of the sizes; where nothing is kept they follow the plan.
        self._kept: dict[Room, Shares] = {}
        self._applied: dict[str, bool] = {}

    @abstractmethod
    def _what_applies(self) -> dict[str, bool]:
        """Return for the docks that not every session has a use for, by name, whether this one has."""

    def _at_work(self) -> tuple[str, ...]:
        """Return the names of docks in which something goes on that one wants to see."""
        return ()

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
        self._share_anew()
        QTimer.singleShot(0, self._show_first)
        self._show_work()

    def arrange_if_needed(self, width: int) -> None:
        """Arrange anew when the window went from narrow to wide or back, as it was at that width before."""
        room = room_in(width)
        if self._room is not None and self._room != room:
            self._remembered[self._room] = self.arrangement()
            if room in self._remembered and self.restore_arrangement(self._remembered[room], width):
                self._show_work()
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
        first, self._room = self._room is None, room
        self._show_what_applies(anew=True)
        # What was left in an earlier session a person may have made; later on it is known.
        self._keep_later.stop()
        (self._keep_later if first else self._share_later).start()
        return True

    def event(self, event: QEvent) -> bool:
        heard = super().event(event)
        if event.type() == QEvent.Type.MouseButtonRelease and event.isAccepted():
            # A line between docks was let go of.
            self._keep_later.start()
        return heard

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt squeezes docks one after another, and does not give back what it took.
        if self._room is not None and not self._keep_later.isActive():
            self._share_later.start()

    def _follow(self, theme: Theme) -> None:
        self._follow_gap(theme)
        # Larger type needs more room: a window can become too narrow for it.
        if self._room is not None:
            self.arrange_if_needed(self.width())
            self._share_later.start()

    def _follow_gap(self, theme: Theme) -> None:
        gap = theme.px(theme.BETWEEN_DOCKS)
        self.setContentsMargins(gap, gap, gap, 0)

    def _dock(self, name: str, panel: Panel) -> Panel:
        dock = Dock(TITLES[name], panel, name, self, yields=True)
        for widget in getattr(panel, "title_actions", list)():
            dock.title_bar.add_widget(widget)
        # Whoever takes a dock elsewhere takes it out first.
        dock.topLevelChanged.connect(self._keep_later.start)
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

    def _share_anew(self) -> None:
        if self._room is not None:
            self._kept.pop(self._room, None)
            self._keep_later.stop()
            self._share_later.start()

    def _share_room(self) -> None:
        shown = [name for name, dock in self._docks.items() if not dock.isHidden() and not dock.isFloating()]
        if self._room is None or not shown:
            return
        across, down = self._kept.get(self._room) or planned_shares(self._room, shown)
        for shares, size, way in (
            (across, self.width(), Qt.Orientation.Horizontal),
            (down, self.height(), Qt.Orientation.Vertical),
        ):
            names = [name for name in shares if name in shown]
            sizes = [max(1, round(size * shares[name])) for name in names]
            self.resizeDocks([self._docks[name] for name in names], sizes, way)

    def _keep_shares(self) -> None:
        if self._room is not None and self.isVisible():
            inside = [dock for dock in self.docks() if dock.isVisible() and not dock.isFloating()]
            self._kept[self._room] = kept_shares(self.rect(), {dock.objectName(): dock.geometry() for dock in inside})

    def _first_left(self) -> str:
        return "experiment" if self._docks["lesson"].isHidden() else "lesson"

    def _show_first(self) -> None:
        first = {
            "wide": ("belief", "experiment", "candidates"),
            "narrow": ("belief", "lesson", "weights"),
            "small": ("belief", self._first_left()),
        }[self._room or "wide"]
        for name in first:
            self._docks[name].raise_()
        self._show_work()

    def _show_work(self) -> None:
        for name in self._at_work():
            self.raise_dock(name)

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
        if changed and not anew:
            self._share_anew()


# Qt keeps a number beside an arrangement and refuses one with another number.
_VERSIONS: dict[Room, int] = {"narrow": 18, "wide": 19, "small": 20}


def room_in(width: int) -> Room:
    """Return how much room there is for docks in a window of this width, at the scale of the theme."""
    theme = current_theme()
    return "small" if width < theme.px(SMALL) else "narrow" if width < theme.px(NARROW) else "wide"


def _next_turn(parent: QWidget, do: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(do)
    return timer
