"""Directed acyclic graphs over nodes 0 .. n-1, as one bit mask of parents per node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property


class CycleError(ValueError):
    """Raised for arrows that close a circle; `cycle` holds its nodes in order, the first again at the end."""

    def __init__(self, cycle: tuple[int, ...]) -> None:
        self.cycle = cycle
        super().__init__(f"arrows close a circle: {cycle}")


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits set in `mask`, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(nodes: Iterable[int]) -> int:
    """Return the bit mask with the bits of `nodes` set."""
    mask = 0
    for node in nodes:
        mask |= 1 << node
    return mask


@dataclass(frozen=True)
class Dag:
    """A directed acyclic graph.

    Parameters
    ----------
    parents
        Per node the bit mask of its parents: bit j of ``parents[i]`` set means j -> i.

    Raises
    ------
    CycleError
        When the arrows close a circle.
    ValueError
        When a mask names a node that does not exist.
    """

    parents: tuple[int, ...]

    def __post_init__(self) -> None:
        limit = 1 << len(self.parents)
        if any(not 0 <= mask < limit for mask in self.parents):
            raise ValueError(f"a parent mask names a node outside 0..{len(self.parents) - 1}")
        if len(self.topological_order) < self.n:
            raise CycleError(self._find_cycle())

    @classmethod
    def from_edges(cls, n: int, edges: Iterable[tuple[int, int]]) -> Dag:
        """Return the graph on n nodes with the given (parent, child) pairs."""
        parents = [0] * n
        for parent, child in edges:
            parents[child] |= 1 << parent
        return cls(tuple(parents))

    @property
    def n(self) -> int:
        """The number of nodes."""
        return len(self.parents)

    @cached_property
    def topological_order(self) -> tuple[int, ...]:
        """Nodes with parents before children, layer by layer.

        The first layer are the nodes without parents, each further one those whose parents all stand in layers
        before it; within a layer the lowest number comes first.
        """
        placed = 0
        order: list[int] = []
        waiting = set(range(self.n))
        while ready := sorted(node for node in waiting if not self.parents[node] & ~placed):
            order.extend(ready)
            placed |= mask_of(ready)
            waiting.difference_update(ready)
        return tuple(order)

    def edges(self) -> tuple[tuple[int, int], ...]:
        """Return all (parent, child) pairs, by child, then parent."""
        return tuple((parent, child) for child in range(self.n) for parent in bits(self.parents[child]))

    def has_edge(self, parent: int, child: int) -> bool:
        """Return whether parent -> child is an arrow of the graph."""
        return bool(self.parents[child] >> parent & 1)

    def children(self, node: int) -> tuple[int, ...]:
        """Return the nodes that have `node` as a parent."""
        return tuple(child for child in range(self.n) if self.parents[child] >> node & 1)

    def ancestors(self, node: int) -> int:
        """Return the bit mask of all nodes from which a directed path leads to `node`, itself not among them."""
        found = 0
        frontier = self.parents[node]
        while frontier:
            found |= frontier
            reached = 0
            for ancestor in bits(frontier):
                reached |= self.parents[ancestor]
            frontier = reached & ~found
        return found

    def cut(self, targets: int) -> Dag:
        """Return the mutilated graph: no arrows into the nodes of the bit mask `targets`."""
        return Dag(tuple(0 if targets >> node & 1 else mask for node, mask in enumerate(self.parents)))

    def _find_cycle(self) -> tuple[int, ...]:
        # Nodes that were never placed each have an unplaced parent, so walking up must come round.
        placed = mask_of(self.topological_order)
        path = [next(node for node in range(self.n) if not placed >> node & 1)]
        while True:
            parent = next(bits(self.parents[path[-1]] & ~placed))
            if parent in path:
                return tuple(reversed([*path[path.index(parent) :], parent]))
            path.append(parent)
