"""Hidden causes on the Belief canvas: which are drawn, where, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.networks.layout import Point
from engine.posterior.hidden_causes import HiddenCause, hidden_causes
from engine.posterior.posterior import Posterior
from engine.sessions.placing import with_hidden
from gui.controls.numbers import arrow_probability, listed_words, plural, probability_in_words
from gui.drawing.graph import Graph
from gui.drawing.styles import HIDDEN_BELOW, EdgeState, NodeState


def with_hidden_causes(
    graph: Graph, names: Sequence[str], belief: Posterior, known: Mapping[str, Point] | None = None
) -> Graph:
    """Return a picture of belief with every hidden cause that is not too unlikely, and the arrows at it.

    Parameters
    ----------
    graph
        What is seen, and the arrows between it.
    names
        Names of what is seen, in the order of the nodes.
    belief
        Weights of the candidates.
    known
        Places of hidden variables by name, where they have one.
    """
    causes = hidden_causes(belief.space)
    called = causes.called(names)
    likely = [place for place, each in enumerate(causes.causes) if each.probability(belief.weights) >= HIDDEN_BELOW]
    node_of = {len(names) + place: len(names) + row for row, place in enumerate(likely)}
    node_of.update((node, node) for node in range(len(names)))
    all_names = [*names, *(called[place] for place in likely)]
    edges, joined = dict(graph.edges), [set[int]() for _ in likely]
    for (parent, child), chance in causes.arrow_probabilities(belief.weights).items():
        if parent in node_of and child in node_of:
            one, other = node_of[parent], node_of[child]
            edges[all_names[one], all_names[other]] = EdgeState("belief", chance)
            for row in (one - len(names), other - len(names)):
                if row >= 0:
                    joined[row] |= {one, other} - {row + len(names)}
    nodes = {called[place]: _node(called[place], causes.causes[place]) for place in likely}
    points = [graph.points[name] for name in names]
    own = [(known or {}).get(name) for name in nodes]
    placed = with_hidden(points, [sorted(ends) for ends in joined], own)
    return replace(
        graph,
        nodes={**graph.nodes, **nodes},
        edges=edges,
        points={**graph.points, **dict(zip(nodes, placed[len(names) :], strict=True))},
    )


def _node(name: str, cause: HiddenCause) -> NodeState:
    sizes = ["open" if size is None else str(size) for size in cause.sizes]
    # One that is of open size in all candidates is the usual one.
    note = f"{' or '.join(sizes)} states" if cause.sizes != (None,) else ""
    return NodeState(name, hidden=True, name_only=True, note=note)


def hidden_in_words(graph: Graph, name: str) -> str:
    """Return what a screen reader says of one hidden cause: "C: hidden cause of A and B, likely, 0.83."."""
    effects = {child: edge.probability or 0.0 for (parent, child), edge in graph.edges.items() if parent == name}
    note = graph.nodes[name].note
    chance = max(effects.values(), default=0.0)
    parts = [f"hidden cause of {listed_words(list(effects))}", *([note] if note else [])]
    return f"{name}: {', '.join(parts)}, {probability_in_words(chance)}, {arrow_probability(chance)}."


def n_hidden(graph: Graph) -> int:
    """Return how many hidden causes are drawn."""
    return sum(node.hidden for node in graph.nodes.values())


def n_unlikely(belief: Posterior) -> int:
    """Return how many hidden causes there are in the candidates that are too unlikely to be drawn."""
    causes = hidden_causes(belief.space).causes
    return sum(each.probability(belief.weights) < HIDDEN_BELOW for each in causes)


def hidden_sentence(drawn: int, unlikely: int) -> str:
    """Return how to read hidden causes; empty where there are none."""
    said = []
    if drawn:
        said.append("Dashed: never seen.")
    if unlikely:
        said.append(f"{plural(unlikely, 'hidden cause')} below {HIDDEN_BELOW:.2f} not drawn.")
    return " ".join(said)
