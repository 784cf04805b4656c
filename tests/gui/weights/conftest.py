"""The panel in a dock of a window, before any row and after a few batches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.controls.dock import Dock
from gui.weights.panel import WeightsPanel
from tests.gui.weights.histories import USUAL
from tests.gui.worlds import Ring, made_ring, shorts_session

Opened = tuple[Ring, WeightsPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for ring in made_ring():
        ring.document.reset(shorts_session())
        panel = WeightsPanel(ring.document, ring.analysis)
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
