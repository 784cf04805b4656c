"""Which variables were set by hand in which row of a table, and where its batches begin."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.files.dcdi_files import interventions_beside, labels_of_files, numbered
from engine.files.messages import listed
from engine.files.reading import PathLike
from engine.files.row_labels import Labelling, Labels, no_labels, overfull_labels, unified
from engine.files.state_order import code
from engine.files.table_scan import LABEL_COLUMNS, Column, ScannedTable
from engine.files.target_sets import INDEX_COLUMNS, labels_of_targets, needs_targets, targets_beside
from engine.files.tetrad_pairs import are_status, labels_of_pairs, metadata_beside, pairs_by_name, pairs_of_metadata
from engine.networks.interventions import Intervention
from engine.problems import InvalidInput, Problem

MOST_RUNS = 60
MOST_BATCHES = 1000
_Split = tuple[tuple[Column, ...], Labels, tuple[Problem, ...]]


def split_labels(
    table: ScannedTable, path: PathLike, labelling: Labelling | None = None, companion: PathLike | None = None
) -> _Split:
    """Return the columns that are variables, the labels in the others, and what is wrong with the labels.

    Parameters
    ----------
    table
        All columns.
    path
        The file they are from; files with sets, interventions or metadata are looked for beside it.
    labelling
        How the table says what was set; None finds out.
    companion
        The file beside the table that the labels need; None looks for one by its name.

    Raises
    ------
    InvalidInput
        When a file beside the table is missing or wrong, or the table has no labels of the kind asked for.
    """
    named = {column.name: column for column in table.columns}
    columns = tuple(column for column in table.columns if column.name not in LABEL_COLUMNS)
    batch = named.get("_batch")
    full = [column for name in LABEL_COLUMNS if (column := named.get(name)) and column.overfull]
    if full and labelling != "none":
        return columns, no_labels(table, None), tuple(map(overfull_labels, full))
    batch = None if batch is not None and batch.overfull else batch
    kind = found_labelling(table, path) if labelling is None else labelling
    beside = None if companion is None else Path(companion)
    if kind == "names":
        regimes = [_names(cell, columns) for cell in _named(table, ("_do",), path).values]
        return columns, unified("names", regimes, named["_do"].codes, batch), ()
    if kind == "numbers":
        numbers = _named(table, ("INT",), path)
        variables = _others(columns, [numbers.name])
        return variables, *_numbered(table, variables, numbers, batch)
    if kind == "targets":
        return _by_targets(table, columns, batch, path, beside or targets_beside(path))
    if kind == "files":
        return columns, labels_of_files(table, columns, batch, _needed(beside or interventions_beside(path), path)), ()
    if kind == "pairs":
        return _by_pairs(table, columns, batch, path, beside or metadata_beside(path))
    return columns, no_labels(table, batch), ()


def found_labelling(table: ScannedTable, path: PathLike) -> Labelling:
    """Return how a table says what was set, as its columns and the files beside it tell."""
    columns = [column for column in table.columns if column.name not in LABEL_COLUMNS]
    names = {column.name: column for column in table.columns}
    if "_do" in names:
        return "names"
    if _is_numbered(columns[-1:]):
        return "numbers"
    if any(name in names for name in INDEX_COLUMNS):
        return "targets"
    if numbered(path) is not None and interventions_beside(path) is not None:
        return "files"
    if metadata_beside(path) is not None:
        return "pairs"
    pairs = pairs_by_name(columns)
    return "pairs" if pairs and are_status(pairs, names) else "none"


def _by_targets(
    table: ScannedTable, columns: tuple[Column, ...], batch: Column | None, path: PathLike, beside: Path | None
) -> _Split:
    index = _named(table, INDEX_COLUMNS, path)
    variables = _others(columns, [index.name])
    if index.overfull:
        return variables, no_labels(table, batch), (overfull_labels(index),)
    if beside is None:
        raise needs_targets(index, path)
    return variables, *labels_of_targets(table, variables, index, batch, beside)


def _by_pairs(
    table: ScannedTable, columns: tuple[Column, ...], batch: Column | None, path: PathLike, beside: Path | None
) -> _Split:
    pairs = pairs_by_name(columns) if beside is None else pairs_of_metadata(beside, columns)
    if not pairs and beside is None:
        problem = Problem(
            "no two columns are the status and the value of a third", "For a column X call them X_s and X_v"
        )
        raise InvalidInput(problem, source=str(path))
    variables = _others(columns, [name for pair in pairs for name in pair.columns])
    return variables, *labels_of_pairs(table, pairs, batch, "" if beside is None else str(beside))


def _others(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(column for column in columns if column.name not in names)


def _named(table: ScannedTable, names: Sequence[str], path: PathLike) -> Column:
    found = next((column for column in table.columns if column.name in names), None)
    if found is None:
        remedy = f"The columns are: {listed([column.name for column in table.columns], 12)}"
        raise InvalidInput(Problem(f'there is no column "{names[0]}"', remedy), source=str(path))
    return found


def _needed(beside: Path | None, path: PathLike) -> Path:
    if beside is None:
        problem = Problem(
            "no file of interventions is beside the table",
            "Give one a line for each row: the numbers of the columns set in it, from 0, and nothing where none was",
        )
        raise InvalidInput(problem, source=str(path))
    return beside


def intervention_label(name: str, intervention: Intervention) -> str:
    """Return how `_do` names an intervention: the variable, after "~" where its table was replaced by another.

    A table with a name of its own follows after "=".
    """
    if intervention.kind != "soft":
        return name
    return f"~{name}={intervention.label}" if intervention.label else f"~{name}"


def named_target(text: str, known: Collection[str]) -> tuple[str, str | None]:
    """Return the variable that a name in `_do` means, and the label of its new table, None where it was set."""
    if text in known or not text.startswith("~"):
        return text, None
    name = text[1:]
    if name in known:
        return name, ""
    # Names and labels may hold "=" themselves, so the first place where a name ends is the right one.
    splits = ((name[:place], name[place + 1 :]) for place, letter in enumerate(name) if letter == "=")
    return next((split for split in splits if split[0] in known), (name, ""))


def unknown_targets(table: ScannedTable, labels: Labels, known: Sequence[str]) -> tuple[Problem, ...]:
    """Return a fault for each name in `_do` that no variable bears."""
    problems = []
    for number, regime in enumerate(labels.regimes):
        line = int(table.lines[np.argmax(labels.rows == number)])
        meant = [named_target(text, known)[0] for text in sorted(regime)]
        for name in [each for each in meant if each not in known]:
            what = f'"{name}" is not a variable'
            problems.append(Problem(what, f"The variables are: {listed(known, 12)}", "column _do", line))
        for name in sorted({each for each in meant if meant.count(each) > 1}):
            what = f"{name} is named twice, as set and as changed"
            problems.append(Problem(what, f"Name it once: {name} or ~{name}", "column _do", line))
    return tuple(problems)


def batches_of_rows(labels: Labels) -> list[npt.NDArray[np.intp]]:
    """Return the numbers of the rows of each batch.

    Rows that follow one another with the same `_batch` and the same variables set are a batch. Without
    `_batch`, when that would make more than 60 (with it: 1000), all rows with the same variables set are one.
    """
    batch = labels.batch.codes if labels.batch is not None else np.zeros_like(labels.rows)
    changes = (np.diff(labels.rows) != 0) | (np.diff(batch) != 0)
    starts = np.flatnonzero(changes) + 1
    most = MOST_RUNS if labels.batch is None else MOST_BATCHES
    if len(starts) + 1 <= most:
        return np.split(np.arange(len(labels.rows)), starts)
    groups = (np.flatnonzero(labels.rows == number) for number in range(len(labels.regimes)))
    return [group for group in groups if group.size]


def _names(cell: str, columns: Sequence[Column]) -> frozenset[str]:
    if any(column.name == cell for column in columns):
        return frozenset((cell,))
    return frozenset(name for part in cell.split(";") if (name := part.strip()))


def _is_numbered(last: Sequence[Column]) -> bool:
    named = bool(last) and last[0].name == "INT" and not last[0].overfull
    return named and all(code(value) is not None for value in last[0].values)


def _numbered(
    table: ScannedTable, variables: tuple[Column, ...], numbers: Column, batch: Column | None
) -> tuple[Labels, tuple[Problem, ...]]:
    if numbers.overfull:
        return no_labels(table, batch), (overfull_labels(numbers),)
    regimes, problems = [], []
    for place, value in enumerate(numbers.values):
        number = code(value)
        if number is None or number > len(variables):
            line = int(table.lines[np.argmax(numbers.codes == place)])
            remedy = f"Write 0 for none, or the number of a column, 1 to {len(variables)}"
            problems.append(Problem(f"there is no column number {value}", remedy, "column INT", line))
            number = 0
        regimes.append(frozenset((variables[number - 1].name,)) if number else frozenset[str]())
    return unified("numbers", regimes, numbers.codes, batch), tuple(problems)
