"""Conditional probability tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.networks.variables import Variable
from engine.problems import Problem

ROUNDING = 0.5e-6  # Files print probabilities to six or seven places, so rows of three thirds must pass.


@dataclass(frozen=True, eq=False)
class ConditionalTable:
    """P(child | parents).

    Parameters
    ----------
    child
        Index of the variable the table describes.
    parents
        Indices of its parents, in the order of the leading axes of `probabilities`.
    probabilities
        float64[cardinality of each parent ..., cardinality of the child]; copied and made read-only.
    """

    child: int
    parents: tuple[int, ...]
    probabilities: npt.NDArray[np.float64]

    def __post_init__(self) -> None:
        frozen = np.array(self.probabilities, dtype=np.float64)
        frozen.flags.writeable = False
        object.__setattr__(self, "probabilities", frozen)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ConditionalTable)
            and (self.child, self.parents) == (other.child, other.parents)
            and np.array_equal(self.probabilities, other.probabilities)
        )

    def __hash__(self) -> int:
        return hash((self.child, self.parents, self.probabilities.tobytes()))


def table_problems(table: ConditionalTable, variables: Sequence[Variable]) -> tuple[Problem, ...]:
    """Return every fault of one table: its shape, entries outside 0..1, rows that do not sum to one."""
    child = variables[table.child]
    where = f"table of {child.name}"
    wanted = (*(variables[parent].cardinality for parent in table.parents), child.cardinality)
    if table.probabilities.shape != wanted:
        return (Problem(f"it has shape {table.probabilities.shape}", f"It must have shape {wanted}", where),)
    rows = table.probabilities.reshape(-1, child.cardinality)
    problems = []
    for number in np.flatnonzero(~_sound(rows)).tolist():
        what, remedy = _row_fault(rows[number])
        problems.append(Problem(what, remedy, f"{where}{_configuration(number, table, variables)}"))
    return tuple(problems)


def _lie_between_0_and_1(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    # Not a number is neither above nor below anything, so it fails both.
    inside: npt.NDArray[np.bool_] = np.all((rows >= 0) & (rows <= 1 + 2 * ROUNDING), axis=1)
    return inside


def _sound(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    inside = _lie_between_0_and_1(rows)
    totals = rows.sum(axis=1, where=inside[:, None])
    sound: npt.NDArray[np.bool_] = inside & (np.abs(totals - 1) <= max(2, rows.shape[1]) * ROUNDING + 1e-12)
    return sound


def _row_fault(row: npt.NDArray[np.float64]) -> tuple[str, str]:
    if not _lie_between_0_and_1(row[None])[0]:
        return "a probability is below 0, above 1 or not a number", "Every probability lies between 0 and 1"
    shown = " and ".join(f"{value:g}" for value in row[:6]) + (" ..." if row.size > 6 else "")
    return f"{shown} add up to {row.sum():.6g}", "They must add up to 1"


def _configuration(number: int, table: ConditionalTable, variables: Sequence[Variable]) -> str:
    if not table.parents:
        return ""
    codes = np.unravel_index(number, table.probabilities.shape[:-1])
    parts = (
        f"{variables[parent].name} = {variables[parent].states[int(code)]}"
        for parent, code in zip(table.parents, codes, strict=True)
    )
    return ", row " + ", ".join(parts)
