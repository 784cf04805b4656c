"""Belief beside the world: what is marked on the canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.hypotheses.districts import seen_effects
from engine.networks.layout import Point
from engine.networks.network import BayesianNetwork
from engine.posterior.digest import Digest
from engine.posterior.posterior import Posterior
from engine.questions.truth import (
    Compared,
    Links,
    Verdict,
    believed_links,
    compared,
    true_links,
    without_hidden,
)
from engine.sessions.placing import belief_positions, node_positions, with_hidden
from engine.sessions.state import SessionState
from gui.drawing.graph import Graph
from gui.drawing.styles import EdgeState, NodeState


@dataclass(frozen=True)
class BesideWorld:
    """Belief at one moment, compared with the world.

    Parameters
    ----------
    truth
        What the world has.
    belief
        What belief has on average.
    found
        Where belief leans beside it.
    """

    truth: Links
    belief: Links
    found: Compared


def beside_world(state: SessionState, belief: Posterior | Digest | None) -> BesideWorld | None:
    """Return belief beside the world; None while either is not there or the world is covered."""
    if state.world is None or state.world_covered or belief is None or belief.space != state.space:
        return None
    truth = true_links(state.world, state.space.over)
    if isinstance(belief, Posterior) and belief.space.has_hidden:
        links = believed_links(belief.space, belief.weights)
    else:
        links = without_hidden(belief.edge_probabilities)
    return BesideWorld(truth, links, compared(truth, links))


def marked(graph: Graph, state: SessionState, beside: BesideWorld) -> Graph:
    """Return the graph with a mark where belief leans, and what else the world has drawn hollow.

    Arrows without a mark are dimmed: they are the other ways in which two variables may be joined.
    """
    names = state.belief_names
    marks = {(names[one], names[other]): verdict for (one, other), verdict in beside.found.arrows.items()}
    edges = {ends: _marked_edge(edge, marks.pop(ends, None)) for ends, edge in graph.edges.items()}
    for (parent, child), verdict in marks.items():
        chance = float(beside.belief.arrows[names.index(parent), names.index(child)])
        edges[parent, child] = EdgeState("belief", chance, mark=verdict)
    return _with_causes(replace(graph, edges=edges), state, beside)


def _marked_edge(edge: EdgeState, verdict: Verdict | None) -> EdgeState:
    if verdict is None:
        return replace(edge, dimmed=True)
    return replace(edge, mark=verdict, quiet=False)


def _with_causes(graph: Graph, state: SessionState, beside: BesideWorld) -> Graph:
    names = state.belief_names
    left = dict(beside.found.shared)
    edges = dict(graph.edges)
    for cause in [name for name, node in graph.nodes.items() if node.hidden]:
        effects = [child for parent, child in graph.edges if parent == cause]
        pairs = _pairs([names.index(each) for each in effects if each in names])
        verdicts = {left[pair] for pair in pairs if pair in left}
        for child in effects:
            edges[cause, child] = _marked_edge(
                edges[cause, child], verdicts.copy().pop() if len(verdicts) == 1 else None
            )
        for pair in pairs:
            left.pop(pair, None)
    graph = replace(graph, edges=edges)
    missing = {pair for pair, verdict in left.items() if verdict == "missing"}
    for cause, effects_of in _hidden_in_world(state):
        pairs_of = _pairs(effects_of)
        if missing & set(pairs_of):
            missing -= set(pairs_of)
            graph = _with_cause(graph, state, beside, cause, effects_of)
    return graph


def _with_cause(graph: Graph, state: SessionState, beside: BesideWorld, cause: str, effects: Sequence[int]) -> Graph:
    names = state.belief_names
    order = list(graph.points)
    known = _own_place(state, cause)
    joined = [order.index(names[effect]) for effect in effects]
    places = with_hidden([graph.points[name] for name in order], [joined], [known])
    chance = max(float(beside.belief.shared[pair]) for pair in _pairs(effects))
    edges = {(cause, names[effect]): EdgeState("belief", chance, mark="missing") for effect in effects}
    node = NodeState(cause, hidden=True, name_only=True, note="in the world")
    return replace(
        graph,
        nodes={**graph.nodes, cause: node},
        edges={**graph.edges, **edges},
        points={**graph.points, cause: places[-1]},
    )


def _hidden_in_world(state: SessionState) -> list[tuple[str, list[int]]]:
    # What belief is not about, with those of its effects that it is about, the nearest causes first.
    world = state.world
    if world is None:
        return []
    seen = [world.observed[column] for column in state.space.over]
    unseen = [node for node in range(world.dag.n) if node not in seen]
    found = [(world.names[node], _effects(world, node, seen, unseen)) for node in unseen]
    return sorted(((name, effects) for name, effects in found if len(effects) > 1), key=lambda each: len(each[1]))


def _effects(world: BayesianNetwork, node: int, seen: Sequence[int], unseen: Sequence[int]) -> list[int]:
    reached = seen_effects(node, world.dag.n, world.dag.parents, unseen)
    return sorted(seen.index(effect) for effect in reached)


def _own_place(state: SessionState, name: str) -> Point | None:
    points: Mapping[str, Point] = node_positions(state)
    # Where belief has places of its own, a place in the world is of no use.
    return points.get(name) if belief_positions(state).items() <= points.items() else None


def _pairs(nodes: Sequence[int]) -> list[tuple[int, int]]:
    ordered = sorted(nodes)
    return [(one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :]]
