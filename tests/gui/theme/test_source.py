"""The application follows a theme, and what listens hears of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from gui.theme import Theme, apply_theme, current_theme, theme_source
from gui.theme.style_sheet import style_sheet_of


def test_applying_a_theme_changes_palette_font_and_style(qapp):
    theme = Theme(dark=True, scale=1.5, reduced_motion=True)
    apply_theme(qapp, theme)
    assert current_theme() == theme
    assert qapp.palette().color(QPalette.ColorRole.Base).rgb() == theme.tokens.surface.rgb()
    assert qapp.font().pixelSize() == theme.font_size("interface")


def test_there_is_one_source(qapp):
    assert theme_source() is theme_source()


def test_listeners_hear_the_theme_once_the_application_has_followed(qapp, qtbot):
    seen = []

    def listen(theme):
        seen.append((theme, qapp.palette().color(QPalette.ColorRole.Text).rgb()))

    theme = Theme(dark=True, reduced_motion=True)
    theme_source().theme_changed.connect(listen)
    apply_theme(qapp, theme)
    theme_source().theme_changed.disconnect(listen)
    assert seen == [(theme, theme.tokens.text.rgb())]


def test_a_button_grows_with_the_scale(qapp, qtbot):
    button = QPushButton("Set")
    qtbot.addWidget(button)
    heights = []
    for scale in (1.0, 2.0):
        apply_theme(qapp, Theme(scale=scale, reduced_motion=True))
        button.ensurePolished()
        heights.append(button.sizeHint().height())
    assert heights == [30, 60]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_is_understood(qapp, qtbot, dark, scale, caplog):
    sheet = style_sheet_of(Theme(dark, scale))
    assert "$" not in sheet
    # Qt only warns of a sheet that it cannot parse, and a warning fails a test
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet(sheet)
    label.ensurePolished()
