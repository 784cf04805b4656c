"""What the World canvas shows: a pure function of the session and of what was computed from it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.dag import bits
from engine.networks.interventions import Intervention
from engine.sessions.placing import node_positions
from engine.sessions.state import SessionState
from gui.controls.numbers import listed_words, probability
from gui.drawing.graph import Graph
from gui.drawing.styles import EdgeState, Hand, NodeState
from gui.results import FloatArray, Results

MOST_WITH_ROWS = 15


def world_graph(state: SessionState, results: Results) -> Graph:
    """Return the network of the world as it is set by hand now.

    While the world is covered only the measured variables show, without arrows and bars; so they do where
    there is no world but a table of data.
    """
    points = node_positions(state)
    if state.world is None or state.world_covered:
        small = len(state.variables) > MOST_WITH_ROWS
        nodes = {
            variable.name: _node(
                variable.name, variable.states, (), state.regime.on(column), name_only=True, compact=small
            )
            for column, variable in enumerate(state.variables)
        }
        return Graph(nodes, {}, {name: points[name] for name in nodes})
    return Graph(_world_nodes(state, results), _world_edges(state), points)


def world_in_words(graph: Graph) -> str:
    """Return what a screen reader says of the whole picture."""
    if not graph.nodes:
        return "Nothing here yet."
    said = [f"{len(graph.nodes)} variables: {', '.join(graph.nodes)}."]
    whole = [f"{parent} to {child}" for (parent, child), edge in graph.edges.items() if edge.kind == "arrow"]
    cut = [f"{parent} to {child}" for (parent, child), edge in graph.edges.items() if edge.kind == "cut"]
    if whole:
        said.append(f"Arrows: {', '.join(whole)}.")
    if cut:
        said.append(f"Cut, because the second is set by hand: {', '.join(cut)}.")
    return " ".join(said)


def node_in_words(node: NodeState) -> str:
    """Return what a screen reader says of one node."""
    parts = [node.name]
    if node.hidden:
        parts.append("hidden")
    if node.hand == "set" and node.hand_state is not None:
        parts.append(f"set to {node.states[node.hand_state]}")
    elif node.hand == "random":
        parts.append("drawn at random")
    elif node.hand == "soft":
        parts.append(node.tab_text())
    if node.causes and node.hand in (None, "soft"):
        parts.append(f"caused by {listed_words(node.causes)}")
    chances = zip(node.states, node.probabilities, strict=False)
    parts += [f"{state} {probability(chance)}" for state, chance in chances if node.hand != "set"]
    return ", ".join(parts)


def _world_nodes(state: SessionState, results: Results) -> dict[str, NodeState]:
    world = state.world
    if world is None:
        return {}
    small = len(world.variables) > MOST_WITH_ROWS
    regime, names = state.world_regime, world.names
    nodes = {}
    for index, variable in enumerate(world.variables):
        intervention = regime.on(index)
        chances = _chances(results.marginals, index, len(variable.states), intervention)
        if not chances and not world.dag.parents[index] and _is_new(results.marginals, index):
            # A variable that was just added has no causes: its table says it all, before anything is worked out.
            chances = tuple(float(chance) for chance in world.tables[index].probabilities)
        nodes[variable.name] = _node(
            variable.name,
            variable.states,
            chances,
            intervention,
            name_only=small,
            compact=small,
            hidden=index in world.hidden,
            causes=tuple(names[parent] for parent in bits(world.dag.parents[index])),
        )
    return nodes


def _world_edges(state: SessionState) -> dict[tuple[str, str], EdgeState]:
    world = state.world
    if world is None:
        return {}
    cut, names = state.world_regime.targets, world.names
    return {
        (names[parent], names[child]): EdgeState("cut" if child in cut else "arrow")
        for parent, child in world.dag.edges()
    }


def _node(
    name: str,
    states: tuple[str, ...],
    chances: tuple[float, ...],
    intervention: Intervention | None,
    *,
    name_only: bool,
    compact: bool = False,
    hidden: bool = False,
    causes: tuple[str, ...] = (),
) -> NodeState:
    hand: Hand | None = None
    if intervention is not None:
        hand = "soft" if intervention.kind == "soft" else "random" if intervention.state is None else "set"
    return NodeState(
        name,
        states,
        chances,
        hidden=hidden,
        hand=hand,
        hand_state=None if intervention is None else intervention.towards if hand == "soft" else intervention.state,
        name_only=name_only,
        compact=compact,
        causes=causes,
    )


def _is_new(marginals: Sequence[FloatArray] | None, index: int) -> bool:
    # What was worked out says nothing of a variable that came after.
    return marginals is not None and (index >= len(marginals) or not len(marginals[index]))


def _chances(
    marginals: Sequence[FloatArray] | None, index: int, n_states: int, intervention: Intervention | None
) -> tuple[float, ...]:
    """Return the probabilities of one variable; () while they are not known."""
    # answers for the session before may still be there while those for this one are computed
    if marginals is None or index >= len(marginals) or len(marginals[index]) != n_states:
        return ()
    if intervention is None or intervention.kind == "soft":
        return tuple(float(chance) for chance in marginals[index])
    # what is set by hand is known at once, whatever was computed last
    if intervention.state is not None:
        return tuple(float(number == intervention.state) for number in range(n_states))
    return intervention.distribution or (1 / n_states,) * n_states
