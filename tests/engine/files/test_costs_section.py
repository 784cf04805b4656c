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
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.spending import spending
from engine.sessions.state import initial_state
from engine.sessions.verbs import PlayStep, Reset, SetCosts, Watch
from tests.engine.sessions.comparing import same
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


def with_step(*lines: str) -> str:
    """The lesson, and a first step that does one thing."""
    head, _, rest = LESSON.partition("steps:\n")
    return head + "steps:\n" + "".join(f"  {line}\n" for line in ("- title: Dearer", "  do:", *lines)) + rest


def test_a_step_changes_costs_and_the_budget_and_is_itself_never_stopped() -> None:
    lines = (
        "  - watch: 30",
        "  - costs:",
        "      watch: 2",
        "      set: {Sun: {row: 3, experiment: 5}}",
        "      budget: 40",
    )
    scenario = parse_scenario(with_step(*lines, "  - watch: 5", "  - reset", "  - watch: 4"))
    later = Costs(Cost(2), ActCostsByName({"Sun": ActCosts(set=Cost(3, 5))}), 40)
    assert scenario.steps[0].do == (Watch(30), SetCosts(later), Watch(5), Reset(), Watch(4))
    assert parse_scenario(write_scenario(scenario)) == scenario
    state = apply(initial_state(scenario), PlayStep())
    # Thirty-five rows had cost 70; then the rows were cleared, and the costs were not.
    assert state.costs == later
    assert spending(state).left == 32
    with pytest.raises(ActionRejected, match="This costs 34, and 32 of the budget of 40"):
        apply(state, Watch(17))
    assert same(parse_session(session_text(state)), state)


def test_costs_that_a_step_changes_hold_until_another_changes_them() -> None:
    lines = ("  - costs: {budget: 10}", "  - watch: 30", "  - costs: {watch: 0.5}")
    state = apply(initial_state(parse_scenario(with_step(*lines))), PlayStep())
    assert state.costs == Costs(Cost(0.5))
    assert state.dataset.n_rows == 30


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{watch: -1}", "a row costs -1. A cost is a number from 0 on"),
        ("{set: {Son: 3}}", 'there is no measured variable "Son". Perhaps "Sun" was meant'),
        ("{budget: much}", '"much" is no number'),
        ("{price: 3}", "price"),
        ("7", "costs"),
    ],
)
def test_what_is_wrong_in_a_step_is_said_with_its_line(line: str, said: str) -> None:
    text = with_step("  - watch: 3", f"  - costs: {line}")
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(text)
    assert said in str(caught.value)
    assert f"line {text.splitlines().index(f'    - costs: {line}') + 1}" in str(caught.value)


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
