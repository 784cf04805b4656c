from __future__ import annotations

import numpy as np
import pytest

from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine.worlds import asia, network, sprinkler

COIN = np.array([0.5, 0.5])
COPY = np.eye(2)
NAMES = "ABCDEFGHIJKLMNOP"


def variables(n: int) -> tuple[Variable, ...]:
    return tuple(Variable(name, ("no", "yes")) for name in NAMES[:n])


def sentences(
    nodes: tuple[Variable, ...], *tables: ConditionalTable, hidden: frozenset[int] = frozenset()
) -> list[str]:
    with pytest.raises(InvalidInput) as raised:
        BayesianNetwork(nodes, tables, hidden)
    return [str(problem) for problem in raised.value.problems]


def test_arrows_follow_from_the_tables() -> None:
    lawn = sprinkler()
    assert lawn.dag.edges() == ((0, 1), (0, 2), (1, 3), (2, 3))
    assert lawn.names == ("C", "S", "R", "W")
    assert lawn.index("R") == 2


def test_hidden_variables_are_not_observed() -> None:
    lawn = sprinkler()
    assert lawn.observed == (0, 1, 2, 3)
    assert BayesianNetwork(lawn.variables, lawn.tables, frozenset({0, 2})).observed == (1, 3)


def test_a_missing_table() -> None:
    assert sentences(variables(3), ConditionalTable(1, (), COIN)) == [
        "A: it has no table. Every variable needs one.",
        "C: it has no table. Every variable needs one.",
    ]


def test_a_table_too_many() -> None:
    tables = [ConditionalTable(child, (), COIN) for child in (0, 1, 2)]
    assert sentences(variables(2), *tables) == ["there are 3 tables for 2 variables. Give each variable one table."]


def test_tables_out_of_order() -> None:
    assert sentences(variables(2), ConditionalTable(1, (), COIN), ConditionalTable(0, (), COIN)) == [
        "table 1 describes variable 2. Keep their order.",
        "table 2 describes variable 1. Keep their order.",
    ]


def test_parents_that_do_not_exist_or_come_twice() -> None:
    assert sentences(
        variables(3),
        ConditionalTable(0, (7,), COPY),
        ConditionalTable(1, (0, 0), np.array([COPY, COPY])),
        ConditionalTable(2, (-1,), COPY),
    ) == [
        "A: its table names a parent that does not exist.",
        "B: its table names a parent twice. Name each parent once.",
        "C: its table names a parent that does not exist.",
    ]


def test_arrows_that_close_a_circle() -> None:
    tables = [ConditionalTable(child, (parent,), COPY) for child, parent in ((0, 2), (1, 0), (2, 1))]
    (sentence,) = sentences(variables(3), *tables)
    assert sentence == "the arrows close a circle: A, B, C, A. Remove one of them."


def test_a_variable_that_is_its_own_cause() -> None:
    assert sentences(variables(1), ConditionalTable(0, (0,), COPY)) == [
        "the arrows close a circle: A, A. Remove one of them."
    ]


def test_a_hidden_variable_that_does_not_exist() -> None:
    assert sentences(variables(1), ConditionalTable(0, (), COIN), hidden=frozenset({4})) == [
        "variable number 4 is to be hidden and does not exist. There are 1 variables."
    ]


def test_all_faults_at_once() -> None:
    nodes = (Variable("A", ("no", "yes")), Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    tables = [
        ConditionalTable(0, (1,), COPY),
        ConditionalTable(1, (0,), COPY * 0.9),
        ConditionalTable(2, (), np.array([0.5, 0.4, 0.1])),
    ]
    told = sentences(nodes, *tables, hidden=frozenset({3}))
    assert len(told) == 6
    assert told[0].startswith('2 variables are called "A"')
    assert told[1].startswith("variable number 3 is to be hidden")
    assert told[2].startswith("table of A, row A = no: 0.9 and 0 add up to 0.9")
    assert told[4].startswith("table of B: it has shape (3,). It must have shape (2,)")
    assert told[5].startswith("the arrows close a circle")


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r'there is no variable "X"\. The variables are: C, S, R, W\.'):
        sprinkler().index("X")


def test_of_many_names_only_the_first_are_listed() -> None:
    many = network(**dict.fromkeys(NAMES, ("", COIN)))
    with pytest.raises(InvalidInput, match=r"The variables are: A, B, C, D, E, F, G, H, I, J, K, L, \.\.\.\.$"):
        many.index("Z")


def test_a_table_can_be_replaced_and_is_checked() -> None:
    lawn = sprinkler()
    changed = lawn.with_table(ConditionalTable(1, (), np.array([0.7, 0.3])))
    assert changed.dag.edges() == ((0, 2), (1, 3), (2, 3))
    assert lawn.dag.edges() == ((0, 1), (0, 2), (1, 3), (2, 3))
    with pytest.raises(InvalidInput, match="close a circle"):
        lawn.with_table(ConditionalTable(0, (3,), COPY))


def test_networks_are_compared_by_value() -> None:
    assert asia() == asia()
    assert hash(asia()) == hash(asia())
    assert sprinkler() != sprinkler().with_table(ConditionalTable(0, (), np.array([0.4, 0.6])))


def test_no_variables_at_all() -> None:
    assert BayesianNetwork((), ()).dag.n == 0
