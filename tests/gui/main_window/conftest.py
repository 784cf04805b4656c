"""A whole window, off screen, with somebody who answers what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window.window import MainWindow
from gui.settings import Settings
from tests.gui.main_window.person import Person


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, settings: Settings) -> Iterator[Person]:
    window = MainWindow(settings)
    window.resize(1600, 1000)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    person = Person(window, qtbot)
    yield person
    person.goes_away()
    window.close_at_once()
    window.deleteLater()
    qapp.processEvents()
