from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import Dag, bits, mask_of
from engine.networks.essential_graph import EssentialGraph, essential_graph, surely_oriented_by
from tests.engine import naive
from tests.engine.reference import VALUES
from tests.engine.strategies import FEW, PROPERTY, dags, edges_of

FAMILIES: list[tuple[int, ...]] = [
    (0,),
    (0, 0b001),
    (0, 0b001, 0b010),
    (0, 0b011),
    (0, 0b001, 0b110),
    # Without observation, but each variable was free once.
    (0b001, 0b010),
    (0b011, 0b100),
    # Some variable was always set.
    (),
    (0b001,),
    (0b011, 0b001),
    (0b101, 0b110),
    (0b111,),
]
WITH_OBSERVATION = [family for family in FAMILIES if 0 in family]
A, B, C, D = range(4)


@cache
def graphs(n: int) -> list[Dag]:
    return [Dag.from_edges(n, edges) for edges in naive.all_graphs(n)]


@cache
def classes(n: int, family: tuple[int, ...]) -> list[list[Dag]]:
    """Return the members of every class, by the slow twin."""
    found = defaultdict(list)
    for dag in graphs(n):
        found[naive.class_key(edges_of(dag), [list(bits(mask)) for mask in family])].append(dag)
    return list(found.values())


def union_of(members: list[Dag], unseen: int) -> EssentialGraph:
    """Return the essential graph as it is defined: by what the members share."""
    n = members[0].n
    arrows = [frozenset(dag.cut(unseen).edges()) for dag in members]
    shared = reduce(frozenset.intersection, arrows)
    open_pairs = {frozenset(arrow) for arrow in reduce(frozenset.union, arrows) - shared}
    return EssentialGraph(
        tuple(mask_of(parent for parent, child in shared if child == node) for node in range(n)),
        tuple(mask_of(other for pair in open_pairs if node in pair for other in pair - {node}) for node in range(n)),
        unseen,
    )


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", [3, 4])
def test_it_is_what_all_members_share(n: int, family: tuple[int, ...]) -> None:
    unseen = reduce(int.__and__, family, (1 << n) - 1)
    seen = set()
    for members in classes(n, family):
        found = {essential_graph(dag, family) for dag in members}
        assert found == {union_of(members, unseen)}
        seen |= found
    assert len(seen) == len(classes(n, family))


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_numbers_of_classes_and_of_those_with_one_member(n: int) -> None:
    found = {essential_graph(dag) for dag in graphs(n)}
    assert len(found) == VALUES["mec_counts"][n - 1]
    assert sum(not graph.undirected() for graph in found) == VALUES["mec_singletons"][n - 1]


def masks_named(name: str, n: int) -> tuple[int, ...]:
    last = {"{},all singletons": n, "{},all but one singletons": n - 1}.get(name)
    if last is not None:
        return (0, *(1 << node for node in range(last)))
    return tuple(
        mask_of(int(node) - 1 for node in part.split(",") if node) for part in re.findall(r"\{([\d,]*)\}", name)
    )


@pytest.mark.parametrize("name", VALUES["imec_counts"])
def test_numbers_of_interventional_classes(name: str) -> None:
    _, size, family = name.split("_", 2)
    n = int(size.removeprefix("n"))
    found = {essential_graph(dag, masks_named(family, n)) for dag in graphs(n)}
    assert len(found) == VALUES["imec_counts"][name]


def test_a_chain_is_open_and_a_collider_is_not() -> None:
    chain, collider = Dag.from_edges(3, [(A, B), (B, C)]), Dag.from_edges(3, [(A, B), (C, B)])
    assert essential_graph(chain).undirected() == ((A, B), (B, C))
    assert essential_graph(chain).directed() == ()
    assert essential_graph(collider).directed() == ((A, B), (C, B))
    assert essential_graph(chain).chain_components() == (0b111,)
    assert essential_graph(collider).chain_components() == (0b001, 0b010, 0b100)


def test_acting_on_the_middle_directs_a_whole_chain_and_on_an_end_one_arrow() -> None:
    onward = Dag.from_edges(3, [(A, B), (B, C)])
    assert surely_oriented_by(essential_graph(onward), A) == ((A, B),)
    assert surely_oriented_by(essential_graph(onward), B) == ((A, B), (B, C))


@pytest.mark.parametrize("family", WITH_OBSERVATION)
@pytest.mark.parametrize("n", [3, 4])
def test_what_an_experiment_would_show(n: int, family: tuple[int, ...]) -> None:
    for members in classes(n, family):
        graph = essential_graph(members[0], family)
        for node in range(n):
            shown = []
            for truth in members:
                alike = [
                    each
                    for each in members
                    if essential_graph(each, (*family, 1 << node)) == essential_graph(truth, (*family, 1 << node))
                ]
                shared = reduce(frozenset.intersection, (frozenset(each.edges()) for each in alike))
                shown.append({frozenset(arrow) for arrow in shared if graph.neighbours[arrow[1]] >> arrow[0] & 1})
            sure = {frozenset(pair) for pair in surely_oriented_by(graph, node)}
            assert sure == set.intersection(*shown)


@given(st.data(), st.integers(5, 9))
@PROPERTY
def test_arrows_are_those_of_the_graph_and_nothing_is_left_out(data: st.DataObject, n: int) -> None:
    dag = data.draw(dags(n))
    family = data.draw(st.sets(st.integers(0, (1 << n) - 1), max_size=3)) | {0}
    graph = essential_graph(dag, family)
    assert set(graph.directed()) <= set(dag.edges())
    assert {frozenset(pair) for pair in graph.directed() + graph.undirected()} == set(map(frozenset, dag.edges()))
    for mask in family:
        assert all(not (mask >> low ^ mask >> high) & 1 for low, high in graph.undirected())
    assert set(essential_graph(dag).directed()) <= set(graph.directed())


@given(st.data(), st.integers(4, 8))
@FEW
def test_turning_a_covered_arrow_keeps_the_class(data: st.DataObject, n: int) -> None:
    """An arrow whose ends have the same other parents can be turned (Chickering 1995)."""
    dag = data.draw(dags(n))
    graph = essential_graph(dag)
    for parent, child in dag.edges():
        if dag.parents[child] == dag.parents[parent] | 1 << parent:
            parents = list(dag.parents)
            parents[child] ^= 1 << parent
            parents[parent] |= 1 << child
            assert essential_graph(Dag(tuple(parents))) == graph
            assert graph.neighbours[child] >> parent & 1
