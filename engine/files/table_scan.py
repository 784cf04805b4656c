"""The cells of a table of text, each column as codes of its distinct values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.files.messages import listed, raise_if_any
from engine.files.reading import PathLike, read_lines
from engine.files.state_order import number
from engine.problems import InvalidInput, Problem

if TYPE_CHECKING:
    from _csv import Reader

LARGEST_FILE = 500_000_000
MOST_VALUES = 1000
MOST_COLUMNS = 2000
MOST_LABELS = 30_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", " ": "space"}
LABEL_COLUMNS = ("_do", "_batch")
# "*" is how Tetrad marks a missing value.
MISSING = ("", "NA", "N/A", "NaN", "nan", "?", "*")
_ROWS_AT_ONCE = 20_000
_LOOKED_AT = 20
_ENOUGH_FAULTS = 1000


@dataclass(frozen=True)
class Column:
    """One column: its distinct cells (blanks around them taken away) in order of first appearance.

    Parameters
    ----------
    name
        Its name in the header.
    values
        The distinct cells; more than the limit were found when `overfull`.
    codes
        int16[n_rows], the place of each row's cell among `values`; empty when `overfull`.
    overfull
        Whether it has more distinct cells than can be states.
    numbers
        float64[n_rows], the numbers in an overfull column that holds nothing else, NaN where one is missing; else None.
    """

    name: str
    values: tuple[str, ...]
    codes: npt.NDArray[np.int16] = field(repr=False)
    overfull: bool = False
    numbers: npt.NDArray[np.float64] | None = field(default=None, repr=False)

    def rows_with(self, value: str) -> npt.NDArray[np.intp]:
        """Return the numbers of the rows whose cell is `value`, ascending."""
        return np.flatnonzero(self.codes == self.values.index(value))


@dataclass(frozen=True)
class ScannedTable:
    """All columns of a table, with the line of the file that each row came from (int32[n_rows])."""

    columns: tuple[Column, ...]
    lines: npt.NDArray[np.int32] = field(repr=False)
    delimiter: str

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return len(self.lines)


def scan_table(path: PathLike, *, header: bool = True) -> ScannedTable:
    """Return the columns of a table of text, by default with a header line; without, they are called X0, X1, ...

    The cells are parted by commas, semicolons, tabs or spaces, whichever parts the first lines evenly into the
    most columns. A million rows of five columns take about a second and a half.

    Raises
    ------
    InvalidInput
        When the file cannot be read, has no rows or only one column, names without or twice in the header, or
        rows with another number of cells.
    """
    return _Scanner(path, header).scan()


class _Coder(dict[str, int]):
    """Gives each distinct cell the next number; looking up is all it takes, so a column is one C loop."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[str] = []
        self.blocks: list[npt.NDArray[np.int16]] = []
        self.overfull = False
        self.numbers: list[npt.NDArray[np.float64]] | None = None
        self._limit = MOST_LABELS if name in LABEL_COLUMNS else MOST_VALUES

    def __missing__(self, cell: str) -> int:
        value = cell.strip()
        found = self.get(value)
        if found is None:
            if len(self.found) >= self._limit:
                raise OverflowError
            found = self[value] = len(self.found)
            self.found.append(value)
        self[cell] = found
        return found

    def take(self, cells: Sequence[str]) -> None:
        if self.overfull:
            self._take_numbers(cells)
            return
        try:
            self.blocks.append(np.fromiter(map(self.__getitem__, cells), np.int16, len(cells)))
        except OverflowError:
            self.overfull = True
            if self.name not in LABEL_COLUMNS:
                # What was seen so far may be measured numbers: then they are kept as numbers from here on.
                numbers = _numbers(self.found)
                self.numbers = None if numbers is None else [numbers[block] for block in self.blocks]
                self._take_numbers(cells)
            self.blocks.clear()

    def column(self) -> Column:
        codes = np.concatenate([np.empty(0, np.int16), *self.blocks])
        codes.flags.writeable = False
        numbers = None if self.numbers is None else np.concatenate(self.numbers)
        return Column(self.name, tuple(self.found), codes, self.overfull, numbers)

    def _take_numbers(self, cells: Sequence[str]) -> None:
        if self.numbers is None:
            return
        numbers = _numbers(cells)
        self.numbers = None if numbers is None else [*self.numbers, numbers]


def _numbers(cells: Sequence[str]) -> npt.NDArray[np.float64] | None:
    found = np.empty(len(cells), np.float64)
    for place, cell in enumerate(cells):
        text = cell.strip()
        value = number(text)
        if value is None and text not in MISSING:
            return None
        found[place] = np.nan if value is None else value
    return found


