"""A graph as one value: what every node and arrow shows and where the nodes lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.drawing.styles import EdgeState, NodeState

Point = tuple[float, float]


@dataclass(frozen=True)
class Graph:
    """What a canvas shows.

    Attributes
    ----------
    nodes
        By name.
    edges
        By names of parent and child; both are among the nodes. Their `bend` is what a free way asks for.
    points
        Where each node lies, in grid steps, y growing downwards.
    """

    nodes: Mapping[str, NodeState] = field(default_factory=dict)
    edges: Mapping[tuple[str, str], EdgeState] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)

    def beside(self, name: str) -> frozenset[str]:
        """Return the node and all that a drawn arrow joins with it."""
        joined = {end for ends, state in self.edges.items() if name in ends and state.drawn() for end in ends}
        return frozenset(joined | {name})
