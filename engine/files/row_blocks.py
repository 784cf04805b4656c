"""Rows of codes as a compact block of text, several rows a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Values
from engine.networks.variables import Variable, cardinalities, value_dtype
from engine.problems import InvalidInput, Problem

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LINE_LENGTH = 96
_DIGIT_CODES = np.frombuffer(DIGITS.encode(), dtype=np.uint8)
_CODE_OF = np.full(256, 255, dtype=np.uint8)
_CODE_OF[_DIGIT_CODES] = np.arange(len(DIGITS), dtype=np.uint8)


def rows_to_text(values: Values, variables: Sequence[Variable]) -> str:
    """Return rows as text that `rows_from_text` reads back.

    Parameters
    ----------
    values
        Integers[n_rows, n_variables] of state codes.
    variables
        The variable of each column.

    Returns
    -------
    str
        One digit (0-9, then a-z) a variable and a blank between rows, about 96 characters a line; where a
        variable has more than 36 states, codes joined by commas. Empty for no rows.
    """
    if not len(values):
        return ""
    if not _fit_digits(variables):
        return "\n".join(",".join(map(str, row)) for row in values.tolist())
    width = len(variables) + 1
    cells = np.full((len(values), width), ord(" "), dtype=np.uint8)
    cells[:, :-1] = _DIGIT_CODES[values]
    per_line = max(1, LINE_LENGTH // width)
    cells[per_line - 1 :: per_line, -1] = ord("\n")
    return cells.tobytes().decode("ascii").strip()


def rows_from_text(text: str, variables: Sequence[Variable]) -> Values:
    """Return the rows of a block as the smallest integer type that holds them, read-only.

    Raises
    ------
    InvalidInput
        Where a row has another length or a code that is no state.
    """
    read = _digit_rows if _fit_digits(variables) else _comma_rows
    wide: npt.NDArray[np.integer] = read(text, len(variables))
    limits = np.array(cardinalities(variables))
    bad = np.flatnonzero((wide >= limits).any(axis=1))
    if bad.size:
        column = int(np.argmax(wide[bad[0]] >= limits))
        variable = variables[column]
        raise _fault(
            f"row {bad[0] + 1} has code {wide[bad[0], column]} for {variable.name}",
            f"Its codes run from 0 to {variable.cardinality - 1}",
        )
    values = wide.astype(value_dtype(variables))
    values.flags.writeable = False
    return values


def _digit_rows(text: str, width: int) -> npt.NDArray[np.uint8]:
    characters = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    inked = characters > ord(" ")
    edges = np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8))
    lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    wrong = np.flatnonzero(lengths != width)
    if wrong.size:
        raise _fault(f"row {wrong[0] + 1} has {lengths[wrong[0]]} codes", f"Each row needs {width}, one a variable")
    codes = _CODE_OF[characters[inked]]
    if (codes == 255).any():
        row = int(np.argmax(codes == 255)) // width
        raise _fault(f"row {row + 1} has a character that is no code", "Codes are 0 to 9, then a to z")
    return codes.reshape(-1, width)


def _comma_rows(text: str, width: int) -> npt.NDArray[np.int64]:
    rows = []
    for number, line in enumerate(text.split(), start=1):
        cells = line.split(",")
        if len(cells) != width or not all(cell.isascii() and cell.isdigit() and len(cell) < 9 for cell in cells):
            raise _fault(f'row {number} is "{line[:40]}"', f"Each row needs {width} codes joined by commas")
        rows.append([int(cell) for cell in cells])
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def _fit_digits(variables: Sequence[Variable]) -> bool:
    return max(cardinalities(variables)) <= len(DIGITS)


def _fault(what: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(what, remedy))
