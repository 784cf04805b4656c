"""Costs in scenario files and saved sessions: what is read, written, and refused with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.scenario_reader import parse_scenario
from engine.files.scenario_writer import write_scenario
from engine.files.session_files import parse_session, session_text
from engine.problems import InvalidInput
from engine.sessions.actions import apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.state import initial_state
from engine.sessions.verbs import SetCosts
from tests.engine.sessions.samples import LESSON
from tests.engine.strategies import PROPERTY

AMOUNTS = st.sampled_from([0.0, 0.25, 1.0, 3.0, 12.5, 1e6, 1 / 3])
COST = st.builds(Cost, AMOUNTS, AMOUNTS)
ACTS = st.builds(ActCosts, COST, COST, COST)
COSTS = st.builds(
    Costs,
    COST,
    st.dictionaries(st.sampled_from(["Sun", "Ice cream"]), ACTS).map(ActCostsByName),
    st.none() | AMOUNTS,
)
TEXT = """costs:
  watch: 0.5
  set: {Sun: 5, Ice cream: {row: 2, experiment: 30}}
  push: {Sun: {experiment: 1/4}}
  budget: 200
"""


def test_every_form_of_a_cost_is_read() -> None:
    read = parse_scenario(LESSON + TEXT).costs
    acts = {
        "Sun": ActCosts(set=Cost(5), push=Cost(1, 0.25)),
        "Ice cream": ActCosts(set=Cost(2, 30)),
    }
    assert read == Costs(Cost(0.5), ActCostsByName(acts), 200)
    assert parse_scenario(LESSON).costs == Costs()
    assert initial_state(parse_scenario(LESSON + TEXT)).costs == read


@PROPERTY
@given(COSTS, COSTS)
def test_scenarios_and_sessions_keep_their_costs(first: Costs, later: Costs) -> None:
    scenario = replace(parse_scenario(LESSON), costs=first)
    assert parse_scenario(write_scenario(scenario)) == scenario
    state = apply(initial_state(scenario), SetCosts(later))
    again = parse_session(session_text(state))
    assert (again.costs, again.scenario.costs) == (later, first)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  watch: -1", "a row costs -1. A cost is a number from 0 on"),
        ("  watch: .inf", '".inf" is no number'),
        ("  set: {Sun: {row: 1, experiment: -2}}", "an experiment costs -2"),
        ("  set: {Son: 3}", 'there is no measured variable "Son". Perhaps "Sun" was meant'),
        ("  set: {Mood: 3}", 'there is no measured variable "Mood"'),
        ("  randomise: {Sun: dear}", '"dear" is no number'),
        ("  budget: -5", "the budget is -5. It is a number from 0 on, or none"),
        ("  price: 3", "price"),
        ("  push: {Sun: {each: 3}}", "each"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(f"{LESSON}costs:\n{line}\n")
    assert said in str(caught.value)
    assert f"line {len(LESSON.splitlines()) + 2}" in str(caught.value)
