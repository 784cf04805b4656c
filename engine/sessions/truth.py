"""Which of the candidates is the world that rows are drawn from."""

from __future__ import annotations

from collections.abc import Sequence

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import Dag, bits
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput
from engine.sessions.state import SessionState


def true_candidate(state: SessionState) -> int | None:
    """Return the number of the candidate with the arrows of the world; None where there is no such, or no world.

    Variables of the world that belief is not about are hidden ones of the candidate, with as many states as they have
    or of open size. Those with no effect make no difference, and one with a single effect leaves its causes to that:
    both are left out.
    """
    world, space = state.world, state.space
    if world is None or not isinstance(space, HypothesisSpace):
        return None
    seen = [world.observed[column] for column in space.over]
    parents = _without_idle(world.dag, seen)
    unseen = tuple(node for node in parents if node not in seen)
    place = {node: number for number, node in enumerate((*seen, *unseen))}
    arrows = [(place[cause], place[effect]) for effect, causes in parents.items() for cause in causes]
    graph = Dag.from_edges(len(place), arrows)
    if not unseen:
        return space.find(graph)
    sizes = _sizes(world, unseen)
    found = (_found(space, graph, hidden) for hidden in (sizes, tuple(HiddenVariable() for _ in unseen)))
    return next((number for number in found if number is not None), None)


def _without_idle(dag: Dag, seen: Sequence[int]) -> dict[int, set[int]]:
    """Return the parents of every node that is left when those nobody sees with one effect or none are summed out."""
    parents = {node: set(bits(dag.parents[node])) for node in range(dag.n)}
    while True:
        effects = {node: [each for each in parents if node in parents[each]] for node in parents if node not in seen}
        idle = next((node for node, found in effects.items() if len(found) < 2), None)
        if idle is None:
            return parents
        causes = parents.pop(idle)
        for effect in effects[idle]:
            parents[effect] = (parents[effect] - {idle}) | causes


def _sizes(world: BayesianNetwork, nodes: tuple[int, ...]) -> tuple[HiddenVariable, ...]:
    return tuple(HiddenVariable(states=world.variables[node].cardinality) for node in nodes)


def _found(space: HypothesisSpace, graph: Dag, hidden: tuple[HiddenVariable, ...]) -> int | None:
    try:
        return space.find(Candidate(space.n, graph, hidden))
    except InvalidInput:
        # What is hidden there makes no candidate that could have been listed.
        return None
