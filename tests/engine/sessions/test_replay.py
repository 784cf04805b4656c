from __future__ import annotations

from dataclasses import replace

import pytest

from engine.files.scenario_reader import parse_scenario
from engine.problems import InvalidInput
from engine.sessions.expectation_grammar import parse_expectation
from engine.sessions.replay import play
from engine.sessions.state import initial_state
from engine.sessions.vocabulary import Vocabulary
from tests.engine.sessions import samples

SIX = """
format: 1
title: Six
world:
  variables: {A: [no, yes], B: [no, yes], C: [no, yes], D: [no, yes], E: [no, yes], F: [no, yes]}
steps:
  - title: Watching alone
    expect:
      - candidates = 3781503
      - alone by watching = 306117
"""


def test_every_step_is_played_and_checked() -> None:
    played = play(samples.scenario())
    assert [step.state.dataset.n_rows for step in played.steps] == [0, 25, 25, 3]
    assert [len(step.checks) for step in played.steps] == [0, 1, 0, 1]
    assert played.steps[1].state.bet_was_right
    assert played.holds
    assert played.failures == ()


def test_a_false_expectation_is_found() -> None:
    scenario = samples.scenario()
    state = initial_state(scenario)
    false = parse_expectation("rows = 26", Vocabulary((), (), state.space))
    steps = (scenario.steps[0], replace(scenario.steps[1], expect=(false,)), *scenario.steps[2:])
    played = play(replace(scenario, steps=steps))
    assert not played.holds
    [(step, check)] = played.failures
    assert step.title == "Bet and do"
    assert (check.left, check.right) == (25, 26)


def test_a_scenario_without_steps_holds() -> None:
    assert play(replace(samples.scenario(), steps=())).holds


def test_six_variables_are_played_with_every_structure_listed() -> None:
    played = play(parse_scenario(SIX))
    assert [(check.text, check.holds) for check in played.steps[0].checks] == [
        ("candidates = 3781503", True),
        ("alone by watching = 306117", True),
    ]


def test_seven_variables_are_too_many_for_a_lesson() -> None:
    with pytest.raises(InvalidInput, match="over 7 variables"):
        parse_scenario(SIX.replace("F: [no, yes]", "F: [no, yes], G: [no, yes]"))
