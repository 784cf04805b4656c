"""UAI: numbers in the order of the competitions, and clear words for files that are none."""

from __future__ import annotations

import numpy as np
import pytest
from pgmpy.factors.discrete import TabularCPD
from pgmpy.models import DiscreteBayesianNetwork
from pgmpy.readwrite import UAIReader, UAIWriter

from engine.files.network_file import NetworkFile
from engine.files.uai import NAMES_MADE_UP, network_from_uai, network_to_uai
from engine.problems import InvalidInput
from tests.engine.files.network_contents import numbers, unequal
from tests.engine.files.network_samples import UAI_PLAIN


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_uai(text)
    return str(caught.value)


def test_the_child_stands_last_and_runs_fastest_the_first_parent_slowest() -> None:
    content = network_from_uai(UAI_PLAIN)
    assert content.network.names == ("X0", "X1", "X2")
    assert content.losses == (NAMES_MADE_UP,)
    for ours, meant in zip(content.network.tables, unequal().tables, strict=True):
        assert ours.parents == meant.parents
        np.testing.assert_allclose(ours.probabilities, meant.probabilities)


def test_the_example_of_the_competitions() -> None:
    text = "BAYES 3 2 2 3 3  1 0  2 0 1  2 1 2  2 .436 .564  4 .128 .872 .920 .080  6 .210 .333 .457 .811 .000 .189"
    network = network_from_uai(text).network
    assert network.dag.edges() == ((0, 1), (1, 2))
    np.testing.assert_array_equal(network.tables[2].probabilities, [[0.21, 0.333, 0.457], [0.811, 0, 0.189]])


def test_pgmpy_reads_the_same_numbers_of_the_same_variables() -> None:
    reader = UAIReader(string=network_to_uai(NetworkFile(unequal())))
    assert reader.domain == {"var_0": "2", "var_1": "4", "var_2": "3"}
    assert reader.edges == {("var_0", "var_1"), ("var_2", "var_1"), ("var_0", "var_2")}
    for (child, values), table in zip(reader.tables, unequal().tables, strict=True):
        assert child == f"var_{table.child}"
        np.testing.assert_array_equal([float(value) for value in values], table.probabilities.ravel())


def test_pgmpy_has_the_child_run_slowest_and_is_read_so() -> None:
    model = DiscreteBayesianNetwork([("var_0", "var_1")])
    model.add_cpds(
        TabularCPD("var_0", 2, [[0.25], [0.75]]),
        TabularCPD("var_1", 2, [[0.9, 0.3], [0.1, 0.7]], ["var_0"], [2]),
    )
    content = network_from_uai(str(UAIWriter(model)))
    np.testing.assert_allclose(content.network.tables[1].probabilities, [[0.9, 0.1], [0.3, 0.7]])
    assert "states of the child running slowest" in content.losses[-1]


def test_tables_may_stand_in_another_order_than_the_variables() -> None:
    text = "BAYES 2  2 3  2  2 0 1  1 0   6  .1 .2 .7 .3 .3 .4   2  .5 .5"
    network = network_from_uai(text).network
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]])


def test_pyagrum_names_each_table_and_has_the_first_parent_run_fastest() -> None:
    table = unequal().tables[1].probabilities
    theirs = UAI_PLAIN.replace("\n1 0\n3 0 2 1\n2 0 2\n", "\n1 0  # A\n3 0 2 1  # C\n2 0 2  # B\n")
    before, after = theirs.split("24\n")
    theirs = f"{before}24\n{numbers(table.transpose(1, 0, 2))}\n{after[after.index('6' + chr(10)) :]}"
    ours = network_from_uai(theirs)
    assert ours.network.tables[1].parents == (2, 0)
    np.testing.assert_array_equal(ours.network.tables[1].probabilities, table.transpose(1, 0, 2))
    assert "first parent running fastest" in ours.losses[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MARKOV\n1\n2\n1\n1 0\n2\n.5 .5", "line 1: this is a Markov network, which has no arrows. Choose a file that"),
        ("hello", 'line 1: "HELLO" stands where BAYES should be.'),
        (UAI_PLAIN[:60], "the text ends where the numbers of a table should be. The file seems to be cut short"),
        (UAI_PLAIN + "\n1 0 1", "line 20: more follows behind the last table. Evidence belongs in a file of its own."),
        ("BAYES 1 2 2 1 0 1 0", "there is not one table for each variable. Give 1."),
        ("BAYES 1 2 1 1 5", "the number of a variable is 5. It may be up to 0 here."),
        ("BAYES 1 99999999999 1", "the number of states of X0 is 99999999999. It may be up to 1,000,000 here."),
        ("BAYES 2 2 2 2 1 0 1 0 2 .5 .5 2 .5 .5", "table of X0: it appears twice. Keep one of the two."),
        ("BAYES 1 2 1 1 0 2 .5 .6", "table of X0: .5 and .6 add up to 1.1."),
        ("BAYES x", '"x" stands where the number of variables should be. Write a whole number.'),
        ("BAYES 1 2 1 0 2 .5 .5", "a table has no variables"),
    ],
)
def test_a_fault_says_what_and_what_would_be_right(text: str, message: str) -> None:
    assert message in fault(text)
