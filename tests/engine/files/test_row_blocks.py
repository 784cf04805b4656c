from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import as_values
from engine.files.row_blocks import rows_from_text, rows_to_text
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine.strategies import PROPERTY


def nodes(*sizes: int) -> tuple[Variable, ...]:
    return tuple(Variable(f"V{i}", tuple(f"s{k}" for k in range(size))) for i, size in enumerate(sizes))


@given(st.lists(st.integers(1, 45), min_size=1, max_size=5), st.data())
@PROPERTY
def test_rows_read_back_the_same(sizes: list[int], data: st.DataObject) -> None:
    variables = nodes(*sizes)
    cells = st.tuples(*(st.integers(0, size - 1) for size in sizes))
    values = as_values(np.array(data.draw(st.lists(cells, max_size=60)), dtype=int), variables)
    read = rows_from_text(rows_to_text(values, variables), variables)
    assert read.dtype == values.dtype
    assert np.array_equal(read, values)
    assert not read.flags.writeable


def test_rows_are_packed_many_to_a_line() -> None:
    variables = nodes(2, 36)
    text = rows_to_text(as_values([[0, 35], [1, 10]] * 100, variables), variables)
    assert text.startswith("0z 1a 0z 1a")
    assert max(len(line) for line in text.split("\n")) <= 96
    assert text.count("\n") == 6


@pytest.mark.parametrize(
    ("text", "sizes", "said"),
    [
        ("00 0", (2, 2), "row 2 has 1 codes"),
        ("00 001 00", (2, 2), "row 2 has 3 codes"),
        ("00 02", (2, 2), "row 2 has code 2 for V1"),
        ("00 0?", (2, 2), "row 2 has a character"),
        ("00 0é", (2, 2), "row 2 has a character"),
        ("0,40 0,41", (2, 41), "row 2 has code 41 for V1"),
        ("0,40 0", (2, 41), 'row 2 is "0"'),
        ("0,-1", (2, 41), 'row 1 is "0,-1"'),
        ("0,99999999999", (2, 41), "row 1 is"),
    ],
)
def test_faulty_rows_are_named(text: str, sizes: tuple[int, ...], said: str) -> None:
    with pytest.raises(InvalidInput, match="row") as caught:
        rows_from_text(text, nodes(*sizes))
    assert said in str(caught.value)
