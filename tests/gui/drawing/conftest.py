"""Canvases with nodes on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from gui.drawing.canvas_view import CanvasView
from gui.drawing.edge_item import EdgeItem
from gui.drawing.node_item import NodeItem
from gui.drawing.styles import EdgeState, NodeState
from gui.theme import Theme

THEME = Theme(reduced_motion=True)


class Canvas:
    """A view of 500 by 400 pixels, and short ways to put things on it."""

    def __init__(self, qtbot):
        self.view = CanvasView()
        self.view.resize(500, 400)
        qtbot.addWidget(self.view)
        self.qtbot = qtbot

    def node(self, name, x, y, **other):
        fields = {"states": ("yes", "no"), "probabilities": (0.62, 0.38), **other}
        item = NodeItem(NodeState(name, **fields), THEME)
        item.setPos(x, y)
        self.view.scene().addItem(item)
        return item

    def edge(self, parent, child, state=None):
        item = EdgeItem(parent, child, state or EdgeState(), THEME)
        self.view.scene().addItem(item)
        return item

    def show(self):
        with self.qtbot.waitExposed(self.view):
            self.view.show()
            self.view.activateWindow()
        self.view.setFocus()
        return self

    def at(self, item, x=0, y=0):
        """Where in the view the point (x, y) of an item is."""
        return self.view.mapFromScene(item.pos() + QPointF(x, y))

    def double_click(self, place):
        view = self.view.viewport()
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        # without it the button stays down for the tests that follow
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def pixel(self, scene_point):
        image = self.view.viewport().grab().toImage()
        return image.pixelColor(self.view.mapFromScene(scene_point)).rgb()


@pytest.fixture
def canvas(qtbot):
    return Canvas(qtbot)
