"""Where the nodes of a graph lie when nobody placed them."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.networks.dag import Dag, bits
from engine.networks.straight_crossings import untangled

Point = tuple[float, float]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SWEEPS, STARTS, PASSES = 10, 6, 12
# swaps of neighbours are tried where there are not too many of them
MOST_SWAPPED = 600
# parts of long arrows want to be straight, and need less room than nodes
STRAIGHTNESS, ROOM_OF_A_BEND = 4.0, 0.5


@lru_cache(maxsize=64)
def layered_positions(dag: Dag) -> tuple[Point, ...]:
    """Return places in layers from causes above to effects below, with few crossings.

    Parameters
    ----------
    dag
        The graph.

    Returns
    -------
    tuple of (x, y)
        At least one grid step between neighbours in a layer, y growing downwards, centred on x = 0; the same graph
        always gets the same places.

    Notes
    -----
    Layers by longest path, every cause as near above its effects as can be. An arrow over several layers gets a bend
    in each; orders in the layers come from barycentre sweeps and swaps of neighbours, from several starts, of which
    the one with the fewest crossings is kept (Sugiyama, Tagawa, Toda 1981; Gansner, Koutsofios, North, Vo 1993). In
    that order nodes move as near to below their causes and above their effects as the others let them, and, in
    graphs of up to 60 nodes, on to where arrows drawn straight cross least (`untangled`).
    """
    if dag.n == 0:
        return ()
    layers = _Layers(dag)
    best: list[IntArray] | None = None
    fewest = math.inf
    for start in range(STARTS if layers.n_spots <= MOST_SWAPPED else 2):
        orders = layers.ordered(start)
        found = layers.crossings(orders)
        if found < fewest:
            best, fewest = orders, found
        if fewest == 0:
            break
    assert best is not None
    x = layers.places(best)[: dag.n]
    points = untangled(np.column_stack([x, layers.depth[: dag.n].astype(float)]), dag.edges())
    middle = (points[:, 0].min() + points[:, 0].max()) / 2
    return tuple((round(float(x - middle), 3) + 0.0, float(y)) for x, y in points)


def circle_positions(n: int) -> tuple[Point, ...]:
    """Return n places on a circle, the first on top, neighbours about one grid step apart."""
    if n == 1:
        return ((0.0, 0.0),)
    radius = max(0.7, 0.5 / math.sin(math.pi / n))
    angles = (2 * math.pi * place / n - math.pi / 2 for place in range(n))
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)


class _Layers:
    """The graph with a bend in every layer that an arrow passes; nodes come first, bends after them.

    `ends[level]` holds the pieces of arrows from one layer to the next, int64[n_pieces, 2].
    """

    def __init__(self, dag: Dag) -> None:
        self.n = dag.n
        depth = _depths(dag)
        pieces: list[list[tuple[int, int]]] = [[] for _ in range(max(depth))]
        for parent, child in dag.edges():
            before = parent
            for level in range(depth[parent], depth[child]):
                last = level == depth[child] - 1
                after = child if last else len(depth)
                if not last:
                    depth.append(level + 1)
                pieces[level].append((before, after))
                before = after
        self.depth = np.array(depth)
        self.n_spots = len(depth)
        self.ends = [np.array(level, dtype=np.int64).reshape(-1, 2) for level in pieces]
        self.layers = [np.flatnonzero(self.depth == level) for level in range(max(depth) + 1)]

    def ordered(self, start: int) -> list[IntArray]:
        """Return an order of every layer with few crossings, from one of several starts."""
        orders = [_strided(layer, start) for layer in self.layers]
        best, fewest = [layer.copy() for layer in orders], self.crossings(orders)
        for sweep in range(SWEEPS):
            self._sweep(orders, downwards=(sweep + start) % 2 == 0)
            if self.n_spots <= MOST_SWAPPED:
                self._swap(orders)
            found = self.crossings(orders)
            if found < fewest:
                best, fewest = [layer.copy() for layer in orders], found
            if fewest == 0:
                break
        return best

    def crossings(self, orders: list[IntArray]) -> int:
        """Return how many pieces of arrows cross between neighbouring layers."""
        place = self._place(orders)
        return sum(_crossed(place[ends]) for ends in self.ends)

    def places(self, orders: list[IntArray]) -> FloatArray:
        """Return x of every node and bend, float64[n_spots], in the given orders, arrows as upright as can be."""
        x = np.zeros(self.n_spots)
        for order in orders:
            x[order] = np.arange(len(order)) - (len(order) - 1) / 2
        for turn in range(PASSES):
            levels = range(len(orders)) if turn % 2 == 0 else range(len(orders) - 1, -1, -1)
            for level in levels:
                order = orders[level]
                wanted, weight = self._wanted(level, x, turn)
                x[order] = _spaced(wanted[order], weight[order], self._room(order))
        return x

    def _wanted(self, level: int, x: FloatArray, turn: int) -> tuple[FloatArray, FloatArray]:
        total, weight = np.zeros(self.n_spots), np.zeros(self.n_spots)
        both = turn >= PASSES // 2
        for ends, mine, other, used in (
            (self.ends[level - 1] if level else None, 1, 0, both or turn % 2 == 0),
            (self.ends[level] if level < len(self.ends) else None, 0, 1, both or turn % 2 == 1),
        ):
            if ends is None or not used:
                continue
            strength = 1.0 + (STRAIGHTNESS - 1) * ((ends >= self.n).any(axis=1))
            np.add.at(total, ends[:, mine], strength * x[ends[:, other]])
            np.add.at(weight, ends[:, mine], strength)
        free = weight == 0
        return np.where(free, x, total / np.where(free, 1.0, weight)), np.where(free, 0.1, weight)

    def _room(self, order: IntArray) -> FloatArray:
        half = np.where(order < self.n, 0.5, ROOM_OF_A_BEND / 2)
        return half[1:] + half[:-1]

    def _place(self, orders: list[IntArray]) -> IntArray:
        place = np.zeros(self.n_spots, dtype=np.int64)
        for order in orders:
            place[order] = np.arange(len(order))
        return place

    def _sweep(self, orders: list[IntArray], *, downwards: bool) -> None:
        place = self._place(orders).astype(float)
        levels = range(1, len(orders)) if downwards else range(len(orders) - 2, -1, -1)
        for level in levels:
            ends = self.ends[level - 1] if downwards else self.ends[level]
            mine, other = (1, 0) if downwards else (0, 1)
            total = np.bincount(ends[:, mine], weights=place[ends[:, other]], minlength=self.n_spots)
            count = np.bincount(ends[:, mine], minlength=self.n_spots)
            order = orders[level]
            wanted = np.where(count[order] > 0, total[order] / np.maximum(count[order], 1), place[order])
            orders[level] = order[np.argsort(wanted, kind="stable")]
            place[orders[level]] = np.arange(len(order))

    def _swap(self, orders: list[IntArray]) -> None:
        place = self._place(orders)
        above: list[list[int]] = [[] for _ in range(self.n_spots)]
        below: list[list[int]] = [[] for _ in range(self.n_spots)]
        for ends in self.ends:
            for upper, lower in ends.tolist():
                below[upper].append(lower)
                above[lower].append(upper)
        better = True
        while better:
            better = False
            for order in orders:
                for spot in range(len(order) - 1):
                    left, right = int(order[spot]), int(order[spot + 1])
                    gain = 0
                    for near in (above, below):
                        for one in near[left]:
                            for two in near[right]:
                                gain += int(place[one] > place[two]) - int(place[one] < place[two])
                    if gain > 0:
                        order[spot], order[spot + 1] = right, left
                        place[left], place[right] = spot + 1, spot
                        better = True


def _depths(dag: Dag) -> list[int]:
    depth = [0] * dag.n
    for node in dag.topological_order:
        depth[node] = max((depth[parent] + 1 for parent in bits(dag.parents[node])), default=0)
    # causes would all stand in the first layer, however far below their effects are
    for node in reversed(dag.topological_order):
        depth[node] = min((depth[child] - 1 for child in dag.children(node)), default=depth[node])
    return depth


def _strided(layer: IntArray, start: int) -> IntArray:
    # Other orders to start from, the same at every time.
    if start == 0 or len(layer) < 3:
        return layer.copy()
    if start == 1:
        return layer[::-1].copy()
    keys = (np.arange(len(layer)) * (2 * start + 1) * 7919) % (len(layer) * 4 + 1)
    return layer[np.argsort(keys, kind="stable")]


def _crossed(places: IntArray) -> int:
    """Return how many of the lines between two layers cross, int64[n_lines, 2] from place to place."""
    upper, lower = places.astype(np.int32).T
    return int(np.count_nonzero((upper[:, None] < upper) & (lower[:, None] > lower)))


def _spaced(wanted: FloatArray, weight: FloatArray, room: FloatArray) -> FloatArray:
    """Return places as near to the wanted ones as can be, by weighted squares, in order and with room between.

    By pooling adjacent violators (Ayer and others 1955).
    """
    before = np.concatenate([[0.0], np.cumsum(room)])
    blocks: list[list[float]] = []
    for value, mass in zip((wanted - before).tolist(), weight.tolist(), strict=True):
        blocks.append([value, mass, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value_2, mass_2, size_2 = blocks.pop()
            value_1, mass_1, size_1 = blocks.pop()
            whole = mass_1 + mass_2
            blocks.append([(value_1 * mass_1 + value_2 * mass_2) / whole, whole, size_1 + size_2])
    return np.asarray(np.concatenate([np.full(int(size), value) for value, _, size in blocks]) + before)
