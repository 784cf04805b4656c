"""A discrete variable and its states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.problems import InvalidInput, Problem


@dataclass(frozen=True)
class Variable:
    """A discrete variable.

    Parameters
    ----------
    name
        Its name; not blank.
    states
        Names of its states, in the order their codes 0, 1, ... stand for; at least one, all distinct.

    Raises
    ------
    InvalidInput
        When the name is blank, or states are missing, blank or repeated.
    """

    name: str
    states: tuple[str, ...]

    def __post_init__(self) -> None:
        problems = []
        if not self.name.strip():
            problems.append(Problem("a variable has no name", "Give it one"))
        if not self.states:
            problems.append(Problem("it has no states", "Give it at least one, better two", self.name))
        if any(not state.strip() for state in self.states):
            problems.append(Problem("one of its states has no name", "Name every state", self.name))
        for state, times in Counter(self.states).items():
            if times > 1:
                what = f'the state "{state}" appears {times} times'
                problems.append(Problem(what, "Name each state once", self.name))
        if problems:
            raise InvalidInput(*problems)

    @property
    def cardinality(self) -> int:
        """The number of states."""
        return len(self.states)

    def code(self, state: str) -> int:
        """Return the 0-based code of a state.

        Raises
        ------
        InvalidInput
            When there is no such state; the message lists those there are.
        """
        try:
            return self.states.index(state)
        except ValueError:
            known = ", ".join(self.states[:8]) + (", ..." if self.cardinality > 8 else "")
            raise InvalidInput(
                Problem(f'"{state}" is not one of its states', f"Its states are: {known}", self.name)
            ) from None


def cardinalities(variables: Sequence[Variable]) -> tuple[int, ...]:
    """Return the number of states of each variable, in order."""
    return tuple(variable.cardinality for variable in variables)


def value_dtype(variables: Sequence[Variable]) -> np.dtype[np.signedinteger]:
    """Return the smallest integer type that holds every state code: int8, or int16 above 128 states."""
    largest = max(cardinalities(variables), default=1)
    return np.dtype(np.int8 if largest <= 128 else np.int16)


def repeated_names(variables: Sequence[Variable]) -> tuple[Problem, ...]:
    """Return one fault for each name that more than one variable bears."""
    counts = Counter(variable.name for variable in variables)
    return tuple(
        Problem(f'{times} variables are called "{name}"', "Give each variable a name of its own")
        for name, times in counts.items()
        if times > 1
    )
