"""Slow, obvious twins for graphs with hidden variables: every path is walked, every node fixed one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations, product

from tests.engine.naive import Edges, ancestors

Key = tuple[object, ...]


def paths(edges: Edges, start: int, end: int, met: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Yield all paths between two nodes, whichever way their arrows point."""
    met = (*met, start)
    if start == end:
        yield met
        return
    near = {child for parent, child in edges if parent == start} | {parent for parent, child in edges if child == start}
    for node in sorted(near - set(met)):
        yield from paths(edges, node, end, met)


def is_open(edges: Edges, path: tuple[int, ...], given: Collection[int]) -> bool:
    """Return whether every collider of a path leads to, or is, something given, and nothing else on it is given."""
    above = set(given).union(*(ancestors(edges, node) for node in given))
    for before, node, after in zip(path, path[1:], path[2:], strict=False):
        collider = (before, node) in edges and (after, node) in edges
        if (node not in above) if collider else (node in given):
            return False
    return True


def connected(edges: Edges, start: int, end: int, given: Collection[int]) -> bool:
    """Return whether two nodes are d-connected."""
    return any(is_open(edges, path, given) for path in paths(edges, start, end))


def subsets(nodes: Iterable[int]) -> Iterator[frozenset[int]]:
    """Yield all subsets."""
    nodes = list(nodes)
    for kept in product((False, True), repeat=len(nodes)):
        yield frozenset(node for node, keep in zip(nodes, kept, strict=True) if keep)


def cut(edges: Edges, targets: Collection[int]) -> Edges:
    """Return the arrows that do not lead into the targets."""
    return frozenset((parent, child) for parent, child in edges if child not in targets)


def separations(edges: Edges, n: int) -> Key:
    """Return which two of the nodes below n are separated given which others of them."""
    return tuple(
        (one, other, given)
        for one, other in combinations(range(n), 2)
        for given in subsets(set(range(n)) - {one, other})
        if not connected(edges, one, other, given)
    )


def invariances(edges: Edges, n: int, targets: Collection[int]) -> Key:
    """Return which of the nodes below n one more node, with arrows into the targets, is separated from, given what."""
    new = max([n - 1, *(node for edge in edges for node in edge)]) + 1
    more = edges | {(new, target) for target in targets}
    return tuple(
        (node, given)
        for node in range(n)
        for given in subsets(set(range(n)) - {node})
        if not connected(more, new, node, given)
    )


def regimes_key(edges: Edges, n: int, families: Iterable[Collection[int]]) -> Key:
    """Return all separations in each regime and all that stays the same between two."""
    regimes = sorted({frozenset(targets) for targets in families}, key=sorted)
    found: list[object] = [separations(cut(edges, targets), n) for targets in regimes]
    for one, other in combinations(regimes, 2):
        found.append(invariances(cut(edges, one & other), n, one ^ other))
    return tuple(found)


def district(shared: Edges, node: int, within: Collection[int]) -> set[int]:
    """Return the nodes joined with one by shared causes, among those within."""
    found = {node}
    while True:
        more = {b for a, b in shared if a in found and b in within} | {a for a, b in shared if b in found}
        more &= set(within)
        if more <= found:
            return found
        found |= more


def closure(edges: Edges, shared: Edges, n: int, kept: Collection[int]) -> set[int]:
    """Fix nodes that are not to be kept as long as any can be: no other of its district comes after it."""
    left = set(range(n))
    while True:
        inside = frozenset(edge for edge in edges if edge[1] in left)
        fixable = [
            node
            for node in left - set(kept)
            if not any(node in ancestors(inside, other) for other in district(shared, node, left) - {node})
        ]
        if not fixable:
            return left
        left.remove(fixable[0])


def dense_pairs(edges: Edges, shared: Edges, n: int) -> set[tuple[int, int]]:
    """Return the pairs that are densely connected (Shpitser, Evans and Richardson 2018, definition 8)."""
    found = set()
    for one, other in combinations(range(n), 2):
        both = closure(edges, shared, n, {one, other})
        if (
            any((other, node) in edges for node in closure(edges, shared, n, {one}))
            or any((one, node) in edges for node in closure(edges, shared, n, {other}))
            or district(shared, one, both) == both
        ):
            found.add((one, other))
    return found
