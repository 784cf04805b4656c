"""Paths drawn upon a graph: open ones win, bars stand at what blocks, and the rest is dimmed."""

from __future__ import annotations

from dataclasses import replace

from gui.drawing.graph import Graph
from gui.drawing.path_marks import AT_CHILD, AT_PARENT, MarkedPath, marks_of, with_paths
from gui.drawing.styles import EdgeState, NodeState

FORK = MarkedPath(("S", "C", "R"), (("C", "S"), ("C", "R")), is_open=False, blocks=frozenset("C"))
COLLIDER = MarkedPath(("S", "W", "R"), (("S", "W"), ("R", "W")), is_open=False, blocks=frozenset("W"))
OPENED = MarkedPath(("S", "W", "R"), (("S", "W"), ("R", "W")), is_open=True)


def graph() -> Graph:
    nodes = {name: NodeState(name, ("yes", "no")) for name in "CSRWX"}
    arrows = (("C", "S"), ("C", "R"), ("S", "W"), ("R", "W"), ("X", "C"))
    return Graph(nodes, dict.fromkeys(arrows, EdgeState("arrow")), dict.fromkeys(nodes, (0.0, 0.0)))


def test_bars_stand_at_the_node_that_blocks() -> None:
    marks = marks_of([FORK, COLLIDER], "SR", {"C": 0})
    assert marks.bars == {("C", "S"): AT_PARENT, ("C", "R"): AT_PARENT, ("S", "W"): AT_CHILD, ("R", "W"): AT_CHILD}
    assert marks.open == frozenset()


def test_an_arrow_of_an_open_path_is_never_barred() -> None:
    marks = marks_of([COLLIDER, OPENED], "SR", {"W": 0})
    assert marks.open == {("S", "W"), ("R", "W")}
    assert marks.blocked == frozenset()
    assert marks.bars == {}


def test_it_is_said_at_a_node_what_it_does_to_the_paths_shown() -> None:
    opened = replace(OPENED, opened=frozenset("W"))
    beside = MarkedPath(("S", "W", "X"), (("S", "W"), ("W", "X")), is_open=False, blocks=frozenset("W"))

    def words(*paths: MarkedPath) -> dict[str, tuple[str, str]]:
        shown = with_paths(graph(), marks_of(paths, "SR", {"C": 0, "W": 1}))
        return {name: node.word for name, node in shown.nodes.items() if node.word[0]}

    assert words(FORK) == {"C": ("blocked here", "path-blocked")}
    assert words(FORK, opened) == {"C": ("blocked here", "path-blocked"), "W": ("opened here", "path-open")}
    assert words(opened, beside) == {"W": ("one opened, one blocked here", "path-open")}
    assert words(OPENED) == {}


def test_a_graph_shows_its_marks() -> None:
    shown = with_paths(graph(), marks_of([FORK, OPENED], "SR", {"C": 0, "W": 1}))
    assert {ends: edge.kind for ends, edge in shown.edges.items() if not edge.dimmed} == {
        ("C", "S"): "blocked",
        ("C", "R"): "blocked",
        ("S", "W"): "open",
        ("R", "W"): "open",
    }
    assert shown.edges["C", "S"].bar_at == AT_PARENT
    assert shown.edges["X", "C"].dimmed
    assert {name: node.known for name, node in shown.nodes.items() if node.known is not None} == {"C": 0, "W": 1}
    assert {name for name, node in shown.nodes.items() if node.pointed} == {"S", "R"}
    assert {name for name, node in shown.nodes.items() if node.dimmed} == {"X"}


def test_cut_arrows_stay_cut_and_without_marks_nothing_changes() -> None:
    plain = graph()
    assert with_paths(plain, None) is plain
    cut = Graph(plain.nodes, {**plain.edges, ("C", "S"): EdgeState("cut")}, plain.points)
    assert with_paths(cut, marks_of([FORK], "SR", {})).edges["C", "S"].kind == "cut"
