from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.problems import InvalidInput
from engine.sessions.expectation_grammar import parse_value
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.vocabulary import Vocabulary
from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.posterior.latent.examples import coins, pair_dataset
from tests.engine.sessions.measuring import SLOTS, candidates, checked, coin_pair, measured, situation
from tests.engine.worlds import sprinkler

ROWS = {"obs": [[3, 1], [0, 4]], "doA": [[2, 1], [0, 1]], "doB": [[1, 0], [1, 1]]}


def with_row(state: SessionState, row: tuple[int, int], regime: Regime) -> SessionState:
    return replace(state, dataset=state.dataset.appended(Batch(as_values([row], state.variables), regime)))


@pytest.mark.parametrize("line", [*SLOTS, "A -> B, A <- (C: 2) -> B"])
@pytest.mark.parametrize(
    ("said", "regime"), [("", OBSERVATION), ("do A = s1", Regime((do(0, 1),))), ("do B = s0", Regime((do(1, 0),)))]
)
def test_what_a_candidate_predicts_is_what_its_evidence_grows_by(line: str, said: str, regime: Regime) -> None:
    # P(row | rows) = P(rows and row) / P(rows), whatever the candidate.
    state = situation(coin_pair(**ROWS), candidates(line))
    before = measured(f"log evidence of {line}", state)
    for a, b in np.ndindex(2, 2):
        if (a != 1 and "A" in said) or (b != 0 and "B" in said):
            continue
        after = measured(f"log evidence of {line}", with_row(state, (a, b), regime))
        free = {"": f"A = s{a}, B = s{b}", "do A = s1": f"B = s{b} | ", "do B = s0": f"A = s{a} | "}[said]
        assert measured(f"P({free}{said}) under {line}", state) == pytest.approx(math.exp(after - before), abs=1e-9)


def test_the_average_is_over_the_weights() -> None:
    state = situation(coin_pair(**ROWS), assumptions=Assumptions(prior="pundit"))
    terms = " + ".join(f"weight of {line} * P(B = s1 | do A = s1) under {line}" for line in SLOTS)
    assert checked(f"P(B = s1 | do A = s1) on average = {terms}", state).holds
    assert not checked(f"P(B = s1 | do A = s1) on average = {terms} + 0.001", state).holds
    other = situation(coin_pair(**ROWS), assumptions=Assumptions(prior="scientist"))
    assert measured("P(B = s1 | do A = s1) on average", other) < measured("P(B = s1 | do A = s1) on average", state)


def test_conditions_that_were_seen_and_not_set() -> None:
    state = situation(coin_pair(obs=[[6, 2], [1, 7]]))
    assert measured("P(B = s1 | A = s1) under A -> B", state) == pytest.approx(7.25 / 8.5)
    assert measured("P(B = s1 | do A = s1) under A -> B", state) == pytest.approx(7.25 / 8.5)
    assert measured("P(B = s1 | A = s1) under B -> A", state) == pytest.approx(7.25 / 8.5)
    assert measured("P(B = s1 | do A = s1) under B -> A", state) == pytest.approx(9.5 / 17)
    assert measured("P(B = s1 | do A = s1) under A <-> B", state) == pytest.approx(9.5 / 17)
    assert measured("P(B = s1 | do A = s1) under unrelated", state) == pytest.approx(9.5 / 17)


@pytest.mark.parametrize("n", range(5))
def test_the_leap_of_belief_is_that_of_the_reference(n: int) -> None:
    # Pairs of trials that come out alike whatever is done; worth acting on while weight times effect is above a cost.
    known = HIDDEN_VALUES["S4_deconfusion_leap"]
    pairs, weights, effect, gain = known["seq"][n]
    ones = (n + 1) // 2
    arms = [[n - ones, ones], [n - ones, ones]]
    state = situation(pair_dataset({"obs": [[14, 6], [4, 16]], "doA": arms, "doB": [[0, 0], [0, 0]]}))
    difference = "(P(B = s1 | do A = s1) under A -> B - P(B = s1 | do A = s0) under A -> B)"
    assert pairs == n
    assert [measured(f"weight of {line}", state) for line in SLOTS] == pytest.approx(weights, abs=1e-6)
    assert measured(difference, state) == pytest.approx(effect, abs=1e-6)
    assert measured(f"weight of A -> B * {difference}", state) == pytest.approx(gain, abs=1e-6)
    acts = checked(f"weight of A -> B * {difference} > {known['cost']}", state).holds
    assert acts == (n < known["flip_at"])


def test_in_a_world_chances_are_those_of_the_world_unless_said_otherwise() -> None:
    world = sprinkler()
    nodes = world.variables
    space = session_from_dataset("Dry", Dataset(nodes), (0, 1)).space
    speaks = Vocabulary(nodes, nodes[:2], space)
    name, state = nodes[0].name, nodes[0].states[0]
    in_world = parse_value(f"P({name} = {state})", speaks)
    predicted = parse_value(f"P({name} = {state}) on average", speaks)
    assert in_world.quantity != predicted.quantity
    last = nodes[3]
    with pytest.raises(InvalidInput, match=f"belief is not about.*{name}"):
        parse_value(f"P({last.name} = {last.states[0]}) on average", speaks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P(B = s1) under", "variable is named at the end"),
        ("P(B = s1) under A -> B -> A", "circle"),
        ("P(B = s1) under A <- (C: 3) -> B", "is no candidate"),
        ("P(B = s1)", '"P(A = yes) on average"'),
        ("P(B = s7) on average", "s7"),
        ("P(B = s0 | A = s1, do A = s1) on average", "A is named twice"),
    ],
)
def test_faults_say_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        measured(text, situation(coin_pair()))
    assert said in str(caught.value)


def test_belief_may_be_about_some_columns_in_another_order() -> None:
    variables = (Variable("Extra", ("x", "y", "z")), *coins(2))
    rows = [(k % 3, a, b) for k, (a, b) in enumerate([(0, 0)] * 6 + [(0, 1)] * 2 + [(1, 0)] + [(1, 1)] * 7)]
    dataset = Dataset(variables, (Batch(as_values(rows, variables)),))
    space = replace(candidates("A -> B", "unrelated", "B -> A"), over=(2, 1))
    # Node 0 is now the column B.
    believed = Vocabulary((), (variables[2], variables[1]), space)
    state = replace(session_from_dataset("Data", dataset, (2, 1)), space=space)
    posterior = enumerate_posterior(dataset, space, Assumptions())
    value = parse_value("P(B = s1 | do A = s1) under A -> B", believed)
    assert value.measure(state, posterior) == pytest.approx(7.25 / 8.5)
    reverse = parse_value("P(A = s1 | do B = s1) under A -> B", believed)
    assert reverse.measure(state, posterior) == pytest.approx(8.5 / 17)
