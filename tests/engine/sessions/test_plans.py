"""A plan of several experiments: set, carried out, paid for, and kept where the world changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize, soft
from engine.problems import InvalidInput
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.edit_verbs import OwnWorld, RemoveVariables, RenameVariable, SetHidden, SetStates
from engine.sessions.plans import LONGEST, Plan, PlannedStep
from engine.sessions.spending import payable_steps, plan_cost
from engine.sessions.state import SessionState, initial_state
from engine.sessions.verbs import Act, Action, CarryOut, Reset, SetByHand, SetCosts, SetPlan, Watch
from engine.sessions.wording import describe_action
from tests.engine.sessions import samples
from tests.engine.sessions.comparing import same

SUN, ICE = Regime((do(0, 0),)), Regime((push(1, 1),))
PLAN: Plan = (PlannedStep(SUN, 5), PlannedStep(OBSERVATION, 7), PlannedStep(ICE, 3))


def played(*actions: Action, state: SessionState | None = None) -> SessionState:
    now = samples.start() if state is None else state
    for action in actions:
        now = apply(now, action)
    return now


def test_steps_are_done_one_by_one_as_if_by_hand() -> None:
    state = played(SetPlan(PLAN), CarryOut())
    assert state.plan == PLAN[1:]
    assert same(replace(state, plan=()), played(SetByHand("Sun", "yes"), Act(5)))
    state = apply(state, CarryOut())
    assert state.regime == OBSERVATION
    assert same(replace(state, plan=()), played(SetByHand("Sun", "yes"), Act(5), Watch(7)))
    state = apply(state, CarryOut())
    assert state.plan == ()
    assert [batch.regime for batch in state.dataset.batches] == [SUN, OBSERVATION, ICE]
    with pytest.raises(ActionRejected, match="Nothing is planned"):
        apply(state, CarryOut())
    with pytest.raises(ActionRejected, match="no world"):
        played(SetPlan((PlannedStep(),)), CarryOut(), state=samples.table_of_data())


def test_the_budget_binds_plans_step_by_step() -> None:
    costs = Costs(Cost(1), ActCostsByName({"Sun": ActCosts(set=Cost(2, 10))}), budget=26)
    state = played(SetPlan(PLAN), SetCosts(costs))
    assert plan_cost(state) == 30
    assert payable_steps(state) == 1
    assert payable_steps(apply(state, SetCosts(Costs()))) == 3
    after = apply(state, CarryOut())
    with pytest.raises(ActionRejected, match="This costs 7, and 6 of the budget of 26 is left"):
        apply(after, CarryOut())
    assert after.plan == PLAN[1:]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((PlannedStep(Regime((do(7, 0),))),), "step 1 of the plan"),
        ((PlannedStep(), PlannedStep(Regime((do(0, 2),)))), "step 2 of the plan"),
        ((PlannedStep(Regime((soft(0),))),), "gives Sun another table"),
        ((PlannedStep(),) * (LONGEST + 1), "the plan has 1,001 steps"),
    ],
)
def test_what_nobody_can_do_is_no_plan(steps: Plan, said: str) -> None:
    with pytest.raises(ActionRejected, match=said):
        apply(samples.start(), SetPlan(steps))


@pytest.mark.parametrize("rows", [0, -3, 1_000_001])
def test_a_step_has_rows(rows: int) -> None:
    with pytest.raises(InvalidInput, match="between 1 and 1,000,000"):
        PlannedStep(OBSERVATION, rows)


def test_plans_follow_their_variables() -> None:
    state = played(OwnWorld(), SetPlan((*PLAN, PlannedStep(Regime((randomize(0), do(1, 0))), 2))))
    assert apply(state, RenameVariable("Sun", "Star")).plan == state.plan
    for gone in (RemoveVariables(("Sun",)), SetHidden("Sun", hidden=True)):
        assert apply(state, gone).plan == (PLAN[1], PlannedStep(Regime((push(0, 1),)), 3))
    # Mood, which is now measured, comes before all others.
    shown = apply(state, SetHidden("Mood", hidden=False))
    assert shown.plan[0] == PlannedStep(Regime((do(1, 0),)), 5)
    assert shown.plan[3] == PlannedStep(Regime((randomize(1), do(2, 0))), 2)
    turned = apply(state, SetStates("Sun", ("no", "yes"), (1, 0)))
    assert turned.plan[0] == PlannedStep(Regime((do(0, 1),)), 5)
    without = apply(state, SetStates("Sun", ("no", "rather"), (1, None)))
    assert without.plan == (*PLAN[1:], state.plan[3])


def test_starting_over_brings_back_the_plan_of_the_scenario() -> None:
    planned = initial_state(replace(samples.scenario(), plan=PLAN))
    assert planned.plan == PLAN
    assert played(CarryOut(), SetPlan(()), Reset(), state=planned).plan == PLAN
    assert played(SetPlan(PLAN), Reset()).plan == ()


def test_words() -> None:
    state = samples.start()
    assert describe_action(SetPlan(PLAN), state) == "Add to the plan"
    state = apply(state, SetPlan(PLAN))
    assert describe_action(SetPlan(PLAN[:1]), state) == "Remove from the plan"
    assert describe_action(SetPlan(PLAN[::-1]), state) == "Change the plan"
    assert describe_action(CarryOut(), state) == "Set Sun = yes, 5 rows, as planned"
