from __future__ import annotations

import pytest

from engine.networks.interventions import do
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.questions.probabilities import ImpossibleEvidence
from engine.sessions.chances import parse_chance

VARIABLES = (Variable("Sun", ("yes", "no")), Variable("Ice cream", ("yes", "no")), Variable("do it", ("a b", "a")))


def shorts(sunny: float) -> BayesianNetwork:
    names = ("Sun", "Shorts", "Ice cream")
    variables = tuple(Variable(name, ("yes", "no")) for name in names)
    tables = (
        ConditionalTable(0, (), [sunny, 1 - sunny]),
        ConditionalTable(1, (0,), [[0.8, 0.2], [0.1, 0.9]]),
        ConditionalTable(2, (0,), [[0.9, 0.1], [0.25, 0.75]]),
    )
    return BayesianNetwork(variables, tables)


def test_names_and_states_with_spaces() -> None:
    chance = parse_chance("P(Ice cream = yes, Sun=no | do it = a b)", VARIABLES)
    assert chance.event == ((1, 0), (0, 1))
    assert chance.given == ((2, 0),)
    assert not chance.acts


def test_seeing_and_setting_mixed() -> None:
    chance = parse_chance(" P( Ice cream = yes | do Sun = no , do it = a ) ", VARIABLES)
    assert chance.regime.interventions == (do(0, 1),)
    assert chance.given == ((2, 1),)
    assert chance.acts


def test_a_variable_that_starts_with_do_can_be_set() -> None:
    chance = parse_chance("P(Sun = yes | do do it = a)", VARIABLES)
    assert chance.regime.interventions == (do(2, 1),)


# The shorts row of the lessons: seeing changes with the climate, setting is .25 + .65 s.
@pytest.mark.parametrize(("sunny", "seen"), [(0.1, 0.5559), (0.2, 0.6833), (0.5, 0.8278), (0.8, 0.8803), (0.9, 0.8911)])
def test_shorts_in_every_climate(sunny: float, seen: float) -> None:
    world = shorts(sunny)
    value = parse_chance("P(Ice cream = yes | Shorts = yes)", world.variables).value(world)
    assert value == pytest.approx(seen, abs=5e-5)
    for state in ("yes", "no"):
        value = parse_chance(f"P(Ice cream = yes | do Shorts = {state})", world.variables).value(world)
        assert value == pytest.approx(0.25 + 0.65 * sunny, rel=1e-12)


def test_what_never_happens_is_no_condition() -> None:
    world = shorts(0.0)
    with pytest.raises(ImpossibleEvidence):
        parse_chance("P(Shorts = yes | Sun = yes)", world.variables).value(world)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P(Sum = yes)", "Sun, Ice cream"),
        ("P(Sun = maybe)", "yes, no"),
        ("P(Sun yes)", "P(Rain = yes"),
        ("P(Sun = yes", "at the end"),
        ("P(Sun = yes | )", "no variable is named"),
        ("P(Sun = yes) now", "now"),
        ("P(Sun = yes, Sun = no)", "named twice"),
        ("P(Sun = yes | Ice cream = no, do Ice cream = no)", "named twice"),
        ("", "at the end"),
    ],
)
def test_faults_say_what_could_stand_there(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_chance(text, VARIABLES)
    assert said in str(caught.value)
