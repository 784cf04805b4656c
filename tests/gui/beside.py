"""A panel that works something out beside belief, alone in a dock, with a session about two lamps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from engine.posterior.history import BeliefHistory
from engine.sessions.verbs import Act, Action, SetByHand, Watch
from gui.analysis import Analysis
from gui.controls.dock import Dock
from gui.document import Document
from gui.inquiries.as_watched import AS_WATCHED
from gui.inquiries.current import current_history
from gui.inquiries.predicting import PREDICTIONS
from gui.inquiries.scoring import SCORES
from gui.jobs import JobRunner
from tests.gui.worlds import Ring, made_ring, slots_session

P = TypeVar("P", bound=QWidget)
WATCHED_AND_SET: tuple[Action, ...] = (Watch(20), SetByHand("A", "yes"), Act(30))


@dataclass(frozen=True)
class Beside(Generic[P]):
    """A panel and what is around it."""

    ring: Ring
    panel: P
    window: QMainWindow
    qtbot: QtBot

    def does(self, *actions: Action) -> None:
        """Carry out actions, and wait until all that follows is worked out."""
        for action in actions:
            self.ring.document.perform(action)
            self.rests()

    def rests(self) -> None:
        """Wait until nothing is being drawn or worked out."""
        self.qtbot.waitUntil(self.is_quiet)

    def is_quiet(self) -> bool:
        """Whether nothing is being drawn or worked out."""
        working = any(self.ring.jobs.is_running(name) for name in (PREDICTIONS, SCORES, AS_WATCHED))
        return self.ring.is_quiet() and not working

    @property
    def history(self) -> BeliefHistory:
        """Belief about the session as it is on screen."""
        found = current_history(self.ring.document.state, self.ring.analysis.results)
        assert found is not None
        return found


def opened_beside(make: Callable[[Document, Analysis, JobRunner], P], qtbot: QtBot) -> Iterator[Beside[P]]:
    """Yield the panel with a session without rows; belief is about four candidates."""
    for ring in made_ring():
        panel = make(ring.document, ring.analysis, ring.jobs)
        dock = Dock("Panel", panel, "panel")
        for widget in panel.title_actions():  # type: ignore[attr-defined]
            dock.title_bar.add_widget(widget)
        window = QMainWindow()
        window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
        qtbot.addWidget(window)
        window.resize(940, 320)
        ring.document.reset(slots_session())
        with qtbot.waitExposed(window):
            window.show()
        beside = Beside(ring, panel, window, qtbot)
        beside.rests()
        yield beside
