"""How many DAGs an equivalence class holds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from engine.networks.dag import bits
from engine.networks.essential_graph import EssentialGraph, Masks, closed_under_rules, components


def class_size(graph: EssentialGraph) -> int:
    """Return the number of DAGs in the class of an essential graph.

    Notes
    -----
    Each chain component is directed by itself, without a circle or a new v-structure (He, Jia, Yu 2015). Its
    directions are counted by the clique that comes first (Wienobst, Bannach, Liskiewicz 2021), with every part left
    over counted once: polynomial, milliseconds at n = 20 even for a complete graph, where listing is hopeless.

    Members that differ only in arrows into unseen nodes count as one.
    """
    return math.prod(_directions(_induced(graph.neighbours, part)) for part in graph.chain_components())


@lru_cache(maxsize=1 << 16)
def _directions(neighbours: Masks) -> int:
    # One connected chordal part; nodes outside it have no neighbours.
    nodes = sum(1 << node for node, around in enumerate(neighbours) if around)
    if not nodes:
        return 1
    total = 0
    for clique, leading in _cliques_with_leading(neighbours, nodes):
        rest = math.prod(
            _directions(_induced(_rest(neighbours, clique), part))
            for part in components(_rest(neighbours, clique), nodes & ~clique)
        )
        total += _orders(clique.bit_count(), leading) * rest
    return total


def _orders(size: int, leading: tuple[int, ...]) -> int:
    # Orders of a clique in which none of the nested subsets, of these sizes, stands first as a whole.
    blocked: list[int] = []
    for place, subset in enumerate((*leading, size)):
        earlier = zip(leading[:place], blocked, strict=True)
        blocked.append(math.factorial(subset) - sum(math.factorial(subset - least) * ways for least, ways in earlier))
    return blocked[-1]


def _rest(neighbours: Masks, clique: int) -> Masks:
    # What stays undirected outside a clique whose nodes come before all others.
    fixed = [0 if clique >> node & 1 else around & clique for node, around in enumerate(neighbours)]
    parents = closed_under_rules(fixed, neighbours)
    directed = list(parents)
    for child, mask in enumerate(parents):
        for parent in bits(mask):
            directed[parent] |= 1 << child
    return tuple(
        0 if clique >> node & 1 else around & ~clique & ~directed[node] for node, around in enumerate(neighbours)
    )


def _cliques_with_leading(neighbours: Masks, nodes: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    # Maximal cliques as a tree with the largest overlaps; with each the sizes of the overlaps between cliques on
    # the way from the root that lie within it. They are nested.
    cliques = _maximal_cliques(neighbours, nodes)
    overlaps: dict[int, frozenset[int]] = {cliques[0]: frozenset()}
    while len(overlaps) < len(cliques):
        pairs = ((old, new) for old in overlaps for new in cliques if new not in overlaps)
        old, new = max(pairs, key=lambda pair: (pair[0] & pair[1]).bit_count())
        overlaps[new] = overlaps[old] | {old & new}
    for clique, found in overlaps.items():
        yield clique, tuple(sorted({each.bit_count() for each in found if not each & ~clique}))


def _maximal_cliques(neighbours: Masks, nodes: int) -> list[int]:
    # Maximum cardinality search (Tarjan and Yannakakis 1984): a node and its neighbours visited before make a clique.
    visited, found = 0, []
    while left := nodes & ~visited:
        node = max(bits(left), key=lambda each: (neighbours[each] & visited).bit_count())
        found.append(neighbours[node] & visited | 1 << node)
        visited |= 1 << node
    return [one for one in found if not any(one != other and not one & ~other for other in found)]


def _induced(neighbours: Masks, nodes: int) -> Masks:
    return tuple(around & nodes if nodes >> node & 1 else 0 for node, around in enumerate(neighbours))
