"""Nodes are moved, chosen and activated by mouse and key, and look as their state says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.theme import Theme, apply_theme
from tests.gui.motions import goes_on

LEFT = Qt.MouseButton.LeftButton


def heard(signal):
    calls = []
    signal.connect(lambda *args: calls.append(args))
    return calls


def drag(canvas, node, by):
    view = canvas.view.viewport()
    start = canvas.at(node)
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + by / 2)
    QTest.mouseMove(view, start + by)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, start + by)


def test_a_drag_is_announced_once_at_its_end(canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.moved)
    drag(canvas, node, QPoint(60, 40))
    assert len(calls) == 1
    (positions,) = calls[0]
    assert positions == {"Sun": node.pos()}
    assert node.pos() == QPointF(60, 40)


def test_chosen_nodes_move_together(canvas):
    sun, shorts = canvas.node("Sun", -100, 0), canvas.node("Shorts", 100, 0)
    canvas.show()
    sun.setSelected(True)
    shorts.setSelected(True)
    calls = heard(sun.moved)
    drag(canvas, sun, QPoint(0, 40))
    assert calls == [({"Sun": sun.pos(), "Shorts": shorts.pos()},)]
    assert shorts.pos() == QPointF(100, 40)


def test_a_click_chooses_without_moving(canvas, qtbot):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.moved)
    qtbot.mouseClick(canvas.view.viewport(), LEFT, pos=canvas.at(node))
    assert node.isSelected()
    assert calls == []


def test_shift_and_arrow_nudges(canvas, qtbot):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    node.setFocus()
    calls = heard(node.moved)
    qtbot.keyClick(canvas.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert calls == [({"Sun": QPointF(8, 0)},)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_activate_the_node_with_the_focus(canvas, qtbot, key):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    node.setFocus()
    calls = heard(node.activated)
    qtbot.keyClick(canvas.view, key)
    assert calls == [("Sun",)]


def test_a_double_click_activates(canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.activated)
    canvas.double_click(canvas.at(node, 0, -30))
    assert calls == [("Sun",)]


def test_a_double_click_on_a_row_means_its_state(canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.state_activated)
    canvas.double_click(canvas.at(node, 0, 21))
    assert calls == [("Sun", 1)]


def test_a_menu_is_asked_for_where_the_mouse_is(canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.menu_requested)
    place = canvas.at(node)
    view = canvas.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)
    assert calls == [("Sun", view.mapToGlobal(place))]


def test_the_node_under_the_mouse_is_tinted(canvas, qtbot):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    calls = heard(node.hovered)
    # the mouse may rest where the last test left it, and only a move is noticed
    QTest.mouseMove(canvas.view.viewport(), QPoint(5, 5))
    QTest.mouseMove(canvas.view.viewport(), canvas.at(node, 3, 3))
    inside = QPointF(40, -30)
    qtbot.waitUntil(lambda: canvas.pixel(inside) == Theme().tokens.selection.rgb())
    QTest.mouseMove(canvas.view.viewport(), QPoint(5, 5))
    qtbot.waitUntil(lambda: canvas.pixel(inside) == Theme().tokens.node.rgb())
    assert calls == [("Sun", True), ("Sun", False)]


def test_a_set_node_shows_act_in_tab_and_bar(canvas):
    node = canvas.node("Sun", 0, 0, hand="set", hand_state=0, probabilities=(1.0, 0.0))
    canvas.show()
    act = Theme().tokens.act.rgb()
    assert canvas.pixel(node.covered()[1].center() + QPointF(0, 10)) == act
    assert canvas.pixel(QPointF(0, 0)) == act


def test_bars_jump_to_a_new_state_where_motion_is_reduced(canvas):
    node = canvas.node("Sun", 0, 0, probabilities=(0.0, 1.0))
    canvas.show()
    bar = QPointF(-10, 0)
    assert canvas.pixel(bar) == Theme().tokens.track.rgb()
    node.set_state(replace(node.state, probabilities=(1.0, 0.0)), animate=True)
    assert canvas.pixel(bar) == Theme().tokens.bar.rgb()


def test_bars_move_to_a_new_state_otherwise(canvas, qapp, qtbot):
    apply_theme(qapp, Theme())
    node = canvas.node("Sun", 0, 0, probabilities=(0.0, 1.0))
    canvas.show()
    node.set_state(replace(node.state, probabilities=(1.0, 0.0)), animate=True)
    assert node._shown[0] < 0.5
    goes_on(0.5, node)
    assert 0 < node._shown[0] < 1
    goes_on(1.0, node)
    assert node._shown == (1.0, 0.0)


def test_a_state_with_other_rows_is_taken_at_once(canvas):
    node = canvas.node("Sun", 0, 0)
    canvas.show()
    node.set_state(replace(node.state, states=("a", "b", "c"), probabilities=(0.2, 0.3, 0.5)), animate=True)
    assert node._shown == (0.2, 0.3, 0.5)
    assert not canvas.view.grab().isNull()


@pytest.mark.parametrize(
    ("other", "text"),
    [
        ({}, "Sun, yes 0.620, no 0.380"),
        ({"hidden": True}, "Sun, hidden, yes 0.620, no 0.380"),
        ({"hand": "set", "hand_state": 1}, "Sun, set to no"),
        ({"hand": "random"}, "Sun, set at random, yes 0.620, no 0.380"),
        ({"known": 0}, "Sun, seen yes, yes 0.620, no 0.380"),
    ],
)
def test_a_screen_reader_hears_the_state(canvas, other, text):
    assert canvas.node("Sun", 0, 0, **other).accessible_text() == text


def test_what_was_shortened_is_in_the_tool_tip(canvas):
    node = canvas.node("A name that is much too long to fit into any node", 0, 0)
    assert "too long to fit" in node.toolTip()
    assert canvas.node("Sun", 0, 0).toolTip() == ""


def test_nodes_follow_the_scale(canvas):
    node = canvas.node("Sun", 0, 0)
    before = node.body().height()
    node.set_theme(Theme(scale=2.0))
    assert node.body().height() == 2 * before
