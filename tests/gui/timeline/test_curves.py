"""Curves: the points that were given, and lines as wide as asked for however they are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from gui.timeline.curves import MOST_POINTS, between, draw_curve, points, thinned

SIDE = 100


def drawn(curve: QPolygonF, pen: QPen, *, usual: bool = False) -> QImage:
    """The curve in black on white, by `draw_curve` or, being asked, by Qt itself."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        if usual:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            painter.drawPolyline(curve)
        else:
            draw_curve(painter, curve, pen)
    return image


def ink(image: QImage) -> np.ndarray:
    """How dark every pixel is, float64[SIDE, SIDE], from 0 to 1."""
    return np.array([[1 - image.pixelColor(x, y).lightnessF() for x in range(SIDE)] for y in range(SIDE)])


def test_points_are_where_they_were_said_to_be() -> None:
    polygon = points(np.array([0.0, 1.5, 7.0]), np.array([3.0, -2.0, 0.25]))
    assert polygon.toList() == [QPointF(0, 3), QPointF(1.5, -2), QPointF(7, 0.25)]


def test_points_outlive_the_numbers_they_came_from() -> None:
    polygon = points(np.arange(500.0) ** 2, np.arange(500.0))
    np.zeros(1000)
    assert polygon[499] == QPointF(499.0**2, 499)


@pytest.mark.parametrize("n", [1, 2, MOST_POINTS, MOST_POINTS + 1, 12_345])
def test_few_points_are_all_drawn_and_of_many_some_with_both_ends(n: int) -> None:
    kept = thinned(n)
    assert (kept[0], kept[-1]) == (0, n - 1)
    assert len(kept) == n or MOST_POINTS / 2 < len(kept) <= MOST_POINTS + 1
    assert len(np.unique(np.diff(kept)[:-1])) <= 1


def test_the_area_between_two_curves_goes_there_and_back() -> None:
    low, high = points(np.array([0.0, 1.0]), np.array([5.0, 6.0])), points(np.array([0.0, 1.0]), np.array([1.0, 2.0]))
    assert between(low, high).toList() == [QPointF(0, 1), QPointF(1, 2), QPointF(1, 6), QPointF(0, 5)]


def test_a_line_that_lets_something_through_does_so_everywhere(qtbot: QtBot) -> None:
    del qtbot
    curve, pen = QPolygonF([QPointF(0, 50), QPointF(SIDE, 50)]), QPen(QColor(0, 0, 0, 128), 4)
    assert ink(drawn(curve, pen)).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("width", [1.0, 1.5, 2.0, 3.0, 4.0])
@pytest.mark.parametrize("steep", [(10, 50, 90, 50), (50, 10, 50, 90), (10, 10, 90, 90), (10, 40, 90, 60)])
def test_a_line_is_about_as_wide_as_qt_would_draw_it(qtbot: QtBot, width: float, steep: tuple[int, ...]) -> None:
    del qtbot
    curve = QPolygonF([QPointF(steep[0], steep[1]), QPointF(steep[2], steep[3])])
    pen = QPen(QColor("black"), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    mine, right = ink(drawn(curve, pen)), ink(drawn(curve, pen, usual=True))
    assert mine.sum() == pytest.approx(right.sum(), rel=0.35)
    # Where one is dark the other is, half a pixel to either side.
    assert np.abs(mine - right).mean() < 0.012
    thin = ink(drawn(curve, QPen(QColor("black"), 1)))
    assert width == 1 or mine.sum() > 1.2 * thin.sum()


def test_dashes_are_as_long_as_those_of_a_wide_pen(qtbot: QtBot) -> None:
    del qtbot
    pen = QPen(QColor("black"), 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([8.0, 3.0])
    curve = QPolygonF([QPointF(0, 50), QPointF(SIDE, 50)])
    dark = (ink(drawn(curve, pen))[48:52].max(axis=0) > 0.5).astype(int)
    right = (ink(drawn(curve, pen, usual=True))[48:52].max(axis=0) > 0.5).astype(int)
    assert np.abs(np.diff(dark)).sum() == np.abs(np.diff(right)).sum()
    assert np.abs(dark - right).mean() < 0.12


def test_in_a_file_a_wide_line_is_one_line(qtbot: QtBot) -> None:
    del qtbot
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    file = QSvgGenerator()
    file.setOutputDevice(buffer)
    with QPainter(file) as painter:
        draw_curve(painter, QPolygonF([QPointF(0, 0), QPointF(10, 5), QPointF(20, 0)]), QPen(QColor("black"), 3))
    text = bytes(data.data()).decode()
    assert text.count("<polyline") == 1
    assert 'stroke-width="3"' in text
