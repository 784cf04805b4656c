"""Which variables were set by hand in which row of a table, and where its batches begin."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.files.messages import listed
from engine.files.state_order import code
from engine.files.table_scan import LABEL_COLUMNS, Column, ScannedTable
from engine.networks.interventions import Intervention
from engine.problems import Problem

Labelling = Literal["names", "numbers", "none"]
MOST_RUNS = 60
MOST_BATCHES = 1000


@dataclass(frozen=True)
class Labels:
    """How a table says what was set by hand.

    Parameters
    ----------
    labelling
        "names" in a column `_do`, "numbers" in a last column INT as R bnlearn has it, or "none".
    regimes
        Sets of names of variables, in order of first appearance; the empty set is observation.
    rows
        int16[n_rows], the regime of each row.
    batch
        The column `_batch`, or None.
    """

    labelling: Labelling
    regimes: tuple[frozenset[str], ...]
    rows: npt.NDArray[np.int16] = field(repr=False)
    batch: Column | None = None


def split_labels(table: ScannedTable) -> tuple[tuple[Column, ...], Labels, tuple[Problem, ...]]:
    """Return the columns that are variables, the labels in the others, and what is wrong with the labels."""
    named = {column.name: column for column in table.columns}
    columns = tuple(column for column in table.columns if column.name not in LABEL_COLUMNS)
    batch = named.get("_batch")
    problems = [_overfull(column) for name in LABEL_COLUMNS if (column := named.get(name)) and column.overfull]
    if problems:
        return columns, _no_labels(table, None), tuple(problems)
    if (labels := named.get("_do")) is not None:
        regimes = [_names(cell, columns) for cell in labels.values]
        return columns, _unified("names", regimes, labels, batch), ()
    if _is_numbered(columns[-1:]):
        variables, numbers = columns[:-1], columns[-1]
        return variables, *_numbered(table, variables, numbers, batch)
    return columns, _no_labels(table, batch), ()


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
    regimes, problems = [], []
    for place, value in enumerate(numbers.values):
        number = code(value) or 0
        if number > len(variables):
            line = int(table.lines[np.argmax(numbers.codes == place)])
            remedy = f"Write 0 for none, or the number of a column, 1 to {len(variables)}"
            problems.append(Problem(f"there is no column number {value}", remedy, "column INT", line))
            number = 0
        regimes.append(frozenset((variables[number - 1].name,)) if number else frozenset[str]())
    return _unified("numbers", regimes, numbers, batch), tuple(problems)


def _unified(labelling: Labelling, regimes: Sequence[frozenset[str]], column: Column, batch: Column | None) -> Labels:
    # "A;B" and "B; A" are one regime.
    distinct = list(dict.fromkeys(regimes))
    places = np.array([distinct.index(regime) for regime in regimes], np.int16)
    return Labels(labelling, tuple(distinct), places[column.codes], batch)


def _no_labels(table: ScannedTable, batch: Column | None) -> Labels:
    return Labels("none", (frozenset(),), np.zeros(table.n_rows, np.int16), batch)


def _overfull(column: Column) -> Problem:
    return Problem(
        f"there are more than {len(column.values):,} different labels",
        "Label rows that belong together alike",
        f"column {column.name}",
    )
