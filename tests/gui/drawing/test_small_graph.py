"""Small graphs keep the places of the canvas and stay inside their rectangle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.drawing.small_graph import paint_small_graph, placed
from gui.theme import Theme

RECT = QRectF(10, 10, 120, 120)
TRIANGLE = [(0.0, 0.0), (-1.0, 1.8), (1.0, 1.8)]
NAMES = ["Sun", "Shorts", "Ice cream"]


def painted(edges, **other):
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        paint_small_graph(painter, RECT, NAMES, TRIANGLE, edges, Theme(), **other)
    return image


def dark_pixels(image):
    return {(x, y) for x in range(140) for y in range(140) if image.pixelColor(x, y).lightness() < 200}


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=8))
def test_every_dot_stays_inside(positions):
    places = placed(RECT, positions, Theme())
    inside = RECT.adjusted(4, 4, -4, -4)
    assert all(inside.contains(place) for place in places)


def test_both_directions_have_one_scale():
    sun, shorts, ice = placed(RECT, TRIANGLE, Theme())
    assert (shorts.y() - sun.y()) / (ice.x() - shorts.x()) == pytest.approx(0.9)


def test_few_nodes_are_not_pulled_apart():
    left, right = placed(QRectF(0, 0, 600, 200), [(0, 0), (1, 0)], Theme(), largest_unit=60)
    assert right.x() - left.x() == pytest.approx(60)


def test_arrows_point_from_parent_to_child(qapp):
    there, back = (dark_pixels(painted([edge], labels=False)) for edge in ((0, 1), (1, 0)))
    assert there != back
    middle = 70
    # the head lies at the lower end of an arrow that goes down
    assert len({p for p in there - back if p[1] > middle}) > len({p for p in there - back if p[1] <= middle})


def test_a_hidden_dot_is_hollow(qapp):
    place = placed(RECT, TRIANGLE, Theme(), labels=False)[0]
    point = place.toPoint()
    full, hollow = painted([], labels=False), painted([], labels=False, hidden={0})
    assert full.pixelColor(point).rgb() == Theme().tokens.text.rgb()
    assert hollow.pixelColor(point).rgb() == Theme().tokens.surface.rgb()


def test_labels_stay_inside_the_rectangle(qapp):
    pixels = dark_pixels(painted([(0, 1), (0, 2)]))
    assert all(10 <= x <= 130 and 10 <= y <= 130 for x, y in pixels)
    assert len(pixels) > len(dark_pixels(painted([(0, 1), (0, 2)], labels=False)))


def test_no_nodes_are_no_trouble(qapp):
    assert placed(RECT, [], Theme()) == []


def test_names_are_left_out_where_they_would_cover_the_graph(qapp):
    def picture(height, labels):
        image = QImage(100, height, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        with QPainter(image) as painter:
            rect = QRectF(0, 0, 100, height)
            paint_small_graph(painter, rect, ("Rain", "Wet"), [(0, 0), (1, 1)], [(0, 1)], Theme(), labels=labels)
        return image

    assert picture(60, True) == picture(60, False)
    assert picture(120, True) != picture(120, False)
