"""Hidden causes of open size, seen as pairs of variables that share one.

A hidden variable of open size with causes of its own does nothing that arrows from these causes to its effects,
together with one more hidden cause of the same effects, would not do (latent projection: Verma and Pearl 1990). So
all that counts is which seen variables share one: the bidirected edges of the mixed graph.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from engine.networks.dag import bits

Pairs = tuple[tuple[int, int], ...]


def projected_districts(n: int, parents: Sequence[int], open_nodes: Collection[int]) -> Pairs:
    """Return the pairs of nodes below `n` that are reached from one open node by paths through open nodes alone.

    Parameters
    ----------
    n
        How many nodes are seen.
    parents
        Bit mask of the parents of each node.
    open_nodes
        The hidden nodes of open size.
    """
    found: set[tuple[int, int]] = set()
    for source in open_nodes:
        found.update(combinations(sorted(seen_effects(source, n, parents, open_nodes)), 2))
    return tuple(sorted(found))


def seen_effects(source: int, n: int, parents: Sequence[int], open_nodes: Collection[int]) -> set[int]:
    """Return the nodes that are not open and that `source` reaches through open nodes alone."""
    reached, waiting = set(), [source]
    while waiting:
        node = waiting.pop()
        for child, mask in enumerate(parents):
            if mask >> node & 1 and child not in reached:
                reached.add(child)
                if child in open_nodes:
                    waiting.append(child)
    return {node for node in reached if node not in open_nodes and node < n}


def projected_parents(parents: Sequence[int], open_nodes: Collection[int]) -> tuple[int, ...]:
    """Return the parents of every node when open nodes are passed through: their own parents in their place."""
    projected = []
    for mask in parents:
        found, waiting, met = 0, list(bits(mask)), set()
        while waiting:
            node = waiting.pop()
            if node not in open_nodes:
                found |= 1 << node
            elif node not in met:
                met.add(node)
                waiting.extend(bits(parents[node]))
        projected.append(found)
    return tuple(projected)


def is_composed(pairs: Pairs) -> bool:
    """Return whether a DAG says the same independences as these shared causes: no four in a bare chain or ring."""
    nodes = sorted({node for pair in pairs for node in pair})
    edges = set(pairs)
    for four in combinations(nodes, 4):
        inside = [pair for pair in combinations(four, 2) if pair in edges]
        degrees = sorted(sum(node in pair for pair in inside) for node in four)
        if degrees in ([1, 1, 2, 2], [2, 2, 2, 2]):
            return False
    return True


def ordered_parents(members: Sequence[int], pairs: Pairs) -> dict[int, tuple[int, ...]]:
    """Return a DAG over the members of a district that says the same independences as its shared causes.

    Raises
    ------
    ValueError
        When there is none.

    Notes
    -----
    Without a bare chain or ring of four there is a member joined with all the others (Wolk 1965); it comes last,
    with all others as parents, and what remains falls into districts of their own. Its being last makes those that
    no cause joins independent, whatever it does.
    """
    found: dict[int, tuple[int, ...]] = {}
    for part in _connected(members, pairs):
        joined = [node for node in part if all(_are_joined(node, other, pairs) for other in part if other != node)]
        if not joined:
            raise ValueError("no DAG says the same independences")
        last = joined[-1]
        rest = [node for node in part if node != last]
        found.update(ordered_parents(rest, pairs))
        found[last] = tuple(rest)
    return found


def _connected(members: Sequence[int], pairs: Pairs) -> list[list[int]]:
    waiting, parts = list(members), []
    while waiting:
        part, frontier = [], [waiting.pop(0)]
        while frontier:
            node = frontier.pop()
            part.append(node)
            near = [other for other in waiting if _are_joined(node, other, pairs)]
            frontier.extend(near)
            waiting = [other for other in waiting if other not in near]
        parts.append(sorted(part))
    return parts


def _are_joined(one: int, other: int, pairs: Pairs) -> bool:
    return (min(one, other), max(one, other)) in pairs
