from __future__ import annotations

import pytest

from engine.files.faults import Faults
from engine.files.messages import listed, raise_if_any
from engine.problems import InvalidInput, Problem


def test_no_faults_raise_nothing() -> None:
    faults = Faults()
    assert not faults
    faults.raise_any()
    raise_if_any([], "a file")


def test_faults_are_raised_together_by_line() -> None:
    faults = Faults()
    faults.add("late", line=9)
    faults.add("early", "Mend it", "belief", 2)
    faults.add("of the whole file")
    assert len(faults) == 3
    with pytest.raises(InvalidInput) as raised:
        faults.raise_any()
    assert [problem.what for problem in raised.value.problems] == ["of the whole file", "early", "late"]
    assert str(raised.value.problems[1]) == "line 2, belief: early. Mend it."


def test_faults_of_an_error_get_the_line_and_place_they_lack() -> None:
    faults = Faults()
    faults.add_all(InvalidInput(Problem("one"), Problem("two", where="table of Sun", line=4)), 7, "tables")
    with pytest.raises(InvalidInput) as raised:
        faults.raise_any()
    assert [(each.what, each.where, each.line) for each in raised.value.problems] == [
        ("two", "table of Sun", 4),
        ("one", "tables", 7),
    ]


def test_the_same_fault_is_told_once() -> None:
    with pytest.raises(InvalidInput) as raised:
        raise_if_any([Problem("b", line=2), Problem("a", line=1), Problem("b", line=2)], "x.csv")
    assert [problem.what for problem in raised.value.problems] == ["a", "b"]
    assert raised.value.source == "x.csv"


def test_long_lists_of_names_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(list("abcdefghij")) == "a, b, c, d, e, f, g, h and 2 more"
    assert listed(list("abc"), 2) == "a, b and 1 more"
