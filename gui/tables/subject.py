"""What the table of one variable is about: its states, its causes, and the rows that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from engine.data.configurations import IntArray, configurations_seen
from engine.networks.table_rows import FloatArray
from engine.networks.variables import Variable
from engine.sessions.state import SessionState

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True)
class Subject:
    """A variable and its causes.

    Parameters
    ----------
    variable
        The variable.
    parents
        Its causes, in the order of the axes of its table.
    """

    variable: Variable
    parents: tuple[Variable, ...] = ()

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many states each cause has."""
        return tuple(parent.cardinality for parent in self.parents)

    @cached_property
    def n_rows(self) -> int:
        """How many ways there are for the causes to fall."""
        return prod(self.sizes)

    @property
    def n_states(self) -> int:
        """How many states the variable has."""
        return self.variable.cardinality

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the table: a number of states for each cause, then for the variable."""
        return (*self.sizes, self.n_states)

    def codes(self, row: int) -> tuple[int, ...]:
        """Return the state of each cause in a row; the last cause changes fastest."""
        found = []
        for size in reversed(self.sizes):
            row, code = divmod(row, size)
            found.append(code)
        return tuple(reversed(found))

    def configuration(self, row: int) -> tuple[str, ...]:
        """Return the name of the state of each cause in a row."""
        return tuple(parent.states[code] for parent, code in zip(self.parents, self.codes(row), strict=True))

    def place(self, row: int) -> str:
        """Say which row that is: "Wet grass, third row"; without causes there is one, and the name is enough."""
        if not self.parents:
            return self.variable.name
        number = f"{ORDINALS[row]} row" if row < len(ORDINALS) else f"row {row + 1:,}"
        return f"{self.variable.name}, {number}"

    def spoken(self, row: int) -> str:
        """Say how the causes fall in a row, for a screen reader: "Sprinkler is on, Rain is no"."""
        pairs = zip(self.parents, self.configuration(row), strict=True)
        return ", ".join(f"{parent.name} is {state}" for parent, state in pairs)


def subject_of(state: SessionState, name: str) -> tuple[Subject, FloatArray]:
    """Return what the table of a variable is about, and its rows, float64[n_rows, n_states].

    Raises
    ------
    InvalidInput
        When the world has no such variable.
    LookupError
        When there is no world.
    """
    world = state.world
    if world is None:
        raise LookupError("a table of data has no tables of probabilities")
    index = world.index(name)
    table = world.tables[index]
    subject = Subject(world.variables[index], tuple(world.variables[parent] for parent in table.parents))
    return subject, table.probabilities.reshape(subject.n_rows, subject.n_states)


def seen_rows(state: SessionState, name: str) -> IntArray | None:
    """Return how many rows were seen for each row of a table; None where a cause is hidden.

    Rows in which the variable was set by hand do not count: they say nothing of its table.
    """
    world = state.world
    if world is None:
        return None
    columns = {variable.name: column for column, variable in enumerate(state.variables)}
    parents = [world.names[parent] for parent in world.tables[world.index(name)].parents]
    if not all(parent in columns for parent in parents):
        return None
    return configurations_seen(state.dataset, [columns[parent] for parent in parents], columns.get(name))


def frozen_rows(rows: Sequence[Sequence[float]] | FloatArray) -> FloatArray:
    """Return rows as a read-only array."""
    values = np.array(rows, dtype=np.float64)
    values.flags.writeable = False
    return values
