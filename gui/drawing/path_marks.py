"""Paths drawn upon a graph: bands along open ones, bars across blocked ones (d-separation)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gui.drawing.graph import Graph
from gui.drawing.styles import EdgeState, NodeState

Arrow = tuple[str, str]
# Where the bar crosses: near the node that blocks, clear of a head.
AT_PARENT, AT_CHILD = 0.28, 0.66
OPENED, BLOCKED, BOTH = "opened here", "blocked here", "one opened, one blocked here"


@dataclass(frozen=True)
class PathMarks:
    """What is drawn upon a graph.

    Parameters
    ----------
    ends
        The two variables asked about.
    known
        Number of the state in which each known variable was seen, by name.
    open, blocked
        Arrows of open and of blocked paths, as names of parent and child; one of both is open.
    bars
        Where a bar crosses a blocked arrow, by arrow: from 0 at the parent to 1 at the child.
    opened_at, blocked_at
        The nodes at which a path is opened, because something known opens a collider, and blocked.
    sentence
        What is drawn, in words.
    """

    ends: frozenset[str] = frozenset()
    known: Mapping[str, int] = field(default_factory=dict)
    open: frozenset[Arrow] = frozenset()
    blocked: frozenset[Arrow] = frozenset()
    bars: Mapping[Arrow, float] = field(default_factory=dict)
    sentence: str = ""
    opened_at: frozenset[str] = frozenset()
    blocked_at: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MarkedPath:
    """A path by names.

    Parameters
    ----------
    nodes
        Names from one end to the other.
    arrows
        The arrow of each step, as names of parent and child.
    is_open
        Whether nothing blocks it.
    blocks
        Names of the inner nodes that block it.
    opened
        Names of the colliders on it that are open, because they or effects of them are known.
    """

    nodes: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    is_open: bool
    blocks: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()


def marks_of(
    paths: Iterable[MarkedPath], ends: Iterable[str], known: Mapping[str, int], sentence: str = ""
) -> PathMarks:
    """Return the marks of some paths together; bars cross the arrows at blocking nodes that no open path uses."""
    opened: set[Arrow] = set()
    blocked: set[Arrow] = set()
    bars: dict[Arrow, float] = {}
    drawn = tuple(paths)
    for path in drawn:
        if path.is_open:
            opened.update(path.arrows)
            continue
        blocked.update(path.arrows)
        for place, arrow in enumerate(path.arrows):
            for end in path.nodes[place : place + 2]:
                if end in path.blocks:
                    bars[arrow] = AT_PARENT if end == arrow[0] else AT_CHILD
    return PathMarks(
        frozenset(ends),
        dict(known),
        frozenset(opened),
        frozenset(blocked - opened),
        {arrow: at for arrow, at in bars.items() if arrow not in opened},
        sentence,
        frozenset(name for path in drawn for name in path.opened),
        frozenset(name for path in drawn for name in path.blocks),
    )


def with_paths(graph: Graph, marks: PathMarks | None) -> Graph:
    """Return the graph with paths drawn upon it; what lies on none is dimmed."""
    if marks is None:
        return graph
    touched = {end for arrow in marks.open | marks.blocked for end in arrow} | marks.ends | set(marks.known)
    nodes = {name: _marked_node(state, marks, name not in touched) for name, state in graph.nodes.items()}
    edges = {arrow: _marked_edge(arrow, state, marks) for arrow, state in graph.edges.items()}
    return replace(graph, nodes=nodes, edges=edges)


def _marked_node(state: NodeState, marks: PathMarks, dimmed: bool) -> NodeState:
    known = marks.known.get(state.name)
    sound = known is not None and known < len(state.states) and state.hand is None
    return replace(
        state,
        pointed=state.name in marks.ends,
        known=known if sound else None,
        dimmed=dimmed,
        word=_word(state.name, marks),
    )


def _word(name: str, marks: PathMarks) -> tuple[str, str]:
    # One node can open one path and block another.
    opened, blocked = name in marks.opened_at, name in marks.blocked_at
    if opened and blocked:
        return BOTH, "path-open"
    return (OPENED, "path-open") if opened else (BLOCKED, "path-blocked") if blocked else ("", "")


def _marked_edge(arrow: Arrow, state: EdgeState, marks: PathMarks) -> EdgeState:
    if state.kind == "cut":
        return state
    if arrow in marks.open:
        return replace(state, kind="open")
    if arrow in marks.blocked:
        return replace(state, kind="blocked", bar_at=marks.bars.get(arrow))
    return replace(state, dimmed=True)
