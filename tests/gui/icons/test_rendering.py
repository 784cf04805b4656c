"""Every icon shows something, in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from gui.icons import icon, icon_names, pixmap

INK = QColor("#B5400A")


def inked(picture):
    image = picture.toImage()
    return [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    ]


@pytest.mark.parametrize("name", icon_names())
@pytest.mark.parametrize("size", [14, 20])
def test_every_icon_draws_in_its_colour(qapp, name, size):
    pixels = inked(pixmap(name, INK, size, 1.0))
    assert len(pixels) >= size / 2
    assert all(abs(pixel.red() - INK.red()) + abs(pixel.green() - INK.green()) < 24 for pixel in pixels)


def test_icons_are_told_apart(qapp):
    pictures = {pixmap(name, INK, 20, 1.0).toImage().constBits().tobytes() for name in icon_names()}
    assert len(pictures) == len(icon_names())


def test_a_dense_screen_gets_more_pixels_of_the_same_size(qapp):
    picture = pixmap("watch", INK, 18, 2.0)
    assert (picture.width(), picture.deviceIndependentSize().width()) == (36, 18.0)


def test_rendered_pictures_are_kept(qapp):
    assert pixmap("act", INK, 18, 1.0).cacheKey() == pixmap("act", QColor(INK), 18, 1.0).cacheKey()
    assert pixmap("act", INK, 18, 1.0).cacheKey() != pixmap("act", INK, 16, 1.0).cacheKey()


def test_a_gap_widens_the_picture_at_the_right(qapp):
    assert pixmap("act", INK, 18, 1.0, gap=4).size() == QSize(22, 18)


def test_switched_off_icons_are_fainter(qapp):
    def strength(mode):
        image = icon("open", INK, 18).pixmap(QSize(18, 18), 1.0, mode).toImage()
        return max(image.pixelColor(x, y).alphaF() for x in range(18) for y in range(18))

    assert strength(QIcon.Mode.Disabled) == pytest.approx(0.42 * strength(QIcon.Mode.Normal), abs=0.03)


def test_an_unknown_name_says_which_there_are(qapp):
    with pytest.raises(KeyError, match="watch"):
        pixmap("watsh", INK, 18)


def test_the_disabled_picture_can_have_its_own_colour(qapp):
    white = icon("act", QColor("white"), 20, off=QColor("black"))
    picture = white.pixmap(20, QIcon.Mode.Disabled).toImage()
    shown = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
    assert any(colour.alpha() > 50 and colour.lightness() < 50 for colour in shown)
