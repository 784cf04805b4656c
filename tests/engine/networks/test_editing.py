from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import CycleError, Dag
from engine.networks.editing import (
    circle_closed_by,
    connected,
    disconnected,
    free_name,
    free_parameters,
    joined,
    joint_parameters,
    part_of,
    renamed,
    turned_round,
    with_hidden,
    with_states,
    with_variable,
    without,
)
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine.strategies import FEW, PROPERTY, dags, networks
from tests.engine.worlds import asia, sprinkler


def joint(network: BayesianNetwork) -> dict[tuple[int, ...], float]:
    """The probability of every configuration, one product each: the slow obvious way."""
    sizes = [range(variable.cardinality) for variable in network.variables]
    return {
        codes: float(
            np.prod([t.probabilities[(*(codes[p] for p in t.parents), codes[t.child])] for t in network.tables])
        )
        for codes in product(*sizes)
    }


def pair(cause: list[float], effect: list[list[float]]) -> BayesianNetwork:
    nodes = tuple(
        Variable(name, tuple(f"s{k}" for k in range(size))) for name, size in (("A", len(cause)), ("B", len(effect[0])))
    )
    return BayesianNetwork(
        nodes, (ConditionalTable(0, (), np.array(cause)), ConditionalTable(1, (0,), np.array(effect)))
    )


def test_a_new_variable_has_no_arrows_and_even_chances() -> None:
    grown = with_variable(sprinkler(), Variable("Snail", ("out", "in", "gone")), hidden=True)
    assert grown.names[-1] == "Snail"
    assert grown.tables[-1].probabilities.tolist() == [1 / 3] * 3
    assert grown.hidden == {4}
    assert grown.dag.edges() == sprinkler().dag.edges()


@FEW
@given(networks(2, 3, (2, 3)), st.data())
def test_a_new_arrow_changes_nothing_yet(network: BayesianNetwork, data: st.DataObject) -> None:
    parent, child = data.draw(st.permutations(range(len(network.variables))))[:2]
    if circle_closed_by(network.dag, parent, child) or parent in network.tables[child].parents:
        with pytest.raises(InvalidInput):
            connected(network, parent, child)
        return
    grown = connected(network, parent, child)
    assert grown.tables[child].parents == (*network.tables[child].parents, parent)
    assert joint(grown) == pytest.approx(joint(network), abs=1e-12)
    assert disconnected(grown, parent, child).tables[child].probabilities == pytest.approx(
        network.tables[child].probabilities
    )


def test_an_arrow_taken_away_leaves_the_average() -> None:
    cut = disconnected(sprinkler(), 1, 3)
    wet = sprinkler().tables[3].probabilities
    assert cut.tables[3].parents == (2,)
    assert cut.tables[3].probabilities == pytest.approx((wet[0] + wet[1]) / 2)


@PROPERTY
@given(st.integers(2, 6).flatmap(dags), st.data())
def test_a_circle_is_foreseen_exactly_when_it_would_close(dag: Dag, data: st.DataObject) -> None:
    parent, child = data.draw(st.permutations(range(dag.n)))[:2]
    circle = circle_closed_by(dag, parent, child)
    try:
        Dag.from_edges(dag.n, [*dag.edges(), (parent, child)])
    except CycleError:
        assert circle[:2] == (parent, child)
        assert circle[-1] == parent
        assert all(dag.has_edge(*ends) for ends in pairwise(circle[1:]))
    else:
        assert circle == ()


def test_a_circle_is_named() -> None:
    with pytest.raises(InvalidInput, match="would close a circle: W -> C -> S -> W"):
        connected(sprinkler(), 3, 0)
    assert circle_closed_by(sprinkler().dag, 2, 2) == (2, 2)


@pytest.mark.parametrize(
    "network",
    [pair([0.3, 0.7], [[0.9, 0.1], [0.2, 0.8]]), pair([0.5, 0.5, 0.0], [[1, 0], [0.5, 0.5], [0.25, 0.75]])],
)
def test_turning_an_arrow_round_keeps_what_two_do_together(network: BayesianNetwork) -> None:
    turned = turned_round(network, 0, 1)
    assert turned.dag.edges() == ((1, 0),)
    assert joint(turned) == pytest.approx(joint(network), abs=1e-12)
    assert joint(turned_round(turned, 1, 0)) == pytest.approx(joint(network), abs=1e-12)


def test_what_can_not_happen_is_turned_round_too() -> None:
    turned = turned_round(pair([1.0, 0.0], [[1.0, 0.0], [0.5, 0.5]]), 0, 1)
    assert turned.tables[0].probabilities[1].tolist() == [1.0, 0.0]


