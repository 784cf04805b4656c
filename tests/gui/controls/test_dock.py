"""Docks float and close, and say what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QVBoxLayout, QWidget

from gui.controls.dock import Dock


@pytest.fixture
def window(qtbot):
    widget = QMainWindow()
    widget.resize(500, 300)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dock(window):
    dock = Dock("World", QLabel("content"), "world")
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.show()
    return dock


def test_the_title_is_thirty_two_pixels_high(dock):
    assert dock.title_bar.height() == 32
    assert dock.objectName() == "world"


@pytest.mark.no_qt_log  # without a screen no window can be raised, and Qt says so
def test_float_and_close_work_by_mouse_and_are_named(dock, qtbot):
    qtbot.mouseClick(dock.title_bar._float, Qt.MouseButton.LeftButton)
    assert dock.isFloating()
    qtbot.mouseClick(dock.title_bar._float, Qt.MouseButton.LeftButton)
    assert not dock.isFloating()
    qtbot.mouseClick(dock.title_bar._close, Qt.MouseButton.LeftButton)
    assert not dock.isVisible()
    assert dock.title_bar._close.accessibleName() == "Close World"


def test_a_dock_that_cannot_close_shows_no_button_for_it(dock):
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
    assert dock.title_bar._close.isHidden()
    assert dock.title_bar._float.isHidden()


def laid_out(window: QMainWindow) -> list[QEvent.Type]:
    """Return the requests that the window lays its docks out anew, as they come."""
    heard: list[QEvent.Type] = []

    class Ear(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if watched is window and event.type() == QEvent.Type.LayoutRequest:
                heard.append(event.type())
            return False

    window.ear = Ear(window)
    window.installEventFilter(window.ear)
    return heard


@pytest.fixture
def column(window, qtbot):
    """A panel of two lines in a dock, the second as wide as the first."""
    panel = QWidget()
    lines = QVBoxLayout(panel)
    for words in ("the first line, and rather long", "the second"):
        lines.addWidget(QLabel(words))
    dock = Dock("World", panel, "world")
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    return panel, lines


def test_a_line_that_goes_and_comes_back_has_no_dock_laid_out_anew(window, column):
    """As one does in the panel of the world while an experiment is chosen: 5 ms each time, with all docks there."""
    _, lines = column
    heard = laid_out(window)
    lines.itemAt(1).widget().hide()
    lines.itemAt(1).widget().show()
    for _ in range(5):
        QApplication.processEvents()
    assert heard == []
    assert lines.itemAt(1).widget().isVisible()


def test_a_panel_that_needs_more_room_gets_it(window, column, qtbot):
    panel, lines = column
    before = panel.height(), panel.width()
    heard = laid_out(window)
    lines.itemAt(1).widget().setMinimumSize(700, 500)
    qtbot.waitUntil(lambda: panel.height() > 500 and panel.width() > 700)
    assert heard
    assert (panel.height(), panel.width()) > before


def test_a_panel_fills_its_frame_up_to_the_hairlines(window, column, qtbot):
    panel, _ = column
    window.resize(640, 480)
    qtbot.waitUntil(lambda: panel.geometry() == panel.parentWidget().rect().adjusted(1, 0, -1, -1))


def test_tabs_that_come_and_go_in_a_title_have_no_dock_laid_out_anew(window, dock):
    for _ in range(5):
        QApplication.processEvents()
    heard = laid_out(window)
    for titles in (["World", "Belief"], [], ["World", "Belief", "Why"]):
        dock.title_bar.set_tabs(titles, 0)
        for _ in range(5):
            QApplication.processEvents()
    assert heard == []
    assert dock.title_bar.tabs.isVisible()
    assert dock.title_bar.tabs.width() > 0
