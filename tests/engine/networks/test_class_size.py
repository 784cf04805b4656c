from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.class_size import class_size
from engine.networks.dag import Dag
from engine.networks.essential_graph import essential_graph
from tests.engine.networks.test_essential_graph import FAMILIES, graphs
from tests.engine.strategies import FEW


@pytest.mark.parametrize("family", [family for family in FAMILIES if 0 in family or family == (0b011, 0b100)])
@pytest.mark.parametrize("n", [3, 4])
def test_sizes_are_those_counted_one_by_one(n: int, family: tuple[int, ...]) -> None:
    found = Counter(essential_graph(dag, family) for dag in graphs(n))
    assert {graph: class_size(graph) for graph in found} == dict(found)


def test_sizes_of_all_classes_add_up_to_all_graphs() -> None:
    sizes = [class_size(graph) for graph in {essential_graph(dag) for dag in graphs(4)}]
    assert (len(sizes), sum(sizes)) == (185, 543)


@pytest.mark.parametrize("n", [1, 2, 7, 20])
def test_known_sizes(n: int) -> None:
    complete = Dag(tuple((1 << node) - 1 for node in range(n)))
    chain = Dag(tuple(1 << node >> 1 for node in range(n)))
    star = Dag(tuple(int(node > 0) for node in range(n)))
    assert class_size(essential_graph(complete)) == math.factorial(n)
    # A tree has one class member for each choice of its root.
    assert class_size(essential_graph(chain)) == class_size(essential_graph(star)) == n
    assert class_size(essential_graph(Dag((0,) * n))) == 1
    # Acting on every variable but one leaves nothing open.
    assert class_size(essential_graph(complete, [0, *(1 << node for node in range(n - 1))])) == 1


def directions(graph_edges: list[tuple[int, int]], n: int) -> int:
    """Return the number of class members by trying every direction of every arrow."""
    start = Dag.from_edges(n, graph_edges)
    found = 0
    for number in range(1 << len(graph_edges)):
        edges = [(b, a) if number >> k & 1 else (a, b) for k, (a, b) in enumerate(graph_edges)]
        try:
            found += essential_graph(Dag.from_edges(n, edges)) == essential_graph(start)
        except ValueError:
            continue
    return found


@given(st.data())
@FEW
def test_sizes_of_random_trees_of_cliques(data: st.DataObject) -> None:
    """Each new node joins part of a clique, so that no arrow is known."""
    cliques, edges = [frozenset([0])], []
    for node in range(1, 6):
        base = data.draw(st.sampled_from(cliques))
        kept = frozenset(data.draw(st.lists(st.sampled_from(sorted(base)), min_size=1, max_size=2, unique=True)))
        edges += [(other, node) for other in sorted(kept)]
        cliques.append(kept | {node})
    graph = essential_graph(Dag.from_edges(6, edges))
    assert not graph.directed()
    assert class_size(graph) == directions(edges, 6)
