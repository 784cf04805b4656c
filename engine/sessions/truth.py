"""Which of the candidates is the world that rows are drawn from."""

from __future__ import annotations

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import Dag
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput
from engine.sessions.state import SessionState


def true_candidate(state: SessionState) -> int | None:
    """Return the number of the candidate with the arrows of the world; None where there is no such, or no world.

    Variables of the world that belief is not about are hidden ones of the candidate, with as many states as they have
    or of open size; those that have no effect make no difference and are left out.
    """
    world, space = state.world, state.space
    if world is None or not isinstance(space, HypothesisSpace):
        return None
    seen = [world.observed[column] for column in space.over]
    unseen = _with_effects(world.dag, seen)
    place = {node: number for number, node in enumerate((*seen, *unseen))}
    arrows = [
        (place[cause], place[effect]) for cause, effect in world.dag.edges() if cause in place and effect in place
    ]
    graph = Dag.from_edges(len(place), arrows)
    if not unseen:
        return space.find(graph)
    sizes = _sizes(world, unseen)
    found = (_found(space, graph, hidden) for hidden in (sizes, tuple(HiddenVariable() for _ in unseen)))
    return next((number for number in found if number is not None), None)


def _with_effects(dag: Dag, seen: list[int]) -> tuple[int, ...]:
    left = [node for node in range(dag.n) if node not in seen]
    while True:
        kept = [node for node in left if any(child in seen or child in left for child in dag.children(node))]
        if len(kept) == len(left):
            return tuple(kept)
        left = kept


def _sizes(world: BayesianNetwork, nodes: tuple[int, ...]) -> tuple[HiddenVariable, ...]:
    return tuple(HiddenVariable(states=world.variables[node].cardinality) for node in nodes)


def _found(space: HypothesisSpace, graph: Dag, hidden: tuple[HiddenVariable, ...]) -> int | None:
    try:
        return space.find(Candidate(space.n, graph, hidden))
    except InvalidInput:
        # What is hidden there makes no candidate that could have been listed.
        return None
