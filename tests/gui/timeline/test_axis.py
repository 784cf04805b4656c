"""Rows lie where the axis says, and pixels lead back to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.timeline.axis import axis_of_batches, axis_of_rows
from gui.timeline.frame import LEAST_PLOT, frame_of

SIZES = st.lists(st.integers(1, 500), min_size=1, max_size=12)


@given(SIZES, st.data())
def test_each_batch_has_the_same_width_and_rows_the_same_within_it(sizes: list[int], data: st.DataObject) -> None:
    ends = [int(end) for end in np.cumsum(sizes)]
    axis = axis_of_batches(ends)
    batch = data.draw(st.integers(0, len(sizes) - 1))
    within = data.draw(st.integers(0, sizes[batch]))
    share = axis.share(ends[batch] - sizes[batch] + within)
    assert share == pytest.approx((batch + within / sizes[batch]) / len(sizes))
    assert axis.row(share) == pytest.approx(ends[batch] - sizes[batch] + within)
    assert axis.batches == tuple(range(1, len(sizes) + 1))


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_each_row_has_the_same_width(n_rows: int, share: float) -> None:
    axis = axis_of_rows(n_rows)
    assert axis.share(share * n_rows) == pytest.approx(share)
    assert axis.row(share) == pytest.approx(share * n_rows)


def test_many_rows_at_once_lie_where_each_lies() -> None:
    axis = axis_of_batches([3, 50, 51])
    rows = np.arange(52)
    np.testing.assert_allclose(axis.shares_of(rows), [axis.share(int(row)) for row in rows])
    np.testing.assert_allclose(axis.rows_at(axis.shares_of(rows)), rows)


def test_batches_without_rows_have_no_width_and_keep_their_numbers() -> None:
    axis = axis_of_batches([0, 10, 10, 30])
    assert (axis.rows, axis.shares, axis.batches) == ((0, 10, 30), (0.0, 0.5, 1.0), (2, 4))


@pytest.mark.parametrize("axis", [axis_of_rows(0), axis_of_batches([])])
def test_before_any_row_it_is_still_an_axis(axis: object) -> None:
    assert axis == axis_of_rows(1)


def test_a_strip_is_there_only_where_the_plot_keeps_its_height(qtbot: QtBot) -> None:
    high = frame_of(QSize(400, 260), 10, Theme(), with_strip=True)
    low = frame_of(QSize(400, 160), 10, Theme(), with_strip=True)
    assert high.strip is not None
    assert low.strip is None
    assert low.plots == (low.plot,)
    assert high.plot.height() >= LEAST_PLOT
    assert high.strip.top() > high.plot.bottom()
    assert (high.strip.left(), high.strip.width()) == (high.plot.left(), high.plot.width())
    assert high.foot == low.foot + 100
    assert frame_of(QSize(400, 260), 10, Theme()).strip is None
