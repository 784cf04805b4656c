"""Graphs in DOT, the language of Graphviz: arrows, places and notes; tables are made up."""

from __future__ import annotations

from collections.abc import Iterator

from engine.files.graph_text import parse_graph
from engine.files.network_file import NetworkFile
from engine.files.node_places import in_grid_steps
from engine.files.properties import HIDDEN, point_in, title_in
from engine.files.scanner import in_quotes
from engine.files.structure_file import network_from_edges
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes

POINTS_A_STEP = 72.0


def network_from_dot(text: str) -> NetworkFile:
    """Return the network of a graph in DOT.

    Raises
    ------
    InvalidInput
        When it cannot be read, is a graph without directions, or closes a circle.
    """
    graph = parse_graph(text)
    if graph.kind != "digraph":
        what = f'this is a graph of the kind "{graph.kind[:30]}"'
        raise InvalidInput(Problem(what, "A network is a graph that begins with digraph", line=1))
    hidden = frozenset(name for name, attributes in graph.nodes.items() if attributes.get(HIDDEN, "") == "true")
    network, losses = network_from_edges(list(graph.nodes), graph.edges, hidden)
    places = {name: place for name, each in graph.nodes.items() if (place := _place(each.get("pos", "")))}
    notes = {name: _note(name, attributes) for name, attributes in graph.nodes.items()}
    return NetworkFile(
        network,
        in_grid_steps(places, POINTS_A_STEP, upwards=True),
        Notes(notes),
        title_in(graph.title),
        losses,
    )


def _place(text: str) -> tuple[float, float] | None:
    """Return a place in points; with an exclamation mark it is pinned and in inches."""
    place = point_in(text.rstrip("!"))
    if place is None or not text.endswith("!"):
        return place
    return place[0] * POINTS_A_STEP, place[1] * POINTS_A_STEP


def _note(name: str, attributes: dict[str, str]) -> str:
    texts = (attributes.get(key, "") for key in ("tooltip", "comment", "xlabel", "label"))
    return next((text for text in texts if text.strip() and text != name and text not in ("\\N", "N")), "")


def network_to_dot(content: NetworkFile) -> str:
    """Return the arrows of a network in DOT, with places for neato, notes as tooltips, and hidden nodes dashed."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: NetworkFile) -> Iterator[str]:
    network = content.network
    yield f"digraph {in_quotes(content.title)} {{" if content.title else "digraph {"
    for index, name in enumerate(network.names):
        words = [f'{HIDDEN}="true", style="dashed"'] if index in network.hidden else []
        if name in content.positions:
            x, y = content.positions[name]
            words.append(f'pos="{x:.4g},{-y:.4g}!"')
        if name in content.notes:
            words.append(f"tooltip={in_quotes(content.notes[name])}")
        yield f"  {in_quotes(name)} [{', '.join(words)}];" if words else f"  {in_quotes(name)};"
    for parent, child in network.dag.edges():
        yield f"  {in_quotes(network.names[parent])} -> {in_quotes(network.names[child])};"
    yield "}"
