"""Writing what a step of a lesson does, and probability tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import singledispatch

import numpy as np
import numpy.typing as npt

from engine.files.belief_writer import belief_lines
from engine.files.costs_section import costs_lines
from engine.files.record_writer import record_lines
from engine.files.yaml_writing import flow_list, flow_map, indented, number, scalar
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.verbs import (
    Act,
    MoveNodes,
    PushTowards,
    Record,
    Release,
    Reset,
    ScoreAsWatched,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetHypotheses,
    SetSeed,
    SetTable,
    StepAction,
    Watch,
)


def action_text(action: StepAction, variables: Sequence[Variable], world: BayesianNetwork | None) -> list[str]:
    """Return one action as the lines of an item of ``do``.

    Parameters
    ----------
    action
        What the step does.
    variables
        The variables that are measured.
    world
        The world, for actions that change its tables.
    """
    if isinstance(action, Record):
        return ["record:", *indented(record_lines(action, variables))]
    if isinstance(action, SetCosts):
        return costs_lines(action.costs)
    if isinstance(action, SetHypotheses):
        return ["belief:", *indented(belief_lines(action.space, action.assumptions, variables, whole=True))]
    if isinstance(action, SetTable) and world is not None:
        child = world.index(action.name)
        table = ConditionalTable(child, world.tables[child].parents, action.probabilities)
        return ["table:", *indented(table_lines(table, world.variables))]
    return [_written(action)]


def table_lines(table: ConditionalTable, variables: Sequence[Variable]) -> Iterator[str]:
    """Yield a table as an entry of a map from names to tables."""
    name = scalar(variables[table.child].name)
    if not table.parents:
        yield f"{name}: {_row(table.probabilities)}"
        return
    yield f"{name}:"
    parents = [variables[parent] for parent in table.parents]
    reserved = any(parent.name in ("P", "when") for parent in parents)
    for codes in itertools.product(*(range(parent.cardinality) for parent in parents)):
        pairs = zip(parents, codes, strict=True)
        states = {parent.name: scalar(parent.states[code]) for parent, code in pairs}
        row = {"P": _row(table.probabilities[codes])}
        written = {"when": flow_map(states), **row} if reserved else {**states, **row}
        yield from indented([f"- {flow_map(written)}"])


def _row(probabilities: npt.NDArray[np.float64]) -> str:
    return flow_list(number(float(value)) for value in probabilities)


@singledispatch
def _written(action: object) -> str:
    raise TypeError(f"{type(action).__name__} is no action of a step")


@_written.register(Watch)
def _(action: Watch) -> str:
    return f"watch: {action.rows}"


@_written.register(Act)
def _(action: Act) -> str:
    return f"act: {action.rows}"


@_written.register(SetByHand)
def _(action: SetByHand) -> str:
    if action.state is None:
        return f"randomise: {flow_list([scalar(action.name)])}"
    return f"set: {flow_map({action.name: scalar(action.state)})}"


@_written.register(PushTowards)
def _(action: PushTowards) -> str:
    return f"push: {flow_map({action.name: scalar(action.state)})}"


@_written.register(Release)
def _(action: Release) -> str:
    return "release: all" if action.name is None else f"release: {flow_list([scalar(action.name)])}"


@_written.register(SetSeed)
def _(action: SetSeed) -> str:
    return f"seed: {action.seed}"


@_written.register(SetEquivalentSampleSize)
def _(action: SetEquivalentSampleSize) -> str:
    return f"equivalent_sample_size: {number(action.equivalent_sample_size)}"


@_written.register(ScoreAsWatched)
def _(action: ScoreAsWatched) -> str:
    return f"as_if_watched: {'yes' if action.on else 'no'}"


@_written.register(Reset)
def _(action: Reset) -> str:
    del action
    return "reset"


@_written.register(MoveNodes)
def _(action: MoveNodes) -> str:
    places = {name: flow_list([number(x), number(y)]) for name, (x, y) in action.points.items()}
    return f"move: {flow_map(places)}"
