"""DAGitty: model code as the browser and R write it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.files.dagitty import network_from_dagitty, network_to_dagitty
from engine.files.graph_text import MOST_EDGES, parse_graph
from engine.files.network_file import NetworkFile
from engine.networks.editing import with_hidden
from engine.problems import InvalidInput
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import unequal
from tests.engine.files.network_samples import DAGITTY_R, DAGITTY_WEB


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_dagitty(text)
    return str(caught.value)


def arrows(text: str) -> set[tuple[str, str]]:
    network = network_from_dagitty(text).network
    return {(network.names[parent], network.names[child]) for parent, child in network.dag.edges()}


def test_what_the_browser_writes() -> None:
    content = network_from_dagitty(DAGITTY_WEB)
    network = content.network
    cause = "U of Temp. and Ascites"
    assert network.names == ("Bird density", "CO2-level", "Ascites", "Temp.", "X", cause)
    assert arrows(DAGITTY_WEB) == {
        ("Bird density", "CO2-level"),
        ("CO2-level", "Ascites"),
        ("Temp.", "Ascites"),
        ("Temp.", "X"),
        (cause, "Temp."),
        (cause, "Ascites"),
    }
    assert {network.names[index] for index in network.hidden} == {"CO2-level", cause}
    assert dict(content.notes) == {"Ascites": "outcome", "Temp.": "exposure", "X": "adjusted"}
    assert all(table.probabilities.ravel().tolist() == [0.5] * table.probabilities.size for table in network.tables)
    assert content.losses[1] == f"What <-> joins got a hidden common cause: {cause}."


def test_places_of_a_drawing_of_width_one_are_drawn_apart() -> None:
    places = network_from_dagitty(DAGITTY_WEB).positions
    assert np.ptp([x for x, _ in places.values()]) > 2
    assert places["Bird density"][1] < places["CO2-level"][1]


@pytest.mark.parametrize(
    ("a", "b", "place"),
    [("0,0", "2,0", (1, -0.8)), ("2,0", "0,0", (1, -0.8)), ("0,0", "0,2", (0.8, 1)), ("0,2", "2,0", (0.434, 0.434))],
)
def test_a_cause_that_an_arrow_of_two_heads_hides_lies_above_the_middle(
    a: str, b: str, place: tuple[float, float]
) -> None:
    positions = network_from_dagitty(f'dag {{ A [pos="{a}"] B [pos="{b}"] A <-> B }}').positions
    assert positions["U of A and B"] == pytest.approx(place, abs=0.001)
    assert "U of A and B" not in network_from_dagitty('dag { A [pos="0,0"] B A <-> B }').positions


def test_chains_groups_and_short_words() -> None:
    content = network_from_dagitty(DAGITTY_R)
    assert arrows(DAGITTY_R) == {("x", "y"), ("z", "y"), ("w", "y"), ("u", "x"), ("u", "y")}
    assert dict(content.notes) == {"x": "exposure", "y": "outcome"}
    assert content.network.hidden == {content.network.index("u")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dag{A->B;B->C}", {("A", "B"), ("B", "C")}),
        ("dag { A -> {B C} -> D }", {("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")}),
        ('dag { "a \\"b\\"" -> a-b }', {('a "b"', "a-b")}),
        ("dag { A <- B <- C }", {("B", "A"), ("C", "B")}),
        ("dag G { A -> B A -> B }", {("A", "B")}),
        ('dag { bb="0,0,1,1" bb -> A }', {("bb", "A")}),
    ],
)
def test_ways_to_write_arrows(text: str, expected: set[tuple[str, str]]) -> None:
    assert arrows(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pdag { A -- B }", "line 1: this is a partially directed graph. A network is a graph that begins with dag."),
        ("dag {\nA -- B }", 'line 2, A -- B: it has no direction. Write "->" or "<-".'),
        ("dag {\nA @-> B }", "line 2, A @-> B: it has no direction."),
        ("dag { A -> A }", "A -> A: an arrow leads from a variable to itself. Remove it."),
        ("dag { A -> B -> C -> A }", "the arrows close a circle:"),
        ("dag { A -> B", "the text ends where"),
        ("dag { A -> }", '"}" stands where the name of a node should be.'),
        ("dag { A -> B } dag { }", "more follows behind the graph"),
        ("dag { }", "no variable is declared"),
        ('dag { "A -> B }', "cannot be read. Close every quotation mark"),
        ("dag" + "{" * 300, "braces are nested more than 50 deep"),
    ],
)
def test_a_fault_says_what_and_what_would_be_right(text: str, message: str) -> None:
    assert message in fault(text)


def test_too_many_edges_are_refused_before_they_are_made() -> None:
    group = "{" + " ".join(f"n{number}" for number in range(1000)) + "}"
    with pytest.raises(InvalidInput, match=f"more than {MOST_EDGES:,} edges"):
        parse_graph(f"dag {{ {group} -> {group} }}")


def test_what_is_written_is_what_dagitty_writes() -> None:
    content = NetworkFile(
        with_hidden(unequal(), 2, True),
        Positions({"A": (0, 0), "C": (1.5, -2), "B": (2, 0)}),
        Notes({"A": "exposure", "C": "outcome", "B": "about it"}),
    )
    assert network_to_dagitty(content).splitlines() == [
        "dag {",
        '"A" [exposure,pos="0.000,0.000"]',
        '"C" [outcome,pos="1.500,-2.000"]',
        '"B" [latent,pos="2.000,0.000"]',
        '"A" -> "C"',
        '"B" -> "C"',
        '"A" -> "B"',
        "}",
    ]
