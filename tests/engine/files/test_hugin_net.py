"""NET: what Hugin and others write is read, and what cannot be read is named."""

from __future__ import annotations

import numpy as np
import pytest
from pgmpy.readwrite import NETReader

from engine.files.hugin_net import network_from_net, network_to_net
from engine.files.network_file import NetworkFile
from engine.problems import InvalidInput
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import assert_same, assert_same_as_model, by_names, unequal
from tests.engine.files.network_samples import NET_BNLEARN, NET_CLASS, NET_HUGIN

BY_HAND = """net {}
node A { states = ("a0" "a1"); }
node C { states = ("c0" "c1" "c2" "c3"); }
node B { states = ("b0" "b1" "b2"); }
potential (A) { data = (0.25 0.75); }
potential (C | A B) { data =
 (((0.05 0.1 0.15 0.7)(0.1 0.15 0.15 0.6)(0.15 0.2 0.15 0.5))
  ((0.2 0.25 0.15 0.4)(0.25 0.3 0.15 0.3)(0.3 0.35 0.15 0.2))); }
potential (B | A) { data = ((0.5 0.25 0.25)(0.125 0.25 0.625)); }
"""


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_net(text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert BY_HAND.count(old) == 1
    return BY_HAND.replace(old, new)


def test_the_last_parent_runs_faster_than_the_first_and_the_child_fastest() -> None:
    assert_same(network_from_net(BY_HAND).network, unequal())


def test_pgmpy_reads_it_alike() -> None:
    assert_same_as_model(network_from_net(NET_BNLEARN).network, NETReader(string=NET_BNLEARN).get_model())
    written = network_to_net(NetworkFile(unequal()))
    assert_same_as_model(unequal(), NETReader(string=written).get_model())


def test_what_hugin_writes() -> None:
    content = network_from_net(NET_HUGIN)
    network = content.network
    assert network.names == ('Visit to "Asia"?', "Tub", "Dose")
    assert network.variables[1].states == ("yes", "no", "don't know")
    assert network.variables[2].states == ("0 to 1", "1 to 2.5", "2.5 to infinity")
    assert content.title == "Chest clinic"
    assert content.notes['Visit to "Asia"?'] == "Within the last three years."
    # In Hugin y grows upwards.
    assert dict(content.positions) == {'Visit to "Asia"?': (3, 1), "Tub": (3, 2)}
    parents, table = by_names(network)["Tub"]
    assert parents == ('Visit to "Asia"?', "Dose")
    np.testing.assert_allclose(table[0, :, 0], [0.05, 0.1, 0.15])
    np.testing.assert_allclose(table[1, :, 0], [0.01, 0.02, 0.03])


def test_a_class_of_version_6() -> None:
    network = network_from_net(NET_CLASS).network
    assert network.names == ("Rain", "Wet")
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.9, 0.1], [0.2, 0.8]])


def test_missing_numbers_are_made_up_and_told() -> None:
    content = network_from_net(changed("data = (0.25 0.75);", ""))
    np.testing.assert_array_equal(content.network.tables[0].probabilities, [0.5, 0.5])
    assert content.losses == ("No numbers are given for A: all its states are alike.",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("node A", "continuous node A", "line 2, node A: it is continuous: this program reads variables with states"),
        ("node A", "decision A", "line 2, node A: it is a decision: this program reads chance nodes only."),
        ("node A", "utility A", "line 2, node A: it is a utility"),
        ("net {}", "class X { instance I : Y (a = b); }", "it is an instance of another class"),
        ("data = (0.25 0.75)", "model_data = (Normal)", "potential of A: its table is given by a formula only."),
        ("| A B", "A B", "line 6, potential of C: it describes 3 variables. Write: potential ( A | B C )."),
        ("(0.25 0.75)", "(0.25 0.75", "line 5, potential of A: a parenthesis is opened and never closed. Close it."),
        ("(0.25 0.75)", "0.25 0.75)", "a parenthesis is closed that was never opened"),
        ("(0.25 0.75);", "(0.25 0.75;", "a parenthesis is opened and never closed"),
        ("node B", "node A", "line 4, node A: it was declared in line 2 already. Keep one."),
        ("net {}", "nett {}", 'line 1: "nett" stands where a block should begin.'),
        ("0.625)); }", "0.625", "the text ends where"),
        ('"a1"', '"a1', "cannot be read. Close every quotation mark and every comment."),
        ("0.25 0.75", "0.25 0.7x", 'line 5, table of A: "0.7x" is not a number.'),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(old: str, new: str, message: str) -> None:
    assert message in fault(changed(old, new))


def test_places_are_kept_to_a_hundredth_of_a_step() -> None:
    content = NetworkFile(unequal(), Positions({"A": (0.123, -1.5), "B": (1.2, 0)}))
    again = network_from_net(network_to_net(content)).positions
    assert again["A"] == pytest.approx((0.12, -1.5))
    assert again["B"] == pytest.approx((1.2, 0))
