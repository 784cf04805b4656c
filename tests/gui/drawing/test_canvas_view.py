"""The canvas fits, zooms, pans, goes from node to node and follows the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.drawing.canvas_view import CanvasView
from gui.theme import Theme, apply_theme


def wheel(view, notches, modifiers=Qt.KeyboardModifier.ControlModifier):
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, view.mapToGlobal(middle), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.fixture
def wide(canvas):
    for name, x in (("Sun", -500), ("Shorts", 0), ("Ice cream", 500)):
        canvas.node(name, x, 0)
    return canvas.show()


def test_everything_is_seen_at_first(wide):
    view = wide.view
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert all(seen.contains(node.body()) for node in view.nodes())
    assert view.zoom() < 0.6


def test_small_content_is_not_enlarged(canvas):
    canvas.node("Sun", 0, 0)
    assert canvas.show().view.zoom() == 1.0


def test_fitting_goes_on_until_the_user_zooms(wide):
    view = wide.view
    narrow = view.zoom()
    view.resize(900, 400)
    assert view.zoom() > narrow
    wheel(view, 1)
    zoomed = view.zoom()
    view.resize(500, 400)
    assert view.zoom() == zoomed
    assert not view.is_fitted()


def test_keys_zoom_and_fit(wide, qtbot):
    view = wide.view
    fitted = view.zoom()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom() == pytest.approx(1.2 * fitted)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom() == pytest.approx(fitted)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom() == pytest.approx(fitted)
    assert view.is_fitted()


def test_zoom_has_bounds(wide):
    wheel(wide.view, 100)
    assert wide.view.zoom() == pytest.approx(4.0)
    wheel(wide.view, -100)
    assert wide.view.zoom() == pytest.approx(0.1)


def test_an_empty_canvas_is_no_trouble(qtbot):
    view = CanvasView()
    qtbot.addWidget(view)
    view.show()
    view.fit()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.content().isEmpty()
    assert view.zoom() == 1.0


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton])
def test_dragging_with_the_middle_button_or_space_pans(canvas, qtbot, button):
    node = canvas.node("Sun", 0, 0)
    view = canvas.show().view
    before = canvas.at(node)
    if button == Qt.MouseButton.LeftButton:
        QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view.viewport(), button, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    QTest.mouseMove(view.viewport(), QPoint(60, 50))
    QTest.mouseRelease(view.viewport(), button, Qt.KeyboardModifier.NoModifier, QPoint(60, 50))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert canvas.at(node) - before == QPoint(40, 30)


def test_arrow_keys_go_to_the_nearest_node_in_their_direction(canvas, qtbot):
    sun, shorts, ice = canvas.node("Sun", 0, -100), canvas.node("Shorts", -120, 100), canvas.node("Ice", 120, 100)
    view = canvas.show().view
    heard = []
    view.spoken.connect(heard.append)
    for key, node in (
        (Qt.Key.Key_Down, sun),
        (Qt.Key.Key_Right, ice),
        (Qt.Key.Key_Left, shorts),
        (Qt.Key.Key_Left, shorts),
        (Qt.Key.Key_Up, sun),
    ):
        qtbot.keyClick(view, key)
        assert view.scene().focusItem() is node
    assert heard[0].startswith("Sun, yes")
    assert view.accessibleDescription() == sun.accessible_text()


def test_a_click_beside_everything_is_announced(canvas, qtbot):
    node = canvas.node("Sun", 0, 0)
    view = canvas.show().view
    places = []
    view.background_clicked.connect(places.append)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=canvas.at(node))
    assert places == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert len(places) == 1


def test_everything_follows_the_theme(qapp, canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    theme = Theme(dark=True, scale=1.5, reduced_motion=True)
    apply_theme(qapp, theme)
    assert canvas.pixel(node.pos() + QPointF(0, -100)) == theme.tokens.surface.rgb()
    assert canvas.pixel(node.pos() + QPointF(60, -40)) == theme.tokens.node.rgb()
    assert node.body().height() == 124
