"""The experiments as rows and columns: watching, then a row a variable with a cell for each way to act on it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.networks.interventions import OBSERVATION, Intervention, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.questions.experiments import Gain, Gains
from engine.sessions.wording import capitalised, describe_doing
from gui.gains.measure import Measure
from gui.inquiries.gaining import Acts

RANDOM = "random"


@dataclass(frozen=True)
class Cell:
    """One experiment, or the best of several.

    Parameters
    ----------
    regime
        What would be done.
    words
        The state that is set, or "random"; empty where the heads of row and column say it.
    spoken
        What would be done, in words.
    gain
        What it is expected to tell; None while that is not known.
    others
        Further experiments that the cell stands for.
    worth
        The number that it shows, by the measure that is asked for; infinite for what is free.
    number, shorter
        That number as it is written, and with a place less.
    said
        What there is to say of the gain.
    dear
        Whether it costs more than is left.
    """

    regime: Regime
    words: str
    spoken: str
    gain: Gain | None = None
    others: tuple[Regime, ...] = ()
    worth: float = 0.0
    number: str = ""
    shorter: str = ""
    said: str = ""
    dear: bool = False

    def stands_for(self, regime: Regime) -> bool:
        """Return whether the cell is about an experiment."""
        return regime == self.regime or regime in self.others


@dataclass(frozen=True)
class Row:
    """A line of the map.

    Parameters
    ----------
    name
        The variable, or "Watch".
    cells
        From left to right; one for watching.
    icon
        Picture of what is done.
    """

    name: str
    cells: tuple[Cell, ...]
    icon: str = "act"

    @property
    def wide(self) -> bool:
        """Whether its cell takes the whole line."""
        return self.icon == "watch"


@dataclass(frozen=True)
class Board:
    """All lines.

    Parameters
    ----------
    rows
        From top to bottom.
    heads
        Words above the columns where they mean the same in all lines; else empty, and each cell says its own.
    """

    rows: tuple[Row, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def n_columns(self) -> int:
        """The most cells of a line."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def highest(self) -> float:
        """The largest number that is known, but for what is free; 0 for none."""
        worths = (cell.worth for row in self.rows for cell in row.cells if cell.gain is not None)
        return max(filter(math.isfinite, worths), default=0.0)

    def find(self, regime: Regime) -> tuple[int, int] | None:
        """Return line and column of an experiment."""
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row.cells):
                if cell.stands_for(regime):
                    return number, place
        return None


def board_of(gains: Gains | None, measure: Measure, acts: Acts = "one") -> Board:
    """Return the experiments on the variables that belief is about, with what each is expected to tell.

    Parameters
    ----------
    gains
        What is known; None for nothing yet.
    measure
        By what they are compared.
    acts
        Which experiments: on one variable, on two at once (a cell is the best that is known of the ways to act on
        both), or soft ones.
    """
    over, making = measure.state.space.over, _Making.of(gains, measure)
    variables = measure.state.variables
    watch = Row("Watch", (making.cell(OBSERVATION, ""),), "watch")
    if acts == "two":
        rows = (_paired_row(over, place, making) for place in range(1, len(over)))
        return Board((watch, *rows), tuple(variables[column].name for column in over[:-1]))
    ways = [_ways(variables[column], column, acts) for column in over]
    icon = "table" if acts == "soft" else "act"
    lines = (
        Row(variables[column].name, tuple(making.cell(Regime((each,)), words) for each, words in settings), icon)
        for column, settings in zip(over, ways, strict=True)
    )
    alike = {tuple(words for _, words in settings) for settings in ways}
    return Board((watch, *lines), next(iter(alike)) if len(alike) == 1 else ())


def board_of_two(down: int, across: int, gains: Gains | None, measure: Measure) -> Board:
    """Return every way to act on two columns at once: those of one from top to bottom, of the other to the right."""
    variables, making = measure.state.variables, _Making.of(gains, measure)
    above = _ways(variables[across], across, "one")
    rows = (
        Row(words, tuple(making.cell(Regime((one, other)), "") for other, _ in above))
        for one, words in _ways(variables[down], down, "one")
    )
    return Board(tuple(rows), tuple(words for _, words in above))


@dataclass(frozen=True)
class _Making:
    known: Mapping[Regime, Gain]
    measure: Measure

    @classmethod
    def of(cls, gains: Gains | None, measure: Measure) -> _Making:
        return cls({} if gains is None else {gain.regime: gain for gain in gains.known}, measure)

    def cell(self, regime: Regime, words: str, others: tuple[Regime, ...] = ()) -> Cell:
        measure, gain = self.measure, self.known.get(regime)
        spoken = capitalised(describe_doing(regime, measure.state.variables))
        dear = measure.is_dear(regime)
        if gain is None:
            return Cell(regime, words, spoken, None, others, dear=dear)
        worth = measure.worth(gain)
        texts = measure.text(worth, 3), measure.text(worth, 2)
        return Cell(regime, words, spoken, gain, others, worth, *texts, measure.said(gain), dear)


def _ways(variable: Variable, column: int, acts: Acts) -> list[tuple[Intervention, str]]:
    if acts == "soft":
        return [(push(column, code), state) for code, state in enumerate(variable.states)]
    return [*((do(column, code), state) for code, state in enumerate(variable.states)), (randomize(column), RANDOM)]


def _paired_row(over: Sequence[int], place: int, making: _Making) -> Row:
    cells = (_best_of_two(over[place], column, making) for column in over[:place])
    return Row(making.measure.state.variables[over[place]].name, tuple(cells))


def _best_of_two(one: int, other: int, making: _Making) -> Cell:
    variables, measure = making.measure.state.variables, making.measure
    ways = tuple(
        Regime((first, second))
        for first, _ in _ways(variables[one], one, "one")
        for second, _ in _ways(variables[other], other, "one")
    )
    gains = (making.known[each] for each in ways if each in making.known)
    best = max(gains, key=lambda gain: (measure.worth(gain), gain.bits), default=None)
    return making.cell(ways[0] if best is None else best.regime, "", ways)
