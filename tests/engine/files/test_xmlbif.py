"""XMLBIF: tables in the order that others have, variants of the format, and faults with their lines."""

from __future__ import annotations

import numpy as np
import pytest
from pgmpy.readwrite import XMLBIFReader, XMLBIFWriter

from engine.files.network_file import NetworkFile
from engine.files.network_formats import read_xml
from engine.files.xmlbif import network_to_xmlbif
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput
from tests.engine.files.network_contents import assert_same, assert_same_as_model, numbers, unequal
from tests.engine.files.network_samples import XMLBIF_02, XMLBIF_JAVABAYES

SMALL = network_to_xmlbif(NetworkFile(unequal()))


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_xml(text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def test_the_last_parent_runs_faster_than_the_first_and_the_child_fastest() -> None:
    text = f"""<BIF VERSION="0.3"><NETWORK><NAME>n</NAME>
    <VARIABLE TYPE="nature"><NAME>A</NAME><OUTCOME>a0</OUTCOME><OUTCOME>a1</OUTCOME></VARIABLE>
    <VARIABLE TYPE="nature"><NAME>C</NAME>{"".join(f"<OUTCOME>c{k}</OUTCOME>" for k in range(4))}</VARIABLE>
    <VARIABLE TYPE="nature"><NAME>B</NAME>{"".join(f"<OUTCOME>b{k}</OUTCOME>" for k in range(3))}</VARIABLE>
    <DEFINITION><FOR>A</FOR><TABLE>0.25 0.75</TABLE></DEFINITION>
    <DEFINITION><FOR>C</FOR><GIVEN>A</GIVEN><GIVEN>B</GIVEN>
    <TABLE>{numbers(unequal().tables[1].probabilities)}</TABLE></DEFINITION>
    <DEFINITION><FOR>B</FOR><GIVEN>A</GIVEN><TABLE>0.5 0.25 0.25 0.125 0.25 0.625</TABLE></DEFINITION>
    </NETWORK></BIF>"""
    network = read_xml(text).network
    assert_same(network, unequal())
    assert_same_as_model(network, XMLBIFReader(string=text).get_model())


def test_pgmpy_reads_what_is_written_and_is_read_as_it_writes() -> None:
    model = XMLBIFReader(string=SMALL).get_model()
    assert_same_as_model(unequal(), model)
    assert_same_as_model(read_xml(XMLBIFWriter(model).__str__()).network, model)


def test_what_javabayes_writes() -> None:
    content = read_xml(XMLBIF_JAVABAYES.encode())
    network = content.network
    assert network.names == ("bowel-problem", "dog out", "family-out")
    assert network.variables[1].states == ("yes", "no & never")
    assert content.title == "Dog-Problem"
    table = network.tables[1]
    assert table.parents == (0, 2)
    np.testing.assert_array_equal(table.probabilities[..., 0], [[0.99, 0.97, 0.9], [0.3, 0.2, 0.1]])
    assert content.positions["dog out"] == pytest.approx((1.55, 1.65))


def test_the_older_version_with_values_and_probabilities() -> None:
    network = read_xml(XMLBIF_02).network
    assert network.variables[0].states == ("off", "on")
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.1, 0.9], [0.4, 0.6]])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<GIVEN>B</GIVEN>", "<GIVEN>D</GIVEN>", 'line 29, table of C: "D" is not declared as a variable.'),
        ("0.25 0.75", "0.25 0.85", "line 23, table of A: 0.25 and 0.85 add up to 1.1."),
        ("0.25 0.75", "0.25 0.25 0.5", "line 23, table of A: here are 3 numbers. It should have 2: 2 states of A."),
        ("0.25 0.75", "0.25 three", 'line 23, table of A: "three" is not a number.'),
        ("0.25 0.75", "-0.25 1.25", "line 23, table of A: -0.25 is no probability."),
        ("<NAME>B</NAME>", "<NAME>A</NAME>", "line 17, variable A: it was declared in line 5 already."),
        ("<OUTCOME>a1</OUTCOME>", "<OUTCOME>a0</OUTCOME>", 'line 5, variable A: the state "a0" appears 2 times.'),
        ("0.05 0.1 ", "0.06 0.1 ", "table of C, row A = a0, B = b0: 0.06 and 0.1 and 0.15 and 0.7 add up to 1.01."),
        ("</BIF>", "", "this is not sound XML: no element found."),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(old: str, new: str, message: str) -> None:
    assert message in fault(changed(old, new))


def test_decisions_are_refused_by_their_name() -> None:
    text = SMALL.replace('TYPE="nature"', 'TYPE="decision"', 1)
    assert "variable A: its type is decision. This program reads chance nodes only." in fault(text)


def test_a_circle_is_named() -> None:
    text = changed("<FOR>A</FOR>", "<FOR>A</FOR><GIVEN>B</GIVEN>").replace("0.25 0.75", "1 0 1 0 1 0")
    assert "table of B: the arrows close a circle: A, B, A. Remove one of them." in fault(text)


def test_a_table_beyond_memory_is_refused_by_its_size() -> None:
    names = [f"v{number}" for number in range(25)]
    variables = "".join(f"<VARIABLE><NAME>{n}</NAME><VALUE>0</VALUE><VALUE>1</VALUE></VARIABLE>" for n in names)
    given = "".join(f"<GIVEN>{name}</GIVEN>" for name in names[:-1])
    tables = "".join(f"<DEFINITION><FOR>{name}</FOR><TABLE>0 1</TABLE></DEFINITION>" for name in names[:-1])
    last = f"<DEFINITION><FOR>v24</FOR>{given}<TABLE>0 1</TABLE></DEFINITION>"
    assert fault(f"<BIF><NETWORK>{variables}{tables}{last}</NETWORK></BIF>") == (
        "line 1, table of v24: the table would have 33,554,432 numbers. This program reads tables of up to 1,000,000."
    )


def test_rounded_rows_are_made_to_sum_to_one() -> None:
    network: BayesianNetwork = read_xml(changed("0.5 0.25 0.25", "0.333 0.333 0.333")).network
    np.testing.assert_allclose(network.tables[2].probabilities[0], [1 / 3] * 3, rtol=1e-12)
