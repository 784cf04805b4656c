"""Writing data as a table of text that `read_table` reads back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.data.dataset import Batch, Dataset
from engine.files.atomic import write_atomically
from engine.files.reading import PathLike
from engine.files.table_scan import LABEL_COLUMNS
from engine.problems import InvalidInput, Problem

_ROWS_AT_ONCE = 50_000
_SPECIAL = frozenset(',;\t "\n\r')


def write_table(path: PathLike, data: Dataset, batches: bool = True) -> None:
    """Save data as CSV, atomically: state names, `_do`, and (unless told not to) `_batch`.

    Raises
    ------
    InvalidInput
        When a variable bears a name that means something else in a table, or the file cannot be saved.
    """
    write_atomically(path, "".join(table_text(data, batches)).encode())


def table_text(data: Dataset, batches: bool = True) -> Iterator[str]:
    """Yield the lines of `write_table` in pieces of many lines.

    Raises
    ------
    InvalidInput
        Before the first piece, when a variable is called `_do` or `_batch`, or has a semicolon in its name and
        was set together with another.
    """
    _check_names(data)
    names = [_cell(variable.name) for variable in data.variables]
    yield ",".join([*names, "_do", *(["_batch"] if batches else [])]) + "\n"
    states = [np.array([_cell(state) for state in variable.states], dtype=object) for variable in data.variables]
    for number, batch in enumerate(data.batches, start=1):
        end = f",{_label(_targets(batch, data))}" + (f",{number}\n" if batches else "\n")
        for start in range(0, batch.n_rows, _ROWS_AT_ONCE):
            block = batch.values[start : start + _ROWS_AT_ONCE]
            cells = [named[block[:, place]].tolist() for place, named in enumerate(states)]
            yield end.join(map(",".join, zip(*cells, strict=True))) + end


def _targets(batch: Batch, data: Dataset) -> list[str]:
    return [data.variables[target].name for target in sorted(batch.regime.targets)]


def _check_names(data: Dataset) -> None:
    problems = [
        Problem(f'a variable is called "{variable.name}"', "In a table of data that is a label; rename it")
        for variable in data.variables
        if variable.name in LABEL_COLUMNS
    ]
    together = {name for batch in data.batches if len(batch.regime.targets) > 1 for name in _targets(batch, data)}
    problems.extend(
        Problem(f'"{name}" was set together with another', "In a table its name may have no semicolon; rename it")
        for name in sorted(together)
        if ";" in name
    )
    if problems:
        raise InvalidInput(*problems)


def _label(targets: list[str]) -> str:
    joined = ";".join(targets)
    return joined if all(_is_plain(name) for name in targets) else _cell(joined)


def _is_plain(text: str) -> bool:
    return _SPECIAL.isdisjoint(text)


def _cell(text: str) -> str:
    # Quoted also where only another delimiter would need it, so that the delimiter cannot be mistaken.
    if _is_plain(text):
        return text
    return '"' + text.replace('"', '""') + '"'
