"""Parts of any format become a network, or every fault is told at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from engine.files.network_parts import (
    MOST_VARIABLES,
    TablePart,
    VariablePart,
    listed_numbers,
    network_from_parts,
    uniform,
)
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem
from tests.engine.files.network_contents import UNEQUAL_ROWS, assert_same, unequal

YES_NO = ("no", "yes")


def fault(variables: Sequence[VariablePart], tables: Sequence[TablePart], *problems: Problem) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_parts(variables, tables, problems=problems)
    return str(caught.value)


def test_tables_in_any_order_with_hidden_variables() -> None:
    variables = [VariablePart(variable.name, variable.states) for variable in unequal().variables]
    texts = [repr(number) for row in UNEQUAL_ROWS for number in row]
    tables = [
        TablePart("B", ("A",), listed_numbers(["0.5", "0.25", "0.25", "0.125", "0.25", "0.625"])),
        TablePart("C", ("A", "B"), listed_numbers(texts)),
        TablePart("A", (), listed_numbers(["0.25", "0.75"])),
    ]
    network = network_from_parts(variables, tables, frozenset({"B"}))
    assert network.hidden == {2}
    assert_same(network_from_parts(variables, tables), unequal())


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    told = fault(
        [VariablePart("A", YES_NO, 1), VariablePart("A", YES_NO, 2), VariablePart("B", ("x", "x"), 3)],
        [TablePart("A", ("D",), uniform, 4), TablePart("A", (), uniform, 6), TablePart("B", (), uniform, 7)],
        Problem("a fault of form", line=5),
    )
    assert told.splitlines() == [
        "5 things are wrong.",
        "  line 2, variable A: it was declared in line 1 already. Keep one.",
        '  line 3, variable B: the state "x" appears 2 times. Name each state once.',
        '  line 4, table of A: "D" is not declared as a variable. The variables are: A.',
        "  line 5: a fault of form.",
        "  line 6, table of A: it appears twice. Keep one of the two.",
    ]


def test_a_table_is_refused_by_its_size_before_it_is_filled() -> None:
    def never(child: Variable, parents: tuple[Variable, ...]) -> np.ndarray:
        raise AssertionError

    names = [f"v{number}" for number in range(70)]
    variables = [VariablePart(name, YES_NO) for name in names]
    tables = [TablePart(name, (), uniform) for name in names[:-1]]
    for count, size in ((20, "2,097,152"), (69, "beyond all measure")):
        last = TablePart(names[-1], tuple(names[:count]), never)
        told = fault(variables, [*tables, last])
        assert f"table of v69: the table would {'be' if count == 69 else 'have'} {size}" in told
    one_state = [VariablePart(name, ("only",)) for name in names]
    last = TablePart(names[-1], tuple(names[:32]), never)
    assert "it has 32 parents. This program reads up to 31." in fault(one_state, [*tables, last])
    kept = network_from_parts(one_state, [*tables, TablePart(names[-1], tuple(names[:31]), uniform)])
    assert kept.tables[-1].probabilities.size == 1


def test_too_many_variables_and_none_are_refused() -> None:
    parts = [VariablePart(str(number), YES_NO) for number in range(MOST_VARIABLES + 1)]
    assert fault(parts, []) == "there are too many variables. This program reads up to 3,000."
    assert fault([], []) == "no variable is declared. Choose a file with a network in it."


def test_a_family_that_names_one_twice_and_a_table_that_is_missing() -> None:
    variables = [VariablePart("A", YES_NO), VariablePart("B", YES_NO)]
    told = fault(variables, [TablePart("A", ("B", "B"), uniform)])
    assert "table of A: it names a variable twice. Name each once." in told
    assert "variable B: it has no table. Every variable needs one." in told


def test_a_circle_is_named_however_long() -> None:
    names = [f"v{number}" for number in range(40)]
    variables = [VariablePart(name, YES_NO) for name in names]
    tables = [TablePart(name, (names[place - 1],), uniform) for place, name in enumerate(names)]
    told = fault(variables, tables)
    assert "the arrows close a circle: v" in told
    assert ", ..., v" in told


def test_only_some_of_very_many_wrong_rows_are_told() -> None:
    variables = [VariablePart("A", tuple(str(state) for state in range(1000))), VariablePart("B", YES_NO)]
    tables = [TablePart("A", (), uniform), TablePart("B", ("A",), listed_numbers(["0.5", "0.6"] * 1000))]
    told = fault(variables, tables)
    assert told.startswith("20 things are wrong.")
    assert "table of B, row A = 19: 0.5 and 0.6 add up to 1.1. They must add up to 1." in told
