"""What experiments cost: sums, refusals, and bits for each unit."""

from __future__ import annotations

import math

import pytest

from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize, soft
from engine.problems import InvalidInput
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs, bits_per_cost
from tests.engine.sessions import samples

NODES = samples.start().variables
COSTS = Costs(
    Cost(0.5),
    ActCostsByName({"Sun": ActCosts(Cost(5, 10), Cost(3), Cost(2, 1)), "Ice cream": ActCosts(set=Cost(0))}),
    budget=100,
)


@pytest.mark.parametrize(
    ("regime", "rows", "cost"),
    [
        (OBSERVATION, 1, 0.5),
        (OBSERVATION, 40, 20.0),
        (Regime((do(0, 1),)), 4, 30.0),
        (Regime((randomize(0),)), 4, 12.0),
        (Regime((push(0, 1),)), 4, 9.0),
        (Regime((soft(0, label="drug"),)), 4, 9.0),
        (Regime((do(1, 0),)), 1000, 0.0),
        (Regime((randomize(1),)), 3, 3.0),
        (Regime((do(0, 0), randomize(1))), 4, 34.0),
    ],
)
def test_two_at_once_cost_the_sum_and_a_batch_its_start(regime: Regime, rows: int, cost: float) -> None:
    assert COSTS.cost_of(regime, NODES).of(rows) == pytest.approx(cost)


def test_costs_that_nobody_changed_count_rows() -> None:
    usual = Costs()
    assert usual.budget is None
    assert [usual.cost_of(each, NODES).of(7) for each in (OBSERVATION, Regime((do(0, 0),)))] == [7, 7]
    assert usual.cost_of(Regime((do(0, 0), push(1, 0))), NODES).of(7) == 14
    assert ActCostsByName({"Sun": ActCosts()}) == ActCostsByName()
    assert hash(Costs(acts=ActCostsByName({"Sun": ActCosts()}))) == hash(usual)


@pytest.mark.parametrize("amount", [-1.0, math.inf, math.nan])
def test_costs_and_budgets_that_are_none_are_refused(amount: float) -> None:
    with pytest.raises(InvalidInput, match=r"a row costs .*\. A cost is a number from 0 on"):
        Cost(amount)
    with pytest.raises(InvalidInput, match="an experiment costs"):
        Cost(1, amount)
    with pytest.raises(InvalidInput, match="the budget is"):
        Costs(budget=amount)


def test_what_is_free_tells_without_end_only_where_it_tells_anything() -> None:
    assert bits_per_cost(0.5, 2) == 0.25
    assert bits_per_cost(0.5, 0) == math.inf
    assert bits_per_cost(0.0, 0) == 0.0


def test_costs_follow_the_names_of_variables() -> None:
    renamed = COSTS.renamed({"Sun": "Star"})
    assert dict(renamed.acts) == {"Star": COSTS.acts["Sun"]}
    assert (renamed.watch, renamed.budget) == (COSTS.watch, 100)
