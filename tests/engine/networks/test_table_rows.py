"""Rows add up to 1 again after an edit, and what must stay does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.table_rows import add_up, rows_at_1
from tests.engine.strategies import PROPERTY


def at_1(row: list[float], edited: str = "", locked: str = "") -> tuple[list[float], bool]:
    """Mend one row; `edited` and `locked` mark cells with an x."""
    marks = [np.array([[mark == "x" for mark in given.ljust(len(row))]]) for given in (edited, locked)]
    rows, failed = rows_at_1(np.array([row]), *marks)
    return rows[0].tolist(), bool(failed[0])


def test_the_others_make_up_for_an_edited_cell_in_proportion() -> None:
    assert at_1([0.5, 0.6, 0.2], "x") == (pytest.approx([0.5, 0.375, 0.125]), False)


def test_where_the_others_are_all_0_they_become_alike() -> None:
    assert at_1([0.5, 0.0, 0.0], "x") == ([0.5, 0.25, 0.25], False)


def test_locked_cells_stay() -> None:
    assert at_1([0.5, 0.6, 0.2], "x", " x") == ([0.5, 0.6, 0.2], True)
    assert at_1([0.3, 0.6, 0.2], "x", " x") == (pytest.approx([0.3, 0.6, 0.1]), False)
    assert at_1([0.5, 0.5], "x", " x") == ([0.5, 0.5], False)


def test_a_row_of_counts_becomes_a_row_of_shares() -> None:
    assert at_1([30, 10], "xx") == ([0.75, 0.25], False)


def test_nothing_to_change_is_a_failure_unless_the_row_is_sound() -> None:
    assert at_1([0.5, 0.4], locked="xx") == ([0.5, 0.4], True)
    assert at_1([0.5, 0.5], locked="xx") == ([0.5, 0.5], False)


def test_a_single_written_cell_is_never_changed_but_several_give_way() -> None:
    assert at_1([0.9, 0.5], " x", "x") == ([0.9, 0.5], True)
    assert at_1([0.9, 0.5], "xx", "x") == (pytest.approx([0.9, 0.1]), False)


cells = st.floats(0, 2, allow_subnormal=False)


@PROPERTY
@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_every_row_is_at_1_or_untouched(data: st.DataObject, n_states: int, n_rows: int) -> None:
    def block(element: st.SearchStrategy[object]) -> np.ndarray:
        row = st.lists(element, min_size=n_states, max_size=n_states)
        return np.array(data.draw(st.lists(row, min_size=n_rows, max_size=n_rows)))

    rows, edited, locked = block(cells), block(st.booleans()), block(st.booleans())
    mended, failed = rows_at_1(rows, edited, locked)
    assert np.array_equal(mended[failed], rows[failed])
    assert add_up(mended[~failed]).all()
    assert np.array_equal(mended[locked], rows[locked])
    assert (mended >= 0).all()
    # Written cells stay as well where anything else can make up for them.
    spared = edited & (~edited & ~locked).any(axis=1)[:, None]
    assert np.array_equal(mended[spared], rows[spared])
