from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.scenario_reader import read_scenario
from engine.files.session_files import load_session, parse_session, save_session, session_text
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, listed
from engine.networks.interventions import Regime, do, randomize
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput
from engine.sessions.actions import Action, ActionRejected, apply
from engine.sessions.scenario import Scenario
from engine.sessions.state import SessionState, initial_state, session_from_network
from engine.sessions.verbs import (
    NextStep,
    PlaceBet,
    PlayStep,
    PreviousStep,
    Record,
    SetSeed,
    SetTable,
    TakeHint,
    Watch,
)
from tests.engine.files.scenarios import beliefs, scenarios
from tests.engine.sessions import samples
from tests.engine.sessions.comparing import same
from tests.engine.sessions.test_actions import any_action
from tests.engine.strategies import PROPERTY
from tests.engine.worlds import asia


def after(state: SessionState, actions: list[Action]) -> SessionState:
    for action in actions:
        try:
            state = apply(state, action)
        except ActionRejected:
            continue
    return state


@given(st.lists(any_action, max_size=15))
@PROPERTY
def test_a_session_opens_as_it_was_saved(actions: list[Action]) -> None:
    state = after(samples.start(), actions)
    assert same(parse_session(session_text(state)), state)


@given(st.data())
@PROPERTY
def test_another_belief_opens_with_all_its_rules_and_names(data: st.DataObject) -> None:
    start = samples.start()
    space, assumptions = data.draw(beliefs([variable.name for variable in start.variables]))
    state = replace(start, space=space, assumptions=assumptions)
    found = parse_session(session_text(state))
    assert (found.space, found.assumptions) == (space, assumptions)
    assert hidden_names(found) == hidden_names(state)
    # It is told from one with other rules.
    other = replace(assumptions, penalty=assumptions.penalty + 1)
    assert parse_session(session_text(replace(state, assumptions=other))).assumptions == other


def hidden_names(state: SessionState) -> dict[int, list[str]]:
    shapes = getattr(state.space, "shapes", {})
    return {number: [each.name for each in shape.hidden] for number, shape in shapes.items()}


def test_another_name_of_a_hidden_variable_is_kept() -> None:
    start = samples.start()
    names = [variable.name for variable in start.variables]

    def called(name: str) -> HypothesisSpace:
        return listed(range(len(names)), [parse_candidate(f"{names[0]} <- ({name}) -> {names[1]}", names)])

    scenario = replace(start.scenario, space=called("Mood"), assumptions=Assumptions())
    state = replace(initial_state(scenario), space=called("Season"))
    assert hidden_names(parse_session(session_text(state))) == {0: ["Season"]}


@given(scenarios())
@PROPERTY
def test_any_scenario_can_be_saved_at_its_start(scenario: Scenario) -> None:
    state = initial_state(scenario)
    assert same(parse_session(session_text(state)), state)


def test_the_whole_lesson_round_trip(tmp_path: Path) -> None:
    actions = [NextStep(), TakeHint(), PlaceBet(2), PlayStep(), SetTable("Sun", np.array([0.9, 0.1])), Watch(500)]
    state = after(samples.start(), [*actions, SetSeed(12), NextStep(), PreviousStep()])
    path = tmp_path / "session.yaml"
    save_session(path, state)
    opened = load_session(path)
    assert same(opened, state)
    assert opened.bet_was_right is False
    assert same(apply(opened, SetSeed(4)), apply(state, SetSeed(4)))
    assert read_scenario(path) == state.scenario


def test_rows_of_a_table_are_kept_once() -> None:
    state = samples.table_of_data()
    text = session_text(state)
    assert text.count("counts:") + text.count("rows:") == 1
    assert "- start: 1" in text
    assert same(parse_session(text), state)


def test_distributions_are_kept() -> None:
    regime = Regime((randomize(0, (0.25, 0.75)), randomize(1)))
    state = apply(samples.table_of_data(), Record(np.array([[0, 1]], dtype=np.int8), regime))
    mixed = apply(state, Record(np.array([[0, 1]], dtype=np.int8), Regime((do(0, 0), randomize(1)))))
    assert same(parse_session(session_text(mixed)), mixed)


def test_a_plain_scenario_opens_at_its_start(tmp_path: Path) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_text(samples.LESSON, encoding="utf-8")
    assert same(load_session(path), samples.start())


def saved(change_from: str, change_to: str) -> str:
    state = after(samples.start(), [NextStep(), PlaceBet(1), PlayStep()])
    text = session_text(state)
    assert change_from in text
    return text.replace(change_from, change_to)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bets: [none, 2, none, none]", "bets: [none, 4, none, none]", "whole number from 1 to 3"),
        ("bets: [none, 2, none, none]", "bets: [none]", "1 entries for 4 steps"),
        ("hints: [0, 0, 0, 0]", "hints: [0, 3, 0, 0]", "whole number from 0 to 2"),
        ("step: 2", "step: 4", "whole number from 1 to 3"),
        ("played: 2", "played: 9", "whole number from 1 to 4"),
        ("drawn: yes", "drawn: perhaps", '"perhaps" is not known'),
        ("world: open", "world: ajar", '"ajar" is not known'),
        ("set: {Sun: yes}\n      rows", "set: {Sun: maybe}\n      rows", "no state of Sun"),
        ("  batches:", "  batchs:", 'Perhaps "batches" was meant'),
    ],
)
def test_a_spoilt_session_says_what_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_session(saved(old, new))
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


def test_a_failed_save_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.yaml"
    save_session(path, samples.start())
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InvalidInput, match="no space left"):
        save_session(path, apply(samples.start(), Watch(100)))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["session.yaml"]


@pytest.mark.parametrize("over", [range(8), (6, 1, 2, 7, 0, 3)])
def test_a_session_over_many_variables_opens_as_it_was_saved(over: Sequence[int]) -> None:
    state = apply(session_from_network("Asia", asia(), tuple(over)), Watch(20))
    again = parse_session(session_text(state))
    assert again.space == AllDags(tuple(over))
    assert same(again, state)
