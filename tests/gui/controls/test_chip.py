"""A chip shows the strip, the outline and the digit of its candidate."""

from __future__ import annotations

import pytest

from gui.controls.chip import CandidateChip
from gui.theme import Theme, apply_theme


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("digit", [1, 2, 3, 4, 5, 6, None])
def test_a_chip_has_the_colours_of_its_candidate(qapp, qtbot, digit, dark):
    theme = Theme(dark, 2.0, reduced_motion=True)
    apply_theme(qapp, theme)
    chip = CandidateChip(digit)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    image = chip.grab().toImage()
    pixels = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())}
    style = theme.candidate(digit)
    assert style.fill.rgb() in pixels
    assert style.outline.rgb() in pixels
    assert (theme.tokens.text.rgb() in pixels) == (digit is not None)


def test_chips_are_told_apart_without_colour(qapp, qtbot):
    apply_theme(qapp, Theme(scale=2.0, reduced_motion=True))
    pictures = set()
    for digit in range(1, 7):
        chip = CandidateChip(digit)
        qtbot.addWidget(chip)
        chip.resize(chip.sizeHint())
        image = chip.grab().toImage()
        fill = Theme().candidate(digit).fill.rgb()
        pictures.add(tuple(image.pixelColor(x, y).rgb() == fill for x in range(3, 18) for y in range(3, 33)))
    assert len(pictures) == 6


def test_a_chip_says_its_digit(qtbot):
    chip = CandidateChip(3)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "candidate 3"
    chip.set_digit(None)
    assert chip.accessibleName() == "all others"
