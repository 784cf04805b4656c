"""The colours keep the contrast that the table of colours states for them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from gui.theme import Theme, contrast_ratio, ink_on, relative_luminance

GROUNDS = ("window", "surface", "alternate", "node")

# (ink, grounds, least ratio in light, least ratio in dark), as the table of colours says
STATED = [
    ("control", ("surface", "window"), 3.1, 3.1),
    ("text", GROUNDS, 14.0, 12.0),
    ("text2", GROUNDS, 6.5, 6.9),
    ("text2", ("selection",), 5.1, 5.1),
    ("on_accent", ("accent",), 11.0, 12.0),
    ("text", ("selection",), 12.8, 9.2),
    ("act", ("surface", "window", "alternate"), 4.9, 6.7),
    ("on_act", ("act",), 5.7, 8.5),
    ("act", ("act_tint",), 4.8, 6.8),
    ("bar", ("track",), 4.4, 4.4),
]
ROUNDING = 0.05


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "grounds", "light_ratio", "dark_ratio"), STATED)
def test_inks_have_the_contrast_that_is_stated(dark, ink, grounds, light_ratio, dark_ratio):
    tokens = Theme(dark).tokens
    least = (dark_ratio if dark else light_ratio) - ROUNDING
    for ground in grounds:
        assert contrast_ratio(tokens.named(ink), tokens.named(ground)) >= least, ground


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("digit", "least"), [*((digit, 5.4) for digit in range(1, 7)), (None, 4.98)])
def test_outlines_of_candidates_stand_out_from_the_surface(dark, digit, least):
    theme = Theme(dark)
    assert contrast_ratio(theme.candidate(digit).outline, theme.tokens.surface) >= least - 0.02


def test_black_on_white_has_the_contrast_of_the_guidelines():
    assert contrast_ratio(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast_ratio(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)
    assert relative_luminance(QColor("#FF0000")) == pytest.approx(0.2126)


def test_equal_colours_have_no_contrast():
    assert contrast_ratio(QColor("#336699"), QColor("#336699")) == 1.0


@pytest.mark.parametrize(("ground", "ink"), [("#00204D", "#ffffff"), ("#FFEA46", "#101418"), ("#7C7B78", "#101418")])
def test_ink_on_a_cell_follows_its_luminance(ground, ink):
    assert ink_on(QColor(ground)).name() == ink
