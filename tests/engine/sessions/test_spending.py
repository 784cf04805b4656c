"""What was spent, what is left, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.interventions import OBSERVATION, Regime, do
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.edit_verbs import OwnWorld, RemoveVariables, RenameVariable, SetHidden
from engine.sessions.spending import nothing_payable, payable, spending, too_dear
from engine.sessions.state import SessionState
from engine.sessions.verbs import (
    Act,
    Action,
    NextStep,
    PlaceBet,
    PlayStep,
    Record,
    Reset,
    SetByHand,
    SetCosts,
    SetSeed,
    Watch,
)
from tests.engine.sessions import samples

COSTS = Costs(Cost(0.5), ActCostsByName({"Sun": ActCosts(set=Cost(5, 10))}), budget=100)
RECORD = Record(np.zeros((50, 2), dtype=np.int8))


def played(*actions: Action) -> SessionState:
    state = samples.start()
    for action in actions:
        state = apply(state, action)
    return state


def test_drawn_rows_are_paid_for_and_recorded_ones_are_not() -> None:
    state = played(SetCosts(COSTS), Watch(20), RECORD, SetByHand("Sun", "yes"), Act(4))
    known = spending(state)
    assert (known.watched, known.acted, known.spent, known.left) == (10, 30, 40, 60)
    assert spending(apply(state, SetSeed(9))) == known
    # Other costs reckon what was done before too.
    assert spending(apply(state, SetCosts(Costs()))).spent == 24


def test_what_is_too_dear_is_refused_with_the_reason() -> None:
    state = played(SetCosts(COSTS), SetByHand("Sun", "yes"))
    assert too_dear(state, state.regime, 18) == ""
    with pytest.raises(ActionRejected, match="This costs 105, and 100 of the budget of 100 is left"):
        apply(state, Act(19))
    state = apply(state, Act(18))
    assert spending(state).left == 0
    with pytest.raises(ActionRejected, match=r"This costs 0\.5, and 0 of the budget"):
        apply(state, Watch(1))
    assert too_dear(apply(state, SetCosts(Costs(Cost(0), COSTS.acts, 100))), OBSERVATION, 1000) == ""
    assert too_dear(apply(state, SetCosts(Costs())), Regime((do(0, 0),)), 10**6) == ""


def test_what_can_be_paid_for_keeps_its_order_and_when_nothing_can_the_cheapest_is_named() -> None:
    state = played(SetCosts(COSTS), Watch(60))
    # 70 are left; ten rows cost 5 to watch, 60 with sun set, 10 with the other set.
    sun, other = Regime((do(0, 0),)), Regime((do(1, 0),))
    assert payable(state, (other, sun, OBSERVATION), 10) == (other, sun, OBSERVATION)
    assert payable(state, (sun, OBSERVATION, other), 20) == (OBSERVATION, other)
    assert nothing_payable(state, (sun, other), 20) == ""
    assert nothing_payable(state, (sun, other), 80) == (
        "Nothing more can be paid for: the cheapest costs 80, and 70 of the budget of 100 is left. "
        "Draw fewer rows, or raise the budget."
    )
    free = apply(state, SetCosts(Costs()))
    assert payable(free, (sun,), 10**6) == (sun,)
    assert nothing_payable(free, (sun,), 10**6) == nothing_payable(state, (), 1) == ""


def test_tenths_add_up_to_the_budget() -> None:
    state = played(SetCosts(Costs(Cost(0.1), budget=1.0)))
    for _ in range(10):
        state = apply(state, Watch(1))
    with pytest.raises(ActionRejected):
        apply(state, Watch(1))


def test_a_lesson_goes_on_when_nothing_is_left_and_its_rows_are_paid_for() -> None:
    state = played(SetCosts(Costs(budget=10)), Watch(10), NextStep(), PlaceBet(1), PlayStep())
    assert state.costs == Costs(budget=10)
    assert spending(state).spent == 35
    assert spending(state).left == 0
    with pytest.raises(ActionRejected):
        apply(state, Watch(1))


def test_costs_are_about_variables_that_are_there() -> None:
    for name in ("Moon", "Mood"):
        with pytest.raises(ActionRejected, match=name):
            played(SetCosts(Costs(acts=ActCostsByName({name: ActCosts(set=Cost(2))}))))


def test_costs_stay_with_their_variable_when_the_world_changes() -> None:
    state = played(SetCosts(COSTS), OwnWorld())
    renamed = apply(state, RenameVariable("Sun", "Star"))
    assert dict(renamed.costs.acts) == {"Star": COSTS.acts["Sun"]}
    assert apply(renamed, Reset()).costs == Costs()
    for gone in (RemoveVariables(("Sun",)), SetHidden("Sun", hidden=True)):
        after = apply(state, gone)
        assert after.costs == Costs(Cost(0.5), budget=100)
        assert after.scenario.costs == after.costs
