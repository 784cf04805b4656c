"""What is lit around a variable, beside a slow and obvious way to find it."""

from __future__ import annotations

from itertools import product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from engine.networks.dag import Dag, bits
from gui.world.relations import Relation, related, relation_sentence
from tests.gui.world.bench import Bench
from tests.gui.worlds import collider_session, shorts_session

NAMES = tuple("ABCDEFG")


@st.composite
def dags(draw: st.DrawFn) -> Dag:
    n = draw(st.integers(1, 6))
    return Dag.from_edges(n, [(i, j) for i, j in product(range(n), repeat=2) if i < j and draw(st.booleans())])


@given(dags())
def test_relations_are_those_of_the_graph(dag: Dag) -> None:
    graph = nx.DiGraph(list(dag.edges()))
    graph.add_nodes_from(range(dag.n))
    for node in range(dag.n):
        found = {relation: set(bits(related(dag, node, relation))) for relation in Relation}
        assert found[Relation.NONE] == set()
        assert found[Relation.PARENTS] == set(graph.predecessors(node))
        assert found[Relation.ANCESTORS] == nx.ancestors(graph, node)
        assert found[Relation.DESCENDANTS] == nx.descendants(graph, node)
        rest = set(range(dag.n)) - found[Relation.BLANKET] - {node}
        assert not rest or nx.is_d_separator(graph, {node}, rest, found[Relation.BLANKET])
        for each in found[Relation.BLANKET]:
            assert not nx.is_d_separator(graph, {node}, rest | {each}, found[Relation.BLANKET] - {each})


def test_the_sentence_names_as_many_as_there_is_room_for() -> None:
    dag = Dag.from_edges(7, [(cause, 6) for cause in range(6)])
    assert relation_sentence(dag, NAMES, "G", Relation.PARENTS) == (
        "Direct causes of G (parents): A, B, C, D, E and F."
    )
    short = relation_sentence(dag, NAMES, "G", Relation.PARENTS, 48)
    assert short == "Direct causes of G (parents): A, B and 4 more."
    assert relation_sentence(dag, NAMES, "A", Relation.PARENTS).startswith("Nothing leads to A")
    assert relation_sentence(dag, NAMES, "A", Relation.NONE) == ""


@pytest.mark.parametrize(
    ("relation", "centre", "lit", "arrows"),
    [
        (Relation.PARENTS, "Wet", {"Rain", "Sprinkler"}, {("Rain", "Wet"), ("Sprinkler", "Wet")}),
        (Relation.DESCENDANTS, "Rain", {"Wet"}, {("Rain", "Wet")}),
        (Relation.BLANKET, "Rain", {"Sprinkler", "Wet"}, {("Rain", "Wet"), ("Sprinkler", "Wet")}),
        (Relation.NONE, "Wet", set(), set()),
    ],
)
def test_the_chosen_variable_lights_its_relatives(
    bench: Bench, relation: Relation, centre: str, lit: set[str], arrows: set[tuple[str, str]]
) -> None:
    bench.open(collider_session())
    bench.panel.show_relation(relation)
    bench.click(bench.at(centre))
    assert {item.name for item in bench.canvas.nodes() if item.state.lit} == lit
    assert {item.ends for item in bench.canvas.edges() if item.state.lit} == arrows
    assert all(name in bench.foot() for name in lit)


def test_the_mouse_lights_them_for_as_long_as_it_is_there(bench: Bench) -> None:
    bench.open(shorts_session())
    before = bench.foot()
    port = bench.canvas.viewport()
    QTest.mouseMove(port, QPoint(3, 3))
    QTest.mouseMove(port, bench.at("Shorts"))
    bench.qtbot.waitUntil(lambda: bench.canvas.node("Sun").state.lit)
    assert bench.foot() == "All that leads to Shorts (ancestors): Sun."
    QTest.mouseMove(port, QPoint(3, 3))
    bench.qtbot.waitUntil(lambda: not bench.canvas.node("Sun").state.lit)
    assert bench.foot() == before
