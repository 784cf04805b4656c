"""What the Belief canvas shows while look-alikes are one: plain lines where no data so far can show the way."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import numpy.typing as npt

from engine.networks.layout import Point
from engine.posterior.hidden_causes import hidden_causes
from engine.posterior.posterior import Posterior
from engine.questions.class_view import ClassView
from engine.sessions.placing import named_hidden_positions, with_hidden
from engine.sessions.state import SessionState
from gui.belief.picture import LABELLED_FROM, MANY_NODES
from gui.controls.numbers import arrow_in_words, line_in_words, listed_words
from gui.drawing.graph import Graph
from gui.drawing.styles import BEND, HIDDEN_BELOW, EdgeState, NodeState

FloatArray = npt.NDArray[np.float64]
Drawn = dict[tuple[str, str], EdgeState]


def class_graph(
    state: SessionState, view: ClassView, places: Mapping[str, Point], belief: Posterior | None = None
) -> Graph:
    """Return the variables, with every link of the classes as strong as it is probable.

    Parameters
    ----------
    state
        Names of the variables.
    view
        The classes.
    places
        Where nodes lie, in grid steps.
    belief
        Belief in listed candidates, which may have hidden causes.
    """
    names = state.belief_names
    many = len(names) > MANY_NODES
    nodes = {name: NodeState(name, name_only=True, compact=many) for name in names}
    edges: Drawn = {}
    for one, other in combinations(range(len(names)), 2):
        edges.update(_links(names[one], names[other], *_chances(view, one, other), many=many))
    graph = Graph(nodes, edges, dict(places))
    return graph if belief is None or not belief.space.has_hidden else _with_causes(graph, state, view, belief)


def n_left_out(view: ClassView) -> int:
    """Return for how many pairs one direction is not drawn beside a line and the likelier direction."""
    pairs = combinations(range(len(view.arrows)), 2)
    return sum(min(_chances(view, one, other)) >= HIDDEN_BELOW for one, other in pairs)


def classes_in_words(graph: Graph, view: ClassView, state: SessionState) -> str:
    """Return what a screen reader says of the picture, every link that may be there."""
    names = state.belief_names
    said: list[tuple[float, str]] = []
    for one, other in combinations(range(len(names)), 2):
        there, back, line = _chances(view, one, other)
        said.append((there, arrow_in_words(names[one], names[other], there)))
        said.append((back, arrow_in_words(names[other], names[one], back)))
        said.append((line, line_in_words(names[one], names[other], line)))
    links = [words for chance, words in sorted(said, key=lambda each: -each[0]) if chance >= HIDDEN_BELOW]
    seen = [name for name, node in graph.nodes.items() if not node.hidden]
    hidden = [f"Hidden cause {name}." for name, node in graph.nodes.items() if node.hidden]
    return " ".join([f"Look-alikes as one. {len(seen)} variables: {listed_words(seen)}.", *hidden, "; ".join(links)])


def _chances(view: ClassView, one: int, other: int) -> tuple[float, float, float]:
    return float(view.arrows[one, other]), float(view.arrows[other, one]), float(view.lines[one, other])


def _links(one: str, other: str, there: float, back: float, line: float, *, many: bool) -> Drawn:
    # Two ways to be drawn for three possibilities: beside a line only the likelier direction has room.
    ways = {(one, other): there, (other, one): back}
    if line >= HIDDEN_BELOW:
        likelier = max(ways, key=lambda ends: ways[ends])
        bend = BEND if ways[likelier] >= HIDDEN_BELOW else 0.0
        return {
            likelier: _state(ways[likelier], bend, many=many),
            likelier[::-1]: _state(line, bend, undirected=True, many=many),
        }
    bend = BEND if min(there, back) >= HIDDEN_BELOW else 0.0
    return {ends: _state(chance, bend, many=many) for ends, chance in ways.items()}


def _state(chance: float, bend: float, *, undirected: bool = False, many: bool) -> EdgeState:
    return EdgeState("belief", chance, bend, quiet=many and chance < LABELLED_FROM, slim=many, undirected=undirected)


def _with_causes(graph: Graph, state: SessionState, view: ClassView, belief: Posterior) -> Graph:
    causes = hidden_causes(belief.space)
    known = named_hidden_positions(state)
    nodes, edges, points = dict(graph.nodes), dict(graph.edges), dict(graph.points)
    for cause, name in zip(causes.causes, causes.called(state.belief_names), strict=True):
        chance = min((float(view.shared[pair]) for pair in combinations(cause.effects, 2)), default=0.0)
        if chance < HIDDEN_BELOW:
            continue
        effects = [state.belief_names[effect] for effect in cause.effects]
        order = list(points)
        joined = [[order.index(effect) for effect in effects]]
        points[name] = with_hidden([points[each] for each in order], joined, [known.get(name)])[-1]
        nodes[name] = NodeState(name, hidden=True, name_only=True)
        edges.update({(name, effect): EdgeState("belief", chance) for effect in effects})
    return Graph(nodes, edges, points)
