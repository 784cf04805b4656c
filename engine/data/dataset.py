"""Rows of data, each batch with the regime it was drawn under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from engine.networks.interventions import OBSERVATION, Regime, regime_problems
from engine.networks.variables import Variable, cardinalities, value_dtype
from engine.problems import InvalidInput, Problem

Values = npt.NDArray[np.signedinteger]


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows drawn together under one regime.

    Batches are compared by identity: a dataset that grew shares its older batches with the one before, and
    what was computed from them need not be computed again.

    Parameters
    ----------
    values
        int8 or int16[n_rows, n_variables] of state codes; kept as it is when read-only, else copied.
    regime
        What was set by hand while they were drawn.
    drawn
        Whether this program drew them (and can draw them again with another seed).
    """

    values: Values
    regime: Regime = OBSERVATION
    drawn: bool = False

    def __post_init__(self) -> None:
        if self.values.flags.writeable:
            frozen = self.values.copy()
            frozen.flags.writeable = False
            object.__setattr__(self, "values", frozen)

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return int(self.values.shape[0])


@dataclass(frozen=True)
class Dataset:
    """Variables and the batches of rows seen of them.

    Raises
    ------
    InvalidInput
        With every fault of every batch: another number of columns, a code that is no state, a regime that does
        not fit.
    """

    variables: tuple[Variable, ...]
    batches: tuple[Batch, ...] = ()

    def __post_init__(self) -> None:
        _check(self.batches, self.variables)

    @property
    def n_rows(self) -> int:
        """The number of rows in all batches."""
        return sum(batch.n_rows for batch in self.batches)

    def appended(self, batch: Batch) -> Dataset:
        """Return the dataset with one more batch; only that batch is checked."""
        _check([batch], self.variables, len(self.batches) + 1)
        grown = object.__new__(Dataset)
        object.__setattr__(grown, "variables", self.variables)
        object.__setattr__(grown, "batches", (*self.batches, batch))
        return grown

    def columns(self, chosen: tuple[int, ...]) -> Dataset:
        """Return the data of some columns; an intervention on a dropped column is dropped with it."""
        places = {old: new for new, old in enumerate(chosen)}
        batches = []
        for batch in self.batches:
            kept = Regime(tuple(each for each in batch.regime.interventions if each.target in places))
            batches.append(replace(batch, values=batch.values[:, list(chosen)], regime=kept.moved(places)))
        return Dataset(tuple(self.variables[index] for index in chosen), tuple(batches))


def as_values(rows: npt.ArrayLike, variables: tuple[Variable, ...]) -> Values:
    """Return rows of codes as the smallest integer type that holds every state, read-only.

    Raises
    ------
    InvalidInput
        When an entry is not a whole number, or too large to be the code of any state here.
    """
    given = np.asarray(rows)
    values = np.empty_like(given, dtype=value_dtype(variables))
    with np.errstate(invalid="ignore"):
        np.copyto(values, given, casting="unsafe")
    if not np.array_equal(values, given):
        raise InvalidInput(Problem("a value is not the code of a state", "Codes are the whole numbers from 0 on"))
    values = values.reshape(-1 if variables else len(given), len(variables))
    values.flags.writeable = False
    return values


def _check(batches: Sequence[Batch], variables: tuple[Variable, ...], first: int = 1) -> None:
    found = [
        problem
        for number, batch in enumerate(batches, start=first)
        for problem in _batch_problems(batch, variables, f"batch {number}")
    ]
    if found:
        raise InvalidInput(*found)


def _batch_problems(batch: Batch, variables: tuple[Variable, ...], where: str) -> list[Problem]:
    found = [
        replace(problem, where=f"{where}, {problem.where}" if problem.where else where)
        for problem in regime_problems(batch.regime, variables)
    ]
    if batch.values.ndim != 2 or batch.values.shape[1] != len(variables):
        shape = f"its rows have shape {batch.values.shape}"
        return [Problem(shape, f"Each row needs {len(variables)} values", where), *found]
    if not batch.n_rows:
        return found
    bad = (batch.values.min(axis=0) < 0) | (batch.values.max(axis=0) >= np.array(cardinalities(variables)))
    return [*(_code_problem(batch, variables, column, where) for column in np.flatnonzero(bad).tolist()), *found]


def _code_problem(batch: Batch, variables: tuple[Variable, ...], column: int, where: str) -> Problem:
    variable = variables[column]
    codes = batch.values[:, column]
    row = int(np.argmax((codes < 0) | (codes >= variable.cardinality)))
    return Problem(
        f"{codes[row]} is not the code of a state",
        f"Its states have the codes 0 to {variable.cardinality - 1}",
        f"{where}, row {row + 1}, {variable.name}",
    )
