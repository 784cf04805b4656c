"""Tables of data as text: a column a variable, a row an observation, with labels for what was set by hand.

The column `_do` holds the names of the variables set in that row, joined by ``;``. A variable whose table was replaced
by another is written ``~A``, or ``~A=drug`` where that table has a name. The column `_batch` is read too, and the last
column INT of R bnlearn (number of the column set, from 1; 0 for none).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.data.dataset import Batch, Dataset, Values
from engine.files.messages import listed, raise_if_any
from engine.files.reading import PathLike
from engine.files.state_order import code, number, ordered_states
from engine.files.table_labels import Labelling, Labels, batches_of_rows, named_target, split_labels, unknown_targets
from engine.files.table_scan import MOST_VALUES, Column, ScannedTable, columns_named, scan_table
from engine.files.table_writer import table_text, write_table
from engine.networks.interventions import Intervention, Regime, do, randomize, soft
from engine.networks.variables import Variable, value_dtype
from engine.problems import Problem

__all__ = ["ColumnPreview", "TablePreview", "preview_table", "read_table", "table_text", "write_table"]

MISSING = ("", "NA", "N/A", "NaN", "nan", "?")
_MANY_NUMBERS = 20


@dataclass(frozen=True)
class ColumnPreview:
    """What one column of a table holds.

    Parameters
    ----------
    name
        Its name.
    states
        Its distinct values, in the order in which they would be its states.
    counts
        How many rows have each of them.
    fault
        Why it cannot be read as a variable, or None.
    """

    name: str
    states: tuple[str, ...]
    counts: tuple[int, ...]
    fault: Problem | None = None


@dataclass(frozen=True)
class TablePreview:
    """A table of data before its columns are chosen.

    Parameters
    ----------
    path
        The file.
    columns
        The columns that could be variables.
    n_rows
        The number of rows.
    labelling
        How the table says what was set: "names" (`_do`), "numbers" (INT), or "none".
    regimes
        Names of the variables set together, and in how many rows, in order of first appearance.
    delimiter
        What parts the cells.
    """

    path: str
    columns: tuple[ColumnPreview, ...]
    n_rows: int
    labelling: Labelling
    regimes: tuple[tuple[tuple[str, ...], int], ...]
    delimiter: str
    scanned: ScannedTable = field(repr=False)
    variables: tuple[Column, ...] = field(repr=False)
    labels: Labels = field(repr=False)


def preview_table(path: PathLike) -> TablePreview:
    """Read a table of data and tell what it holds.

    Parameters
    ----------
    path
        A text file of up to 500 MB.

    Raises
    ------
    InvalidInput
        When the table as a whole cannot be read; every fault with its line. What is wrong with a single column
        is told in its `fault` instead, for it matters only when that column is chosen.
    """
    table = scan_table(path)
    columns, labels, problems = split_labels(table)
    if not columns:
        problems = (*problems, Problem("there is no column with data", "Add a column for each variable"))
    raise_if_any(problems, str(path))
    counts = np.bincount(labels.rows, minlength=len(labels.regimes)).tolist()
    regimes = ((tuple(sorted(regime)), count) for regime, count in zip(labels.regimes, counts, strict=True))
    previews = tuple(_preview(column, table) for column in columns)
    return TablePreview(
        str(path),
        previews,
        table.n_rows,
        labels.labelling,
        tuple(regimes),
        table.delimiter,
        table,
        columns,
        labels,
    )


def read_table(
    source: PathLike | TablePreview,
    columns: Sequence[str] | None = None,
    variables: Sequence[Variable] | None = None,
) -> Dataset:
    """Return the data of a table.

    Parameters
    ----------
    source
        The file, or what `preview_table` told of it (then it is not read again).
    columns
        Names of the columns to take, in this order; None takes all. A label that names a column left out is
        dropped, the rows are kept.
    variables
        Known variables, such as those of a network, that give each column its states. Without them the states
        are the distinct values: numbers by size, words of a known scale (low, medium, high) by that scale,
        others in the order of their first appearance. With them a cell is the name of a state, or its code from
        0 when a column holds nothing but whole numbers of which some name no state.

    Returns
    -------
    Dataset
        Batches are runs of rows with the same `_batch` and the same variables set; in a table of more than 60
        runs without `_batch`, all rows with the same variables set. A variable that was set is taken as set to
        a state where all rows of a batch agree, else as randomised.

    Raises
    ------
    InvalidInput
        With every fault, each with its line and column.
    """
    preview = source if isinstance(source, TablePreview) else preview_table(source)
    known = None if variables is None else {variable.name: variable for variable in variables}
    chosen, problems = _chosen(preview, columns, known)
    names = dict.fromkeys([*(column.name for column in preview.variables), *(known or ())])
    problems.extend(unknown_targets(preview.scanned, preview.labels, list(names)))
    coded = [_coded(column, preview, known, problems) for column in chosen]
    raise_if_any(problems, preview.path)
    kept = [each for each in coded if each is not None]
    return _dataset(
        preview.labels, tuple(variable for variable, _ in kept), [values for _, values in kept], list(names)
    )


def _chosen(
    preview: TablePreview, columns: Sequence[str] | None, known: dict[str, Variable] | None
) -> tuple[list[Column], list[Problem]]:
    named = {column.name: column for column in preview.variables}
    wanted = list(named) if columns is None else list(dict.fromkeys(columns))
    problems = [
        Problem(f'there is no column "{name}"', f"The columns are: {columns_named(preview.variables)}")
        for name in wanted
        if name not in named
    ]
    if not wanted:
        problems.append(Problem("no column is chosen", "Choose at least one"))
    if known is not None:
        problems.extend(
            Problem(f'column "{name}" is not a variable of the network', f"They are: {listed(list(known), 12)}")
            for name in wanted
            if name in named and name not in known
        )
        wanted = [name for name in wanted if name in known]
    return [named[name] for name in wanted if name in named], problems


def _coded(
    column: Column, preview: TablePreview, known: dict[str, Variable] | None, problems: list[Problem]
) -> tuple[Variable, Values] | None:
    if known is None:
        return _coded_by_values(column, preview.scanned, problems)
    variable = known[column.name]
    places = _places(column, variable)
    unknown = [value for value, place in zip(column.values, places, strict=True) if place is None]
    problems.extend(_unknown_state(column, value, variable, preview.scanned) for value in unknown)
    if column.overfull and not unknown:
        problems.append(_too_many(column))
    if unknown or column.overfull:
        return None
    return variable, np.array(places, value_dtype((variable,)))[column.codes]


def _places(column: Column, variable: Variable) -> list[int | None]:
    by_name = {state: place for place, state in enumerate(variable.states)}
    places = [by_name.get(value) for value in column.values]
    if None not in places or any(code(state) is not None for state in variable.states):
        return places
    codes = [code(value) for value in column.values]
    if None in codes:
        return places
    return [place if place is not None and place < variable.cardinality else None for place in codes]


def _coded_by_values(column: Column, table: ScannedTable, problems: list[Problem]) -> tuple[Variable, Values] | None:
    if (fault := _fault(column, table)) is not None:
        problems.append(fault)
        return None
    variable = Variable(column.name, ordered_states(column.values))
    ranks = {state: rank for rank, state in enumerate(variable.states)}
    order = np.array([ranks[value] for value in column.values], value_dtype((variable,)))
    return variable, order[column.codes]


def _dataset(labels: Labels, variables: tuple[Variable, ...], columns: list[Values], known: Collection[str]) -> Dataset:
    values = np.empty((len(labels.rows), len(variables)), value_dtype(variables))
    for place, column in enumerate(columns):
        values[:, place] = column
    values.flags.writeable = False
    batches = []
    for rows in batches_of_rows(labels):
        block = values[rows[0] : rows[-1] + 1] if rows[-1] - rows[0] + 1 == len(rows) else values[rows]
        targets = labels.regimes[int(labels.rows[rows[0]])]
        batches.append(Batch(block, _regime(targets, variables, known, block)))
    return Dataset(variables, tuple(batches))


def _regime(targets: frozenset[str], variables: tuple[Variable, ...], known: Collection[str], block: Values) -> Regime:
    meant = dict(named_target(text, known) for text in targets)
    found = []
    for place, variable in enumerate(variables):
        if variable.name in meant:
            label = meant[variable.name]
            found.append(_set(place, block) if label is None else soft(place, label=label))
    return Regime(tuple(found))


def _set(place: int, block: Values) -> Intervention:
    first = int(block[0, place])
    return do(place, first) if (block[:, place] == first).all() else randomize(place)


def _preview(column: Column, table: ScannedTable) -> ColumnPreview:
    fault = _fault(column, table)
    if column.overfull:
        return ColumnPreview(column.name, (), (), fault)
    counts = dict(zip(column.values, np.bincount(column.codes).tolist(), strict=True))
    states = ordered_states(column.values)
    return ColumnPreview(column.name, states, tuple(counts[state] for state in states), fault)


def _fault(column: Column, table: ScannedTable) -> Problem | None:
    if column.overfull:
        return _too_many(column)
    for value in MISSING:
        if value in column.values:
            return _missing(column, value, table)
    if _is_measured(column, table.n_rows):
        return Problem(
            f"it holds {len(column.values)} different numbers and looks measured, not sorted into states",
            "Sort it into a few states first, such as low, medium, high",
            f"column {column.name}",
        )
    return None


def _is_measured(column: Column, n_rows: int) -> bool:
    if len(column.values) <= _MANY_NUMBERS:
        return False
    numbers = [number(value) for value in column.values]
    whole = all(value is not None and value == int(value) for value in numbers)
    return None not in numbers and (not whole or len(numbers) * 10 > n_rows)


def _too_many(column: Column) -> Problem:
    return Problem(
        f"it has more than {MOST_VALUES} different values",
        "Sort it into a few states first, such as low, medium, high",
        f"column {column.name}",
    )


def _missing(column: Column, value: str, table: ScannedTable) -> Problem:
    rows = column.rows_with(value)
    what = "the cell is empty" if not value else f'"{value}" stands for a missing value'
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    remedy = "Every cell needs a state: fill it in, or leave the row out"
    return Problem(f"{what}{more}", remedy, f"column {column.name}", int(table.lines[rows[0]]))


def _unknown_state(column: Column, value: str, variable: Variable, table: ScannedTable) -> Problem:
    if column.overfull:
        return _too_many(column)
    rows = column.rows_with(value)
    what = f'"{value}" is not a state of {variable.name}' if value else "the cell is empty"
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    remedy = f"Its states are: {listed(variable.states)}"
    return Problem(f"{what}{more}", remedy, f"column {column.name}", int(table.lines[rows[0]]))
