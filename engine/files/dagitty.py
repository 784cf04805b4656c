"""Graphs as DAGitty writes them, in the browser and in R: `dag { A [exposure,pos="0,1"] A -> B }`.

What DAGitty calls latent is a hidden variable here; exposure, outcome, adjusted and selected are kept as notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.files.graph_text import parse_graph
from engine.files.network_file import NetworkFile
from engine.files.node_places import in_grid_steps
from engine.files.properties import point_in
from engine.files.scanner import in_quotes
from engine.files.structure_file import network_from_edges, with_causes_placed
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes

ROLES = ("exposure", "outcome", "adjusted", "selected")
_LATENT = ("latent", "unobserved", "u")
_SHORT = {"e": "exposure", "o": "outcome", "a": "adjusted", "adjustednode": "adjusted", "s": "selected"}
_OTHERS = {
    "pdag": "a partially directed graph",
    "cpdag": "a partially directed graph",
    "mag": "an ancestral graph",
    "pag": "an ancestral graph",
    "graph": "a graph without directions",
}


def network_from_dagitty(text: str) -> NetworkFile:
    """Return the network of a text such as DAGitty shows as "model code"; its tables are made up.

    Raises
    ------
    InvalidInput
        When it cannot be read, is a graph of another kind, has edges without direction, or closes a circle.
    """
    graph = parse_graph(text)
    if graph.kind not in ("dag", "digraph"):
        kind = _OTHERS.get(graph.kind, f'of the kind "{graph.kind[:30]}"')
        raise InvalidInput(Problem(f"this is {kind}", "A network is a graph that begins with dag", line=1))
    hidden = frozenset(name for name, attributes in graph.nodes.items() if any(word in attributes for word in _LATENT))
    network, losses = network_from_edges(list(graph.nodes), graph.edges, hidden)
    places = {name: place for name, each in graph.nodes.items() if (place := point_in(each.get("pos", "")))}
    notes = {
        name: ", ".join(role for role in ROLES if role in attributes or _says(attributes, role))
        for name, attributes in graph.nodes.items()
    }
    positions = with_causes_placed(network, in_grid_steps(places, 1.0))
    return NetworkFile(network, positions, Notes(notes), graph.title, losses)


def _says(attributes: dict[str, str], role: str) -> bool:
    return any(_SHORT.get(word) == role for word in attributes)


def network_to_dagitty(content: NetworkFile) -> str:
    """Return the arrows of a network as DAGitty reads them, with places, hidden flags and what notes say of roles."""
    return "\n".join(_lines(content)) + "\n"


def roles_in(note: str) -> tuple[str, ...]:
    """Return the roles that a note consists of; () when it says anything else."""
    words = tuple(part.strip() for part in note.split(","))
    return words if all(word in ROLES for word in words) else ()


def _lines(content: NetworkFile) -> Iterator[str]:
    network = content.network
    yield f"dag {in_quotes(content.title)} {{" if content.title else "dag {"
    for index, name in enumerate(network.names):
        words = [*(["latent"] if index in network.hidden else []), *roles_in(content.notes.get(name, ""))]
        if name in content.positions:
            x, y = content.positions[name]
            words.append(f'pos="{x:.3f},{y:.3f}"')
        yield f"{in_quotes(name)} [{','.join(words)}]" if words else in_quotes(name)
    for parent, child in network.dag.edges():
        yield f"{in_quotes(network.names[parent])} -> {in_quotes(network.names[child])}"
    yield "}"
