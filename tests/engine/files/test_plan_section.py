"""Plans in scenario files and saved sessions: what is read, written, and refused with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.scenario_reader import parse_scenario
from engine.files.scenario_writer import write_scenario
from engine.files.session_files import parse_session, session_text
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.problems import InvalidInput
from engine.sessions.actions import apply
from engine.sessions.plans import Plan, PlannedStep
from engine.sessions.state import initial_state
from engine.sessions.verbs import SetPlan
from tests.engine.sessions.samples import LESSON
from tests.engine.strategies import PROPERTY

ONE = st.sampled_from([do(0, 1), randomize(0), push(0, 0), randomize(0, (0.25, 0.75))])
REGIMES = st.sampled_from([OBSERVATION, Regime((do(1, 0),))]) | ONE.map(lambda each: Regime((each, do(1, 1))))
PLANS = st.lists(st.builds(PlannedStep, REGIMES, st.sampled_from([1, 40, 10**6])), max_size=4).map(tuple)
TEXT = """plan:
  - rows: 40
  - {rows: 10, set: {Sun: no}}
  - rows: 5
    randomise: [Sun]
    push: {Ice cream: yes}
"""


def test_every_form_of_a_step_is_read() -> None:
    steps = (
        PlannedStep(OBSERVATION, 40),
        PlannedStep(Regime((do(0, 1),)), 10),
        PlannedStep(Regime((randomize(0), push(1, 0))), 5),
    )
    assert parse_scenario(LESSON + TEXT).plan == steps
    assert initial_state(parse_scenario(LESSON + TEXT)).plan == steps


@PROPERTY
@given(PLANS, PLANS)
def test_scenarios_and_sessions_keep_their_plans(first: Plan, later: Plan) -> None:
    scenario = replace(parse_scenario(LESSON), plan=first)
    assert parse_scenario(write_scenario(scenario)) == scenario
    again = parse_session(session_text(apply(initial_state(scenario), SetPlan(later))))
    assert (again.plan, again.scenario.plan) == (later, first)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  - {set: {Sun: yes}}", "rows"),
        ("  - rows: 0", "rows"),
        ("  - rows: 1000001", "rows"),
        ("  - {rows: 5, set: {Son: yes}}", 'there is no measured variable "Son". Perhaps "Sun" was meant'),
        ("  - {rows: 5, set: {Mood: low}}", 'there is no measured variable "Mood"'),
        ("  - {rows: 5, push: {Sun: maybe}}", '"maybe" is no state of Sun'),
        ("  - {rows: 5, set: {Sun: yes}, randomise: [Sun]}", "Sun is set and randomised"),
        ("  - {rows: 5, changed: [Sun]}", "changed"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(f"{LESSON}plan:\n{line}\n")
    assert said in str(caught.value)
    assert "plan, step 1" in str(caught.value)
    assert f"line {len(LESSON.splitlines()) + 2}" in str(caught.value)
