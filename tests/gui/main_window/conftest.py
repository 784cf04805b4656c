"""A whole window, off screen, with somebody who answers what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window.window import MainWindow
from gui.settings import Settings
from gui.start import lesson_card
from tests.gui.main_window.person import Person

# Every window reads every lesson for its start page; the files stay as they are.
read_once = cache(lesson_card.read_card)


@pytest.fixture(autouse=True)
def _lessons_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lesson_card, "read_card", read_once)


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
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
