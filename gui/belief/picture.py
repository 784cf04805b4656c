"""What the Belief canvas shows: a pure function of the session and of belief at the moment shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import ENUMERABLE
from engine.networks.layout import Point
from engine.posterior.digest import Digest
from engine.posterior.posterior import Posterior
from engine.sessions.placing import belief_positions, named_hidden_positions
from engine.sessions.state import SessionState
from gui.belief.hidden import hidden_in_words, with_hidden_causes
from gui.controls.numbers import arrow_in_words
from gui.drawing.graph import Graph
from gui.drawing.styles import BEND, DOTTED_BELOW, HIDDEN_BELOW, EdgeState, NodeState

FloatArray = npt.NDArray[np.float64]
# Among more variables than this nodes are small.
MANY_NODES = 6
ARROWS_A_NODE = 3
BOUNDS = (HIDDEN_BELOW, 0.02, DOTTED_BELOW, 0.1, 0.2, 0.3, 0.4, 0.5)
NEVER = 2.0
# The numbers of fainter arrows would hide the others.
LABELLED_FROM = 0.1


def belief_graph(
    state: SessionState, belief: Posterior | Digest | None, places: Mapping[str, Point] | None = None
) -> Graph:
    """Return the variables that belief is about, with every arrow as strong as it is probable.

    Variables that belief is not about are left out: an empty place would look like a certainty. Among many
    variables only the likelier arrows are there: see `drawn_from`. Nodes lie at `places`, or where the session says.
    """
    names = state.belief_names
    points = dict(belief_positions(state) if places is None else places)
    many = len(names) > MANY_NODES
    nodes = {name: NodeState(name, name_only=True, compact=many) for name in names}
    edges: dict[tuple[str, str], EdgeState] = {}
    if belief is not None and belief.space == state.space:
        edges = belief_edges(names, belief.edge_probabilities)
        least = drawn_from(belief.edge_probabilities)
        if len(names) > ENUMERABLE:
            edges = {ends: _one_of_many(edge) for ends, edge in edges.items() if (edge.probability or 0.0) >= least}
    graph = Graph(nodes, edges, points)
    if isinstance(belief, Posterior) and belief.space == state.space and belief.space.has_hidden:
        return with_hidden_causes(graph, names, belief, named_hidden_positions(state))
    return graph


def drawn_from(probabilities: FloatArray) -> float:
    """Return how probable an arrow must be to be drawn.

    Up to five variables 0.01 is enough. Among more the least of a few round bounds is taken that leaves no more
    than three arrows a variable; where all are equally likely, which says nothing, none is drawn.

    Parameters
    ----------
    probabilities
        float64[n, n]; entry [i, j] is the probability of i -> j.
    """
    n = len(probabilities)
    if n <= ENUMERABLE:
        return HIDDEN_BELOW
    if even_share(probabilities) is not None:
        return NEVER
    fitting = (bound for bound in BOUNDS if np.count_nonzero(probabilities >= bound) <= ARROWS_A_NODE * n)
    return next(fitting, BOUNDS[-1])


def even_share(probabilities: FloatArray) -> float | None:
    """Return the probability that all arrows share among more than five variables; None where they differ."""
    n = len(probabilities)
    apart = probabilities[~np.eye(n, dtype=bool)]
    if n <= ENUMERABLE or np.ptp(apart) > 1e-6:
        return None
    return float(apart[0])


def belief_edges(names: Sequence[str], probabilities: FloatArray) -> dict[tuple[str, str], EdgeState]:
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
    """Return how many arrows there could be between what is seen that are too unlikely to be drawn."""
    seen = [name for name, node in graph.nodes.items() if not node.hidden]
    drawn = sum(edge.drawn() for ends, edge in graph.edges.items() if set(ends) <= set(seen))
    return len(seen) * (len(seen) - 1) - drawn


def n_dotted(graph: Graph) -> int:
    """Return how many arrows are only dotted."""
    return sum(edge.drawn() and edge.dotted() for edge in graph.edges.values())


def belief_in_words(graph: Graph) -> str:
    """Return what a screen reader says of the whole picture: every arrow drawn, the likeliest first."""
    said = arrows_in_words(graph)
    seen = [name for name, node in graph.nodes.items() if not node.hidden]
    causes = [hidden_in_words(graph, name) for name, node in graph.nodes.items() if node.hidden]
    return " ".join([f"{len(seen)} variables: {', '.join(seen)}.", *causes, said]) if seen else said


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


def _one_of_many(edge: EdgeState) -> EdgeState:
    return replace(edge, quiet=(edge.probability or 0.0) < LABELLED_FROM, slim=True)


def _bends(there: float, back: float) -> tuple[float, float]:
    """Return how far the two arrows of a pair bend, so that neither covers the other."""
    if min(there, back) < HIDDEN_BELOW:
        return 0.0, 0.0
    if there >= DOTTED_BELOW > back:
        return 0.0, BEND
    if back >= DOTTED_BELOW > there:
        return BEND, 0.0
    return BEND, BEND
