from __future__ import annotations

import pytest

from engine.problems import SHOWN, InvalidInput, Problem


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("it is wrong"), "it is wrong."),
        (Problem("it is wrong", "Mend it"), "it is wrong. Mend it."),
        (Problem("it is wrong", "Mend it", "table of Sun"), "table of Sun: it is wrong. Mend it."),
        (Problem("it is wrong", "", "table of Sun", 7), "line 7, table of Sun: it is wrong."),
        (Problem("it is wrong", "", line=7), "line 7: it is wrong."),
    ],
)
def test_a_problem_says_where_what_and_what_would_be_right(problem: Problem, sentence: str) -> None:
    assert str(problem) == sentence


def test_one_problem_is_one_line() -> None:
    assert str(InvalidInput(Problem("it is wrong"))) == "it is wrong."
    assert str(InvalidInput(Problem("it is wrong"), source="a.bif")) == "a.bif: it is wrong."


def test_several_problems_are_counted_and_listed() -> None:
    error = InvalidInput(Problem("one"), Problem("two"), source="a.bif")
    assert str(error).splitlines() == ["a.bif: 2 things are wrong.", "  one.", "  two."]


def test_a_flood_of_problems_is_cut_but_all_are_kept() -> None:
    error = InvalidInput(*(Problem(f"fault {number}") for number in range(SHOWN + 1500)))
    lines = str(error).splitlines()
    assert len(lines) == SHOWN + 2
    assert lines[-1] == "  and 1,500 more."
    assert len(error.problems) == SHOWN + 1500


def test_the_same_problems_can_be_told_of_another_source() -> None:
    error = InvalidInput(Problem("one")).within("b.csv")
    assert (error.source, str(error)) == ("b.csv", "b.csv: one.")


def test_it_is_a_value_error() -> None:
    assert issubclass(InvalidInput, ValueError)
