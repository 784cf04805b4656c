"""Reads what a person types into a cell, and blocks of cells copied from a spreadsheet."""

from __future__ import annotations

import math
import re

import numpy as np

from engine.networks.table_rows import FloatArray

LARGEST_PASTE = 1_000_000
NOTHING = "There are no cells to paste. Copy some in a spreadsheet first."


class Unreadable(ValueError):
    """Raised with the sentence that says what cannot be read."""


def read_number(text: str) -> float:
    """Return a number that was typed: 0.9, 0,9, 90% or 9/10.

    Raises
    ------
    Unreadable
        When it is no number, or below 0.
    """
    value = _number(text)
    if value is None:
        raise Unreadable(f'"{text.strip()}" is not a number. Write 0.9, 90% or 9/10.')
    if value < 0:
        raise Unreadable(f"{text.strip()} is below 0. Every probability lies between 0 and 1.")
    return value


def read_block(text: str) -> FloatArray:
    """Return a block of cells, float64[n_rows, n_columns]; a cell that is empty is not a number.

    Cells are parted by tabs, as spreadsheets copy them, else by semicolons, commas or blanks. A first line of names
    is left out.

    Raises
    ------
    Unreadable
        When there is nothing, lines differ in length, or a cell is no number; the sentence says which.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        raise Unreadable(NOTHING)
    if sum(map(len, lines)) > 32 * LARGEST_PASTE:
        raise Unreadable("That is too much to paste: a table has at most 1,000,000 cells.")
    cells = _parted(lines)
    if len(cells) > 1 and not any(_number(cell) is not None for cell in cells[0]):
        cells = cells[1:]
    for number, line in enumerate(cells, start=1):
        if len(line) != len(cells[0]):
            raise Unreadable(
                f"Line {number:,} of what was copied has {len(line)} cells and the first has {len(cells[0])}. "
                "Copy a block in which all lines are alike."
            )
    return np.array([[_cell(cell, row, column) for column, cell in enumerate(line)] for row, line in enumerate(cells)])


def write_block(values: FloatArray) -> str:
    """Write cells as spreadsheets read them: tabs between them, a line a row."""
    return "\n".join("\t".join(f"{value:.12g}" for value in row) for row in values)


def _parted(lines: list[str]) -> list[list[str]]:
    for mark in ("\t", ";"):
        if any(mark in line for line in lines):
            return [line.split(mark) for line in lines]
    # A comma parts cells unless every word is one number with a decimal comma.
    decimal = all(re.fullmatch(r"\d*,\d+", word) for line in lines for word in line.split())
    if not decimal and any("," in line for line in lines):
        return [line.split(",") for line in lines]
    return [line.split() for line in lines]


def _cell(text: str, row: int, column: int) -> float:
    if not text.strip():
        return math.nan
    value = _number(text)
    if value is None or value < 0:
        wrong = "is not a number" if value is None else "is below 0"
        raise Unreadable(f'Line {row + 1:,}, cell {column + 1} of what was copied: "{text.strip()}" {wrong}.')
    return value


def _number(text: str) -> float | None:
    words = text.strip().replace("\N{MINUS SIGN}", "-")
    if words.count(",") == 1 and "." not in words:
        words = words.replace(",", ".")
    top, slash, bottom = words.partition("/")
    try:
        if slash:
            value = float(top) / float(bottom)
        elif words.endswith("%"):
            value = float(words[:-1]) / 100
        else:
            value = float(words)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None
