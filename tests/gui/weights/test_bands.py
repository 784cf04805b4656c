"""Curves are given new numbers, not made anew."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.weights.bands import MOST_POINTS, Bands
from gui.weights.stack import Stack
from gui.weights.view import USUAL, View


def made(digits: tuple[int | None, ...], n_rows: int, seed: int = 0) -> Stack:
    shares = np.random.default_rng(seed).dirichlet(np.ones(len(digits)), size=n_rows + 1).T
    tops = np.cumsum(shares, axis=0)
    tops[-1] = 1.0
    return Stack(np.arange(n_rows + 1), digits, tops, (n_rows,))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def curves(parent: QWidget) -> list[pg.PlotDataItem]:
    return list(parent.findChild(pg.PlotWidget).getPlotItem().listDataItems())


def test_curves_are_kept_as_long_as_the_same_digits_have_bands(parent: QWidget) -> None:
    bands = Bands(parent)
    bands.show_stack(made((1, 2, None), 20), Theme(), USUAL)
    first = curves(parent)
    other = made((1, 2, None), 30, seed=1)
    bands.show_stack(other, Theme(), USUAL)
    assert curves(parent) == first
    np.testing.assert_array_equal(first[0].getData()[1], other.tops[0])
    bands.show_stack(made((1, 2, 3), 30), Theme(), USUAL)
    assert bands.digits == (1, 2, 3)
    assert not set(map(id, first)) & set(map(id, curves(parent)))


def test_higher_bands_are_painted_first(parent: QWidget) -> None:
    bands = Bands(parent)
    bands.show_stack(made((1, 2, 3, None), 10), Theme(), USUAL)
    depths = [curve.zValue() for curve in curves(parent)]
    assert depths == sorted(depths, reverse=True) or depths[0] > depths[-1]
    assert len(set(depths)) == len(depths)
    heights = [float(curve.getData()[1].mean()) for curve in sorted(curves(parent), key=lambda c: c.zValue())]
    assert heights == sorted(heights, reverse=True)


def test_a_long_history_is_thinned_out_but_keeps_its_end(parent: QWidget) -> None:
    bands = Bands(parent)
    bands.show_stack(made((1, None), 5000), Theme(), USUAL)
    rows = curves(parent)[0].getData()[0]
    assert len(rows) <= MOST_POINTS + 2
    assert rows[-1] == 1


def test_before_any_row_bands_are_level(parent: QWidget) -> None:
    bands = Bands(parent)
    bands.show_stack(made((1, 2, None), 0), Theme(), USUAL)
    rows, heights = curves(parent)[0].getData()
    assert list(rows) == [0, 1]
    assert heights[0] == heights[1]


def test_lines_are_the_same_curves_with_the_weights_themselves(parent: QWidget) -> None:
    bands, stack = Bands(parent), made((1, 2, None), 20)
    bands.show_stack(stack, Theme(), USUAL)
    first = curves(parent)
    bands.show_stack(stack, Theme(), View("lines"))
    assert curves(parent) == first
    shown = [curve for curve in first if curve.isVisible()]
    assert len(shown) == 3
    for curve, weights, digit in zip(shown, stack.weights, (1, 2, None), strict=True):
        np.testing.assert_allclose(curve.getData()[1], weights)
        np.testing.assert_allclose(curve.getData()[0], np.arange(21) / 20)
        assert curve.opts["pen"].style() == Theme().candidate(digit).line
    bands.show_stack(stack, Theme(), USUAL)
    assert all(curve.isVisible() for curve in first)
    np.testing.assert_allclose(shown[1].getData()[1], stack.tops[1])


def test_each_batch_is_as_wide_as_any_other(parent: QWidget) -> None:
    stack = made((1, None), 100)
    stack = Stack(stack.rows, stack.digits, stack.tops, (80, 90, 100))
    bands = Bands(parent)
    bands.show_stack(stack, Theme(), View(along="batches"))
    places = curves(parent)[0].getData()[0]
    np.testing.assert_allclose(places[[0, 40, 80, 85, 90, 100]], [0, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1])
