from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import CycleError, Dag, bits, mask_of
from tests.engine import naive
from tests.engine.strategies import PROPERTY, dags, edges_of

any_dag = st.integers(1, 6).flatmap(dags)


@given(st.sets(st.integers(0, 200)))
@PROPERTY
def test_masks_and_nodes_are_two_ways_to_write_a_set(nodes: set[int]) -> None:
    assert list(bits(mask_of(nodes))) == sorted(nodes)


@given(any_dag)
@PROPERTY
def test_edges_make_the_same_graph_again(dag: Dag) -> None:
    assert Dag.from_edges(dag.n, dag.edges()) == dag
    assert {(i, j) for i in range(dag.n) for j in range(dag.n) if dag.has_edge(i, j)} == set(dag.edges())
    assert {(i, j) for i in range(dag.n) for j in dag.children(i)} == set(dag.edges())


@given(any_dag)
@PROPERTY
def test_parents_come_before_children(dag: Dag) -> None:
    order = dag.topological_order
    assert sorted(order) == list(range(dag.n))
    assert all(order.index(parent) < order.index(child) for parent, child in dag.edges())


@given(any_dag)
@PROPERTY
def test_ancestors_equal_those_of_the_slow_twin(dag: Dag) -> None:
    for node in range(dag.n):
        assert set(bits(dag.ancestors(node))) == naive.ancestors(edges_of(dag), node)


@given(any_dag, st.integers(0, 63))
@PROPERTY
def test_cutting_takes_away_the_arrows_into_the_targets_only(dag: Dag, targets: int) -> None:
    kept = [(parent, child) for parent, child in dag.edges() if not targets >> child & 1]
    assert dag.cut(targets).edges() == tuple(kept)


@given(st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.tuples(*[st.integers(0, n - 1)] * 2)))))
@PROPERTY
def test_a_circle_is_refused_and_shown(case: tuple[int, set[tuple[int, int]]]) -> None:
    n, edges = case
    if naive.is_acyclic(frozenset(edges), n):
        assert set(Dag.from_edges(n, edges).edges()) == edges
        return
    with pytest.raises(CycleError) as raised:
        Dag.from_edges(n, edges)
    cycle = raised.value.cycle
    assert cycle[0] == cycle[-1]
    assert len(set(cycle)) == len(cycle) - 1
    assert set(itertools.pairwise(cycle)) <= edges


def test_a_long_chain() -> None:
    chain = Dag.from_edges(200, [(node, node + 1) for node in range(199)])
    assert chain.ancestors(199) == (1 << 199) - 1
    assert chain.topological_order == tuple(range(200))


@pytest.mark.parametrize("parents", [(2,), (0, 4), (-1, 0)])
def test_a_mask_of_a_node_that_does_not_exist(parents: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=f"outside 0..{len(parents) - 1}"):
        Dag(parents)


def test_equal_graphs_are_one_in_a_set() -> None:
    assert len({Dag((0, 1)), Dag.from_edges(2, [(0, 1)]), Dag((0, 0))}) == 2


def test_the_order_goes_layer_by_layer() -> None:
    """Node 1 is free to stand once node 3 does, but 4 has no parents and belongs to the first layer."""
    assert Dag.from_edges(5, [(3, 1), (1, 0), (4, 2)]).topological_order == (3, 4, 1, 2, 0)
