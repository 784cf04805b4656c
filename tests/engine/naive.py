"""Slow, obvious twins of what the engine computes fast: plain Python, no arrays, nothing shared with the engine.

A graph is a set of (parent, child) pairs, a row a tuple of state codes, and what was set in a row a set of columns.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork

Edges = frozenset[tuple[int, int]]
Row = tuple[int, ...]
SeenRow = tuple[Row, frozenset[int]]

# Graphs


def all_graphs(n: int) -> Iterator[Edges]:
    """Yield every directed acyclic graph on n nodes, by trying every set of arrows."""
    arrows = [(parent, child) for parent in range(n) for child in range(n) if parent != child]
    for size in range(len(arrows) + 1):
        for chosen in combinations(arrows, size):
            if is_acyclic(frozenset(chosen), n):
                yield frozenset(chosen)


def is_acyclic(edges: Edges, n: int) -> bool:
    """Return whether nodes without parents can be taken away until none is left."""
    left = set(range(n))
    while left:
        roots = {node for node in left if not any(child == node and parent in left for parent, child in edges)}
        if not roots:
            return False
        left -= roots
    return True


def ancestors(edges: Edges, node: int) -> set[int]:
    """Return the nodes from which a directed path leads to `node`."""
    found: set[int] = set()
    for parent in (parent for parent, child in edges if child == node):
        found |= {parent} | ancestors(edges, parent)
    return found


def class_key(edges: Edges, target_sets: Iterable[Collection[int]]) -> tuple[object, ...]:
    """Return what interventionally equivalent graphs share: skeleton and v-structures after every cut."""
    families = sorted({frozenset(targets) for targets in target_sets}, key=sorted)
    return tuple(_skeleton_and_colliders(_cut(edges, targets)) for targets in families)


def _cut(edges: Edges, targets: Collection[int]) -> Edges:
    return frozenset((parent, child) for parent, child in edges if child not in targets)


def _skeleton_and_colliders(edges: Edges) -> tuple[object, object]:
    skeleton = {frozenset(edge) for edge in edges}
    colliders = {
        (frozenset((left, right)), child)
        for left, child in edges
        for right, other in edges
        if child == other and left != right and frozenset((left, right)) not in skeleton
    }
    return frozenset(skeleton), frozenset(colliders)


# Probabilities in a network


def joint(network: BayesianNetwork, regime: Regime = OBSERVATION) -> dict[Row, float]:
    """Return the probability of every full assignment, by the truncated factorisation."""
    masses = {}
    for row in product(*(range(variable.cardinality) for variable in network.variables)):
        mass = 1.0
        for index, table in enumerate(network.tables):
            intervention = regime.on(index)
            if intervention is None:
                mass *= float(table.probabilities[tuple(row[parent] for parent in table.parents)][row[index]])
            elif intervention.kind == "do":
                mass *= float(row[index] == intervention.state)
            elif intervention.distribution is None:
                mass *= 1 / network.variables[index].cardinality
            else:
                mass *= intervention.distribution[row[index]]
        masses[row] = mass
    return masses


def mass_of(masses: Mapping[Row, float], known: Mapping[int, int]) -> float:
    """Return the probability of the assignments that agree with what is known."""
    return math.fsum(mass for row, mass in masses.items() if all(row[i] == state for i, state in known.items()))


# Scores


def family_score(
    seen: Sequence[SeenRow],
    child: int,
    parents: Sequence[int],
    cardinality: Sequence[int],
    cell_prior: float,
    leave_out_set_rows: bool = True,
) -> float:
    """Return the log marginal likelihood of one family, one row after the other.

    Each row is predicted from those before it, (N_ijk + a) / (N_ij + r a), so no gamma function is needed.
    Rows in which the child was set are left out (Cooper and Yoo 1999), unless that rule is switched off.
    """
    counts: dict[tuple[Row, int], int] = {}
    totals: dict[Row, int] = {}
    logs = []
    for row, was_set in seen:
        if leave_out_set_rows and child in was_set:
            continue
        configuration = tuple(row[parent] for parent in parents)
        cell = (configuration, row[child])
        chance = (counts.get(cell, 0) + cell_prior) / (totals.get(configuration, 0) + cardinality[child] * cell_prior)
        logs.append(math.log(chance))
        counts[cell] = counts.get(cell, 0) + 1
        totals[configuration] = totals.get(configuration, 0) + 1
    return math.fsum(logs)


def bdeu_cell_prior(child: int, parents: Sequence[int], cardinality: Sequence[int], size: float) -> float:
    """Return the equivalent sample size shared among the cells of a table."""
    return size / (math.prod(cardinality[parent] for parent in parents) * cardinality[child])


def log_evidence(
    seen: Sequence[SeenRow],
    edges: Edges,
    cardinality: Sequence[int],
    size: float,
    leave_out_set_rows: bool = True,
) -> float:
    """Return the natural log of the probability of the rows given one graph, BDeu."""
    total = 0.0
    for child in range(len(cardinality)):
        parents = sorted(parent for parent, other in edges if other == child)
        prior = bdeu_cell_prior(child, parents, cardinality, size)
        total += family_score(seen, child, parents, cardinality, prior, leave_out_set_rows)
    return total


def normalised(logs: Sequence[float]) -> list[float]:
    """Return weights that sum to one from logs of weights."""
    highest = max(logs)
    weights = [math.exp(each - highest) for each in logs]
    return [weight / math.fsum(weights) for weight in weights]


def entropy_bits(weights: Iterable[float]) -> float:
    """Return the Shannon entropy in bits."""
    return -math.fsum(weight * math.log2(weight) for weight in weights if weight > 0)


# Random numbers

_WORD = (1 << 64) - 1


class Xoshiro:
    """xoshiro256++ of Blackman and Vigna (2021), word by word."""

    def __init__(self, *state: int) -> None:
        self.state = list(state)

    def next_word(self) -> int:
        """Return the next 64 random bits."""
        s = self.state
        word = (_rotated((s[0] + s[3]) & _WORD, 23) + s[0]) & _WORD
        shifted = (s[1] << 17) & _WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = _rotated(s[3], 45)
        return word

    def next_uniform(self) -> float:
        """Return the next number from [0, 1), from the upper 53 bits."""
        return (self.next_word() >> 11) / (1 << 53)


def _rotated(word: int, by: int) -> int:
    return ((word << by) | (word >> (64 - by))) & _WORD


# Sums over all graphs

Families = Sequence[Mapping[frozenset[int], Fraction]]


def graph_weight(edges: Edges, families: Families) -> Fraction:
    """Return the product of the weights of a graph's families; a family that is not listed weighs nothing."""
    weight = Fraction(1)
    for child, own in enumerate(families):
        weight *= own.get(frozenset(parent for parent, other in edges if other == child), Fraction(0))
    return weight


def sum_over_graphs(
    families: Families,
) -> tuple[Fraction, dict[tuple[int, int], Fraction], dict[tuple[int, int], Fraction]]:
    """Return the sum of all graphs' weights, and the shares of those with each arrow and with each path."""
    n = len(families)
    total = Fraction(0)
    arrows = {(one, other): Fraction(0) for one in range(n) for other in range(n)}
    paths = dict(arrows)
    for edges in all_graphs(n):
        weight = graph_weight(edges, families)
        total += weight
        for edge in edges:
            arrows[edge] += weight
        for node in range(n):
            for ancestor in ancestors(edges, node):
                paths[ancestor, node] += weight
    return (
        total,
        {edge: weight / total for edge, weight in arrows.items()},
        {path: weight / total for path, weight in paths.items()},
    )
