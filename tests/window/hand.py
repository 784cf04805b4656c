"""The hand of a person: finds what is on screen by the words it bears, and clicks and types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.analysis import BELIEF, MARGINALS
from gui.document import DRAW
from gui.main_window.opening import OPEN
from gui.main_window.window import MainWindow

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Hand:
    """What a person can do with the window."""

    window: MainWindow
    qtbot: QtBot

    def sees(self, words: str, kind: type[W] = QWidget, inside: QWidget | None = None) -> W:  # type: ignore[assignment]
        """Return the first visible widget whose text or accessible name begins with `words`."""
        found = self._all(words, kind, inside)
        assert found, f"nothing on screen says {words!r}"
        return found[0]

    def _all(self, words: str, kind: type[W], inside: QWidget | None) -> list[W]:
        return [
            widget
            for widget in (inside or self.window).findChildren(kind)
            if widget.isVisible() and (_text(widget).startswith(words) or widget.accessibleName().startswith(words))
        ]

    def clicks(self, words: str, inside: QWidget | None = None) -> None:
        """Press the button that says `words` with the mouse."""
        self.until(lambda: bool(self._all(words, QAbstractButton, inside)))
        button = self.sees(words, QAbstractButton, inside)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        self.waits()

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, wherever the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.waits()

    def clicks_at(self, widget: QWidget, point: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Press the mouse at a place of a widget."""
        self.qtbot.mouseClick(widget, button, pos=point)
        self.waits()

    def waits(self) -> None:
        """Wait until nothing is being read, drawn or computed."""
        self.until(lambda: not any(self.window.jobs.is_running(name) for name in (OPEN, DRAW, BELIEF, MARGINALS)))
        self.qtbot.wait(10)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something, but not for ever."""
        self.qtbot.waitUntil(condition)

    def looks(self, path: Path, colours: int = 1) -> QImage:
        """Take a picture of the whole window as the display shows it, once it has so many colours, and keep it."""
        self.qtbot.wait(250)
        self.until(lambda: colours_in(self._picture()) >= colours)
        picture = self._picture()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert picture.save(str(path))
        return picture

    def _picture(self) -> QImage:
        return self.window.screen().grabWindow(self.window.winId()).toImage()


def colours_in(picture: QImage) -> int:
    """Return how many different colours a picture has; a blank one has one."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint32)
    return len(np.unique(pixels))


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""
