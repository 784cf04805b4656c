"""First letters in the place of names: as few as tell them apart, inside the picture, off the dots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.drawing.short_labels import short_names
from gui.drawing.small_graph import paint_small_graph
from gui.theme import Theme

PLACES = [(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)]


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Sun", "Shorts", "Ice cream"), ("Su", "Sh", "I")),
        (("Visit to Asia", "Tuberculosis", "Smoking", "Short breath"), ("V", "T", "Sm", "Sh")),
        (("A", "AB", "ABC"), ("A", "AB", "ABC")),
        (("X 1", "X 2"), ("X 1", "X 2")),
        ((), ()),
    ],
)
def test_the_fewest_letters_that_tell_names_apart(names: tuple[str, ...], letters: tuple[str, ...]) -> None:
    assert short_names(names) == letters


@given(st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, max_size=8, unique=True))
def test_letters_are_the_beginning_and_no_two_are_alike(names: list[str]) -> None:
    found = short_names(names)
    assert len(set(found)) == len(names)
    assert all(name.startswith(letters) for name, letters in zip(names, found, strict=True))


def painted(height: int, n: int = 3, *, letters: bool) -> QImage:
    image = QImage(120, height + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        rect = QRectF(10, 10, 100, height)
        names = [f"{chr(65 + node)}name" for node in range(n)]
        places = [(float(node % 4), float(node // 4)) for node in range(n)] if n != 3 else PLACES
        paint_small_graph(painter, rect, names, places, [(0, 1), (0, 2)], Theme(), letters=letters)
    return image


def dark(image: QImage) -> list[tuple[int, int]]:
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [(x, y) for x, y in pixels if image.pixelColor(x, y).lightness() < 140]


def test_letters_stand_where_names_have_no_room_and_stay_inside(qapp: QApplication) -> None:
    with_letters = dark(painted(60, letters=True))
    assert painted(60, letters=True) != painted(60, letters=False)
    # Three letters stand off the dots: more of the height is used than by the dots, which made room for them.
    assert min(y for _, y in with_letters) < 19
    assert all(10 <= x <= 110 and 8 <= y <= 72 for x, y in with_letters)


def test_names_that_have_room_need_no_letters(qapp: QApplication) -> None:
    assert painted(120, letters=True) == painted(120, letters=False)


def test_among_very_many_dots_there_are_no_letters(qapp: QApplication) -> None:
    assert painted(60, 16, letters=True) == painted(60, 16, letters=False)
    assert painted(60, 8, letters=True) != painted(60, 8, letters=False)
