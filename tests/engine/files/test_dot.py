"""DOT: pictures of Graphviz become networks."""

from __future__ import annotations

import pytest

from engine.files.dot import network_from_dot, network_to_dot
from engine.files.network_file import NetworkFile
from engine.problems import InvalidInput
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import unequal
from tests.engine.files.network_samples import DOT_GRAPHVIZ


def test_what_graphviz_takes() -> None:
    content = network_from_dot(DOT_GRAPHVIZ)
    network = content.network
    assert network.names == ("Cloudy sky", "rain", "sprinkler", "wet", "slippery")
    assert {(network.names[parent], network.names[child]) for parent, child in network.dag.edges()} == {
        ("Cloudy sky", "rain"),
        ("Cloudy sky", "sprinkler"),
        ("rain", "wet"),
        ("sprinkler", "wet"),
        ("wet", "slippery"),
    }
    assert content.title == 'Lawn "A"'
    # Points, 72 of them a step, growing upwards.
    assert content.positions["rain"] == pytest.approx((99 / 72, -90 / 72))
    assert content.notes["rain"] == "<<b>Rain</b>>"


def test_places_with_an_exclamation_mark_are_in_inches() -> None:
    places = network_from_dot('digraph { a [pos="1,2!"]; b [pos="2,2!"] }').positions
    assert dict(places) == {"a": (1, -2), "b": (2, -2)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("graph { a -- b }", 'this is a graph of the kind "graph". A network is a graph that begins with digraph.'),
        ("digraph { a -> b; b -> a }", "the arrows close a circle: a, b, a. Remove one of them."),
        ("digraph { a -- b }", "a -- b: it has no direction."),
        ("digraph { a [label=] }", '"]" stands where the value of label should be.'),
        ("digraph { node a }", '"a" stands where "[" behind "node" should be.'),
        ("digraph { a < b }", '"<" cannot be read.'),
    ],
)
def test_a_fault_says_what_and_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        network_from_dot(text)
    assert message in str(caught.value)


def test_what_is_written() -> None:
    content = NetworkFile(unequal(), Positions({"A": (0.5, 1)}), Notes({"A": 'say "a"'}), "T")
    assert network_to_dot(content).splitlines()[:3] == [
        'digraph "T" {',
        '  "A" [pos="0.5,-1!", tooltip="say \\"a\\""];',
        '  "C";',
    ]
