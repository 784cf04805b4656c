"""Bands and lines stand at the heights of the weights, and are painted once for all that moves upon them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.timeline.curves import MOST_POINTS
from gui.timeline.frame import frame_of
from gui.weights.bands import Bands, drawable
from gui.weights.furniture import spots_of_chips
from gui.weights.stack import Stack
from gui.weights.view import USUAL, View

WIDTH, HEIGHT = 400, 200
LINES = View("lines")


def made(digits: tuple[int | None, ...], n_rows: int, seed: int = 0) -> Stack:
    shares = np.random.default_rng(seed).dirichlet(np.ones(len(digits)), size=n_rows + 1).T
    tops = np.cumsum(shares, axis=0)
    tops[-1] = 1.0
    return Stack(np.arange(n_rows + 1), digits, tops, (n_rows,))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(WIDTH, HEIGHT)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def bands(parent: QWidget) -> Bands:
    bands = Bands(parent)
    bands.setGeometry(0, 0, WIDTH, HEIGHT)
    parent.show()
    return bands


def image_of(bands: Bands) -> QImage:
    return bands.grab().toImage()


def near(image: QImage, x: int, y: int, reach: int = 2) -> set[QColor]:
    spots = [(x + dx, y + dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)]
    return {image.pixelColor(*spot).name() for spot in spots if 0 <= spot[0] < image.width() and 0 <= spot[1] < HEIGHT}


def test_every_band_has_its_colour_between_its_edges(bands: Bands) -> None:
    stack = made((1, 2, 3, 4, 5, 6, None), 8)
    bands.show_stack(stack, Theme(), USUAL)
    image, looked = image_of(bands), 0
    floors = np.concatenate([np.zeros((1, 9)), stack.tops[:-1]])
    for row in range(1, 8):
        for band, digit in enumerate(stack.digits):
            thick = stack.tops[band, row] - floors[band, row]
            if thick < 0.1:
                continue
            middle = round(HEIGHT * (1 - (stack.tops[band, row] + floors[band, row]) / 2))
            looked += 1
            assert Theme().candidate(digit).fill.name() in near(image, round(WIDTH * row / 8), middle)
    assert looked > 20


def test_between_two_bands_there_is_a_line_of_the_ground(bands: Bands) -> None:
    stack = Stack(np.arange(3), (1, None), np.array([[0.5, 0.5, 0.5], [1.0, 1.0, 1.0]]), (2,))
    bands.show_stack(stack, Theme(), USUAL)
    image = image_of(bands)
    column = [image.pixelColor(WIDTH // 2, y) for y in range(HEIGHT)]
    ground = Theme().tokens.surface
    lightest = min(range(HEIGHT), key=lambda y: abs(column[y].lightness() - ground.lightness()))
    assert abs(lightest - HEIGHT // 2) <= 1
    assert column[10].name() == Theme().candidate(None).fill.name()
    assert column[-10].name() == Theme().candidate(1).fill.name()


def test_lines_stand_at_the_weights_themselves(bands: Bands) -> None:
    weights = np.array([[0.2, 0.2, 0.2], [0.7, 0.7, 0.7]])
    stack = Stack(np.arange(3), (1, 3), np.cumsum(weights, axis=0), (2,))
    bands.show_stack(stack, Theme(), LINES)
    image = image_of(bands)
    for digit, weight in ((1, 0.2), (3, 0.7)):
        y = round(HEIGHT * (1 - weight))
        seen = set().union(*(near(image, x, y, 1) for x in range(100, 130)))
        assert Theme().candidate(digit).outline.name() in seen
        # Bands would reach to the ground, and lines of dashes are broken.
        assert near(image, 100, y + 12, 0) == {Theme().tokens.surface.name()}
    row = {image.pixelColor(x, round(HEIGHT * 0.3)).name() for x in range(60, 160)}
    assert Theme().tokens.surface.name() in row


@pytest.mark.parametrize("change", ["stack", "view", "theme", "size", "nothing"])
def test_bands_are_painted_anew_only_when_they_change(
    bands: Bands, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    painted: list[QPainter] = []
    usual = Bands._paint
    monkeypatch.setattr(Bands, "_paint", lambda self, painter: (painted.append(painter), usual(self, painter)))
    stack = made((1, 2, None), 20)
    bands.show_stack(stack, Theme(), USUAL)
    before = image_of(bands)
    assert len(painted) == 1
    changes: dict[str, Callable[[], None]] = {
        "stack": lambda: bands.show_stack(made((1, 2, None), 20, seed=1), Theme(), USUAL),
        "view": lambda: bands.show_stack(stack, Theme(), LINES),
        "theme": lambda: bands.show_stack(stack, Theme(dark=True), USUAL),
        "size": lambda: bands.resize(WIDTH - 10, HEIGHT),
        "nothing": bands.update,
    }
    changes[change]()
    QApplication.processEvents()
    after = image_of(bands)
    assert (len(painted) == 1) == (change == "nothing")
    assert (after == before) == (change == "nothing")


def test_nothing_is_painted_where_nobody_looks(bands: Bands, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[QPainter] = []
    monkeypatch.setattr(Bands, "_paint", lambda _self, painter: painted.append(painter))
    bands.parentWidget().hide()
    for seed in range(5):
        bands.show_stack(made((1, None), 20, seed), Theme(), USUAL)
        QApplication.processEvents()
    assert painted == []


def test_in_a_file_bands_are_shapes_and_no_picture(bands: Bands) -> None:
    bands.show_stack(made((1, None), 20), Theme(), USUAL)
    image_of(bands)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    file = QSvgGenerator()
    file.setOutputDevice(buffer)
    with QPainter(file) as painter:
        bands.render(painter, QPoint())
    text = bytes(data.data()).decode()
    assert "<image" not in text
    assert "<path" in text or "<polyline" in text


def test_a_long_history_is_thinned_out_but_keeps_its_end() -> None:
    stack = made((1, None), 5000)
    places, heights = drawable(stack, stack.axis("rows"), "areas")
    assert len(places) <= MOST_POINTS + 2
    assert places[-1] == 1
    assert heights.shape == (2, len(places))


def test_before_any_row_bands_are_level() -> None:
    stack = made((1, 2, None), 0)
    places, heights = drawable(stack, stack.axis("rows"), "areas")
    assert list(places) == [0, 1]
    np.testing.assert_array_equal(heights[:, 0], heights[:, 1])


def test_lines_are_the_weights_and_bands_their_sums() -> None:
    stack = made((1, 2, None), 20)
    places, heights = drawable(stack, stack.axis("rows"), "lines")
    np.testing.assert_allclose(heights, stack.weights)
    np.testing.assert_allclose(places, np.arange(21) / 20)
    np.testing.assert_allclose(drawable(stack, stack.axis("rows"), "areas")[1], stack.tops)


def test_each_batch_is_as_wide_as_any_other() -> None:
    stack = made((1, None), 100)
    stack = Stack(stack.rows, stack.digits, stack.tops, (80, 90, 100))
    places, _ = drawable(stack, stack.axis("batches"), "areas")
    np.testing.assert_allclose(places[[0, 40, 80, 85, 90, 100]], [0, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1])


def test_digits_stand_on_bands_once_there_are_rows() -> None:
    frame = frame_of(QSize(600, 200), 20, Theme())
    assert set(spots_of_chips(frame, made((1, 2, None), 20), ())) <= {0, 1}
    assert spots_of_chips(frame, made((1, 2, None), 20), ())
    # Before that a sentence lies upon the bands.
    assert spots_of_chips(frame_of(QSize(600, 200), 0, Theme()), made((1, 2, None), 0), ()) == {}
