"""What the World panel tells the panels of tables and of paths, and what it shows for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.problems import InvalidInput, Problem
from engine.sessions.state import SessionState
from gui.drawing.path_marks import MarkedPath, marks_of
from gui.world.panel import WorldPanel
from tests.gui.worlds import Ring, shorts_session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


def on_screen(ring: Ring, qtbot: QtBot, state: SessionState) -> WorldPanel:
    panel = WorldPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(453, 560)
    ring.document.reset(state)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(ring.is_quiet)
    return panel


def name_of(panel: WorldPanel, name: str) -> QPoint:
    """Return where the name of a node stands."""
    body = panel.canvas.node(name).body()
    return panel.canvas.mapFromScene(QPointF(body.left() + 24, body.top() + 14))


def double_clicks(panel: WorldPanel, place: QPoint) -> None:
    port = panel.canvas.viewport()
    QTest.mouseClick(port, LEFT, pos=place)
    QTest.mouseDClick(port, LEFT, pos=place)
    QTest.mouseRelease(port, LEFT, pos=place)


def test_who_is_chosen_is_told_and_a_double_click_asks_for_the_table(ring: Ring, qtbot: QtBot) -> None:
    panel = on_screen(ring, qtbot, shorts_session())
    chosen: list[str] = []
    wanted: list[str] = []
    panel.variable_chosen.connect(chosen.append)
    panel.table_requested.connect(wanted.append)
    QTest.mouseClick(panel.canvas.viewport(), LEFT, pos=name_of(panel, "Shorts"))
    assert chosen[-1] == "Shorts"
    double_clicks(panel, name_of(panel, "Sun"))
    assert chosen[-1] == "Sun"
    assert wanted == ["Sun"]
    assert QApplication.activePopupWidget() is None


def test_a_covered_world_gives_no_table_away(ring: Ring, qtbot: QtBot) -> None:
    panel = on_screen(ring, qtbot, replace(shorts_session(), world_covered=True))
    wanted: list[str] = []
    panel.table_requested.connect(wanted.append)
    double_clicks(panel, name_of(panel, "Sun"))
    assert wanted == []
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Table of probabilities" not in [action.text() for action in menu.actions()]
    QTest.keyClick(menu, Qt.Key.Key_Escape)


def test_paths_are_drawn_and_go_again(ring: Ring, qtbot: QtBot) -> None:
    panel = on_screen(ring, qtbot, shorts_session())
    way = MarkedPath(("Shorts", "Sun", "Ice cream"), (("Sun", "Shorts"), ("Sun", "Ice cream")), is_open=True)
    panel.show_paths(marks_of([way], ("Shorts", "Ice cream"), {}, "The only path is open."))
    assert panel.foot.sentence.text() == "The only path is open."
    assert panel.canvas.accessibleDescription().startswith("The only path is open.")
    assert panel.canvas.edge("Sun", "Shorts").state.kind == "open"
    assert panel.canvas.node("Shorts").state.pointed
    panel.show_paths(None)
    assert panel.canvas.edge("Sun", "Shorts").state.kind == "arrow"
    assert not panel.canvas.node("Shorts").state.pointed
    assert panel.foot.sentence.text() != "The only path is open."


def test_where_there_are_no_chances_it_says_why(ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> None:
        raise InvalidInput(Problem("this network is too tightly knit to be exact about", "Draw rows"))

    monkeypatch.setattr("gui.analysis.marginals", refuse)
    panel = on_screen(ring, qtbot, shorts_session())
    said = "No chances are shown: this network is too tightly knit to be exact about. Draw rows."
    assert panel.foot.sentence.text() == said
    assert panel.canvas.node("Sun").state.probabilities == ()
