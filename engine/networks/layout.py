"""Where the nodes of a graph lie when nobody placed them."""

from __future__ import annotations

import math

from engine.networks.dag import Dag, bits

Point = tuple[float, float]
SWEEPS = 12


def layered_positions(dag: Dag) -> tuple[Point, ...]:
    """Return places in layers from causes above to effects below, with few crossings.

    Parameters
    ----------
    dag
        The graph.

    Returns
    -------
    tuple of (x, y)
        One grid step between neighbours, y growing downwards, centred on x = 0; the same graph always gets
        the same places.

    Notes
    -----
    Layers by longest path, every cause as near above its effects as can be; then barycentre sweeps down and up,
    keeping the order with the fewest crossings (Sugiyama, Tagawa, Toda 1981).
    """
    layers = _layers(dag)
    best, fewest = [list(layer) for layer in layers], crossings(dag, layers)
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        places = {node: place for layer in layers for place, node in enumerate(layer)}
        for layer in layers if downwards else reversed(layers):
            layer.sort(key=lambda node: _barycentre(dag, node, places, downwards))
            places.update({node: place for place, node in enumerate(layer)})
        found = crossings(dag, layers)
        if found < fewest:
            best, fewest = [list(layer) for layer in layers], found
    spots = {
        node: (place - (len(layer) - 1) / 2, float(depth))
        for depth, layer in enumerate(best)
        for place, node in enumerate(layer)
    }
    return tuple(spots[node] for node in range(dag.n))


def circle_positions(n: int) -> tuple[Point, ...]:
    """Return n places on a circle, the first on top, neighbours about one grid step apart."""
    if n == 1:
        return ((0.0, 0.0),)
    radius = max(0.7, 0.5 / math.sin(math.pi / n))
    angles = (2 * math.pi * place / n - math.pi / 2 for place in range(n))
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)


def crossings(dag: Dag, layers: list[list[int]]) -> int:
    """Return how many pairs of arrows cross between neighbouring layers."""
    depth = {node: level for level, layer in enumerate(layers) for node in layer}
    place = {node: index for layer in layers for index, node in enumerate(layer)}
    found = 0
    for level in range(len(layers) - 1):
        arrows = [
            (place[parent], place[child])
            for parent, child in dag.edges()
            if depth[parent] == level and depth[child] == level + 1
        ]
        found += sum(
            (first[0] - second[0]) * (first[1] - second[1]) < 0
            for index, first in enumerate(arrows)
            for second in arrows[:index]
        )
    return found


def _layers(dag: Dag) -> list[list[int]]:
    depth = [0] * dag.n
    for node in dag.topological_order:
        depth[node] = max((depth[parent] + 1 for parent in bits(dag.parents[node])), default=0)
    # causes would all stand in the first layer, however far below their effects are
    for node in reversed(dag.topological_order):
        depth[node] = min((depth[child] - 1 for child in dag.children(node)), default=depth[node])
    layers: list[list[int]] = [[] for _ in range(max(depth, default=-1) + 1)]
    for node in range(dag.n):
        layers[depth[node]].append(node)
    return layers


def _barycentre(dag: Dag, node: int, places: dict[int, int], downwards: bool) -> float:
    neighbours = list(bits(dag.parents[node])) if downwards else list(dag.children(node))
    if not neighbours:
        return float(places[node])
    return sum(places[each] for each in neighbours) / len(neighbours)
