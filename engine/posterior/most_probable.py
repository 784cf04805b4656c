"""The k most probable DAGs on up to 20 variables, exactly and each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as numbers
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.networks.dag import Dag, bits
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Ranked = tuple[tuple[Dag, float], ...]
MOST = 1000
# Weights that differ by less, in nats or beside the weight itself, are equal but for rounding.
TIE, RELATIVE_TIE = 1e-9, 1e-13
# A call of a kernel takes a few hundredths of a second at most.
SETS_PER_CALL = 1 << 14
STEPS_PER_CALL = 500_000


def most_probable_dags(log_weights: FloatArray, count: int) -> Iterator[Progress[Ranked]]:
    """Find the heaviest DAGs.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], natural log of the weight of every family: prior times likelihood. Entries where a
        node is its own parent are ignored.
    count
        How many, 1 to 1000.

    Yields
    ------
    Progress
        In steps; the last one holds each DAG with its log weight in nats, the heaviest first, equal ones in the
        order of their parent masks. There are fewer than asked for when no more have any weight. Which of several
        equal DAGs are left out at the end is arbitrary, but always the same.

    Raises
    ------
    InvalidInput
        When the count is out of range or no DAG has any weight.

    Notes
    -----
    The heaviest DAG that holds a given family follows for all families at once from the heaviest DAGs below and
    above every set. As DAGs with different families for one node differ, the k-th best of these bounds the k-th
    heaviest DAG from below, and only families above that bound, fewer than k for every node, need be combined:
    depth first along exact bounds. O(n^2 2^n) time before the search, 16 n 2^n bytes (340 MB for 20 variables).
    """
    if not 1 <= count <= MOST:
        raise InvalidInput(Problem(f"the {count} most probable structures were asked for", f"Ask for 1 to {MOST}"))
    n = log_weights.shape[0]
    parts = len(_parts(1 << n))
    total = 5 * n + 3 * parts + 8
    done = numbers(1)
    ways = _Ways.empty(n)
    for _ in ways.fill(log_weights):
        yield Progress(next(done), total)
    if np.isneginf(ways.below[-1]):
        raise InvalidInput(Problem("no structure has any weight", "Forbid or require fewer arrows"))
    tie = max(TIE, RELATIVE_TIE * abs(float(ways.below[-1])))
    certain = _Certain(log_weights, count)
    for node in range(n):
        for _ in certain.look_at(node, ways):
            yield Progress(next(done), total)
    choice = certain.above(tie)
    known: set[tuple[int, ...]] = set()
    for family in certain.at_the_floor(tie):
        known.add(ways.heaviest_with(certain.node, family))
        yield Progress(min(next(done), total - 1), total)
    search = _Search(ways, choice, count, certain.floor + tie)
    for _ in search.bounds():
        yield Progress(min(next(done), total - 1), total)
    for _ in search.rounds(_ties(known, log_weights, certain.floor + tie)):
        yield Progress(min(next(done), total - 1), total)
    yield Progress(total, total, _ordered(known | search.dags, log_weights, tie)[:count])


@dataclass(frozen=True, eq=False)
class _Ways:
    # The heaviest parent set of each node within every set, and the heaviest DAGs below and above every set.
    best: FloatArray
    below: FloatArray
    above: FloatArray

    @classmethod
    def empty(cls, n: int) -> _Ways:
        return cls(np.empty((n, 1 << n)), np.empty(1 << n), np.empty(1 << n))

    def fill(self, log_weights: FloatArray) -> Iterator[None]:
        from engine.kernels.best_structure import best_above, best_below, best_within

        for node, row in enumerate(self.best):
            row[:] = _own_left_out(log_weights, node)
            yield
            best_within(row)
            yield
        parts = _parts(self.below.size)
        for first, last in parts:
            best_below(first, last, self.best, self.below)
            yield
        for first, last in reversed(parts):
            best_above(first, last, self.best, self.above)
            yield

    def with_families(self, log_weights: FloatArray, node: int, heaviest: FloatArray) -> Iterator[None]:
        # Writes the weight of the heaviest DAG with each family of the node.
        from engine.kernels.best_structure import best_around

        heaviest[:] = self._around(node)
        yield
        best_around(heaviest)
        yield
        heaviest += _own_left_out(log_weights, node)
        yield

    def heaviest_with(self, node: int, family: int) -> tuple[int, ...]:
        # The parents in the heaviest DAG with this family; among equals the first found.
        masks = np.arange(self.below.size)
        around = np.where(masks & family == family, self._around(node), -np.inf)
        below = int(np.argmax(around))
        parents = [0] * self.best.shape[0]
        parents[node] = family
        for sink, rest in self._taken_away(below):
            parents[sink] = self._lightest_of_equals(sink, rest)
        for added, mask in self._added(below | 1 << node):
            parents[added] = self._lightest_of_equals(added, mask)
        return tuple(parents)

    def _around(self, node: int) -> FloatArray:
        # By the set below a node: all but the node's own family.
        masks = np.arange(self.below.size)
        joined: FloatArray = np.where(masks >> node & 1, -np.inf, self.below + self.above[masks | 1 << node])
        return joined

    def _taken_away(self, mask: int) -> Iterator[tuple[int, int]]:
        while mask:
            sink = max(bits(mask), key=lambda node: self.below[mask ^ 1 << node] + self.best[node, mask ^ 1 << node])
            mask ^= 1 << sink
            yield sink, mask

    def _added(self, mask: int) -> Iterator[tuple[int, int]]:
        full = self.below.size - 1
        while mask != full:
            node = max(bits(full ^ mask), key=lambda node: self.above[mask | 1 << node] + self.best[node, mask])
            yield node, mask
            mask |= 1 << node

    def _lightest_of_equals(self, node: int, within: int) -> int:
        # A set that cannot lose an element without losing weight is the set that gave its weight.
        row = self.best[node]
        while smaller := [within ^ 1 << other for other in bits(within) if row[within ^ 1 << other] == row[within]]:
            within = smaller[0]
        return within


class _Certain:
    # The node of which the most families, up to as many as asked for, belong to the heaviest DAGs.
    def __init__(self, log_weights: FloatArray, count: int) -> None:
        self._log_weights = log_weights
        self._count = count
        self._possible: list[tuple[IntArray, FloatArray]] = []
        self.floor = -np.inf
        self.node = 0

    def look_at(self, node: int, ways: _Ways) -> Iterator[None]:
        heaviest = np.empty(ways.below.size)
        yield from ways.with_families(self._log_weights, node, heaviest)
        there = np.flatnonzero(heaviest >= max(self.floor, np.finfo(float).min))
        order = there[np.argsort(-heaviest[there], kind="stable")]
        self._possible.append((order, heaviest[order]))
        floor = heaviest[order[self._count - 1]] if len(order) >= self._count else -np.inf
        if floor > self.floor:
            self.floor, self.node = float(floor), node

    def at_the_floor(self, tie: float) -> list[int]:
        # Families whose heaviest DAG a search above the floor might not meet.
        families, heaviest = self._possible[self.node]
        weights = heaviest[: self._count]
        return [int(family) for family in families[: self._count][weights <= self.floor + 2 * tie]]

    def above(self, tie: float) -> list[tuple[IntArray, FloatArray]]:
        # The families of each node in a DAG above the floor, the heaviest first, and their own weights.
        chosen = []
        for node, (families, heaviest) in enumerate(self._possible):
            kept = families[heaviest > self.floor + tie]
            weights = self._log_weights[node, kept]
            order = np.argsort(-weights, kind="stable")
            chosen.append((kept[order], weights[order]))
        return chosen


class _Search:
    def __init__(self, ways: _Ways, choice: Sequence[tuple[IntArray, FloatArray]], count: int, lowest: float) -> None:
        n = len(choice)
        self._ways = ways
        self._lowest = lowest
        self._starts = np.concatenate([[0], np.cumsum([len(families) for families, _ in choice])])
        self._families = np.concatenate([families for families, _ in choice])
        self._weights = np.concatenate([weights for _, weights in choice])
        self._with_child = np.empty((1 << n if self._families.size else 1, n))
        self._found = np.empty((count, n), dtype=np.int64)
        self._found_weights = np.empty(count)
        self.dags: set[tuple[int, ...]] = set()

    def bounds(self) -> Iterator[None]:
        from engine.kernels.best_structure import bound_with_child

        ways = self._ways
        for first, last in _parts(len(self._with_child)):
            choice = (self._starts, self._families, self._weights)
            bound_with_child(first, last, self._lowest, ways.below, ways.above, *choice, self._with_child)
            yield

    def rounds(self, ties: Sequence[tuple[tuple[int, ...], float]]) -> Iterator[None]:
        # Look ever further below the best, so that few DAGs are met that will not be needed.
        below_best = 0.5
        while self._families.size and len(self.dags) < len(self._found):
            floor = max(self._lowest, float(self._ways.below[-1]) - below_best)
            known = ties if floor == self._lowest else ()
            for place, (dag, weight) in enumerate(known):
                self._found[place], self._found_weights[place] = dag, weight
            yield from self._round(floor, len(known))
            if floor == self._lowest:
                return
            below_best = 2 * below_best if below_best < 1e6 else np.inf

    def _round(self, lowest: float, n_found: int) -> Iterator[None]:
        from engine.kernels.best_structure import search

        n = self._found.shape[1]
        stack, so_far, parents = np.zeros((n + 1, 4), np.int64), np.zeros(n + 1), np.zeros(n, np.int64)
        stack[0, 0] = (1 << n) - 1
        floor = np.array([lowest])
        depth = 0
        while depth >= 0:
            depth, n_found = search(
                STEPS_PER_CALL,
                depth,
                n_found,
                floor,
                self._ways.below,
                self._with_child,
                self._starts,
                self._families,
                self._weights,
                stack,
                so_far,
                parents,
                self._found,
                self._found_weights,
            )
            yield
        self.dags = {tuple(row) for row in self._found[:n_found].tolist()}


def _parts(size: int) -> list[tuple[int, int]]:
    return list(pairwise([*range(0, size, SETS_PER_CALL), size]))


def _own_left_out(log_weights: FloatArray, node: int) -> FloatArray:
    row: FloatArray = np.where(np.arange(log_weights.shape[1]) >> node & 1, -np.inf, log_weights[node])
    return row


def _weight(parents: tuple[int, ...], log_weights: FloatArray) -> float:
    return float(sum(log_weights[node, mask] for node, mask in enumerate(parents)))


def _ties(known: set[tuple[int, ...]], log_weights: FloatArray, lowest: float) -> list[tuple[tuple[int, ...], float]]:
    # The DAGs known that a search above the floor will not meet again.
    weighed = [(dag, _weight(dag, log_weights)) for dag in sorted(known)]
    return [(dag, weight) for dag, weight in weighed if weight <= lowest]


def _ordered(dags: set[tuple[int, ...]], log_weights: FloatArray, tie: float) -> Ranked:
    weighed = sorted(((_weight(dag, log_weights), dag) for dag in dags), key=lambda each: (-each[0], each[1]))
    ordered: list[tuple[float, tuple[int, ...]]] = []
    group: list[tuple[float, tuple[int, ...]]] = []
    for each in weighed:
        if group and group[-1][0] - each[0] > tie:
            ordered += sorted(group, key=lambda member: member[1])
            group = []
        group.append(each)
    ordered += sorted(group, key=lambda member: member[1])
    return tuple((Dag(parents), weight) for weight, parents in ordered)