def test_turning_round_brings_no_arrow_in_unasked() -> None:
    turned = turned_round(sprinkler(), 2, 3)
    assert set(turned.dag.edges()) == {(0, 1), (0, 2), (1, 3), (3, 2)}
    with pytest.raises(InvalidInput, match="there is no arrow from R to S"):
        turned_round(sprinkler(), 2, 1)
    with pytest.raises(InvalidInput, match="circle"):
        turned_round(with_long_way(), 0, 2)


def with_long_way() -> BayesianNetwork:
    return connected(connected(connected(three(), 0, 1), 1, 2), 0, 2)


def three() -> BayesianNetwork:
    nodes = tuple(Variable(name, ("no", "yes")) for name in "ABC")
    return BayesianNetwork(nodes, tuple(ConditionalTable(k, (), np.array([0.5, 0.5])) for k in range(3)))


def test_a_table_that_would_be_too_large_is_refused_before_memory_is_touched() -> None:
    many = tuple(f"s{k}" for k in range(120))
    nodes = tuple(Variable(name, many) for name in "ABCD")
    network = BayesianNetwork(nodes, tuple(ConditionalTable(k, (), np.full(120, 1 / 120)) for k in range(4)))
    network = connected(network, 0, 3)
    with pytest.raises(InvalidInput, match=r"the table of D would have 1,728,000 cells\. Up to 1,000,000"):
        connected(network, 1, 3)
    with pytest.raises(InvalidInput, match="would have 1,200,000 cells"):
        with_states(network, 0, [f"t{k}" for k in range(10_000)], [None] * 10_000)


@FEW
@given(networks(2, 4, (1, 3)), st.data())
def test_a_part_is_what_is_left_when_arrows_from_outside_are_cut(network: BayesianNetwork, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(network.variables))), min_size=1, unique=True))
    part = part_of(network, kept)
    cut = network
    for parent, child in network.dag.edges():
        if parent not in kept and child in kept:
            cut = disconnected(cut, parent, child)
    for new, old in enumerate(kept):
        assert part.variables[new] == network.variables[old]
        assert tuple(kept[parent] for parent in part.tables[new].parents) == cut.tables[old].parents
        assert part.tables[new].probabilities == pytest.approx(cut.tables[old].probabilities)
    rest = [index for index in range(len(network.variables)) if index not in kept]
    if rest:
        assert without(network, kept) == part_of(network, rest)


def test_pasting_keeps_names_apart() -> None:
    both = joined(asia(), part_of(asia(), [0, 1]))
    assert both.names[-2:] == ("A 2", "T 2")
    assert both.tables[-1].parents == (8,)
    assert both.tables[-1].probabilities == pytest.approx(asia().tables[1].probabilities)
    assert free_name("A", ["A", "A 2"]) == "A 3"


def test_states_are_renamed_reordered_added_and_removed() -> None:
    weather = pair([0.2, 0.3, 0.5], [[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]])
    changed = with_states(weather, 0, ["c", "a", "new"], [2, 0, None])
    assert changed.variables[0].states == ("c", "a", "new")
    assert changed.tables[0].probabilities == pytest.approx([5 / 7, 2 / 7, 0])
    assert changed.tables[1].probabilities == pytest.approx(np.array([[0.3, 0.7], [0.9, 0.1], [0.6, 0.4]]))
    nothing_left = with_states(pair([1.0, 0.0], [[1, 0], [0, 1]]), 0, ["x", "y"], [1, None])
    assert nothing_left.tables[0].probabilities.tolist() == [0.5, 0.5]
    with pytest.raises(InvalidInput, match="appears 2 times"):
        with_states(weather, 0, ["a", "a"], [0, 1])


def test_names_and_hiding() -> None:
    lawn = sprinkler()
    assert renamed(lawn, 0, "Clouds").names == ("Clouds", "S", "R", "W")
    with pytest.raises(InvalidInput, match="called"):
        renamed(lawn, 0, "S")
    assert with_hidden(with_hidden(lawn, 0, True), 0, False) == lawn


def test_free_parameters_are_counted() -> None:
    assert free_parameters(sprinkler()) == (1, 2, 2, 4)
    assert joint_parameters(sprinkler()) == 15
    assert sum(free_parameters(asia())) == 18
    assert joint_parameters(asia()) == 255


def test_twenty_variables_in_blocks_need_124_numbers_and_not_a_million() -> None:
    """The lesson "factorisation": four blocks of five, each a complete graph."""
    nodes = tuple(Variable(f"V{k}", ("no", "yes")) for k in range(20))
    network = BayesianNetwork(nodes, tuple(ConditionalTable(k, (), np.array([0.5, 0.5])) for k in range(20)))
    for block in range(0, 20, 5):
        for parent, child in product(range(block, block + 5), repeat=2):
            if parent < child:
                network = connected(network, parent, child)
    assert sum(free_parameters(network)) == 124
    assert joint_parameters(network) == 1_048_575
