"""A World panel on screen, and somebody who builds in it with mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.networks.network import BayesianNetwork
from engine.sessions.state import SessionState
from gui.world.name_field import NameField
from gui.world.panel import WorldPanel
from tests.gui.worlds import Ring

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class Bench:
    """A panel, with the ring behind it and everything it refuses in `refused`."""

    def __init__(self, ring: Ring, qtbot: QtBot) -> None:
        self.ring, self.qtbot = ring, qtbot
        self.panel = WorldPanel(ring.document, ring.analysis)
        self.canvas, self.editor = self.panel.canvas, self.panel.editor
        self.refused: list[str] = []
        ring.document.rejected.connect(self.refused.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(600, 560)

    def open(self, state: SessionState) -> Bench:
        self.ring.document.reset(state)
        with self.qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.canvas.setFocus()
        self.quiet()
        return self

    def quiet(self) -> None:
        self.qtbot.waitUntil(self.ring.is_quiet)

    @property
    def state(self) -> SessionState:
        return self.ring.document.state

    @property
    def world(self) -> BayesianNetwork:
        assert self.state.world is not None
        return self.state.world

    @property
    def arrows(self) -> set[tuple[str, str]]:
        names = self.world.names
        return {(names[parent], names[child]) for parent, child in self.world.dag.edges()}

    @property
    def steps(self) -> int:
        return self.ring.document.past.index

    def undo(self) -> None:
        self.ring.document.undo()
        self.quiet()

    def at(self, name: str) -> QPoint:
        return self.canvas.mapFromScene(self.canvas.node(name).pos())

    def border(self, name: str) -> QPoint:
        body = self.canvas.node(name).body()
        return self.canvas.mapFromScene(QPointF(body.right() - 1, body.center().y()))

    def free(self) -> QPoint:
        return QPoint(12, self.canvas.viewport().height() - 12)

    def press(self, place: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.canvas.viewport(), LEFT, keys, place)

    def move(self, place: QPoint) -> None:
        QTest.mouseMove(self.canvas.viewport(), place)

    def release(self, place: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, keys, place)
        self.quiet()

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(start, keys)
        for step in range(1, 5):
            self.move(start + (end - start) * step / 4)
        self.release(end, keys)

    def click(self, place: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(place, keys)
        self.release(place, keys)

    def double_click(self, place: QPoint) -> None:
        self.click(place)
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NONE, place)
        self.release(place)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, keys)
        self.quiet()

    def types_name(self, name: str, last: Qt.Key = Qt.Key.Key_Return) -> None:
        field = self.field()
        assert field is not None
        QTest.keyClicks(field, name)
        QTest.keyClick(field, last)
        self.quiet()

    def field(self) -> NameField | None:
        fields = [each for each in self.canvas.findChildren(NameField) if each.isVisible()]
        assert len(fields) <= 1
        return fields[0] if fields else None

    def foot(self) -> str:
        return self.panel.foot.sentence.text()

    def leave(self) -> None:
        self.panel.setFocus()
        QApplication.processEvents()
