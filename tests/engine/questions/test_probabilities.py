"""Exact answers on seeing and doing: the slow twin, pgmpy, and the numbers of the books."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.regime_tables import drawn_from
from engine.networks.tables import ConditionalTable
from engine.problems import InvalidInput
from engine.questions.probabilities import ImpossibleEvidence, marginals, probability
from tests.engine import naive
from tests.engine.oracles import DiscreteBayesianNetwork, TabularCPD, VariableElimination
from tests.engine.reference import VALUES
from tests.engine.strategies import PROPERTY, networks, regimes
from tests.engine.worlds import (
    alarm_shaped,
    asia,
    firing_squad,
    kidney_stones,
    light_switch,
    network,
    smoking,
    sprinkler,
)


def about(world: BayesianNetwork, text: str) -> dict[int, int]:
    """Return what a text like ``W1 S0`` says, by index."""
    return {world.index(part[:-1]): int(part[-1]) for part in text.split()}


def ask(world: BayesianNetwork, event: str, given: str = "", acts: str = "") -> float:
    regime = Regime(tuple(do(target, state) for target, state in about(world, acts).items()))
    return probability(world, about(world, event), about(world, given), regime)


# Books


LAWN = {
    "P_W": ("W1", "", ""),
    "P_S_W": ("S1", "W1", ""),
    "P_R_W": ("R1", "W1", ""),
    "P_S_WR": ("S1", "W1 R1", ""),
    "P_WR": ("W1 R1", "", ""),
    "P_W_S1": ("W1", "S1", ""),
    "P_W_doS1": ("W1", "", "S1"),
    "P_W_doS0": ("W1", "", "S0"),
    "P_W_S0": ("W1", "S0", ""),
    "P_C_S1": ("C1", "S1", ""),
    "P_C_doS1": ("C1", "", "S1"),
    "P_R_S1": ("R1", "S1", ""),
    "P_R_doS1": ("R1", "", "S1"),
    "P_S_doW1": ("S1", "", "W1"),
}
STONES = {
    "P_rec_A": ("R1", "T0", ""),
    "P_rec_B": ("R1", "T1", ""),
    "A_small": ("R1", "T0 L0", ""),
    "A_large": ("R1", "T0 L1", ""),
    "B_small": ("R1", "T1 L0", ""),
    "B_large": ("R1", "T1 L1", ""),
    "do_A": ("R1", "", "T0"),
    "do_B": ("R1", "", "T1"),
}
TAR = {"do1": ("Y1", "", "X1"), "do0": ("Y1", "", "X0"), "P_Y_X1": ("Y1", "X1", ""), "P_Y_X0": ("Y1", "X0", "")}
SQUAD = {
    "P_D": ("D1", "", ""),
    "P_D_doA1": ("D1", "", "A1"),
    "P_D_doA0": ("D1", "", "A0"),
    "P_U_given_A": ("U1", "A1", ""),
}
LIGHT = {
    "P_L": ("L1", "", ""),
    "P_L_given_S1": ("L1", "S1", ""),
    "P_L_given_C0_S1": ("L1", "C0 S1", ""),
    "P_L_given_C0_S0": ("L1", "C0 S0", ""),
    "P_L_given_C1": ("L1", "C1", ""),
    "P_blackout_given_S1_L0": ("K1", "S1 L0", ""),
    "P_blackout_given_S1_L0_C0": ("K1", "S1 L0 C0", ""),
    "P_L_do_S1": ("L1", "", "S1"),
    "P_S1_given_L1": ("S1", "L1", ""),
    "P_S1_do_L1": ("S1", "", "L1"),
}
BOOKS: list[tuple[str, Callable[[], BayesianNetwork], dict[str, tuple[str, str, str]]]] = [
    ("sprinkler", sprinkler, LAWN),
    ("kidney_stones", kidney_stones, STONES),
    ("smoking_tar_primer", smoking, TAR),
    ("C1_switch", light_switch, LIGHT),
]
CASES = [
    pytest.param(make, *questions[key], VALUES[book][key], id=f"{book}-{key}")
    for book, make, questions in BOOKS
    for key in questions
]
SQUADS = {"firing_p0.5_q0.5": (0.5, 0.5), "firing_p0.9_q0.1": (0.9, 0.1), "firing_p0.7_q0.01": (0.7, 0.01)}
CASES += [
    pytest.param(partial(firing_squad, *chances), *question, VALUES["firing_squad"][name][key], id=f"{name}-{key}")
    for name, chances in SQUADS.items()
    for key, question in SQUAD.items()
]


@pytest.mark.parametrize(("make", "event", "known", "acts", "expected"), CASES)
def test_numbers_of_the_books(
    make: Callable[[], BayesianNetwork], event: str, known: str, acts: str, expected: float
) -> None:
    assert ask(make(), event, known, acts) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_simpsons_reversal() -> None:
    facts, world = VALUES["kidney_stones"], kidney_stones()
    assert ask(world, "R1", "", "T0") - ask(world, "R1", "", "T1") == pytest.approx(facts["ACE"], rel=1e-9)
    assert ask(world, "R1", "T0") - ask(world, "R1", "T1") == pytest.approx(facts["naive"], rel=1e-9)


def test_seeing_taken_for_doing_is_refused() -> None:
    facts = VALUES["sprinkler"]
    assert ask(sprinkler(), "W1", "S1") != pytest.approx(facts["P_W_doS1"], rel=1e-3)


def test_the_chest_clinic() -> None:
    facts, world = VALUES["asia"], asia()
    found = dict(zip(world.names, marginals(world), strict=True))
    for name, chance in facts["prior"].items():
        assert found[name.upper()][0] == pytest.approx(chance, rel=1e-9)
    assert found["E"][0] == pytest.approx(facts["P_either"], rel=1e-9)
    for key, evidence in (("given_visit_dysp", "A0 D0"), ("given_visit_dysp_smoke", "A0 D0 S0")):
        after = marginals(world, evidence=about(world, evidence))
        for name, chance in facts[key].items():
            assert after[world.index(name.upper())][0] == pytest.approx(chance, rel=1e-9)
    assert ask(world, "L0", "", "X0") == pytest.approx(facts["P_lung_doXray1"], rel=1e-9)
    assert ask(world, "L0", "X0") == pytest.approx(facts["P_lung_given_xray1"], rel=1e-9)


# The slow twin


@st.composite
def questions(draw: st.DrawFn) -> tuple[BayesianNetwork, Regime, dict[int, int], dict[int, int]]:
    world = draw(networks(most=4, states=(1, 3)))
    asked: list[dict[int, int]] = []
    for _ in range(2):
        chosen = draw(st.sets(st.sampled_from(range(len(world.variables)))))
        asked.append({i: draw(st.integers(0, world.variables[i].cardinality - 1)) for i in chosen})
    return world, draw(st.one_of(st.just(OBSERVATION), regimes(world.variables))), asked[0], asked[1]


@given(questions())
@PROPERTY
def test_answers_equal_sums_over_the_whole_joint(
    question: tuple[BayesianNetwork, Regime, dict[int, int], dict[int, int]],
) -> None:
    world, regime, event, known = question
    masses = naive.joint(world, regime)
    total = naive.mass_of(masses, known)
    if total == 0:
        with pytest.raises(ImpossibleEvidence):
            probability(world, event, known, regime)
        with pytest.raises(ImpossibleEvidence):
            marginals(world, regime, known)
        return
    clash = any(known.get(each, state) != state for each, state in event.items())
    expected = 0.0 if clash else naive.mass_of(masses, {**known, **event}) / total
    assert probability(world, event, known, regime) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    for variable, found in enumerate(marginals(world, regime, known)):
        exact = [
            0.0 if known.get(variable, state) != state else naive.mass_of(masses, {**known, variable: state}) / total
            for state in range(world.variables[variable].cardinality)
        ]
        np.testing.assert_allclose(found, exact, rtol=1e-9, atol=1e-12)


@given(questions())
@PROPERTY
def test_doing_equals_seeing_in_the_mutilated_network(
    question: tuple[BayesianNetwork, Regime, dict[int, int], dict[int, int]],
) -> None:
    world, regime, _, _ = question
    for one, other in zip(marginals(world, regime), marginals(mutilated(world, regime)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-15)


def mutilated(world: BayesianNetwork, regime: Regime) -> BayesianNetwork:
    for intervention in regime.interventions:
        own = drawn_from(intervention, world.variables[intervention.target].cardinality)
        world = world.with_table(ConditionalTable(intervention.target, (), own))
    return world


# pgmpy


def as_pgmpy(world: BayesianNetwork) -> DiscreteBayesianNetwork:
    model = DiscreteBayesianNetwork()
    model.add_nodes_from(world.names)
    model.add_edges_from((world.names[parent], world.names[child]) for parent, child in world.dag.edges())
    for variable, table in zip(world.variables, world.tables, strict=True):
        model.add_cpds(
            TabularCPD(
                variable.name,
                variable.cardinality,
                table.probabilities.reshape(-1, variable.cardinality).T,
                evidence=[world.names[parent] for parent in table.parents],
                evidence_card=[world.variables[parent].cardinality for parent in table.parents],
                state_names={
                    name: list(world.variables[world.index(name)].states)
                    for name in (variable.name, *(world.names[parent] for parent in table.parents))
                },
            )
        )
    assert model.check_model()
    return model


def assert_as_pgmpy(world: BayesianNetwork, known: dict[int, int], regime: Regime, asked: list[int]) -> None:
    oracle = VariableElimination(as_pgmpy(mutilated(world, regime)))
    evidence = {world.names[each]: world.variables[each].states[state] for each, state in known.items()}
    ours = marginals(world, regime, known)
    for variable in (each for each in asked if each not in known):
        theirs = oracle.query([world.names[variable]], evidence=evidence, show_progress=False)
        states = theirs.state_names[world.names[variable]]
        expected = [theirs.values[states.index(state)] for state in world.variables[variable].states]
        np.testing.assert_allclose(ours[variable], expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("known", ["", "A0 D0", "X0 B1", "S1"])
@pytest.mark.parametrize("regime", [OBSERVATION, Regime((do(3, 0),)), Regime((randomize(5), do(2, 1)))])
def test_asia_as_in_pgmpy(known: str, regime: Regime) -> None:
    world = asia()
    assert_as_pgmpy(world, about(world, known), regime, list(range(8)))


@pytest.mark.parametrize("acts", [{}, {"CATECHOL": 0, "PRESS": 2}])
@pytest.mark.parametrize("evidence", [{}, {"HRBP": 2, "BP": 0, "EXPCO2": 1}])
def test_as_many_variables_as_alarm_as_in_pgmpy(evidence: dict[str, int], acts: dict[str, int]) -> None:
    world = alarm_shaped()
    known = {world.index(name): state for name, state in evidence.items()}
    regime = Regime(tuple(do(world.index(name), state) for name, state in acts.items()))
    asked = [world.index(name) for name in ("LVFAILURE", "INTUBATION", "CO", "HR", "PCWP", "VENTLUNG", "HISTORY")]
    assert_as_pgmpy(world, known, regime, asked)


# Bad questions


def test_evidence_that_never_happens() -> None:
    with pytest.raises(ImpossibleEvidence, match=r"S = 0, W = 1, R = 0 never happens there"):
        ask(sprinkler(), "C1", "S0 W1 R0")
    with pytest.raises(ImpossibleEvidence, match=r"S = 0 never happens there"):
        ask(sprinkler(), "C1", "S0", "S1")


def test_what_never_happens_by_itself_can_be_done() -> None:
    world = network(A=("", [1.0, 0.0]), B=("A", [[0.7, 0.3], [0.2, 0.8]]))
    assert ask(world, "B1", "", "A1") == pytest.approx(0.8)
    with pytest.raises(ImpossibleEvidence):
        ask(world, "B1", "A1")


def test_an_event_against_what_is_given() -> None:
    assert ask(sprinkler(), "W1", "W0") == 0.0
    assert ask(sprinkler(), "W1", "W1") == 1.0
    assert ask(sprinkler(), "") == 1.0


def test_a_regime_that_does_not_fit() -> None:
    with pytest.raises(InvalidInput, match="there is no variable number 9"):
        marginals(sprinkler(), Regime((do(9, 0),)))


@pytest.mark.parametrize(
    ("event", "given", "told"),
    [
        ({4: 0}, {}, "there is no variable number 4. There are 4, counted from 0."),
        ({-1: 0}, {}, "there is no variable number -1. There are 4, counted from 0."),
        ({0: 2}, {}, "C: 2 is not the code of a state. Its states have the codes 0 to 1."),
        ({0: 1}, {3: -1}, "W: -1 is not the code of a state. Its states have the codes 0 to 1."),
    ],
)
def test_what_is_not_there_cannot_be_asked_or_given(event: dict[int, int], given: dict[int, int], told: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        probability(sprinkler(), event, given)
    assert str(raised.value) == told
    if given:
        with pytest.raises(InvalidInput) as raised:
            marginals(sprinkler(), evidence=given)
        assert str(raised.value) == told


def test_all_that_is_wrong_with_a_question_is_told_once() -> None:
    with pytest.raises(InvalidInput) as raised:
        probability(sprinkler(), {0: 5, 7: 0}, {0: 5}, Regime((do(9, 0),)))
    assert [problem.what for problem in raised.value.problems] == [
        "there is no variable number 9",
        "5 is not the code of a state",
        "there is no variable number 7",
    ]


def test_in_a_network_without_variables_there_is_nothing_to_ask() -> None:
    nothing = BayesianNetwork((), ())
    assert marginals(nothing) == ()
    assert probability(nothing, {}) == 1.0
    with pytest.raises(InvalidInput, match="There are 0"):
        probability(nothing, {0: 0})


def test_a_network_too_tightly_knit_says_so() -> None:
    """Once the common effects of every two of 26 coins are known, no coin can be summed out by itself."""
    coins = [f"C{index}" for index in range(26)]
    alike = [[[0.9, 0.1], [0.2, 0.8]], [[0.2, 0.8], [0.9, 0.1]]]
    effects = {f"{one}{other}": (f"{one} {other}", alike) for one, other in combinations(coins, 2)}
    world = network(**dict.fromkeys(coins, ("", [0.5, 0.5])), **effects)
    known = dict.fromkeys(range(len(coins), len(world.variables)), 1)
    with pytest.raises(InvalidInput, match="too tightly knit to be exact about"):
        probability(world, {0: 1}, known)
    assert probability(world, {0: 1}) == pytest.approx(0.5)
