"""The panel in a dock of a window, before any row and after a few batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.controls.dock import Dock
from gui.weights.panel import WeightsPanel
from gui.weights.player import Player
from tests.gui.weights.histories import USUAL
from tests.gui.worlds import Ring, made_ring, shorts_session

Opened = tuple[Ring, WeightsPanel]


@dataclass
class Clock:
    """A clock that stands still until a test moves it, so that playing does not depend on how fast the machine is."""

    ms: float = 0.0

    def __call__(self) -> float:
        return self.ms / 1000

    def passes(self, panel: WeightsPanel, ms: float) -> None:
        """Move on by so many milliseconds, and have the player look at the clock."""
        self.ms += ms
        panel.findChild(Player).findChild(QTimer).timeout.emit()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(qtbot: QtBot, clock: Clock) -> Iterator[Opened]:
    for ring in made_ring():
        ring.document.reset(shorts_session())
        panel = WeightsPanel(ring.document, ring.analysis, clock=clock)
        dock = Dock("Weights over time", panel, "weights")
        for widget in panel.title_actions():
            dock.title_bar.add_widget(widget)
        window = QMainWindow()
        window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
        qtbot.addWidget(window)
        window.resize(640, 284)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(ring.is_quiet)
        yield ring, panel


@pytest.fixture
def done(opened: Opened, qtbot: QtBot) -> Opened:
    ring, panel = opened
    for action in USUAL:
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    return ring, panel


def pixel(panel: WeightsPanel, row: float, weight: float = 0.5) -> QPoint:
    frame = panel.chart.frame
    return QPoint(round(frame.x_of(row)), round(frame.y_of(weight)))
