from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.arrow_text import format_arrow, parse_arrows
from engine.problems import InvalidInput
from tests.engine.hypotheses.test_notation import any_name
from tests.engine.strategies import PROPERTY

names = any_name.filter(str.strip)


@given(st.tuples(names, names))
@PROPERTY
def test_what_is_written_reads_back(arrow: tuple[str, str]) -> None:
    assert parse_arrows(format_arrow(arrow)) == (arrow,)


def test_several_in_a_line() -> None:
    assert parse_arrows('A -> B <- C, "x, y" -> D') == (("A", "B"), ("C", "B"), ("x, y", "D"))


@pytest.mark.parametrize("text", ["", "A", "A ->", "A -> B, C", "A <-> B", "unrelated"])
def test_what_is_no_arrow_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r'is not an arrow\. Write it like "A -> B"'):
        parse_arrows(text)
