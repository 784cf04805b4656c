"""DSC: what MSBNx and R bnlearn write is read, and what cannot be read is named."""

from __future__ import annotations

import numpy as np
import pytest

from engine.files.dsc import network_from_dsc, network_to_dsc
from engine.files.network_file import NetworkFile
from engine.problems import InvalidInput
from tests.engine.files.network_contents import assert_same, by_names, unequal
from tests.engine.files.network_samples import DSC_BNLEARN, DSC_MSBN

BY_HAND = """belief network "unknown"
node A { type : discrete [ 2 ] = { "a0", "a1" }; }
node C { type : discrete [ 4 ] = { "c0", "c1", "c2", "c3" }; }
node B { type : discrete [ 3 ] = { "b0", "b1", "b2" }; }
probability ( A ) { 0.25, 0.75; }
probability ( C | A, B ) {
  (0, 0) : 0.05, 0.1, 0.15, 0.7;
  (0, 1) : 0.1, 0.15, 0.15, 0.6;
  (0, 2) : 0.15, 0.2, 0.15, 0.5;
  (1, 0) : 0.2, 0.25, 0.15, 0.4;
  (1, 1) : 0.25, 0.3, 0.15, 0.3;
  (1, 2) : 0.3, 0.35, 0.15, 0.2;
}
probability ( B | A ) { (1): 0.125, 0.25, 0.625; (0): 0.5, 0.25, 0.25; }
"""


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_dsc(text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert BY_HAND.count(old) == 1
    return BY_HAND.replace(old, new)


def test_rows_are_named_by_the_numbers_of_the_parents_states() -> None:
    assert_same(network_from_dsc(BY_HAND).network, unequal())


def test_rows_are_written_as_bnlearn_writes_them() -> None:
    written = network_to_dsc(NetworkFile(unequal())).replace(": ", " : ")
    for line in BY_HAND.splitlines():
        if line.startswith("  ("):
            assert line in written


def test_very_many_rows_are_written_without_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.files.dsc.MOST_LABELLED", 30)
    text = network_to_dsc(NetworkFile(unequal()))
    assert "(0, 1)" not in text
    assert_same(network_from_dsc(text).network, unequal())


def test_what_bnlearn_writes() -> None:
    network = network_from_dsc(DSC_BNLEARN).network
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.1, 0.2, 0.7], [0.01, 0.09, 0.9]])


def test_what_msbnx_writes() -> None:
    content = network_from_dsc(DSC_MSBN)
    network = content.network
    assert network.names == ("Alarm", "quake", "Thief")
    assert network.variables[0].states == ("A", "not {A}")
    assert content.title == "Burglary"
    assert dict(content.notes) == {"Alarm": "The alarm rings"}
    assert content.positions["Thief"] == pytest.approx((8, 9))
    parents, table = by_names(network)["Alarm"]
    assert parents == ("Thief", "quake")
    np.testing.assert_array_equal(table[..., 0], [[0.94, 0.95, 0.001], [0.001, 0.001, 0.29]])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("(0, 2)", "(0, 1)", "line 9, table of C: the row A = a0, B = b1 appears twice. Keep one."),
        (
            "  (0, 2) : 0.15, 0.2, 0.15, 0.5;\n",
            "",
            "line 6, table of C: there is no row for A = a0, B = b2. Give a row",
        ),
        ("(0, 2)", "(0, 3)", "line 9, table of C: (0, 3) does not name a row. Name it by the number of each parent's"),
        ("(0, 2)", "(0)", "(0) does not name a row"),
        ("0.5;\n", "0.4, 0.1;\n", "line 9, table of C: here are 5 numbers. It should have 4: one for each state of C."),
        ("0.5;\n", "0.6;\n", "table of C, row A = a0, B = b2: 0.15 and 0.2 and 0.15 and 0.6 add up to 1.1."),
        ("(0, 0)", "function: max; (0, 0)", "line 7, probability of C: its table is combined by a function of single"),
        ("[ 2 ]", "[ 3 ]", "line 2, node A: 3 states are announced and 2 are named. Make the two agree."),
        ("discrete [ 2 ]", "continuous [ 2 ]", "line 2, node A: its type is continuous. Only variables of type"),
        ("node B", "node A", "line 4, node A: it was declared in line 2 already. Keep one."),
        ("0.25, 0.75", "0.25, x", 'line 5, probability of A: "x" stands where numbers should be.'),
        ("belief network", "belief netwark", 'line 1: "belief" stands where a block should begin.'),
        ("0.25, 0.25; }\n", "", "the text ends where"),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(old: str, new: str, message: str) -> None:
    assert message in fault(changed(old, new))
