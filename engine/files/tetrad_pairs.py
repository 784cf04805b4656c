"""Pairs of columns that say whether a variable was set and to what, as Tetrad has them.

Tetrad's data reader (bd2kccd/data-reader, README, "Metadata Reading") names a status column `cd3_s` (1 where the
intervention took place, 0 where not) and a value column `cd3_v`; an intervention without a status column has `*`, a
missing value, where it did not take place. Its metadata is a JSON object: ``{"interventions": [{"status": {"name":
"cd3_s"} or null, "value": {"name": "cd3_v"}}], "domains": [...]}``. There an intervention is a variable of its own.
Here a pair says what was set by hand only where the table has a column of the name without `_s` and `_v` (and without
`I_` in front, as in `I_X_s`); all other columns of interventions stay columns that can be chosen. To what X was set is
read from X itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.files.messages import listed, raise_if_any
from engine.files.reading import PathLike, read_text
from engine.files.row_labels import Labels, labels_of_masks
from engine.files.state_order import number
from engine.files.table_scan import MISSING, Column, ScannedTable
from engine.problems import InvalidInput, Problem

LARGEST_METADATA = 5_000_000
_FORM = 'Write it as Tetrad does: {"interventions": [{"status": {"name": "X_s"}, "value": {"name": "X_v"}}]}'


@dataclass(frozen=True)
class Pair:
    """One intervention: the variable it sets, and the names of its columns; `status` may be None."""

    target: str
    status: str | None
    value: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (self.value,) if self.status is None else (self.status, self.value)


def metadata_beside(path: PathLike) -> Path | None:
    """Return Tetrad's metadata beside a table (data_metadata.json or data.metadata.json for data.csv), or None."""
    table = Path(path)
    there = (table.with_name(f"{table.stem}{mark}metadata.json") for mark in "_.")
    return next((each for each in there if each.is_file()), None)


def pairs_by_name(columns: Sequence[Column]) -> tuple[Pair, ...]:
    """Return the pairs that the names of columns tell: X_s and X_v, or I_X_s and I_X_v, beside a column X."""
    names = [column.name for column in columns]
    return tuple(
        Pair(target, name, f"{name[:-2]}_v")
        for name in names
        if name.endswith("_s") and f"{name[:-2]}_v" in names and (target := _target(name, names)) is not None
    )


def pairs_of_metadata(path: PathLike, columns: Sequence[Column]) -> tuple[Pair, ...]:
    """Return the pairs in Tetrad's metadata that set a column of the table.

    Raises
    ------
    InvalidInput
        When the file cannot be read, is no such metadata, or names a column that the table does not have.
    """
    names = [column.name for column in columns]
    pairs: list[Pair] = []
    problems: list[Problem] = []
    for status, value in _interventions(path):
        unknown = [name for name in (status, value) if name is not None and name not in names]
        remedy = f"The columns are: {listed(names, 12)}"
        problems.extend(Problem(f'there is no column "{name}" in the table', remedy) for name in unknown)
        target = _target(value, names)
        if not unknown and target is not None:
            pairs.append(Pair(target, status, value))
    raise_if_any(problems, str(path))
    return tuple(pairs)


def labels_of_pairs(
    table: ScannedTable, pairs: Sequence[Pair], batch: Column | None, companion: str = ""
) -> tuple[Labels, tuple[Problem, ...]]:
    """Return the labels that pairs of columns give, and each status that is neither 0 nor 1."""
    named = {column.name: column for column in table.columns}
    masks: dict[str, npt.NDArray[np.bool_]] = {}
    problems: list[Problem] = []
    for pair in pairs:
        if pair.status is None:
            mask = _present(named[pair.value], table.n_rows)
        else:
            mask = _status(named[pair.status], pair.target, table, problems)
        masks[pair.target] = masks.get(pair.target, np.zeros(table.n_rows, np.bool_)) | mask
    return labels_of_masks("pairs", masks, table, batch, companion), tuple(problems)


def are_status(pairs: Sequence[Pair], columns: Mapping[str, Column]) -> bool:
    """Return whether all columns of status hold nothing but 0 and 1."""
    status = [columns[pair.status] for pair in pairs if pair.status is not None]
    return all(not each.overfull and all(number(value) in (0.0, 1.0) for value in each.values) for each in status)


def _target(name: str, names: Sequence[str]) -> str | None:
    base = name[:-2] if name.endswith(("_s", "_v")) else name
    for known in (base, base.removeprefix("I_")):
        if known in names and known != name:
            return known
    return None


def _present(column: Column, n_rows: int) -> npt.NDArray[np.bool_]:
    if column.overfull:
        return np.ones(n_rows, np.bool_) if column.numbers is None else ~np.isnan(column.numbers)
    there = np.array([value not in MISSING for value in column.values], np.bool_)
    return there[column.codes]


def _status(column: Column, target: str, table: ScannedTable, problems: list[Problem]) -> npt.NDArray[np.bool_]:
    remedy = f"Write 1 where {target} was set by hand and 0 where not"
    if column.overfull:
        problems.append(Problem("there are too many different values for a status", remedy, f"column {column.name}"))
        return np.zeros(table.n_rows, np.bool_)
    meant = [number(value) for value in column.values]
    for place, value in enumerate(column.values):
        if meant[place] not in (0.0, 1.0):
            line = int(table.lines[np.argmax(column.codes == place)])
            problems.append(Problem(f'"{value}" is not a status', remedy, f"column {column.name}", line))
    return np.array([value == 1.0 for value in meant], np.bool_)[column.codes]


def _interventions(path: PathLike) -> list[tuple[str | None, str]]:
    text = read_text(path, LARGEST_METADATA)
    try:
        content: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInput(Problem("this is not JSON", _FORM, line=error.lineno), source=str(path)) from None
    except RecursionError:
        raise InvalidInput(Problem("it is nested too deeply", _FORM), source=str(path)) from None
    entries = content.get("interventions") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise InvalidInput(Problem('there is no list of "interventions"', _FORM), source=str(path))
    found = []
    for place, entry in enumerate(entries, start=1):
        status, value = (_name(entry, part) for part in ("status", "value"))
        if value is None:
            problem = Problem("it has no value with a name", _FORM, f"intervention {place}")
            raise InvalidInput(problem, source=str(path))
        found.append((status, value))
    return found


def _name(entry: object, part: str) -> str | None:
    inner = entry.get(part) if isinstance(entry, dict) else None
    name = inner.get("name") if isinstance(inner, dict) else None
    return name if isinstance(name, str) else None
