"""What the Belief canvas shows: a pure function of the session and of belief at the moment shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from engine.posterior.posterior import Posterior
from engine.sessions.placing import belief_positions
from engine.sessions.state import SessionState
from gui.controls.numbers import arrow_in_words
from gui.drawing.graph import Graph
from gui.drawing.styles import BEND, DOTTED_BELOW, HIDDEN_BELOW, EdgeState, NodeState


def belief_graph(state: SessionState, posterior: Posterior | None) -> Graph:
    """Return the variables that belief is about, with every arrow as strong as it is probable.

    Variables that belief is not about are left out: an empty place would look like a certainty.
    """
    names = state.belief_names
    nodes = {name: NodeState(name, name_only=True) for name in names}
    fits = posterior is not None and posterior.space == state.space
    edges = belief_edges(names, posterior.edge_probabilities) if posterior is not None and fits else {}
    return Graph(nodes, edges, dict(belief_positions(state)))


def belief_edges(names: Sequence[str], probabilities: npt.NDArray[np.float64]) -> dict[tuple[str, str], EdgeState]:
    """Return an arrow for both directions of every pair, also those too unlikely to be drawn.

    Parameters
    ----------
    names
        One a node.
    probabilities
        float64[n, n]; entry [i, j] is the probability of i -> j.
    """
    edges = {}
    for first, second in combinations(range(len(names)), 2):
        there, back = float(probabilities[first, second]), float(probabilities[second, first])
        bends = _bends(there, back)
        edges[names[first], names[second]] = EdgeState("belief", there, bends[0])
        edges[names[second], names[first]] = EdgeState("belief", back, bends[1])
    return edges


def n_missing(graph: Graph) -> int:
    """Return how many arrows are too unlikely to be drawn."""
    return sum(not edge.drawn() for edge in graph.edges.values())


def n_dotted(graph: Graph) -> int:
    """Return how many arrows are only dotted."""
    return sum(edge.drawn() and edge.dotted() for edge in graph.edges.values())


def belief_in_words(graph: Graph) -> str:
    """Return what a screen reader says of the whole picture: every arrow drawn, the likeliest first."""
    said = arrows_in_words(graph)
    return f"{len(graph.nodes)} variables: {', '.join(graph.nodes)}. {said}" if graph.nodes else said


def arrows_in_words(graph: Graph, name: str | None = None) -> str:
    """Return the arrows drawn, the likeliest first; only those at one node where a name is given."""
    arrows = [
        (edge.probability or 0.0, ends)
        for ends, edge in graph.edges.items()
        if edge.drawn() and (name is None or name in ends)
    ]
    if not arrows:
        return "No arrows." if name is None else "No arrows here."
    arrows.sort(key=lambda arrow: -arrow[0])
    return "; ".join(arrow_in_words(*ends, chance) for chance, ends in arrows) + "."


def _bends(there: float, back: float) -> tuple[float, float]:
    """Return how far the two arrows of a pair bend, so that neither covers the other."""
    if min(there, back) < HIDDEN_BELOW:
        return 0.0, 0.0
    if there >= DOTTED_BELOW > back:
        return 0.0, BEND
    if back >= DOTTED_BELOW > there:
        return BEND, 0.0
    return BEND, BEND
