from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.separations import mixed_graphs
from engine.hypotheses.space import listed
from engine.kernels.separations import fill_connections, fill_dense_pairs
from engine.networks.dag import bits
from tests.engine import naive_mixed
from tests.engine.strategies import FEW, PROPERTY, candidates, edges_of

PAIRS = sorted(combinations(range(4), 2), key=lambda pair: (pair[1], pair[0]))


def arrays(candidate: Candidate) -> tuple[np.ndarray, np.ndarray]:
    graphs = mixed_graphs(listed(range(candidate.n), [candidate]))
    return graphs.parents, graphs.spouses


@given(candidates(4), st.integers(0, 15))
@FEW
def test_pairs_are_connected_where_a_path_is_open(candidate: Candidate, cut: int) -> None:
    out = np.zeros((1, 16), dtype=np.uint64)
    fill_connections(*arrays(candidate), cut, 0, out)
    edges = naive_mixed.cut(edges_of(candidate.graph), set(bits(cut)))
    for given_mask in range(16):
        given_nodes = set(bits(given_mask))
        for place, (one, other) in enumerate(PAIRS):
            expected = not {one, other} & given_nodes and naive_mixed.connected(edges, one, other, given_nodes)
            assert bool(int(out[0, given_mask]) >> place & 1) == expected


@given(candidates(4), st.integers(0, 15), st.integers(1, 15))
@FEW
def test_a_new_node_is_connected_where_a_path_is_open(candidate: Candidate, cut: int, changed: int) -> None:
    out = np.zeros((1, 16), dtype=np.uint64)
    fill_connections(*arrays(candidate), cut, changed, out)
    edges = naive_mixed.cut(edges_of(candidate.graph), set(bits(cut)))
    separated = set(naive_mixed.invariances(edges, 4, set(bits(changed))))
    for given_mask in range(16):
        for node in range(4):
            given_nodes = frozenset(bits(given_mask))
            expected = node not in given_nodes and (node, given_nodes) not in separated
            assert bool(int(out[0, given_mask]) >> node & 1) == expected


@given(candidates(4), st.integers(0, 15))
@PROPERTY
def test_dense_pairs_by_fixing_one_node_after_the_other(candidate: Candidate, cut: int) -> None:
    parents, spouses = arrays(candidate)
    out = np.zeros((1, 1), dtype=np.uint64)
    fill_dense_pairs(parents, spouses, cut, out)
    arrows = {(parent, child) for child in range(4) for parent in bits(int(parents[0, child])) if not cut >> child & 1}
    shared = {
        (one, other) for one in range(4) for other in bits(int(spouses[0, one])) if not (cut >> one | cut >> other) & 1
    }
    expected = naive_mixed.dense_pairs(frozenset(arrows), frozenset(shared), 4)
    assert {pair for place, pair in enumerate(PAIRS) if int(out[0, 0]) >> place & 1} == expected
