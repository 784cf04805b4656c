"""Layouts: causes above effects, no two nodes at one place, few crossings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import Dag
from engine.networks.layout import circle_positions, layered_positions
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


@pytest.mark.parametrize("n", range(2, 9))
def test_neighbours_on_the_circle_are_equally_far_apart(n: int) -> None:
    places = circle_positions(n)
    gaps = [math.dist(places[number], places[(number + 1) % n]) for number in range(n)]
    assert max(gaps) == pytest.approx(min(gaps))
    assert places[0][0] == pytest.approx(0)
    assert places[0][1] == min(y for _, y in places)
