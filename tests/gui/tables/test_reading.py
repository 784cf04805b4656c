"""Numbers and blocks of cells are read as people write and spreadsheets copy them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gui.tables.reading import Unreadable, read_block, read_number, write_block
from tests.engine.strategies import FEW


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.9", 0.9), (" 0,9 ", 0.9), ("90%", 0.9), ("9/10", 0.9), (".5", 0.5), ("1e-3", 0.001), ("1", 1)],
)
def test_a_number_is_read(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "not a number"), ("much", '"much" is not'), ("1/0", "not"), ("nan", "not"), ("-0.1", "below 0")],
)
def test_what_is_no_number_is_refused(text: str, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "0.1\t0.9\n0.25\t0.75\n",
        "0,1\t0,9\r\n0,25\t0,75\r\n",
        "0,1;0,9\n0,25;0,75",
        "0.1, 0.9\n0.25, 0.75",
        "0.1 0.9\n0.25  0.75",
        "0,1 0,9\n0,25 0,75",
        "10% 90%\n1/4 3/4",
        "yes\tno\n0.1\t0.9\n0.25\t0.75",
    ],
)
def test_blocks_of_every_kind_are_read(text: str) -> None:
    assert read_block(text) == pytest.approx(np.array([[0.1, 0.9], [0.25, 0.75]]))


def test_an_empty_cell_leaves_what_is_there() -> None:
    assert np.isnan(read_block("\t0.5")).tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no cells to paste"),
        ("0.1\t0.9\n0.5", "Line 2 of what was copied has 1 cells and the first has 2"),
        ("0.1\t0.9\n0.5\tx", 'Line 2, cell 2 of what was copied: "x" is not a number'),
        ("0.1\t-0.9", "is below 0"),
    ],
)
def test_what_is_no_block_is_refused_with_its_place(text: str, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read_block(text)


@FEW
@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(0, 1)))
def test_what_was_copied_can_be_pasted(values: np.ndarray) -> None:
    assert read_block(write_block(values)) == pytest.approx(values, rel=1e-11, abs=1e-300)
