"""The experiments as rows and columns: watching, then a row a variable with a cell for each way to set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.questions.experiments import Gain, Gains

RANDOM = "random"


@dataclass(frozen=True)
class Cell:
    """One experiment.

    Parameters
    ----------
    regime
        What would be done.
    words
        The state that is set, or "random"; empty for watching.
    spoken
        What would be done, in words.
    gain
        What it is expected to tell; None while that is not known.
    """

    regime: Regime
    words: str
    spoken: str
    gain: Gain | None = None


@dataclass(frozen=True)
class Row:
    """A line of the map.

    Parameters
    ----------
    name
        The variable, or "Watch".
    cells
        From left to right; one for watching.
    """

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Board:
    """All lines.

    Parameters
    ----------
    rows
        From top to bottom.
    heads
        Words above the columns where all variables have the same states; else empty, and each cell says its own.
    """

    rows: tuple[Row, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def n_columns(self) -> int:
        """The most cells of a line."""
        return max((len(row.cells) for row in self.rows), default=0)

    def find(self, regime: Regime) -> tuple[int, int] | None:
        """Return line and column of an experiment."""
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row.cells):
                if cell.regime == regime:
                    return number, place
        return None


def board_of(variables: Sequence[Variable], over: Sequence[int], gains: Gains | None) -> Board:
    """Return the experiments on the variables that belief is about, with what each is expected to tell."""
    known = {} if gains is None else {gain.regime: gain for gain in gains.known}
    rows = [Row("Watch", (Cell(OBSERVATION, "", "Watch", known.get(OBSERVATION)),))]
    for column in over:
        variable = variables[column]
        settings = [
            (Regime((do(column, code),)), state, f"Set {variable.name} = {state}")
            for code, state in enumerate(variable.states)
        ]
        settings.append((Regime((randomize(column),)), RANDOM, f"Set {variable.name} at random"))
        cells = (Cell(regime, words, spoken, known.get(regime)) for regime, words, spoken in settings)
        rows.append(Row(variable.name, tuple(cells)))
    alike = {variables[column].states for column in over}
    heads = (*next(iter(alike)), RANDOM) if len(alike) == 1 else ()
    return Board(tuple(rows), heads)
