"""What one variable tells about another when some are known: by which paths, and by how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from engine.networks.dag import Dag, bits, mask_of
from engine.networks.generators import present_state
from engine.networks.interventions import Regime, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.separation import Paths, d_separated, judged, paths_between
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.questions.probabilities import ImpossibleEvidence, probability

MOST_SUBSETS_OF = 3
MOST_SINGLES = 6
MOST_STATES = 4


@dataclass(frozen=True)
class Supposed:
    """What would be the case if something else were known.

    Parameters
    ----------
    known
        What would be known, ascending.
    paths
        The same paths, as they would be then.
    """

    known: tuple[int, ...]
    paths: Paths


@dataclass(frozen=True)
class Telling:
    """What one variable tells about another.

    Parameters
    ----------
    x, y
        Indices of the two.
    known
        State code of each known variable by its index; variables set by hand are among them.
    paths
        The paths between them in the mutilated graph.
    supposed
        How it would be if something else were known; what is known now is among them.
    target
        The state of y that `chances` are about.
    chances
        For the first states of x the probability of `target`; None where that never happens. Empty before they are
        worked out and when they cannot be.
    problem
        Why they cannot be, as a sentence.
    at_random
        Which of x and y are set by hand, and are taken as set at random here.
    """

    x: int
    y: int
    known: Mapping[int, int]
    paths: Paths
    supposed: tuple[Supposed, ...]
    target: int
    chances: tuple[float | None, ...] = ()
    problem: str = ""
    at_random: tuple[int, ...] = ()


def telling(
    network: BayesianNetwork, regime: Regime, x: int, y: int, known: Mapping[int, int]
) -> Iterator[Progress[Telling]]:
    """Work out what x tells about y, first the paths and then the probabilities.

    Parameters
    ----------
    network
        The world.
    regime
        What is set by hand in it. Either end, when set, is taken as drawn at random: of what never changes nothing
        could be said.
    x, y
        Indices of two variables.
    known
        State code of each known variable by its index, neither end among them.

    Raises
    ------
    InvalidInput
        As `paths_between`.
    """
    held = tuple(end for end in (x, y) if _is_held(regime, end))
    regime = _moving(regime, held)
    fixed = {each.target: each.state for each in regime.interventions if each.state is not None}
    given = {**known, **fixed}
    dag = network.dag.cut(regime.mask)
    paths = paths_between(dag, x, y, tuple(given))
    supposed = _supposed(dag, x, y, paths, tuple(known), tuple(fixed))
    found = Telling(x, y, given, paths, supposed, present_state(network.variables[y]), at_random=held)
    yield Progress(1, 2, found)
    chances: list[float | None] = []
    try:
        for state in range(min(MOST_STATES, network.variables[x].cardinality)):
            chances.append(_chance(network, regime, {y: found.target}, {**given, x: state}))
    except InvalidInput as error:
        yield Progress(2, 2, replace(found, problem=str(error)))
        return
    yield Progress(2, 2, replace(found, chances=tuple(chances)))


def smallest_separator(dag: Dag, x: int, y: int, always: Collection[int] = ()) -> tuple[int, ...] | None:
    """Return nodes that, known besides those `always` known, part x from y; none can be left out. None: none do.

    Notes
    -----
    Thins out the ancestors of both and of what is always known, which part x from y if anything does (Tian, Paz and
    Pearl 1998).
    """
    above = mask_of((x, y, *always))
    for node in (x, y, *always):
        above |= dag.ancestors(node)
    found = [node for node in bits(above) if node not in (x, y) and node not in always]
    if not d_separated(dag, x, y, (*found, *always)):
        return None
    for node in tuple(found):
        left = [each for each in found if each != node]
        if d_separated(dag, x, y, (*left, *always)):
            found = left
    return tuple(found)


def _moving(regime: Regime, ends: Iterable[int]) -> Regime:
    for end in ends:
        regime = regime.with_intervention(randomize(end))
    return regime


def _is_held(regime: Regime, end: int) -> bool:
    intervention = regime.on(end)
    return intervention is not None and intervention.kind == "do"


def _chance(
    network: BayesianNetwork, regime: Regime, event: Mapping[int, int], given: Mapping[int, int]
) -> float | None:
    try:
        return probability(network, event, given, regime)
    except ImpossibleEvidence:
        return None


def _supposed(
    dag: Dag, x: int, y: int, paths: Paths, known: tuple[int, ...], fixed: tuple[int, ...]
) -> tuple[Supposed, ...]:
    present = tuple(sorted(known))
    between = [node for path in paths.found for node in path.nodes[1:-1] if node not in fixed]
    inner = list(dict.fromkeys([*between, *present]))
    sets: list[tuple[int, ...]]
    if len(inner) <= MOST_SUBSETS_OF:
        sets = [chosen for size in range(len(inner) + 1) for chosen in combinations(inner, size)]
    else:
        parting = smallest_separator(dag, x, y, fixed)
        sets = [(), *((node,) for node in inner[:MOST_SINGLES]), *([parting] if parting else []), present]
    distinct = dict.fromkeys(tuple(sorted(each)) for each in sets)
    if present in distinct and len(inner) > MOST_SUBSETS_OF and present:
        # What is known now comes last, where the eye ends.
        distinct.pop(present)
        distinct[present] = None
    return tuple(Supposed(each, _as_if(dag, x, y, paths, (*each, *fixed))) for each in distinct)


def _as_if(dag: Dag, x: int, y: int, paths: Paths, known: tuple[int, ...]) -> Paths:
    found = tuple(judged(dag, path.nodes, known) for path in paths.found)
    return Paths(found, paths.complete, d_separated(dag, x, y, known))
