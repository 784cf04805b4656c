"""A person at the window: uses menus, keys and the search, drops files, and answers dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from engine.sessions.state import SessionState
from gui.importing.choosing import ChoosingDialog
from gui.main_window.exporting import COPY, EXPORT
from gui.main_window.saving import SAVE
from gui.main_window.window import MainWindow
from gui.start.page import shipped_folder
from tests.window.hand import Hand

LEFT = Qt.MouseButton.LeftButton
LESSON = shipped_folder() / "shorts.yaml"


class Person(Hand):
    """What the hand can do, and answers to what the window asks.

    `said` collects every message, `details` what stands below each; a question gets the next of `answers` (the words
    on a button), else the first button. Dialogs that choose columns or variables are accepted as they are.
    """

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        object.__setattr__(self, "said", [])
        object.__setattr__(self, "details", [])
        object.__setattr__(self, "answers", [])
        watching = QTimer()
        watching.setInterval(5)
        watching.timeout.connect(self._answer)
        watching.start()
        object.__setattr__(self, "watching", watching)

    said: list[str]
    details: list[str]
    answers: list[str]
    watching: QTimer

    def goes_away(self) -> None:
        self.watching.stop()

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QMessageBox):
            self.said.append(dialog.text())
            self.details.append(dialog.informativeText())
            words = self.answers.pop(0) if self.answers else dialog.buttons()[0].text()
            button = next(each for each in dialog.buttons() if each.text().replace("&", "") == words.replace("&", ""))
            self.qtbot.mouseClick(button, LEFT)
        elif isinstance(dialog, ChoosingDialog):
            self.said.append(dialog.windowTitle())
            self.qtbot.mouseClick(dialog.ok, LEFT)
        elif isinstance(dialog, QDialog):
            self.said.append(dialog.windowTitle())
            dialog.reject()

    def until(self, condition: Callable[[], bool], otherwise: str = "it did not come to that") -> None:
        def holds() -> None:
            assert condition(), otherwise

        self.qtbot.waitUntil(holds)

    def shows(self, state: SessionState, path: Path | None = None) -> SessionState:
        """Have a session on screen."""
        self.window._show_session(state, path, path)
        self.waits()
        return state

    def opens(self, path: Path = LESSON) -> SessionState:
        """Open a file that can be opened."""
        document = self.window.document
        before = document.state if document.is_open else None
        self.window.open_path(path)
        self.until(lambda: document.is_open and document.state is not before)
        self.waits()
        return document.state

    def waits(self) -> None:
        super().waits()
        self.until(lambda: not any(self.window.jobs.is_running(each) for each in (SAVE, EXPORT, COPY)))

    def hears(self, do: Callable[[], object]) -> str:
        """Do something that is answered by exactly one message; return it."""
        before = len(self.said)
        do()
        self.until(lambda: len(self.said) > before)
        self.waits()
        assert len(self.said) == before + 1, self.said[before:]
        return self.said[-1]

    def drops(self, path: Path) -> None:
        """Drop a file on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        actions, buttons, keys = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPointF(500, 500).toPoint(), actions, data, buttons, keys)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(500, 500), actions, data, buttons, keys))

    def chooses_in_menu(self, action: QAction) -> None:
        """Open the menu of an action with the mouse and click on it there."""
        bar = self.window.menus
        menu = next(each.menu() for each in bar.actions() if action in each.menu().actions())
        self.qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(menu.menuAction()).center())
        self.until(menu.isVisible)
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        # The offscreen platform does not give the focus back once a menu closed.
        self.window.activateWindow()
        self.waits()

    def types_keys_of(self, action: QAction, which: int = 0) -> None:
        """Press the keys of an action."""
        self.presses_keys(action.shortcuts()[which])

    def presses_keys(self, keys: QKeySequence) -> None:
        """Press keys that belong together."""
        for number in range(keys.count()):
            combination = keys[number]
            target = QApplication.focusWidget() or self.window
            self.qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.waits()

    def finds(self, action: QAction) -> None:
        """Search for an action by its name and choose it with the arrow keys and Enter."""
        name = action.text().replace("&", "").replace(" ...", "").split(":")[0]
        self.qtbot.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        field = self.window.search
        field.clear()
        self.qtbot.keyClicks(field, name)
        popup = field.completer().popup()
        self.until(popup.isVisible)
        for _ in range(popup.model().rowCount()):
            self.qtbot.keyClick(popup, Qt.Key.Key_Down)
            if str(popup.currentIndex().data()).startswith(name):
                break
        self.qtbot.keyClick(popup, Qt.Key.Key_Return)
        self.waits()
