"""Tables as DCDI has them: an array of numbers without names, and beside it what was set in every row.

DCDI (Brouillard and others 2020, its file data.py) reads `data_interv{n}.npy`, float[n_rows, n_variables];
`intervention{n}.csv`, a line a row with the numbers of the columns set in it, from 0, and an empty line for none;
and `regime{n}.csv`, a line a row with the number of its regime. Programs that write for it part the numbers by commas
or by blanks; both are read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from engine.files.messages import raise_if_any
from engine.files.reading import PathLike, opened, read_text
from engine.files.row_labels import MOST_REGIMES, Labels, unified
from engine.files.state_order import code
from engine.files.table_scan import LARGEST_FILE, MOST_COLUMNS, MOST_VALUES, Column, ScannedTable
from engine.problems import InvalidInput, Problem

ARRAY_SUFFIX = ".npy"
_DATA = re.compile(r"data_interv(\d+)\.(npy|csv)$")
_INTERVENTION = re.compile(r"intervention(\d+)\.csv$")
_MAGIC, _START = b"\x93NUMPY", 10
LONGEST_HEADER = 10_000
_DTYPE = re.compile(r"'descr'\s*:\s*'([^']{1,20})'")
_ORDER = re.compile(r"'fortran_order'\s*:\s*(True|False)")
_SHAPE = re.compile(r"'shape'\s*:\s*\(((?:\d{1,12},? ?){0,32})\)")
_NUMBERS = re.compile(r"[<>|=]?(?:[iu][1248]|f[248]|b1)")


@dataclass(frozen=True)
class _Form:
    dtype: str
    by_columns: bool
    shape: tuple[int, ...]


def numbered(path: PathLike) -> str | None:
    """Return the number in the name of a table of DCDI (data_interv7.npy), or None for other names."""
    found = _DATA.match(Path(path).name)
    return found[1] if found else None


def interventions_beside(path: PathLike) -> Path | None:
    """Return the file of interventions that belongs to a table of DCDI by its name, or None."""
    number = numbered(path)
    beside = Path(path).with_name(f"intervention{number}.csv")
    return beside if number is not None and beside.is_file() else None


def scan_array(path: PathLike) -> ScannedTable:
    """Return an array of numbers as a table; its columns are called X0, X1, ...

    Raises
    ------
    InvalidInput
        When the file is no array float[n_rows, n_columns] with rows and 2 to 2,000 columns. Nothing pickled is read.
    """
    array = _array(path)
    columns = tuple(_column_of(f"X{place}", np.ascontiguousarray(array[:, place])) for place in range(array.shape[1]))
    return ScannedTable(columns, np.arange(1, len(array) + 1, dtype=np.int32), "")


def labels_of_files(table: ScannedTable, columns: Sequence[Column], batch: Column | None, path: PathLike) -> Labels:
    """Return the labels in a file of interventions, and in the file of regimes beside it where there is one.

    Raises
    ------
    InvalidInput
        When one of the two cannot be read or does not fit the table; each fault with its file and line.
    """
    names = [column.name for column in columns]
    lines = _lines(path, table.n_rows, "the numbers of the columns set in it, from 0, and nothing where none was")
    places: dict[str, int] = {}
    codes = np.fromiter((places.setdefault(line, len(places)) for line in lines), np.int32, len(lines))
    if len(places) > MOST_REGIMES:
        raise InvalidInput(Problem(f"more than {MOST_REGIMES:,} different sets were set"), source=str(path))
    problems: list[Problem] = []
    regimes = [_targets(line, names, lines, problems) for line in places]
    raise_if_any(problems, str(path))
    labels = unified("files", regimes, codes.astype(np.int16), batch, str(path))
    return _with_regimes(labels, table, path)


def _with_regimes(labels: Labels, table: ScannedTable, path: PathLike) -> Labels:
    found = _INTERVENTION.match(Path(path).name)
    beside = Path(path).with_name(f"regime{found[1] if found else ''}.csv")
    if not beside.is_file():
        return labels
    lines = _lines(beside, table.n_rows, "the number of its regime")
    places: dict[str, int] = {}
    codes = np.fromiter((places.setdefault(line.strip(), len(places)) for line in lines), np.int32, len(lines))
    if len(places) > MOST_VALUES:
        problem = Problem(f"there are more than {MOST_VALUES:,} regimes", "Number rows that belong together alike")
        raise InvalidInput(problem, source=str(beside))
    problems = [_fault_of_regime(value, np.flatnonzero(codes == place), labels) for value, place in places.items()]
    raise_if_any([problem for problem in problems if problem is not None], str(beside))
    return replace(labels, batch=Column("_batch", tuple(places), codes.astype(np.int16)))


def _fault_of_regime(value: str, rows: npt.NDArray[np.intp], labels: Labels) -> Problem | None:
    if not value:
        return Problem("the line is empty", "Write the number of the row's regime", line=int(rows[0]) + 1)
    other = rows[labels.rows[rows] != labels.rows[rows[0]]]
    if not other.size:
        return None
    here, there = (
        " and ".join(sorted(labels.regimes[int(labels.rows[row])])) or "nothing" for row in (other[0], rows[0])
    )
    what = f"regime {value} sets {here} in this row and {there} in row {int(rows[0]) + 1}"
    remedy = "Rows of one regime have the same columns set: give one of them another number"
    return Problem(what, remedy, line=int(other[0]) + 1)


def _lines(path: PathLike, n_rows: int, meant: str) -> list[str]:
    lines = read_text(path, LARGEST_FILE).split("\n")
    if not lines[-1] and len(lines) != n_rows:
        lines.pop()
    if len(lines) != n_rows:
        what = f"it has {len(lines):,} lines, and the table has {n_rows:,} rows"
        raise InvalidInput(Problem(what, f"Give every row of the table a line: {meant}"), source=str(path))
    return lines


def _targets(line: str, names: Sequence[str], lines: Sequence[str], problems: list[Problem]) -> frozenset[str]:
    found = []
    for word in line.replace(",", " ").split():
        number = _whole(word)
        if number is None or number >= len(names):
            remedy = f"Write numbers from 0 to {len(names) - 1}, and nothing where nothing was set"
            problems.append(Problem(f'"{word}" is not the number of a column', remedy, line=lines.index(line) + 1))
        else:
            found.append(names[number])
    return frozenset(found)


def _whole(word: str) -> int | None:
    # numpy.savetxt writes 3 as 3.000000000000000000e+00.
    if (number := code(word)) is not None:
        return number
    return code(word.split(".")[0]) if re.fullmatch(r"\d\.0*(e\+00)?|\d+\.0*", word) else None


def _array(path: PathLike) -> npt.NDArray[np.float64]:
    with opened(path, LARGEST_FILE) as file:
        form = _form(file)
        if form is None:
            remedy = "Save it by numpy.save, as numbers with a row for every observation"
            raise InvalidInput(Problem("this is not an array of numbers that numpy saved", remedy), source=str(path))
        begins = file.tell()
        # A header may promise more numbers than there are; memory is taken only once they are seen to be there.
        there = file.seek(0, os.SEEK_END) - begins
        fits = _NUMBERS.fullmatch(form.dtype) and len(form.shape) == 2 and 2 <= form.shape[1] <= MOST_COLUMNS
        if not fits or not 0 < form.shape[0] * form.shape[1] * np.dtype(form.dtype).itemsize <= there:
            words = f"{' x '.join(map(str, form.shape)) or 'one'} of type {form.dtype}"
            remedy = f"An array with a row for every observation and 2 to {MOST_COLUMNS:,} columns of numbers is read"
            raise InvalidInput(Problem(f"the array has the form {words}", remedy), source=str(path))
        file.seek(begins)
        data = file.read(form.shape[0] * form.shape[1] * np.dtype(form.dtype).itemsize)
    numbers = np.frombuffer(data, np.dtype(form.dtype)).astype(np.float64)
    return numbers.reshape(form.shape, order="F" if form.by_columns else "C")


def _form(file: BinaryIO) -> _Form | None:
    # The header is the text of a dictionary (NEP 1). It is matched and not evaluated: numpy's own reader evaluates it,
    # and warns on the terminal of what it finds odd.
    start = file.read(_START)
    if len(start) < _START or not start.startswith(_MAGIC) or start[6] not in (1, 2, 3):
        return None
    length = int.from_bytes(start[8:10], "little")
    if start[6] > 1:
        length += int.from_bytes(file.read(2), "little") << 16
    header = file.read(min(length, LONGEST_HEADER)).decode("latin-1")
    dtype, order, shape = _DTYPE.search(header), _ORDER.search(header), _SHAPE.search(header)
    if dtype is None or order is None or shape is None:
        return None
    return _Form(dtype[1], order[1] == "True", tuple(int(size) for size in re.findall(r"\d+", shape[1])))


def _column_of(name: str, numbers: npt.NDArray[np.float64]) -> Column:
    values, firsts, places = np.unique(numbers, return_index=True, return_inverse=True)
    if len(values) > MOST_VALUES:
        numbers.flags.writeable = False
        kept = numbers if np.isfinite(numbers[~np.isnan(numbers)]).all() else None
        return Column(name, tuple(map(_text, values[:MOST_VALUES].tolist())), np.empty(0, np.int16), True, kept)
    order = np.argsort(firsts)
    ranks = np.empty(len(order), np.int16)
    ranks[order] = np.arange(len(order))
    return Column(name, tuple(_text(value) for value in values[order].tolist()), ranks[places])


def _text(number: float) -> str:
    return f"{number:.0f}" if number == round(number, 0) and abs(number) < 1e15 else repr(number)
