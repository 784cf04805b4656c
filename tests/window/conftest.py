"""A real window on a real display: any message of Qt at warning level fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window.window import MainWindow
from gui.settings import Settings
from gui.theme import Theme, apply_theme
from tests.window.hand import Hand


@pytest.fixture
def hand(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A person in front of a fresh window."""
    assert QGuiApplication.platformName() == "xcb", "these tests are about a real window: run `make window`"
    apply_theme(qapp, Theme())
    window = MainWindow(Settings(tmp_path / "settings.ini"))
    window.resize(1600, 1000)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Hand(window, qtbot)
    window.close_at_once()
    window.deleteLater()
    qapp.processEvents()
