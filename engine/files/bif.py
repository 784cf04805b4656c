"""Networks in BIF, the Bayesian interchange format, as R bnlearn, pgmpy, aGrUM and JavaBayes write it.

Read are comments, properties, names in quotation marks, `table` for a variable without parents and (child
slowest, last parent fastest, as JavaBayes has it) with parents, rows by the states of the parents in any
order, and `default` for the rows not given.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from engine.files.bif_parser import Blocks, TableBlock, VariableBlock, parse
from engine.files.bif_tables import TableReader
from engine.files.bif_tokens import quoted
from engine.files.messages import listed, raise_if_any
from engine.files.network_file import NetworkFile
from engine.files.network_parts import refuse_more_than_read
from engine.files.node_places import in_grid_steps
from engine.files.properties import HIDDEN, UNTITLED, Properties, property_lines, title_in
from engine.networks.dag import CycleError, Dag
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes

MOST_LABELLED = 1_000_000


def network_from_bif(text: str, source: str = "") -> BayesianNetwork:
    """Return the network that a text in BIF describes; faults are told of `source`."""
    return content_from_bif(text, source).network


def content_from_bif(text: str, source: str = "") -> NetworkFile:
    """Return what a text in BIF holds: the network, and its properties `position`, `hidden` and `note`."""
    blocks = parse(text)
    try:
        refuse_more_than_read(len(blocks.variables) - 1)
    except InvalidInput as error:
        raise error.within(source) from None
    problems = list(blocks.problems)
    variables = _variables(blocks, problems)
    tables = _tables(blocks, variables, problems)
    raise_if_any(problems, source)
    found = {block.name: Properties.of(block.properties) for block in blocks.variables}
    hidden = frozenset(index for index, name in enumerate(variables) if found[name].says(HIDDEN))
    try:
        network = BayesianNetwork(tuple(variables.values()), tuple(tables), hidden)
    except InvalidInput as error:
        raise error.within(source) from None
    places = {name: place for name, properties in found.items() if (place := properties.position) is not None}
    notes = {name: properties.note for name, properties in found.items()}
    return NetworkFile(network, in_grid_steps(places), Notes(notes), title_in(blocks.title))


def network_to_bif(network: BayesianNetwork) -> str:
    """Return a network as text in BIF; raise ValueError for a name that the format cannot hold."""
    return content_to_bif(NetworkFile(network))


def content_to_bif(content: NetworkFile) -> str:
    """Return a network as text in BIF, with places, hidden flags and notes as properties.

    Raises
    ------
    ValueError
        For a name with a quotation mark or a line break, which the format cannot hold.
    """
    network = content.network
    parts = [f"network {quoted(content.title or UNTITLED)} {{\n}}\n"]
    for index, variable in enumerate(network.variables):
        states = ", ".join(quoted(state) for state in variable.states)
        parts.append(f"variable {quoted(variable.name)} {{\n")
        parts.append(f"  type discrete [ {variable.cardinality} ] {{ {states} }};\n")
        # Others read a name without quotation marks, an equals sign, and a value up to the semicolon.
        parts.extend(f"  property {line};\n" for line in property_lines(content, index, '"'))
        parts.append("}\n")
    parts.extend(_written_table(network, table) for table in network.tables)
    return "".join(parts)


def _variables(blocks: Blocks, problems: list[Problem]) -> dict[str, Variable]:
    found: dict[str, Variable] = {}
    lines: dict[str, int] = {}
    for block in blocks.variables:
        where = f"variable {block.name}"
        if block.name in lines:
            problems.append(
                Problem(f"it was declared in line {lines[block.name]} already", "Keep one", where, block.line)
            )
            continue
        lines[block.name] = block.line
        problems.extend(_count_problem(block, where))
        try:
            found[block.name] = Variable(block.name, block.states)
        except InvalidInput as error:
            blocks.unread_variables.add(block.name)
            problems.extend(Problem(each.what, each.remedy, where, block.line) for each in error.problems)
    if not lines and not blocks.problems:
        problems.append(Problem("no variable is declared", "Choose a BIF file with a network in it"))
    return found


def _count_problem(block: VariableBlock, where: str) -> list[Problem]:
    if block.count in (None, len(block.states)):
        return []
    what = f"{block.count} states are announced and {len(block.states)} are named: {listed(block.states)}"
    return [Problem(what, "Make the two agree", where, block.line)]


def _tables(blocks: Blocks, variables: dict[str, Variable], problems: list[Problem]) -> list[ConditionalTable]:
    found: dict[str, ConditionalTable] = {}
    lines: dict[str, int] = {}
    index = {name: number for number, name in enumerate(variables)}
    for block in blocks.tables:
        if block.child in lines:
            what = f"it was given in line {lines[block.child]} already"
            problems.append(Problem(what, "Keep one of the two", f"table of {block.child}", block.line))
            continue
        lines[block.child] = block.line
        if table := _table(block, variables, index, blocks.unread_variables, problems):
            found[block.child] = table
    problems.extend(
        Problem("it has no table", "Give a probability block for it", f"variable {block.name}", block.line)
        for block in blocks.variables
        if block.name not in lines and block.name not in blocks.unread_tables
    )
    problems.extend(_cycle_problem(blocks, index, lines))
    return [found[name] for name in variables if name in found]


def _table(
    block: TableBlock,
    variables: dict[str, Variable],
    index: dict[str, int],
    unread: set[str],
    problems: list[Problem],
) -> ConditionalTable | None:
    where = f"table of {block.child}"
    family = (block.child, *block.parents)
    unknown = [name for name in dict.fromkeys(family) if name not in variables]
    for name in unknown:
        if name not in unread:
            what = f'"{name}" is not declared as a variable'
            problems.append(Problem(what, f"The variables are: {listed(list(variables))}", where, block.line))
    if not unknown and len(set(family)) < len(family):
        problems.append(Problem("it names a variable twice", "Name each once", where, block.line))
        return None
    if unknown:
        return None
    parents = tuple(variables[name] for name in block.parents)
    reader = TableReader(block, variables[block.child], parents)
    probabilities = reader.read()
    problems.extend(reader.problems)
    if probabilities is None:
        return None
    return ConditionalTable(index[block.child], tuple(index[name] for name in block.parents), probabilities)


def _cycle_problem(blocks: Blocks, index: dict[str, int], lines: dict[str, int]) -> list[Problem]:
    edges = [
        (index[parent], index[block.child])
        for block in blocks.tables
        if block.child in index
        for parent in block.parents
        if parent in index and parent != block.child
    ]
    try:
        Dag.from_edges(len(index), edges)
    except CycleError as error:
        names = list(index)
        circle = [names[node] for node in error.cycle]
        what = f"the arrows close a circle: {', '.join(circle)}"
        return [Problem(what, "Remove one of them", f"table of {circle[1]}", lines[circle[1]])]
    return []


def _written_table(network: BayesianNetwork, table: ConditionalTable) -> str:
    child = quoted(network.names[table.child])
    if not table.parents:
        return f"probability ( {child} ) {{\n  table {_numbers(table.probabilities)};\n}}\n"
    parents = [network.variables[parent] for parent in table.parents]
    head = f"probability ( {child} | {', '.join(quoted(parent.name) for parent in parents)} ) {{\n"
    if table.probabilities.size * len(parents) > MOST_LABELLED:
        # Rows with their labels would be too large to be read again.
        return f"{head}  table {_numbers(np.moveaxis(table.probabilities, -1, 0).ravel())};\n}}\n"
    rows = table.probabilities.reshape(-1, table.probabilities.shape[-1])
    labels = product(*([quoted(state) for state in parent.states] for parent in parents))
    lines = (f"  ({', '.join(label)}) {_numbers(row)};\n" for label, row in zip(labels, rows, strict=True))
    return f"{head}{''.join(lines)}}}\n"


def _numbers(row: npt.NDArray[np.float64]) -> str:
    return ", ".join(repr(float(value)) for value in row)
