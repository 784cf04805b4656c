"""Reading and writing what experiments cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.files.experiment_schema import COST, COSTS
from engine.files.forms import Form, entries, nearest, number_of
from engine.files.yaml_tree import MapNode, Node, TextNode
from engine.files.yaml_writing import flow_map, number
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs

NO_BUDGET = "none"


def read_costs(form: Form, variables: Sequence[Variable]) -> Costs | None:
    """Return what the key ``costs`` says; None where it is not there or at fault, which is noted.

    Parameters
    ----------
    form
        A scenario or a saved session.
    variables
        The variables that are measured.
    """
    costs = form.part("costs", COSTS)
    if costs is None:
        return None
    before = len(form.faults)
    acts: dict[str, ActCosts] = {}
    for key, change in _CHANGES.items():
        for name, each in _by_name(costs, key, variables):
            acts[name] = change(acts.get(name, ActCosts()), each)
    watch = costs.node("watch")
    found = Costs(Cost() if watch is None else _cost(watch, costs, "watch"), ActCostsByName(acts))
    budget = _budget(costs)
    try:
        found = replace(found, budget=budget)
    except InvalidInput as error:
        form.faults.add_all(error, costs.line_of("budget"), costs.where)
    return found if len(form.faults) == before else None


_CHANGES: dict[str, Callable[[ActCosts, Cost], ActCosts]] = {
    "set": lambda acts, cost: replace(acts, set=cost),
    "randomise": lambda acts, cost: replace(acts, randomise=cost),
    "push": lambda acts, cost: replace(acts, push=cost),
}

_COSTS: dict[str, Callable[[ActCosts], Cost]] = {
    "set": lambda acts: acts.set,
    "randomise": lambda acts: acts.randomise,
    "push": lambda acts: acts.push,
}


def _by_name(form: Form, key: str, variables: Sequence[Variable]) -> list[tuple[str, Cost]]:
    node, names = form.node(key), [variable.name for variable in variables]
    where = form.place(key)
    found = []
    for name, value in [] if node is None else entries(node, form.faults, where):
        if name not in names:
            form.faults.add(f'there is no measured variable "{name}"', nearest(name, names), where, value.line)
            continue
        found.append((name, _cost(value, form, key)))
    return found


def _cost(node: Node, form: Form, key: str) -> Cost:
    where = form.place(key)
    row: float | None = Cost().row
    experiment: float | None = Cost().experiment
    if isinstance(node, MapNode):
        parts = Form(node, COST, form.faults, where)
        row = parts.number("row") if "row" in parts else row
        experiment = parts.number("experiment") if "experiment" in parts else experiment
    else:
        row = number_of(node, form.faults, where)
    if row is None or experiment is None:
        return Cost()
    try:
        return Cost(row, experiment)
    except InvalidInput as error:
        form.faults.add_all(error, node.line, where)
        return Cost()


def _budget(form: Form) -> float | None:
    node = form.node("budget")
    if node is None or (isinstance(node, TextNode) and node.text == NO_BUDGET):
        return None
    return form.number("budget")


def costs_lines(costs: Costs) -> list[str]:
    """Return costs as the lines of the key ``costs``."""
    lines = ["costs:", f"  watch: {_written(costs.watch)}"]
    for key, cost_in in _COSTS.items():
        written = {name: _written(cost_in(acts)) for name, acts in costs.acts.items() if cost_in(acts) != Cost()}
        if written:
            lines.append(f"  {key}: {flow_map(written)}")
    return [*lines, f"  budget: {NO_BUDGET if costs.budget is None else number(costs.budget)}"]


def _written(cost: Cost) -> str:
    if not cost.experiment:
        return number(cost.row)
    return flow_map({"row": number(cost.row), "experiment": number(cost.experiment)})
