"""What a column of a table holds, whether it can be a variable, and its cells as codes of states."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Values
from engine.data.discretising import Discretising, range_names, sorted_into
from engine.files.messages import listed
from engine.files.state_order import code, number, ordered_states
from engine.files.table_scan import MISSING, MOST_VALUES, Column, ScannedTable
from engine.networks.variables import Variable, value_dtype
from engine.problems import Problem

_MANY_NUMBERS = 20
_SORT = "Sort it into a few states first, such as low, medium, high"


@dataclass(frozen=True)
class ColumnPreview:
    """What one column of a table holds.

    Parameters
    ----------
    name
        Its name.
    states
        Its distinct values, in the order in which they would be its states.
    counts
        How many rows have each of them.
    fault
        Why it cannot be read as a variable, or None.
    numeric
        Whether it holds nothing but numbers, and different ones, so that they can be sorted into states.
    measured
        float64[n_rows], the numbers in ascending order where there are too many different ones to be `states`.
    """

    name: str
    states: tuple[str, ...]
    counts: tuple[int, ...]
    fault: Problem | None = None
    numeric: bool = False
    measured: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)

    @property
    def ordered(self) -> npt.NDArray[np.float64] | None:
        """float64[n_rows], the numbers of a numeric column in ascending order, else None."""
        if self.measured is not None or not self.numeric:
            return self.measured
        return np.repeat(np.array(self.states, np.float64), self.counts)


def preview_column(column: Column, table: ScannedTable) -> ColumnPreview:
    """Return what a column holds."""
    fault = column_fault(column, table)
    if column.overfull:
        numbers = column.numbers
        whole = numbers is not None and not np.isnan(numbers).any()
        measured = np.sort(numbers) if numbers is not None and whole else None
        return ColumnPreview(column.name, (), (), fault, whole, measured)
    counts = dict(zip(column.values, np.bincount(column.codes, minlength=len(column.values)).tolist(), strict=True))
    states = ordered_states(column.values)
    numeric = len(states) > 1 and all(number(state) is not None for state in states)
    return ColumnPreview(column.name, states, tuple(counts[state] for state in states), fault, numeric)


def column_fault(column: Column, table: ScannedTable) -> Problem | None:
    """Return why a column cannot be read as a variable with the values as states, or None."""
    if column.overfull:
        return _missing_number(column, table) or _too_many(column)
    for value in MISSING:
        if value in column.values:
            return _missing(column, value, table)
    if _is_measured(column, table.n_rows):
        return Problem(
            f"it holds {len(column.values)} different numbers and looks measured, not sorted into states",
            _SORT,
            f"column {column.name}",
        )
    return None


def coded_by_values(column: Column, table: ScannedTable, problems: list[Problem]) -> tuple[Variable, Values] | None:
    """Return a column as a variable whose states are the values, with its codes; None after adding a problem."""
    if (fault := column_fault(column, table)) is not None:
        problems.append(fault)
        return None
    variable = Variable(column.name, ordered_states(column.values))
    ranks = {state: rank for rank, state in enumerate(variable.states)}
    order = np.array([ranks[value] for value in column.values], value_dtype((variable,)))
    return variable, order[column.codes]


def coded_by_states(
    column: Column, variable: Variable, table: ScannedTable, problems: list[Problem]
) -> tuple[Variable, Values] | None:
    """Return a column as a known variable with its codes; None after adding problems."""
    places = _places(column, variable)
    unknown = [value for value, place in zip(column.values, places, strict=True) if place is None]
    problems.extend(_unknown_state(column, value, variable, table) for value in unknown)
    if column.overfull and not unknown:
        problems.append(_too_many(column))
    if unknown or column.overfull:
        return None
    return variable, np.array(places, value_dtype((variable,)))[column.codes]


def coded_by_ranges(
    column: Column, how: Discretising, table: ScannedTable, problems: list[Problem]
) -> tuple[Variable, Values] | None:
    """Return a column of numbers as a variable whose states are ranges of them; None after adding a problem."""
    numbers = column.numbers if column.overfull else _as_numbers(column)
    problem = _no_numbers(column, numbers, table)
    if numbers is None or problem is not None:
        problems.extend([problem] if problem is not None else [])
        return None
    cuts = how.places(np.sort(numbers))
    if not cuts:
        remedy = "Read it without sorting, or leave it out"
        problems.append(Problem("all its numbers are the same", remedy, f"column {column.name}"))
        return None
    return Variable(column.name, range_names(cuts)), sorted_into(numbers, cuts)


def _as_numbers(column: Column) -> npt.NDArray[np.float64] | None:
    numbers = [np.nan if value in MISSING else number(value) for value in column.values]
    return None if None in numbers else np.array(numbers, np.float64)[column.codes]


def _no_numbers(column: Column, numbers: npt.NDArray[np.float64] | None, table: ScannedTable) -> Problem | None:
    if numbers is not None:
        return _missing_in(column, np.flatnonzero(np.isnan(numbers)), table)
    where = f"column {column.name}"
    for value in column.values:
        if number(value) is None and value not in MISSING and not column.overfull:
            line = int(table.lines[column.rows_with(value)[0]])
            return Problem(f'"{value}" is not a number', "Only numbers can be sorted into ranges", where, line)
    return Problem("it holds more than numbers", "Only numbers can be sorted into ranges", where)


def _places(column: Column, variable: Variable) -> list[int | None]:
    by_name = {state: place for place, state in enumerate(variable.states)}
    places = [by_name.get(value) for value in column.values]
    if None not in places or any(code(state) is not None for state in variable.states):
        return places
    codes = [code(value) for value in column.values]
    if None in codes:
        return places
    return [place if place is not None and place < variable.cardinality else None for place in codes]


def _is_measured(column: Column, n_rows: int) -> bool:
    if len(column.values) <= _MANY_NUMBERS:
        return False
    numbers = [number(value) for value in column.values]
    whole = all(value is not None and value == int(value) for value in numbers)
    return None not in numbers and (not whole or len(numbers) * 10 > n_rows)


def _missing_number(column: Column, table: ScannedTable) -> Problem | None:
    return None if column.numbers is None else _missing_in(column, np.flatnonzero(np.isnan(column.numbers)), table)


def _missing_in(column: Column, rows: npt.NDArray[np.intp], table: ScannedTable) -> Problem | None:
    if not rows.size:
        return None
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    remedy = "Every cell needs a number: fill it in, or leave the row out"
    return Problem(f"the number is missing{more}", remedy, f"column {column.name}", int(table.lines[rows[0]]))


def _too_many(column: Column) -> Problem:
    return Problem(
        f"it has more than {MOST_VALUES:,} different values",
        _SORT,
        f"column {column.name}",
    )


def _missing(column: Column, value: str, table: ScannedTable) -> Problem:
    rows = column.rows_with(value)
    what = "the cell is empty" if not value else f'"{value}" stands for a missing value'
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    remedy = "Every cell needs a state: fill it in, or leave the row out"
    return Problem(f"{what}{more}", remedy, f"column {column.name}", int(table.lines[rows[0]]))


def _unknown_state(column: Column, value: str, variable: Variable, table: ScannedTable) -> Problem:
    if column.overfull:
        return _too_many(column)
    rows = column.rows_with(value)
    what = f'"{value}" is not a state of {variable.name}' if value else "the cell is empty"
    more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
    remedy = f"Its states are: {listed(variable.states)}"
    return Problem(f"{what}{more}", remedy, f"column {column.name}", int(table.lines[rows[0]]))