class _Scanner:
    def __init__(self, path: PathLike, header: bool) -> None:
        self._path = path
        self._has_header = header
        self._reader = csv.reader(())
        self._problems: list[Problem] = []
        self._lines: list[npt.NDArray[np.int32]] = []

    def scan(self) -> ScannedTable:
        try:
            return self._scan()
        except csv.Error:
            limit = csv.field_size_limit()
            problem = Problem(
                f"a cell has more than {limit:,} characters, or a quotation mark is not closed",
                "Look for a lone quotation mark",
                line=self._reader.line_num,
            )
            raise InvalidInput(problem, source=str(self._path)) from None

    def _scan(self) -> ScannedTable:
        lines = read_lines(self._path, LARGEST_FILE)
        first = [line for line in islice(lines, _LOOKED_AT) if line]
        delimiter = _delimiter(first)
        self._reader = _reader(chain(first, lines), delimiter)
        if self._has_header:
            header = [name.strip() for name in next(filter(_filled, self._reader), [])]
        else:
            width = len(next(filter(_filled, _reader(first, delimiter)), []))
            header = [f"X{place}" for place in range(width)]
        self._check_header(header)
        coders = [_Coder(name) for name in header]
        for rows in self._blocks(len(header)):
            for coder, cells in zip(coders, zip(*rows, strict=True), strict=True):
                coder.take(cells)
        if not self._lines and not self._problems:
            self._problems.append(Problem("there are no rows below the header", "Choose a table with rows"))
        raise_if_any(self._problems, str(self._path))
        return ScannedTable(tuple(coder.column() for coder in coders), np.concatenate(self._lines), delimiter)

    def _check_header(self, header: list[str]) -> None:
        line = self._reader.line_num
        if not header:
            self._problems.append(Problem("the file is empty", "Choose a file with something in it"))
        elif len(header) == 1:
            remedy = "Part the columns by commas, semicolons, tabs or spaces"
            self._problems.append(Problem("there is only one column", remedy, line=line))
        elif len(header) > MOST_COLUMNS:
            what = f"there are {len(header):,} columns"
            self._problems.append(Problem(what, f"This program reads up to {MOST_COLUMNS:,}", line=line))
        for place, name in enumerate(header[:MOST_COLUMNS], start=1):
            if not name:
                remedy = "Give it a name, or leave the column out (in R: row.names = FALSE)"
                self._problems.append(Problem(f"column {place} has no name", remedy, "header", line))
            elif name in header[: place - 1]:
                what = f'two columns are called "{name}"'
                self._problems.append(Problem(what, "Give each a name of its own", "header", line))
        raise_if_any(self._problems, str(self._path))

    def _blocks(self, width: int) -> Iterator[list[list[str]]]:
        before = self._reader.line_num
        while rows := list(islice(self._reader, _ROWS_AT_ONCE)):
            lines = _line_numbers(rows, before, self._reader.line_num)
            if not self._lines and self._all_uneven(rows, lines, width):
                return
            if set(map(len, rows)) != {width}:
                rows, lines = self._even_rows(rows, lines, width)
            if rows:
                self._lines.append(lines)
                yield rows
            if len(self._problems) > _ENOUGH_FAULTS:
                return
            before = self._reader.line_num

    def _all_uneven(self, rows: list[list[str]], lines: npt.NDArray[np.int32], width: int) -> bool:
        widths = {len(row) for row in rows if _filled(row)}
        if len(rows) < 2 or len(widths) != 1 or width in widths:
            return False
        found = widths.pop()
        what = f"every row has {found} {'cell' if found == 1 else 'cells'}"
        self._problems.append(Problem(what, _wanted(width, found), line=int(lines[0])))
        return True

    def _even_rows(
        self, rows: list[list[str]], lines: npt.NDArray[np.int32], width: int
    ) -> tuple[list[list[str]], npt.NDArray[np.int32]]:
        even = []
        for place, row in enumerate(rows):
            if len(row) == width:
                even.append(place)
            elif _filled(row):
                what = f"the row has {len(row)} {'cell' if len(row) == 1 else 'cells'}"
                self._problems.append(Problem(what, _wanted(width, len(row)), line=int(lines[place])))
        return [rows[place] for place in even], lines[even]


def _wanted(width: int, found: int) -> str:
    hint = " (if R wrote it: row.names = FALSE)" if found == width + 1 else ""
    return f"The header names {width} columns{hint}"


def _filled(row: Sequence[str]) -> bool:
    return len(row) > 1 or (len(row) == 1 and bool(row[0].strip()))


def _line_numbers(rows: Sequence[Sequence[str]], before: int, after: int) -> npt.NDArray[np.int32]:
    if after - before == len(rows):
        return np.arange(before + 1, after + 1, dtype=np.int32)
    # Some cells hold line breaks: a row begins where the one before it ended.
    taken = [1 + sum(cell.count("\n") for cell in row) for row in rows]
    return np.cumsum([before + 1, *taken[:-1]], dtype=np.int32)


def _delimiter(first: Sequence[str]) -> str:
    best, columns = ",", 1
    for delimiter in DELIMITERS:
        try:
            widths = {len(row) for row in _reader(first, delimiter) if _filled(row)}
        except csv.Error:
            continue
        if len(widths) == 1 and (width := widths.pop()) > columns:
            best, columns = delimiter, width
    if columns > 1:
        return best
    # No delimiter parts all lines alike, so the table has a fault; tell of it in terms of the likeliest.
    header = next((line for line in first if line.strip()), "")
    return max(DELIMITERS, key=header.count)


def _reader(lines: Sequence[str] | Iterator[str], delimiter: str) -> Reader:
    if delimiter == " ":
        # Runs of spaces part cells only once; those at the end of a line would make an empty cell.
        return csv.reader((f"{line.rstrip()}\n" for line in lines), delimiter=" ", skipinitialspace=True)
    return csv.reader(lines, delimiter=delimiter)


def columns_named(columns: Sequence[Column]) -> str:
    """Return the names of columns for a message."""
    return listed([column.name for column in columns], 12)
