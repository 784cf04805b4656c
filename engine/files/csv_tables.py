"""Tables of data: a column a variable, a row an observation, with labels for what was set by hand.

The column `_do` holds the names of the variables set in that row, joined by ``;``. A variable whose table was replaced
by another is written ``~A``, or ``~A=drug`` where that table has a name. The column `_batch` is read too. So are the
last column INT of R bnlearn (number of the column set, from 1; 0 for none), the column target.index of R pcalg
(`target_sets`), the files of DCDI (`dcdi_files`), and Tetrad's pairs of columns (`tetrad_pairs`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import numpy as np

from engine.data.dataset import Batch, Dataset, Values
from engine.data.discretising import Discretising
from engine.files.dcdi_files import ARRAY_SUFFIX, numbered, scan_array
from engine.files.messages import listed, raise_if_any
from engine.files.reading import PathLike, read_lines
from engine.files.row_labels import Labelling, Labels, no_labels
from engine.files.state_order import number
from engine.files.table_columns import (
    ColumnPreview,
    coded_by_ranges,
    coded_by_states,
    coded_by_values,
    preview_column,
)
from engine.files.table_labels import batches_of_rows, named_target, split_labels, unknown_targets
from engine.files.table_scan import (
    DELIMITERS,
    LABEL_COLUMNS,
    LARGEST_FILE,
    Column,
    ScannedTable,
    columns_named,
    scan_table,
)
from engine.files.table_writer import table_text, write_table
from engine.networks.interventions import Intervention, Regime, do, randomize, soft
from engine.networks.variables import Variable, value_dtype
from engine.problems import InvalidInput, Problem

__all__ = [
    "TABLE_SUFFIXES",
    "ColumnPreview",
    "TablePreview",
    "labelled_anew",
    "preview_table",
    "read_table",
    "table_text",
    "write_table",
]

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".dat", ARRAY_SUFFIX)


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
        How the table says what was set (`Labels`).
    regimes
        Names of the variables set together, and in how many rows, in order of first appearance.
    delimiter
        What parts the cells.
    label_fault
        Why the labels could not be read, where that was to be told and not raised; all rows count as watched then.
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
    label_fault: str = ""


def preview_table(path: PathLike, *, forgiving: bool = False) -> TablePreview:
    """Read a table of data and tell what it holds.

    Parameters
    ----------
    path
        A file of up to 500 MB: text, or an array that numpy saved (``.npy``).
    forgiving
        Whether labels that cannot be read are told in `label_fault` instead of raised.

    Raises
    ------
    InvalidInput
        When the table as a whole cannot be read; every fault with its line. What is wrong with a single column
        is told in its `fault` instead, for it matters only when that column is chosen.
    """
    table = _scanned(path)
    try:
        return _labelled(str(path), table, *split_labels(table, path), {})
    except InvalidInput as error:
        if not forgiving:
            raise
        return _unlabelled(str(path), table, error)


def labelled_anew(preview: TablePreview, labelling: Labelling, companion: PathLike | None = None) -> TablePreview:
    """Return what a table holds when it is read with labels of another kind; the table itself is not read again.

    Parameters
    ----------
    preview
        What was found in it.
    labelling
        The kind of labels (`Labels`).
    companion
        The file beside the table that they need; None looks for one by its name.

    Raises
    ------
    InvalidInput
        When the table has no such labels, or they or the file are wrong.
    """
    known = {column.name: column for column in preview.columns}
    parts = split_labels(preview.scanned, preview.path, labelling, companion)
    return _labelled(preview.path, preview.scanned, *parts, known)


def _scanned(path: PathLike) -> ScannedTable:
    if Path(path).suffix.lower() == ARRAY_SUFFIX:
        return scan_array(path)
    return scan_table(path, header=numbered(path) is None or not _begins_with_numbers(path))


def _begins_with_numbers(path: PathLike) -> bool:
    first = next(islice(read_lines(path, LARGEST_FILE), 1), "")
    for delimiter in DELIMITERS:
        first = first.replace(delimiter, " ")
    return all(number(cell) is not None for cell in first.split())


def _labelled(
    path: str,
    table: ScannedTable,
    columns: tuple[Column, ...],
    labels: Labels,
    problems: tuple[Problem, ...],
    known: Mapping[str, ColumnPreview],
) -> TablePreview:
    if not columns:
        problems = (*problems, Problem("there is no column with data", "Add a column for each variable"))
    raise_if_any(problems, path)
    counts = np.bincount(labels.rows, minlength=len(labels.regimes)).tolist()
    regimes = tuple((tuple(sorted(regime)), count) for regime, count in zip(labels.regimes, counts, strict=True))
    previews = tuple(known.get(column.name) or preview_column(column, table) for column in columns)
    return TablePreview(
        path,
        previews,
        table.n_rows,
        labels.labelling,
        # A set of the list that no row points to, or none set where all rows were set, is no regime of this table.
        tuple(regime for regime in regimes if regime[1]),
        table.delimiter,
        table,
        columns,
        labels,
    )


def _unlabelled(path: str, table: ScannedTable, error: InvalidInput) -> TablePreview:
    columns = tuple(column for column in table.columns if column.name not in LABEL_COLUMNS)
    preview = _labelled(path, table, columns, no_labels(table, None), (), {})
    return replace(preview, label_fault=str(error))


def read_table(
    source: PathLike | TablePreview,
    columns: Sequence[str] | None = None,
    variables: Sequence[Variable] | None = None,
    sorting: Mapping[str, Discretising] | None = None,
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
    sorting
        For columns of numbers that are to be sorted into ranges: how. Their states are the ranges.

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
    coded = [_coded(column, preview, known, sorting or {}, problems) for column in chosen]
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
    column: Column,
    preview: TablePreview,
    known: dict[str, Variable] | None,
    sorting: Mapping[str, Discretising],
    problems: list[Problem],
) -> tuple[Variable, Values] | None:
    if (how := sorting.get(column.name)) is not None:
        return coded_by_ranges(column, how, preview.scanned, problems)
    if known is None:
        return coded_by_values(column, preview.scanned, problems)
    return coded_by_states(column, known[column.name], preview.scanned, problems)


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
