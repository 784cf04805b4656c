"""Reading and writing a plan of several experiments."""

from __future__ import annotations

from collections.abc import Sequence

from engine.files.experiment_schema import PLANNED
from engine.files.faults import Faults
from engine.files.forms import Form
from engine.files.record_section import read_regime
from engine.files.record_writer import regime_lines
from engine.files.yaml_tree import Node
from engine.files.yaml_writing import as_item, indented
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.plans import MOST_ROWS, Plan, PlannedStep, check_plan


def read_plan(form: Form, variables: Sequence[Variable]) -> Plan | None:
    """Return what the key ``plan`` says; None where it is not there or at fault, which is noted.

    Parameters
    ----------
    form
        A scenario or a saved session.
    variables
        The variables that are measured.
    """
    if "plan" not in form:
        return None
    where = form.place("plan")
    before = len(form.faults)
    items = enumerate(form.items("plan"), start=1)
    plan = tuple(_step(item, variables, form.faults, f"{where}, step {number}") for number, item in items)
    if len(form.faults) > before:
        return None
    try:
        check_plan(plan, variables)
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("plan"), where)
        return None
    return plan


def _step(node: Node, variables: Sequence[Variable], faults: Faults, where: str) -> PlannedStep:
    step = Form(node, PLANNED, faults, where)
    return PlannedStep(read_regime(step, variables), step.whole("rows", 1, 1, MOST_ROWS))


def plan_lines(plan: Plan, variables: Sequence[Variable]) -> list[str]:
    """Return a plan as the lines of the key ``plan``."""
    if not plan:
        return ["plan: []"]
    steps = (as_item([f"rows: {step.rows}", *regime_lines(step.regime, variables)]) for step in plan)
    return ["plan:", *indented(line for step in steps for line in step)]
