"""Bars are as long as their value, and move there only where motion is wanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.controls.bars import ProbabilityBar, StepDots, paint_bar, paint_candidate_bar
from gui.theme import Theme, apply_theme
from tests.gui.motions import goes_on


def painted(paint, width=100):
    image = QImage(width, 12, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        paint(painter, QRectF(0, 0, width, 12))
    return [image.pixelColor(x, 6).rgb() for x in range(width)]


@pytest.mark.parametrize(("value", "filled"), [(0, 0), (1e-6, 1), (0.25, 25), (0.5, 50), (0.9999, 99), (1, 100)])
def test_a_bar_is_as_long_as_its_value(qapp, value, filled):
    theme = Theme()
    row = painted(lambda painter, rect: paint_bar(painter, rect, value, theme))
    assert row.count(theme.tokens.bar.rgb()) == filled
    assert row.count(theme.tokens.track.rgb()) == 100 - filled


@pytest.mark.parametrize("value", [-0.5, 1.5])
def test_values_outside_are_cut_off(qapp, value):
    theme = Theme()
    row = painted(lambda painter, rect: paint_bar(painter, rect, value, theme, "act"))
    assert row.count(theme.tokens.act.rgb()) == (100 if value > 1 else 0)


@pytest.mark.parametrize("digit", [1, 2, 3, 4, 5, 6, None])
def test_a_candidates_bar_stays_within_its_length(qapp, digit):
    theme = Theme()
    row = painted(lambda painter, rect: paint_candidate_bar(painter, rect, 0.4, digit, theme))
    assert row[41:] == [theme.tokens.track.rgb()] * 59
    assert theme.tokens.track.rgb() not in row[:40]


def test_a_bar_jumps_where_motion_is_reduced(qtbot):
    bar = ProbabilityBar(0.1)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_value(0.9)
    assert bar.value == bar._motion.value == 0.9


def test_a_bar_moves_to_its_value_otherwise(qapp, qtbot):
    apply_theme(qapp, Theme())
    bar = ProbabilityBar(0.1)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_value(0.9)
    assert bar._motion.value < 0.9
    goes_on(0.5, bar)
    assert 0.1 < bar._motion.value < 0.9
    goes_on(1.0, bar)
    assert bar._motion.value == pytest.approx(0.9)


def test_steps_are_counted_and_drawn(qtbot):
    dots = StepDots(7, 5)
    qtbot.addWidget(dots)
    dots.resize(dots.sizeHint())
    image = dots.grab().toImage()
    tokens = Theme().tokens
    row = [image.pixelColor(x, 2).rgb() for x in range(image.width())]
    assert row.count(tokens.accent.rgb()) == 5 * 18
    assert row.count(tokens.track.rgb()) == 2 * 18
    assert dots.accessibleName() == "step 5 of 7"


def test_no_steps_are_no_trouble(qtbot):
    dots = StepDots()
    qtbot.addWidget(dots)
    dots.resize(40, 5)
    assert not dots.grab().isNull()
