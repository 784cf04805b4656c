from __future__ import annotations

import numpy as np
import pytest

from engine.networks.variables import Variable, cardinalities, repeated_names, value_dtype
from engine.problems import InvalidInput


def sized(states: int) -> Variable:
    return Variable("V", tuple(f"s{state}" for state in range(states)))


def test_a_variable_knows_its_states() -> None:
    sun = Variable("Sun", ("no", "yes"))
    assert sun.cardinality == 2
    assert (sun.code("no"), sun.code("yes")) == (0, 1)


def test_one_state_is_allowed() -> None:
    assert Variable("Moon", ("round",)).cardinality == 1


@pytest.mark.parametrize(
    ("name", "states", "sentence"),
    [
        (" ", ("a", "b"), "a variable has no name. Give it one."),
        ("Sun", (), "Sun: it has no states. Give it at least one, better two."),
        ("Sun", ("a", " "), "Sun: one of its states has no name. Name every state."),
        ("Sun", ("a", "b", "a"), 'Sun: the state "a" appears 2 times. Name each state once.'),
    ],
)
def test_faults_are_told_with_their_remedy(name: str, states: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        Variable(name, states)
    assert str(raised.value) == sentence


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InvalidInput) as raised:
        Variable("", ("a", "a", "b", "b", ""))
    assert len(raised.value.problems) == 4


def test_an_unknown_state_lists_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r'Sun: "maybe" is not one of its states\. Its states are: no, yes\.'):
        Variable("Sun", ("no", "yes")).code("maybe")


def test_of_many_states_only_the_first_are_listed() -> None:
    with pytest.raises(InvalidInput, match=r"s0, s1, s2, s3, s4, s5, s6, s7, \.\.\.\.$"):
        sized(30).code("x")


@pytest.mark.parametrize(("states", "dtype"), [(1, np.int8), (128, np.int8), (129, np.int16), (1000, np.int16)])
def test_the_smallest_type_that_holds_every_code(states: int, dtype: type) -> None:
    assert value_dtype([sized(2), sized(states)]) == dtype
    assert np.iinfo(dtype).max >= states - 1


def test_no_variables() -> None:
    assert cardinalities([]) == ()
    assert value_dtype([]) == np.int8


def test_each_repeated_name_is_one_problem() -> None:
    variables = [Variable(name, ("a",)) for name in ("X", "Y", "X", "Z", "Y", "X")]
    assert [str(problem) for problem in repeated_names(variables)] == [
        '3 variables are called "X". Give each variable a name of its own.',
        '2 variables are called "Y". Give each variable a name of its own.',
    ]
