"""What is pasted is recognised for what it is."""

from __future__ import annotations

import pytest

from engine.files.edge_list import network_from_edge_list
from engine.files.network_file import NetworkFile
from engine.files.network_files import parse_pasted
from engine.files.network_formats import FORMATS, TABLES, NetworkFormat
from engine.problems import InvalidInput
from tests.engine.files.network_contents import assert_same, unequal
from tests.engine.files.network_samples import DAGITTY_WEB, DOT_GRAPHVIZ, SAMPLES


def arrows(content: NetworkFile) -> set[tuple[str, str]]:
    names = content.network.names
    return {(names[parent], names[child]) for parent, child in content.network.dag.edges()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A -> B", {("A", "B")}),
        (
            "Ice cream -> Shorts\nSun -> Ice cream -> Happy",
            {("Ice cream", "Shorts"), ("Sun", "Ice cream"), ("Ice cream", "Happy")},
        ),
        ("A <- B; C → A, D --> A", {("B", "A"), ("C", "A"), ("D", "A")}),
        ("1. A => B\n- B -> C\n* C -> D", {("A", "B"), ("B", "C"), ("C", "D")}),
        ("# remarks\r\nA -> B // and more\r\n\r\n", {("A", "B")}),
        ('"a, b" -> "c -> d"', {("a, b", "c -> d")}),
        ("A -> B\nA -> B", {("A", "B")}),
        ("x-1 -> y_2.3", {("x-1", "y_2.3")}),
        ("graph -> B", {("graph", "B")}),
        ("<5 -> B", {("<5", "B")}),
    ],
)
def test_arrows_in_lines(text: str, expected: set[tuple[str, str]]) -> None:
    if text.startswith("<5"):
        assert arrows(network_from_edge_list(text)) == expected
    else:
        assert arrows(parse_pasted(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A][S][B|A:S]", {("A", "B"), ("S", "B")}),
        ('  "[asia][tub|asia]\n[x ray|tub:asia]" ', {("asia", "tub"), ("tub", "x ray"), ("asia", "x ray")}),
        ("[B|A][A]", {("A", "B")}),
    ],
)
def test_model_strings_of_bnlearn(text: str, expected: set[tuple[str, str]]) -> None:
    assert arrows(parse_pasted(text)) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[A|B]", 'table of A: "B" is not declared as a variable.'),
        ("[A|B][B|A]", "the arrows close a circle"),
        ("[A][A]", "variable A: it was declared already. Keep one."),
        ("[A][B|A:]", "[B|A:]: a name is missing"),
        ("[A][B|A|C]", "[B|A|C]: it has more than one bar"),
    ],
)
def test_what_is_wrong_with_a_model_string(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_pasted(text)
    assert message in str(caught.value)


def test_a_name_alone_is_a_variable_and_two_headed_arrows_hide_a_cause() -> None:
    network = parse_pasted("A <-> B\nC").network
    assert network.names == ("A", "B", "C", "U of A and B")
    assert network.hidden == {3}


@pytest.mark.parametrize(
    "text",
    [
        DAGITTY_WEB,
        f"g <- dagitty('{DAGITTY_WEB}')\nplot(g)",
        f'library(dagitty)\ndagitty::dagitty( "{DAGITTY_WEB.replace(chr(34), "")}" )'.replace("Bird density", "Bird"),
        f"\ufeff\n  // a remark\n{DAGITTY_WEB}",
    ],
)
def test_code_of_dagitty(text: str) -> None:
    assert "Ascites" in parse_pasted(text).network.names


def test_a_picture_of_graphviz() -> None:
    assert "sprinkler" in parse_pasted(DOT_GRAPHVIZ).network.names


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind.name != "UAI"], ids=lambda kind: kind.suffixes[0])
def test_the_text_of_any_file_that_says_what_it_is(kind: NetworkFormat) -> None:
    network = parse_pasted(kind.write(NetworkFile(unequal()))).network
    if TABLES in kind.keeps:
        assert_same(network, unequal())
    for sample in SAMPLES[kind.suffixes[0]]:
        assert parse_pasted(sample.replace("ISO-8859-1", "UTF-8")).network == kind.read(sample.encode()).network


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'there is no text to paste. Copy arrows like "A -> B" first.'),
        ("hello", "no network was recognised in the text. Paste text from DAGitty"),
        ("A -> ", 'line 1: "A ->" is not an arrow. Write it like "A -> B".'),
        ("A -> B\n-> C", 'line 2: "-> C" is not an arrow.'),
        ('"A -> B', '""A -> B" is not an arrow'),
        ("A -> B\nB -> A", "the arrows close a circle: A, B, A"),
        ("A -- B\nC -> D", "A -- B: it has no direction."),
        ("<html><p>A -> B</p></html>", "this is XML of another kind: <html>."),
        ("dag { A -> B", "the text ends where"),
        ("x" * 5_000_001, "the text has more than 5,000,000 characters"),
    ],
)
def test_what_cannot_be_pasted_is_said(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_pasted(text)
    assert message in str(caught.value)
