"""Sizes, fonts and candidates of a theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from gui.theme import SIZES, Theme


def test_lengths_scale_to_whole_pixels_and_never_vanish():
    assert [Theme(scale=s).px(10) for s in (1.0, 1.25, 1.5, 2.0)] == [10, 12, 15, 20]
    assert Theme().px(0.2) == 1
    assert Theme().px(0) == 0


def test_presenting_leaves_nothing_below_twenty_pixels():
    theme = Theme(scale=2.0)
    assert min(theme.font_size(role) for role in SIZES) >= 20
    assert theme.font_size("prose") == 26
    assert theme.font_size("heading") == 36


def test_fonts_have_the_size_and_weight_asked_for(qapp):
    font = Theme(scale=1.5).font("heading", 600, italic=True)
    assert (font.pixelSize(), int(font.weight()), font.italic()) == (27, 600, True)


def test_figures_are_of_one_width_only_where_asked_for(qapp):
    tabular = QFontMetricsF(Theme().font("count", figures=True))
    proportional = QFontMetricsF(Theme().font("count"))
    assert tabular.horizontalAdvance("111") == tabular.horizontalAdvance("888")
    assert proportional.horizontalAdvance("111") < proportional.horizontalAdvance("888")


def test_prose_keeps_its_line_height_at_every_scale():
    assert Theme().line_height() == 21
    assert Theme(scale=1.5).line_height() == pytest.approx(31.5, abs=0.5)


def test_reduced_motion_takes_no_time():
    assert Theme(reduced_motion=True).duration(180) == 0
    assert Theme().duration(180) == 180


def test_candidates_differ_in_fill_pattern_and_line():
    styles = [Theme().candidate(digit) for digit in range(1, 7)]
    assert len({style.fill.name() for style in styles}) == 6
    assert len({style.pattern for style in styles}) == 6
    assert len({(style.line, style.dashes) for style in styles}) == 6


def test_the_others_and_digits_above_six_share_a_style():
    assert Theme().candidate(7) == Theme().candidate(None)
    assert Theme().candidate(None).digit is None


def test_no_candidate_is_vermilion():
    for dark in (False, True):
        act = Theme(dark).tokens.act.hsvHue()
        hues = [Theme(dark).candidate(digit).fill.hsvHue() for digit in range(1, 7)]
        assert all(min(abs(hue - act), 360 - abs(hue - act)) > 15 for hue in hues)


def test_a_pattern_comes_after_the_flat_fill():
    flat, over = Theme().candidate(2).brushes()
    assert flat.style() == Qt.BrushStyle.SolidPattern
    assert over.style() == Qt.BrushStyle.BDiagPattern
    assert len(Theme().candidate(1).brushes()) == 1


def test_an_unknown_colour_is_refused():
    with pytest.raises(AttributeError):
        Theme().tokens.named("vermilion")
    with pytest.raises(AttributeError):
        Theme().tokens.named("named")
