"""d-separation agrees with two independent oracles, and every path is listed with the right reason."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import Dag, mask_of
from engine.networks.separation import connected_to, d_separated, judged, paths_between, skeleton_paths
from engine.problems import InvalidInput
from tests.engine.oracles import DiscreteBayesianNetwork
from tests.engine.strategies import PROPERTY, dags

CLOUDY, SPRINKLER, RAIN, WET = range(4)
SPRINKLER_DAG = Dag.from_edges(4, [(CLOUDY, SPRINKLER), (CLOUDY, RAIN), (SPRINKLER, WET), (RAIN, WET)])


def as_networkx(dag: Dag) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(dag.n))
    graph.add_edges_from(dag.edges())
    return graph


@st.composite
def questions(draw: st.DrawFn) -> tuple[Dag, int, int, tuple[int, ...]]:
    n = draw(st.integers(2, 7))
    dag = draw(dags(n))
    x, y, *others = draw(st.permutations(range(n)))
    return dag, x, y, tuple(others[: draw(st.integers(0, len(others)))])


@PROPERTY
@given(questions())
def test_it_agrees_with_networkx(question: tuple[Dag, int, int, tuple[int, ...]]) -> None:
    dag, x, y, known = question
    assert d_separated(dag, x, y, known) == nx.is_d_separator(as_networkx(dag), {x}, {y}, set(known))


@PROPERTY
@given(questions())
def test_two_nodes_are_separated_exactly_when_all_their_paths_are_blocked(
    question: tuple[Dag, int, int, tuple[int, ...]],
) -> None:
    dag, x, y, known = question
    paths = paths_between(dag, x, y, known)
    assert paths.complete
    assert paths.separated == (not paths.open) == d_separated(dag, x, y, known)
    expected = {tuple(path) for path in nx.all_simple_paths(as_networkx(dag).to_undirected(), x, y)}
    assert {path.nodes for path in paths.found} == expected
    lengths = [len(path.nodes) for path in paths.found]
    assert lengths == sorted(lengths)


def test_it_agrees_with_pgmpy_on_every_question_about_one_graph() -> None:
    names = "abcdef"
    edges = [(0, 2), (1, 2), (2, 3), (1, 4), (3, 5), (4, 5)]
    model = DiscreteBayesianNetwork([(names[a], names[b]) for a, b in edges])
    dag = Dag.from_edges(6, edges)
    for x in range(6):
        others = [node for node in range(6) if node != x]
        for size in range(3):
            for known in combinations(others, size):
                trail = model.active_trail_nodes(names[x], observed=[names[node] for node in known])[names[x]]
                wanted = {names.index(name) for name in trail} - {x}
                assert connected_to(dag, x, known) == mask_of(wanted)


def test_the_collider_rule() -> None:
    nothing = paths_between(SPRINKLER_DAG, SPRINKLER, RAIN, ())
    assert [(path.nodes, path.is_open) for path in nothing.found] == [
        ((SPRINKLER, CLOUDY, RAIN), True),
        ((SPRINKLER, WET, RAIN), False),
    ]
    assert [(block.node, block.kind, block.known) for block in nothing.found[1].blocks] == [(WET, "collider", False)]
    assert paths_between(SPRINKLER_DAG, SPRINKLER, RAIN, (CLOUDY,)).separated
    both = paths_between(SPRINKLER_DAG, SPRINKLER, RAIN, (CLOUDY, WET))
    fork, collider = both.found
    assert [(block.node, block.kind, block.known) for block in fork.blocks] == [(CLOUDY, "fork", True)]
    assert collider.is_open
    assert collider.junctions[0].opener == WET
    assert collider.arrows() == ((SPRINKLER, WET), (RAIN, WET))


def test_an_effect_of_a_collider_opens_it_and_the_nearest_known_one_is_named() -> None:
    dag = Dag.from_edges(5, [(0, 2), (1, 2), (2, 3), (3, 4)])
    (path,) = paths_between(dag, 0, 1, (4,)).found
    assert path.is_open
    assert (path.junctions[0].node, path.junctions[0].known, path.junctions[0].opener) == (2, False, 4)
    assert judged(dag, (0, 2, 1), (3, 4)).junctions[0].opener == 3


def test_a_known_link_of_a_chain_blocks() -> None:
    dag = Dag.from_edges(3, [(0, 1), (1, 2)])
    (path,) = paths_between(dag, 2, 0, (1,)).found
    assert [(block.node, block.kind) for block in path.blocks] == [(1, "chain")]
    assert path.forward == (False, False)


def test_a_list_that_is_cut_short_says_so_and_still_shows_a_path_that_is_open() -> None:
    # Ten ways through known links, and one long way that is open.
    edges = [end for node in range(2, 12) for end in ((0, node), (node, 1))]
    edges += [(0, 12), (12, 13), (13, 14), (14, 1)]
    dag = Dag.from_edges(15, edges)
    paths = paths_between(dag, 0, 1, range(2, 12), most=5)
    assert not paths.complete
    assert len(paths.found) == 5
    assert not paths.separated
    assert [path.nodes for path in paths.open] == [(0, 12, 13, 14, 1)]


def test_the_first_of_very_many_paths_come_at_once() -> None:
    # A ladder of 60 rungs has about 10 to the 18 paths.
    edges = [(2 * rung, 2 * rung + 2) for rung in range(60)] + [(2 * rung + 1, 2 * rung + 3) for rung in range(60)]
    edges += [(2 * rung, 2 * rung + 1) for rung in range(61)]
    paths = paths_between(Dag.from_edges(122, edges), 0, 121, (), most=50)
    assert len(paths.found) == 50
    assert not paths.complete
    assert len(paths.found[0].nodes) == 62


def test_nodes_that_nothing_joins_have_no_path() -> None:
    dag = Dag.from_edges(3, [(0, 2)])
    assert list(skeleton_paths(dag, 0, 1)) == []
    assert paths_between(dag, 0, 1, ()).separated


@pytest.mark.parametrize(
    ("x", "y", "known", "what"),
    [(0, 0, (), "both ends"), (0, 1, (1,), "among those that are known"), (0, 9, (), "no node number 9")],
)
def test_a_question_that_makes_no_sense_is_refused(x: int, y: int, known: tuple[int, ...], what: str) -> None:
    with pytest.raises(InvalidInput, match=what):
        paths_between(SPRINKLER_DAG, x, y, known)
