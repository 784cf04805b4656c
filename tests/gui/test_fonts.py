"""The bundled typeface loads as one family, with true weights, a true italic and figures of equal width."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

FOLDER = Path(__file__).parents[2] / "gui" / "fonts"
FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Italic.ttf")


@pytest.fixture(autouse=True)
def inter(qapp):
    """Load the four files for one test and take them out again."""
    loaded = [QFontDatabase.addApplicationFont(str(FOLDER / name)) for name in FILES]
    yield loaded
    for font in loaded:
        QFontDatabase.removeApplicationFont(font)


def figure(weight: int, italic: bool = False) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(24)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    return font


def test_every_file_loads_as_the_family_inter(inter):
    assert -1 not in inter
    assert all("Inter" in QFontDatabase.applicationFontFamilies(font) for font in inter)


@pytest.mark.parametrize(
    ("weight", "italic", "style"),
    [(400, False, "Regular"), (500, False, "Medium"), (600, False, "SemiBold"), (400, True, "Italic")],
)
def test_each_weight_is_drawn_from_its_own_file(weight, italic, style):
    info = QFontInfo(figure(weight, italic))
    assert (info.family(), info.styleName(), info.weight(), info.italic()) == ("Inter", style, weight, italic)


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_tabular_figures_are_equally_wide(weight):
    font = figure(weight)
    assert QFontMetricsF(font).horizontalAdvance("1111") < QFontMetricsF(font).horizontalAdvance("8888")
    font.setFeature(QFont.Tag("tnum"), 1)
    widths = {QFontMetricsF(font).horizontalAdvance(digit * 4) for digit in "0123456789"}
    assert len(widths) == 1
