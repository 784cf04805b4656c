"""Sets of variables in a file beside a table, as R pcalg has them: `targets`, to which `target.index` points.

In pcalg (Hauser and Buhlmann 2012; help pages of `gies` and of the score class GaussL0penIntScore) `targets` is a list
of vectors of column numbers from 1, the empty one for observation, and `target.index` gives for each row the place of
its set in that list, from 1. R has no file for the list; here it is one line a set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.files.messages import listed, raise_if_any
from engine.files.reading import PathLike, read_text
from engine.files.row_labels import Labels, unified
from engine.files.state_order import code
from engine.files.table_scan import Column, ScannedTable
from engine.problems import InvalidInput, Problem

INDEX_COLUMNS = ("target.index", "target_index")
LARGEST_LIST = 5_000_000


def targets_beside(path: PathLike) -> Path | None:
    """Return the file with the sets that belongs to a table by its name, or None.

    For ``data.csv`` that is the first that exists of data.targets.txt, data.targets.csv, targets.txt, targets.csv.
    """
    table = Path(path)
    names = [f"{table.stem}.targets", "targets"]
    there = (table.with_name(f"{name}{suffix}") for name in names for suffix in (".txt", ".csv"))
    return next((each for each in there if each.is_file()), None)


def labels_of_targets(
    table: ScannedTable, columns: Sequence[Column], index: Column, batch: Column | None, path: PathLike
) -> tuple[Labels, tuple[Problem, ...]]:
    """Return the labels that a column of numbers of sets gives with the list of sets, and what is wrong in the column.

    Raises
    ------
    InvalidInput
        When the file with the sets cannot be read, with each fault and its line.
    """
    sets = read_targets(path, [column.name for column in columns])
    regimes, problems = [], []
    for place, value in enumerate(index.values):
        number = code(value) or 0
        if not 1 <= number <= len(sets):
            line = int(table.lines[np.argmax(index.codes == place)])
            remedy = f"{Path(path).name} holds {len(sets)} sets, one a line: write 1 to {len(sets)}"
            problems.append(Problem(f'there is no set number "{value}"', remedy, f"column {index.name}", line))
        regimes.append(sets[number - 1] if 1 <= number <= len(sets) else frozenset[str]())
    return unified("targets", regimes, index.codes, batch, str(path)), tuple(problems)


def read_targets(path: PathLike, names: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Return the sets of a list: a line a set, of names or numbers of columns from 1; an empty line for observation.

    Parameters
    ----------
    path
        A text file of up to 5 MB. Commas, semicolons, tabs or spaces part the columns.
    names
        The columns of the table without the one that holds the numbers of the sets.

    Raises
    ------
    InvalidInput
        When the file cannot be read or a line names no column; every fault with its line.
    """
    lines = read_text(path, LARGEST_LIST).split("\n")
    if not lines[-1].strip():
        lines.pop()
    sets: list[frozenset[str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        words = _words(line, names)
        unknown = [word for word in words if _column(word, names) is None]
        problems.extend(_unknown(word, names, number) for word in unknown)
        sets.append(frozenset(name for word in words if (name := _column(word, names)) is not None))
    raise_if_any(problems, str(path))
    return tuple(sets)


def needs_targets(index: Column, path: PathLike) -> InvalidInput:
    """Return the fault of a table with numbers of sets and without the sets."""
    stem = Path(path).stem
    problem = Problem(
        "the numbers are those of sets of variables, and no file with the sets is beside the table",
        f'Save them as "{stem}.targets.txt": a line for each set with the names or numbers (from 1) of its columns, '
        "an empty line for observation",
        f"column {index.name}",
    )
    return InvalidInput(problem, source=str(path))


def _words(line: str, names: Sequence[str]) -> list[str]:
    if line.strip() in names:
        return [line.strip()]
    parts = re.split(r"[,;\t]" if re.search(r"[,;\t]", line) else r"\s+", line)
    return [word for part in parts if (word := part.strip().strip('"'))]


def _column(word: str, names: Sequence[str]) -> str | None:
    if word in names:
        return word
    number = code(word)
    return names[number - 1] if number is not None and 1 <= number <= len(names) else None


def _unknown(word: str, names: Sequence[str], line: int) -> Problem:
    remedy = f"Write a number from 1 to {len(names)} or one of: {listed(names, 12)}"
    return Problem(f'"{word}" is not a column of the table', remedy, line=line)
