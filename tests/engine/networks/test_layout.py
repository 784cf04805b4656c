"""Layouts: causes above effects, no two nodes at one place, few crossings."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import Dag
from engine.networks.layout import circle_positions, layered_positions
from engine.networks.straight_crossings import runs_over_nodes, straight_crossings
from tests.engine.worlds import alarm_shaped


@st.composite
def dags(draw: st.DrawFn) -> Dag:
    n = draw(st.integers(1, 9))
    order = draw(st.permutations(range(n)))
    pairs = [(order[i], order[j]) for i in range(n) for j in range(i + 1, n)]
    return Dag.from_edges(n, [pair for pair in pairs if draw(st.booleans())])


@given(dags())
def test_every_cause_lies_above_its_effects(dag: Dag) -> None:
    places = layered_positions(dag)
    assert all(places[parent][1] < places[child][1] for parent, child in dag.edges())


@given(dags())
def test_no_two_nodes_lie_at_one_place(dag: Dag) -> None:
    places = layered_positions(dag)
    assert len(set(places)) == dag.n


@given(dags())
def test_a_cause_is_as_near_above_its_effects_as_can_be(dag: Dag) -> None:
    places = layered_positions(dag)
    for node in range(dag.n):
        below = [places[child][1] for child in dag.children(node)]
        assert not below or places[node][1] == min(below) - 1


def test_no_layer_of_alarm_is_wider_than_five() -> None:
    dag = alarm_shaped().dag
    assert (dag.n, len(dag.edges())) == (37, 46)
    places = layered_positions(dag)
    rows = [y for _, y in places]
    assert max(rows.count(row) for row in set(rows)) == 5


ASIA = Dag.from_edges(8, [(0, 1), (1, 5), (2, 3), (2, 4), (3, 5), (5, 6), (5, 7), (4, 7)])


@pytest.mark.parametrize(("dag", "most"), [(ASIA, 0), (alarm_shaped().dag, 8)], ids=["asia", "alarm"])
def test_few_arrows_cross_and_none_runs_over_a_node(dag: Dag, most: int) -> None:
    points = np.array(layered_positions(dag))
    assert straight_crossings(points, dag.edges()) <= most
    assert runs_over_nodes(points, dag.edges()) == 0


@given(dags())
def test_neighbours_in_a_layer_are_a_step_apart(dag: Dag) -> None:
    places = layered_positions(dag)
    for height in {y for _, y in places}:
        row = sorted(x for x, y in places if y == height)
        assert all(after - before > 0.998 for before, after in pairwise(row))


def test_the_same_graph_lies_the_same_way() -> None:
    dag = alarm_shaped().dag
    first = layered_positions(dag)
    layered_positions.cache_clear()
    assert layered_positions(dag) == first


@pytest.mark.parametrize("n", range(2, 9))
def test_neighbours_on_the_circle_are_equally_far_apart(n: int) -> None:
    places = circle_positions(n)
    gaps = [math.dist(places[number], places[(number + 1) % n]) for number in range(n)]
    assert max(gaps) == pytest.approx(min(gaps))
    assert places[0][0] == pytest.approx(0)
    assert places[0][1] == min(y for _, y in places)
