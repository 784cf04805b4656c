"""Which candidate is the world: by its arrows, whatever is hidden there and in whatever order its nodes stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.network import BayesianNetwork
from engine.sessions.state import SessionState, initial_state, session_from_dataset, session_from_network
from engine.sessions.truth import true_candidate
from tests.engine.worlds import network

FOLLOWS = [[0.9, 0.1], [0.1, 0.9]]
HALF = [0.5, 0.5]


def session(world: BayesianNetwork, over: tuple[int, ...], *lines: str) -> SessionState:
    opened = session_from_network("World", world, over)
    if not lines:
        return opened
    space = listed(over, [parse_candidate(line, opened.belief_names) for line in lines])
    return initial_state(replace(opened.scenario, space=space))


def test_arrows_are_found_among_all_structures_in_the_order_of_belief() -> None:
    world = network(A=("", HALF), B=("A", FOLLOWS), C=("B", FOLLOWS))
    for over in ((0, 1, 2), (2, 0, 1)):
        state = session(world, over)
        found = true_candidate(state)
        assert found is not None
        arrows = {(over[cause], over[effect]) for cause, effect in state.space.dag(found).edges()}  # type: ignore[union-attr]
        assert arrows == {(0, 1), (1, 2)}


@pytest.mark.parametrize("written", ["A <- (C) -> B", "A <- (C:2) -> B"])
def test_what_nobody_measures_is_hidden_in_the_candidate(written: str) -> None:
    world = replace(network(C=("", HALF), A=("C", FOLLOWS), B=("C", FOLLOWS)), hidden=frozenset({0}))
    state = session(world, (0, 1), "unrelated", "A -> B", written)
    assert true_candidate(state) == 2
    assert true_candidate(session(world, (0, 1), "unrelated", "A -> B", "A <- (C:3) -> B")) is None


def test_what_has_no_effect_makes_no_difference() -> None:
    world = network(A=("", HALF), B=("A", FOLLOWS), C=("B", FOLLOWS))
    assert true_candidate(session(world, (0, 1), "B -> A", "A -> B")) == 1


@pytest.mark.parametrize(
    ("over", "true"),
    [
        ((0, 2), "A -> C"),
        ((0, 2, 3), "A -> C -> D"),
        ((0, 3), "A -> D"),
        ((1, 2), "B -> C"),
        ((0, 1, 3), "A -> B -> D"),
    ],
)
def test_what_has_one_effect_leaves_its_causes_to_that(over: tuple[int, ...], true: str) -> None:
    world = network(A=("", HALF), B=("A", FOLLOWS), C=("B", FOLLOWS), D=("C", FOLLOWS))
    state = session(world, over)
    found = true_candidate(state)
    assert found is not None
    assert state.space.candidate(found) == parse_candidate(true, state.belief_names)  # type: ignore[union-attr]


def test_what_nobody_sees_beside_a_seen_cause_is_summed_out() -> None:
    world = network(A=("", HALF), C=("", HALF), B=("A C", [FOLLOWS, FOLLOWS]))
    assert true_candidate(session(world, (0, 2), "B -> A", "A -> B")) == 1


def test_without_a_world_or_when_nobody_listed_it_nothing_is_true() -> None:
    world = network(A=("", HALF), B=("A", FOLLOWS))
    state = session(world, (0, 1), "B -> A", "unrelated")
    assert true_candidate(state) is None
    assert true_candidate(session_from_dataset("Table", state.dataset, (0, 1))) is None
