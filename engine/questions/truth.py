"""How far belief is from the world: arrows it has right, turned round, too many and too few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.districts import projected_districts, projected_parents
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import Dag, bits
from engine.networks.network import BayesianNetwork

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
Pair = tuple[int, int]
Verdict = Literal["right", "turned", "extra", "missing", "open"]
VERDICTS: tuple[Verdict, ...] = ("right", "turned", "extra", "missing", "open")
# Probabilities that differ by less than rounding can make them are level: belief then leans neither way.
LEVEL = 1e-7


@dataclass(frozen=True, eq=False)
class Links:
    """What joins the variables that belief is about: for certain, or with a probability each.

    Parameters
    ----------
    arrows
        float64[n, n]; entry [i, j] is the probability that i is a direct cause of j, as far as can be seen: a chain
        from i to j through variables that nobody sees is one arrow.
    shared
        float64[n, n], symmetric; the probability that i and j have a hidden common cause.
    """

    arrows: FloatArray = field(repr=False)
    shared: FloatArray = field(repr=False)

    @property
    def n(self) -> int:
        """The number of variables."""
        return len(self.arrows)


@dataclass(frozen=True)
class Compared:
    """Where belief leans, pair by pair, beside the world.

    Parameters
    ----------
    arrows
        Verdict by (parent, child). "right": belief leans to the arrow that the world has; "turned": to its reverse,
        which is the key; "extra": to an arrow between two that the world does not join; "missing": to none where the
        world has the arrow; "open": what the world has and something else are level.
    shared
        The same by pair, lower number first, for hidden common causes; nothing is turned here.
    expected
        How many pairs are expected to be wrong when a structure is drawn by its probability (expected structural
        Hamming distance; a turned arrow counts once, and hidden common causes count too).
    """

    arrows: Mapping[Pair, Verdict]
    shared: Mapping[Pair, Verdict]
    expected: float

    def count(self, verdict: Verdict) -> int:
        """Return how many arrows got a verdict."""
        return sum(each == verdict for each in self.arrows.values())

    def count_shared(self, verdict: Verdict) -> int:
        """Return how many pairs got a verdict about hidden common causes."""
        return sum(each == verdict for each in self.shared.values())


def true_links(world: BayesianNetwork, over: Sequence[int]) -> Links:
    """Return what the world has between the variables that belief is about.

    Parameters
    ----------
    world
        The network that rows are drawn from.
    over
        Columns of the data that belief is about; what else the world has is seen by nobody who believes, and passed
        through (latent projection: Verma and Pearl 1990).
    """
    nodes = [world.observed[column] for column in over]
    order = [*nodes, *(node for node in range(world.dag.n) if node not in nodes)]
    place = {node: new for new, node in enumerate(order)}
    parents = [sum(1 << place[parent] for parent in bits(world.dag.parents[node])) for node in order]
    return _links(len(over), parents)


def links_of(structure: Dag | Candidate) -> Links:
    """Return what one structure has between what is seen."""
    if isinstance(structure, Candidate):
        return _links(structure.n, structure.graph.parents)
    return _links(structure.n, structure.parents)


def believed_links(space: HypothesisSpace, weights: FloatArray) -> Links:
    """Return how probable everything is that joins two variables, averaged over listed candidates.

    Parameters
    ----------
    space
        The candidates; some have hidden variables, or their arrows' probabilities would be known without this.
    weights
        float64[n_candidates], which sum to one.
    """
    arrows, shared = _indicators(space)
    return Links(np.tensordot(weights, arrows, axes=1), np.tensordot(weights, shared, axes=1))


def without_hidden(edge_probabilities: FloatArray) -> Links:
    """Return the links of belief in structures in which nothing is hidden, float64[n, n] as for `Links.arrows`."""
    return Links(edge_probabilities, np.zeros_like(edge_probabilities))


def compared(truth: Links, belief: Links) -> Compared:
    """Compare belief, or one structure taken for certain, with the world.

    Parameters
    ----------
    truth, belief
        About the same variables; those of `truth` are 0 or 1.
    """
    arrows: dict[Pair, Verdict] = {}
    shared: dict[Pair, Verdict] = {}
    expected = 0.0
    for one, other in combinations(range(truth.n), 2):
        there, back = float(belief.arrows[one, other]), float(belief.arrows[other, one])
        chances = {(one, other): there, (other, one): back, None: max(0.0, 1.0 - there - back)}
        true = next((ends for ends in chances if ends is not None and truth.arrows[ends]), None)
        expected += 1.0 - chances[true]
        found = _arrow_verdict(true, chances)
        if found is not None:
            arrows[found[0]] = found[1]
        chance, has = float(belief.shared[one, other]), bool(truth.shared[one, other])
        expected += 1.0 - chance if has else chance
        verdict = _shared_verdict(has, chance)
        if verdict is not None:
            shared[one, other] = verdict
    return Compared(arrows, shared, max(0.0, expected))


def wrong_links(space: HypothesisSpace, truth: Links) -> FloatArray:
    """Return how many pairs every listed candidate has wrong, float64[n_candidates].

    Their average over belief is `Compared.expected`; where weights are estimates its error follows from these.
    """
    arrows, shared = _indicators(space)
    differs = (arrows != truth.arrows).astype(np.float64)
    # An arrow turned round is missing one way and extra the other, and counts once.
    upper = np.triu(np.ones(truth.arrows.shape, dtype=bool), 1)
    either = np.maximum(differs, differs.transpose(0, 2, 1))
    apart = (shared != truth.shared).astype(np.float64)
    return np.asarray((either + apart)[:, upper].sum(axis=1))


def _arrow_verdict(true: Pair | None, chances: Mapping[Pair | None, float]) -> tuple[Pair, Verdict] | None:
    most = max(chances.values())
    level = [ends for ends, chance in chances.items() if most - chance <= LEVEL]
    if len(level) > 1:
        # Between something the world has and something it has not belief is open; else it is wrong whichever way.
        if true in level:
            ends = true if true is not None else next(each for each in level if each is not None)
            return ends, "open"
        level = [ends for ends in level if ends is not None] or level
    leaned = level[0]
    if leaned == true:
        return None if true is None else (true, "right")
    if leaned is None:
        assert true is not None
        return true, "missing"
    return leaned, "extra" if true is None else "turned"


def _shared_verdict(has: bool, chance: float) -> Verdict | None:
    if abs(2 * chance - 1.0) <= LEVEL:
        return "open"
    if chance > 0.5:
        return "right" if has else "extra"
    return "missing" if has else None


def _links(n: int, parents: Sequence[int]) -> Links:
    hidden = range(n, len(parents))
    arrows, shared = np.zeros((n, n)), np.zeros((n, n))
    for child, mask in enumerate(projected_parents(parents, hidden)[:n]):
        arrows[list(bits(mask)), child] = 1.0
    for one, other in projected_districts(n, parents, hidden):
        shared[one, other] = shared[other, one] = 1.0
    return Links(arrows, shared)


@lru_cache(maxsize=2)
def _indicators(space: HypothesisSpace) -> tuple[FloatArray, FloatArray]:
    arrows = space.edges.astype(np.float64)
    shared = np.zeros_like(arrows)
    for number, shape in space.shapes.items():
        links = links_of(shape)
        arrows[number], shared[number] = links.arrows, links.shared
    for part in (arrows, shared):
        part.flags.writeable = False
    return arrows, shared
