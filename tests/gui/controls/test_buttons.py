"""Buttons are pressed by mouse and key, and follow their action and the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.controls.buttons import ActionButton, Button, plain_button, primary_button, quiet_button
from gui.controls.focus_ring import FocusRing, _Ring
from gui.theme import Theme, apply_theme


@pytest.fixture
def row(qtbot):
    widget = QWidget()
    QHBoxLayout(widget).setContentsMargins(12, 12, 12, 12)
    qtbot.addWidget(widget)
    return widget


def shown(row, *buttons):
    for button in buttons:
        row.layout().addWidget(button)
    row.show()
    return buttons


def test_each_kind_is_told_to_the_style_sheet(qtbot):
    for button, kind in (
        (primary_button("Go"), "primary"),
        (Button("Set it", "act", "act"), "act"),
        (plain_button("Watch"), "plain"),
        (quiet_button("Hint"), "quiet"),
    ):
        qtbot.addWidget(button)
        assert button.property("kind") == kind
        assert button.accessibleName() == button.text()


def test_kinds_are_filled_with_their_colour(qtbot, row):
    primary, act = shown(row, primary_button("Go on with it"), Button("Set it", "act"))
    tokens = Theme().tokens
    image = row.grab().toImage()
    ratio = image.devicePixelRatio()

    def corner(button):
        point = button.geometry().topLeft() * ratio
        return image.pixelColor(point.x() + 5, point.y() + 5).rgb()

    assert corner(primary) == tokens.accent.rgb()
    assert corner(act) == tokens.act.rgb()


def test_a_letter_makes_the_button_wider_and_is_drawn(qtbot, row):
    plain, lettered = shown(row, Button("Watch"), Button("Watch", letter="W"))
    assert lettered.sizeHint().width() > plain.sizeHint().width() + 15
    assert lettered.text() == "Watch"


def test_a_button_without_words_is_square_and_named(qtbot, row):
    (button,) = shown(row, Button(icon="back", name="Back"))
    assert button.size().width() == button.size().height() == 30
    assert (button.accessibleName(), button.toolTip()) == ("Back", "Back")


def test_words_fit_at_every_scale(qapp, qtbot, row):
    (button,) = shown(row, Button("Set it, 1,000 rows", "act", "act", letter="A"))
    for scale in (1.0, 1.25, 1.5, 2.0):
        apply_theme(qapp, Theme(scale=scale, reduced_motion=True))
        words = button.fontMetrics().horizontalAdvance(button.text())
        room = button.sizeHint().width() - button.iconSize().width() - 2 * round(12 * scale)
        assert room >= words


def test_space_and_mouse_press_it(qtbot, row):
    (button,) = shown(row, plain_button("Watch"))
    presses = []
    button.clicked.connect(lambda: presses.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(presses) == 2


def test_the_ring_shows_when_a_button_is_reached_by_key_only(qtbot, row):
    first, second = shown(row, Button("One"), Button("Two"))
    with qtbot.waitExposed(row):
        row.activateWindow()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not row.findChildren(_Ring)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = [ring for ring in row.findChildren(_Ring) if ring.isVisible()]
    assert ring.geometry().center() == second.geometry().center()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not [ring for ring in row.findChildren(_Ring) if ring.isVisible()]


def test_a_ring_that_python_has_emptied_takes_no_notice(qtbot, row):
    # So does its search for unused objects, before Qt destroys the button and tells of that.
    button = plain_button("Watch")
    row.layout().addWidget(button)
    for ring in button.findChildren(FocusRing):
        vars(ring).clear()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.hide()
    assert not [ring for ring in row.findChildren(_Ring) if ring.isVisible()]


def test_an_action_button_follows_its_action(qtbot):
    action = QAction("&Watch 10 rows")
    button = ActionButton(action, "plain", "watch", "W")
    qtbot.addWidget(button)
    assert button.text() == "Watch 10 rows"
    action.setText("&Watch 20 rows")
    action.setEnabled(False)
    assert button.text() == "Watch 20 rows"
    assert not button.isEnabled()
    action.setEnabled(True)
    triggered = []
    action.triggered.connect(lambda: triggered.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert triggered == [1]


def test_an_action_outlives_its_button(qtbot):
    action = QAction("Watch")
    ActionButton(action)
    action.setText("Watch more")
    assert action.text() == "Watch more"


def test_icons_follow_the_theme(qapp, qtbot):
    button = plain_button("Watch", "watch")
    qtbot.addWidget(button)
    light = button.icon().cacheKey()
    apply_theme(qapp, Theme(dark=True, scale=2.0, reduced_motion=True))
    assert button.icon().cacheKey() != light
    assert button.iconSize().height() == 36
