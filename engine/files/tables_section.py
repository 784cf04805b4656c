"""Reading probability tables: a list for a variable without parents, a list of rows for one with."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.files.faults import Faults
from engine.files.forms import entries, nearest, number_of, text_of
from engine.files.yaml_tree import ListNode, MapNode, Node, TextNode
from engine.networks.tables import ConditionalTable, table_problems
from engine.networks.variables import Variable
from engine.problems import InvalidInput

LARGEST_TABLE = 1 << 20


def read_tables(node: Node | None, variables: Sequence[Variable], faults: Faults) -> dict[int, ConditionalTable]:
    """Return the tables of a map from names to tables, by index; those at fault are left out, and noted."""
    names = [variable.name for variable in variables]
    tables: dict[int, ConditionalTable] = {}
    for name, value in [] if node is None else entries(node, faults, "tables"):
        if name not in names:
            faults.add(f'there is no variable "{name}"', nearest(name, names), "tables", value.line)
            continue
        table = read_table(names.index(name), value, variables, faults)
        if table is not None:
            tables[table.child] = table
    return tables


def read_table(child: int, node: Node, variables: Sequence[Variable], faults: Faults) -> ConditionalTable | None:
    """Return one table: a list of probabilities, or a list of rows each with the parents' states and P."""
    where = f"table of {variables[child].name}"
    if not isinstance(node, ListNode) or not node.items:
        faults.add("a list of probabilities, or of rows, is wanted here", "Write [0.5, 0.5]", where, node.line)
        return None
    if not isinstance(node.items[0], MapNode):
        row = _probabilities(child, node, variables, faults, where)
        return None if row is None else ConditionalTable(child, (), np.array(row))
    return _conditional(child, node, variables, faults, where)


def _conditional(
    child: int, node: ListNode, variables: Sequence[Variable], faults: Faults, where: str
) -> ConditionalTable | None:
    rows = [row for item in node.items if (row := _row(item, faults, where)) is not None]
    if len(rows) < len(node.items):
        return None
    parents = _parents(rows[0], variables, faults, where)
    if parents is None:
        return None
    shape = tuple(variables[parent].cardinality for parent in parents)
    if np.prod(shape, dtype=float) * variables[child].cardinality > LARGEST_TABLE:
        faults.add("the table is too large", "Leave out some parents or states", where, node.line)
        return None
    filled = _filled(child, rows, parents, variables, faults)
    if filled is None:
        return None
    configurations = list(itertools.product(*(range(size) for size in shape)))
    missing = [key for key in configurations if key not in filled]
    for key in missing[:5]:
        said = _said(dict(zip(parents, key, strict=True)), variables)
        faults.add(f"there is no row for {said}", "Add one", where, node.line)
    if missing:
        return None
    values = np.array([filled[key] for key in configurations])
    return ConditionalTable(child, parents, values.reshape(*shape, -1))


def _filled(
    child: int, rows: Sequence[_Row], parents: tuple[int, ...], variables: Sequence[Variable], faults: Faults
) -> dict[tuple[int, ...], list[float]] | None:
    # Every row is read before giving up, so that every fault is noted.
    where = f"table of {variables[child].name}"
    filled: dict[tuple[int, ...], list[float]] = {}
    before = len(faults)
    for row in rows:
        key = _configuration(row, parents, variables, faults, where)
        values = _probabilities(child, row.probabilities, variables, faults, f"{where}, row {row.said}")
        if key in filled:
            faults.add(f"the row for {row.said} appears twice", "Keep one of them", where, row.line)
        if key is not None and values is not None:
            filled[key] = values
    return filled if len(faults) == before else None


@dataclass(frozen=True)
class _Row:
    line: int
    states: Mapping[str, TextNode]
    probabilities: Node

    @property
    def said(self) -> str:
        return ", ".join(f"{name} = {state.text}" for name, state in self.states.items())


def _row(node: Node, faults: Faults, where: str) -> _Row | None:
    values = dict(entries(node, faults, where))
    probabilities = values.pop("P", None)
    if probabilities is None:
        faults.add("the row has no P", "Write it like {Sun: yes, P: [0.8, 0.2]}", where, node.line)
        return None
    if isinstance(when := values.get("when"), MapNode) and len(values) == 1:
        values = dict(entries(when, faults, where))
    states: dict[str, TextNode] = {}
    for name, value in values.items():
        if text_of(value, faults, where) is None or not isinstance(value, TextNode):
            return None
        states[name] = value
    return _Row(node.line, states, probabilities)


def _parents(row: _Row, variables: Sequence[Variable], faults: Faults, where: str) -> tuple[int, ...] | None:
    names = [variable.name for variable in variables]
    unknown = [name for name in row.states if name not in names]
    for name in unknown:
        faults.add(f'there is no variable "{name}"', nearest(name, names), where, row.line)
    return None if unknown else tuple(names.index(name) for name in row.states)


def _configuration(
    row: _Row, parents: tuple[int, ...], variables: Sequence[Variable], faults: Faults, where: str
) -> tuple[int, ...] | None:
    wanted = [variables[parent].name for parent in parents]
    if set(row.states) != set(wanted):
        given, first = ", ".join(row.states) or "no parent", ", ".join(wanted) or "none"
        what = f"the row names {given}, the first row {first}"
        faults.add(what, "Every row names the same parents", where, row.line)
        return None
    try:
        return tuple(variables[parent].code(row.states[variables[parent].name].text) for parent in parents)
    except InvalidInput as error:
        for problem in error.problems:
            faults.add(problem.what, problem.remedy, f"{where}, {problem.where}", row.line)
        return None


def _probabilities(
    child: int, node: Node, variables: Sequence[Variable], faults: Faults, where: str
) -> list[float] | None:
    if not isinstance(node, ListNode):
        faults.add("a list of probabilities is wanted here", "Write it like [0.8, 0.2]", where, node.line)
        return None
    values = [number_of(item, faults, where) for item in node.items]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return None
    if len(numbers) != variables[child].cardinality:
        states = ", ".join(variables[child].states[:8])
        faults.add(
            f"there are {len(numbers)} probabilities",
            f"One is needed for each state: {states}",
            where,
            node.line,
        )
        return None
    problems = table_problems(ConditionalTable(child, (), np.array(numbers)), variables)
    faults.add_all(InvalidInput(*(replace(problem, where=where) for problem in problems)), node.line)
    return None if problems else numbers


def _said(configuration: Mapping[int, int], variables: Sequence[Variable]) -> str:
    parts = (f"{variables[index].name} = {variables[index].states[code]}" for index, code in configuration.items())
    return ", ".join(parts)
