"""XDSL: what GeNIe writes is read, gates are written out as tables, and what cannot be read is named."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from pgmpy.readwrite import XDSLReader, XDSLWriter, XMLBIFReader

from engine.files.network_file import NetworkFile
from engine.files.network_formats import read_xml
from engine.files.xdsl import network_to_xdsl
from engine.files.xmlbif import network_to_xmlbif
from engine.problems import InvalidInput
from tests.engine.files.network_contents import assert_same, assert_same_as_model, by_names, numbers, unequal
from tests.engine.files.network_samples import XDSL_GENIE


def states(letter: str, count: int) -> str:
    return "".join(f'<state id="{letter}{number}" />' for number in range(count))


BY_HAND = f"""<smile version="1.0" id="n"><nodes>
<cpt id="A">{states("a", 2)}<probabilities>0.25 0.75</probabilities></cpt>
<cpt id="B">{states("b", 3)}<parents>A</parents><probabilities>0.5 0.25 0.25 0.125 0.25 0.625</probabilities></cpt>
<cpt id="C">{states("c", 4)}<parents>A B</parents>
<probabilities>{numbers(unequal().tables[1].probabilities)}</probabilities></cpt>
</nodes></smile>"""


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_xml(text)
    return str(caught.value)


def test_the_last_parent_runs_faster_than_the_first_and_the_child_fastest() -> None:
    network = read_xml(BY_HAND).network
    assert_same(network, unequal())
    # With the order reversed the sum of each row would still be 1: this is what tells them apart.
    np.testing.assert_allclose(by_names(network)["C"][1][0, 1], [0.1, 0.15, 0.15, 0.6])


def test_pgmpy_reads_what_is_written() -> None:
    # It gives parents the states of their child, so only the numbers can be compared, in the order of the file.
    model = XDSLReader(string=network_to_xdsl(NetworkFile(unequal()))).get_model()
    table = model.get_cpds("C")
    assert table.variables == ["C", "A", "B"]
    np.testing.assert_allclose(np.moveaxis(table.values, 0, -1), unequal().tables[1].probabilities)
    assert set(model.edges()) == {("A", "B"), ("A", "C"), ("B", "C")}


def test_what_pgmpy_writes_is_read() -> None:
    model = XMLBIFReader(string=network_to_xmlbif(NetworkFile(unequal()))).get_model()
    assert_same_as_model(read_xml(ElementTree.tostring(XDSLWriter(model).root)).network, model)


def test_what_genie_writes() -> None:
    content = read_xml(XDSL_GENIE.encode("latin-1"))
    network = content.network
    assert network.names == ("Forecast", "wind", "Success", "Go", "Damage")
    assert content.title == "A venture"
    assert content.notes["Forecast"] == "Expert forecast\nWhat the expert says."
    assert "wind" not in content.notes
    assert content.positions["Success"] == pytest.approx((1.5, 3.3))
    assert content.positions["Go"] == pytest.approx((3.5, 3.3))
    parents, table = by_names(network)["Success"]
    assert parents == ("Forecast", "wind")
    np.testing.assert_array_equal(table[..., 0], [[0.9, 0.8], [0.7, 0.6], [0.5, 0.45]])
    assert content.losses == (
        "Noisy-MAX nodes were written out as tables: Damage.",
        "The nodes of submodels were put on one page.",
    )


def test_deterministic_nodes_become_tables_of_zeros_and_ones() -> None:
    parents, table = by_names(read_xml(XDSL_GENIE.encode()).network)["Go"]
    assert parents == ("wind", "Forecast")
    np.testing.assert_array_equal(table[..., 1], [[1, 1, 0], [1, 0, 0]])


def test_noisy_max_by_hand() -> None:
    # Strengths "1 0": the first column of each parent belongs to its second state, the other has no effect.
    parents, table = by_names(read_xml(XDSL_GENIE.encode()).network)["Damage"]
    assert parents == ("wind", "Success")
    # With neither cause, the leak alone.
    np.testing.assert_allclose(table[0, 0], [0.05, 0.05, 0.9])
    # Strong wind: None needs both to be None, at most Low both at most Low: 0.5 * 0.9 and 0.8 * 0.95.
    np.testing.assert_allclose(table[1, 0], [1 - 0.8 * 0.95, 0.8 * 0.95 - 0.5 * 0.9, 0.5 * 0.9])
    # Both: 0.5 * 0.7 * 0.9 and 0.8 * 0.9 * 0.95.
    np.testing.assert_allclose(table[1, 1], [1 - 0.8 * 0.9 * 0.95, 0.8 * 0.9 * 0.95 - 0.5 * 0.7 * 0.9, 0.315])


def test_noisy_or_is_a_noisy_max_of_two_states() -> None:
    text = f"""<smile id="n"><nodes>
    <cpt id="A">{states("a", 2)}<probabilities>0.5 0.5</probabilities></cpt>
    <cpt id="B">{states("b", 2)}<probabilities>0.5 0.5</probabilities></cpt>
    <noisymax id="C">{states("c", 2)}<parents>A B</parents><strengths>0 1 0 1</strengths>
    <parameters>0.8 0.2 0 1 0.6 0.4 0 1 0.1 0.9</parameters></noisymax></nodes></smile>"""
    table = read_xml(text).network.tables[2].probabilities
    np.testing.assert_allclose(table[..., 1], [[0.2 * 0.4 * 0.9, 0.2 * 0.9], [0.4 * 0.9, 0.9]])
    assert read_xml(text.replace("<strengths>0 1 0 1</strengths>", "")).network.tables[
        2
    ].probabilities == pytest.approx(table)
    # The columns may also stand in the order of the states, which the one without effect tells.
    other = text.replace("0 1 0 1<", "1 0 0 1<").replace("0.8 0.2 0 1 ", "0 1 0.8 0.2 ")
    turned = read_xml(other).network.tables[2].probabilities
    np.testing.assert_allclose(turned[..., 1], [[0.4 * 0.9, 0.9], [0.2 * 0.4 * 0.9, 0.2 * 0.9]])
    assert "no state of A is without effect in its noisy-MAX gate" in fault(
        text.replace("0.8 0.2 0 1", "0.8 0.2 0.1 0.9")
    )
    assert "here are 9 parameters of its noisy-MAX gate" in fault(text.replace("0.1 0.9<", "0.1<"))
    assert "do not number the states of each parent" in fault(text.replace("0 1 0 1<", "0 1 1 1<"))


def test_pyagrum_has_the_first_parent_run_fastest_and_is_read_so() -> None:
    # Its own reader agrees with it, and with nobody else.
    table = unequal().tables[1].probabilities
    theirs = BY_HAND.replace(numbers(table), numbers(table.transpose(1, 0, 2))).replace(
        "</smile>", '<extensions><genie version="1.0" app="aGrUM 3.3.1" name="n" /></extensions></smile>'
    )
    parents, cells = by_names(read_xml(theirs).network)["C"]
    assert parents == ("B", "A")
    np.testing.assert_array_equal(cells, table.transpose(1, 0, 2))


def test_what_is_said_of_later_times_is_left_out_and_told() -> None:
    later = '<dynamic numslices="5"><cpt id="A" order="1"><probabilities>0 1</probabilities></cpt></dynamic>'
    content = read_xml(BY_HAND.replace("</nodes>", f"</nodes>{later}"))
    assert_same(content.network, unequal())
    assert "later points in time" in content.losses[0]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("decision", "node B: it is a decision: this program reads chance nodes only."),
        ("utility", "node B: it is a utility: this program reads chance nodes only."),
        ("equation", "node B: it is an equation: this program reads variables with states only."),
        ("noisyadder", "it is a noisy adder: in GeNIe, change its type to a general chance node first."),
        ("riddle", "it is of the kind riddle, which this program does not read."),
    ],
)
def test_nodes_of_other_kinds_are_refused_by_name(tag: str, message: str) -> None:
    text = BY_HAND.replace('<cpt id="B">', f'<{tag} id="B">').replace(
        "0.625</probabilities></cpt>", f"0.625</probabilities></{tag}>"
    )
    assert message in fault(text)


def test_a_resulting_state_that_there_is_not() -> None:
    assert '"Fly" is not one of its states. Its states are: Stay, Leave.' in fault(
        XDSL_GENIE.replace("Stay Stay<", "Stay Fly<")
    )
    assert "here are 5 resulting states. There are 6 combinations" in fault(XDSL_GENIE.replace("Stay Stay<", "Stay<"))
