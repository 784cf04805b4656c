from __future__ import annotations

import pytest

from engine.hypotheses.condition_text import parse_condition, read_condition
from engine.hypotheses.conditions import (
    Condition,
    arrow,
    both,
    causes,
    either,
    joined,
    negated,
    parent_causes,
    share_a_cause,
)
from engine.hypotheses.dags import all_dags
from engine.problems import InvalidInput

NAMES = ("A", "B", "C", "or gate")
A, B, C, GATE = range(4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A -> B", arrow(A, B)),
        (' "A"->B ', arrow(A, B)),
        ("A <- B", arrow(B, A)),
        ("A \N{RIGHTWARDS ARROW} or gate", arrow(A, GATE)),
        ('C -- "or gate"', joined(C, GATE)),
        ("A causes or gate", causes(A, GATE)),
        ("A shares a cause with C", share_a_cause(A, C)),
        ("a parent of B causes A", parent_causes(B, A)),
        ("not A -> B", negated(arrow(A, B))),
        ("not A -> B and B -> C", both(negated(arrow(A, B)), arrow(B, C))),
        ("A -> B or B -> C and C -> or gate", either(arrow(A, B), both(arrow(B, C), arrow(C, GATE)))),
        ("(A -> B or B -> C) and C -> or gate", both(either(arrow(A, B), arrow(B, C)), arrow(C, GATE))),
        ("not (A -- B or not (C causes A))", both(negated(joined(A, B)), causes(C, A))),
    ],
)
def test_what_is_written_is_what_is_meant(text: str, expected: Condition) -> None:
    graphs = all_dags(4)
    assert (parse_condition(text, NAMES)(graphs) == expected(graphs)).all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"has the end where a variable \(A, B, C, or gate\) should stand"),
        ("A", "has the end where an arrow or a verb should stand"),
        ("A B", 'has "B" where an arrow or a verb should stand'),
        ("A -> X", r'has "X" where a variable'),
        ("A -> Bee", r'has "Bee" where a variable'),
        ("A -> B C", 'has "C" where an end should stand'),
        ("(A -> B", r'has the end where "\)" should stand'),
        ("A -> B or", "has the end where a variable"),
        ("a parent of B knows A", 'has "knows A" where "causes" should stand'),
        ("A causes A", "speaks of A twice in one place. Name two different variables"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        parse_condition(text, NAMES)


def test_a_name_that_is_also_a_word() -> None:
    graphs = all_dags(2)
    assert (parse_condition("a causes b", ("a", "b"))(graphs) == causes(0, 1)(graphs)).all()
    assert (parse_condition("a parent of b causes a", ("a", "b"))(graphs) == parent_causes(1, 0)(graphs)).all()


def test_a_condition_may_be_the_beginning_of_a_line() -> None:
    condition, rest = read_condition("A -> B and not B causes C > 0.5", NAMES)
    assert rest == "> 0.5"
    graphs = all_dags(len(NAMES))
    assert (condition(graphs) == parse_condition("A -> B and not B causes C", NAMES)(graphs)).all()
