"""Counts of one variable, or of two together, as the lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.data.chosen_rows import IntArray
from engine.networks.variables import Variable
from gui.controls.numbers import UNKNOWN, count, plural, probability
from gui.controls.table_lines import Cell, Column, Line

TOTAL = "all"


class Table(NamedTuple):
    """What the table shows, and what it says in a sentence."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    lead: str
    sentence: str


def counts_table(counts: IntArray, variables: Sequence[Variable]) -> Table:
    """Return the table of counts, int64[states] or int64[states of the first, states of the second]."""
    return _of_one(counts, variables[0]) if len(variables) == 1 else _of_two(counts, *variables)


def _of_one(counts: IntArray, variable: Variable) -> Table:
    n_rows = int(counts.sum())
    columns = (Column("rows", "share", f"Rows with each state of {variable.name}, and their share of all these rows"),)
    lines = [_line(variable, place, (_cell(number, n_rows),)) for place, number in enumerate(counts.tolist())]
    total = Line(TOTAL, (_cell(n_rows, n_rows),), chip=False, spoken="all of them")
    return Table(columns, (*lines, total), variable.name, f"Shares are of these {plural(n_rows, 'row')}.")


def _of_two(counts: IntArray, first: Variable, second: Variable) -> Table:
    n_rows, across = int(counts.sum()), counts.sum(axis=1).tolist()
    columns = [
        Column(f"{second.name} = {state}", "share", f"Rows with {second.name} = {state}, and their share of the line")
        for state in second.states
    ]
    total = Column(TOTAL, "text", f"Rows with each state of {first.name}, and their share of all these rows")
    lines = []
    for place, row in enumerate(counts.tolist()):
        cells = tuple(_cell(number, across[place]) for number in row)
        lines.append(_line(first, place, (*cells, _bare(across[place], n_rows))))
    down = [_cell(number, n_rows) for number in counts.sum(axis=0).tolist()]
    lines.append(Line(TOTAL, (*down, _bare(n_rows, n_rows)), chip=False, spoken="all of them"))
    return Table((*columns, total), tuple(lines), first.name, _example(counts, first, second))


def _example(counts: IntArray, first: Variable, second: Variable) -> str:
    # The shares of the fullest line, in words: that is what conditional means.
    place = int(counts.sum(axis=1).argmax())
    state = int(counts[place].argmax())
    n_rows, number = int(counts[place].sum()), int(counts[place, state])
    said = f"Of {plural(n_rows, 'row')} with {first.name} = {first.states[place]}, {count(number)}"
    share = probability(number / n_rows) if n_rows else UNKNOWN
    return f"Shares are of each line. {said} ({share}) have {second.name} = {second.states[state]}."


def _line(variable: Variable, place: int, cells: tuple[Cell, ...]) -> Line:
    state = variable.states[place]
    return Line(state, cells, chip=False, tint=False, spoken=f"{variable.name} = {state}")


def _cell(number: int, of: int) -> Cell:
    # Of no rows nothing has a share.
    return Cell(count(number), number / of, note=probability(number / of)) if of else Cell(count(number), note=UNKNOWN)


def _bare(number: int, of: int) -> Cell:
    share = probability(number / of) if of else UNKNOWN
    return Cell(f"{count(number)}  {share}")
