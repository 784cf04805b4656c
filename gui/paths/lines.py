"""What the list of paths shows, as values: one line a path."""

from __future__ import annotations

from dataclasses import dataclass

from engine.networks.network import BayesianNetwork
from engine.networks.separation import Path
from engine.questions.telling import Telling
from gui.drawing.path_marks import MarkedPath
from gui.paths.words import Reason, reason


@dataclass(frozen=True)
class PathLine:
    """One path.

    Parameters
    ----------
    nodes
        Names from one end to the other.
    forward
        For each step whether its arrow points to the later node.
    known
        Names of the inner nodes that are known.
    blocks
        Names of the inner nodes that block it.
    is_open
        Whether nothing blocks it.
    reason
        Why.
    """

    nodes: tuple[str, ...]
    forward: tuple[bool, ...]
    known: frozenset[str]
    blocks: frozenset[str]
    is_open: bool
    reason: Reason

    @property
    def heading(self) -> str:
        """The verdict on it."""
        return "Open" if self.is_open else "Blocked"

    @property
    def spoken(self) -> str:
        """What a screen reader says: the way from node to node, and the reason."""
        way = self.nodes[0]
        for node, forward in zip(self.nodes[1:], self.forward, strict=True):
            way += f" {'causes' if forward else 'is caused by'} {node}, which"
        way = way.removesuffix(", which")
        known = f", {' and '.join(sorted(self.known))} known" if self.known else ""
        return f"{self.heading}: {way}{known}. {self.reason.spoken}"


def in_order(found: Telling) -> tuple[Path, ...]:
    """Return the paths that were listed, open ones first, shorter ones before longer."""
    return tuple(sorted(found.paths.found, key=lambda path: (not path.is_open, len(path.nodes))))


def marked(path: Path, network: BayesianNetwork) -> MarkedPath:
    """Return a path as a canvas draws it."""
    names = network.names
    arrows = tuple((names[parent], names[child]) for parent, child in path.arrows())
    blocks = frozenset(names[block.node] for block in path.blocks)
    opened = frozenset(names[junction.node] for junction in path.junctions if junction.opener is not None)
    return MarkedPath(tuple(names[node] for node in path.nodes), arrows, path.is_open, blocks, opened)


def line_of(path: Path, network: BayesianNetwork) -> PathLine:
    """Return what the list shows of a path."""
    names = network.names
    return PathLine(
        tuple(names[node] for node in path.nodes),
        path.forward,
        frozenset(names[junction.node] for junction in path.junctions if junction.known),
        frozenset(names[block.node] for block in path.blocks),
        path.is_open,
        reason(path, network),
    )
