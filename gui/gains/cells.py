"""The experiments as rows and columns: watching, then a row a variable with a cell for each way to act on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.networks.interventions import OBSERVATION, Intervention, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.questions.experiments import Gain, Gains
from engine.sessions.wording import capitalised, describe_doing
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
    """

    regime: Regime
    words: str
    spoken: str
    gain: Gain | None = None
    others: tuple[Regime, ...] = ()

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

    def find(self, regime: Regime) -> tuple[int, int] | None:
        """Return line and column of an experiment."""
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row.cells):
                if cell.stands_for(regime):
                    return number, place
        return None


def board_of(variables: Sequence[Variable], over: Sequence[int], gains: Gains | None, acts: Acts = "one") -> Board:
    """Return the experiments on the variables that belief is about, with what each is expected to tell.

    Parameters
    ----------
    variables, over
        All variables, and the columns that belief is about.
    gains
        What is known; None for nothing yet.
    acts
        Which experiments: on one variable, on two at once (a cell is the best that is known of the ways to act on
        both), or soft ones.
    """
    known = _known(gains)
    watch = Row("Watch", (Cell(OBSERVATION, "", "Watch", known.get(OBSERVATION)),), "watch")
    if acts == "two":
        rows = (_paired_row(variables, over, place, known) for place in range(1, len(over)))
        return Board((watch, *rows), tuple(variables[column].name for column in over[:-1]))
    ways = [_ways(variables[column], column, acts) for column in over]
    icon = "table" if acts == "soft" else "act"
    lines = (
        Row(variables[column].name, tuple(_cell((each,), words, variables, known) for each, words in settings), icon)
        for column, settings in zip(over, ways, strict=True)
    )
    alike = {tuple(words for _, words in settings) for settings in ways}
    return Board((watch, *lines), next(iter(alike)) if len(alike) == 1 else ())


def board_of_two(variables: Sequence[Variable], down: int, across: int, gains: Gains | None) -> Board:
    """Return every way to act on two columns at once: those of one from top to bottom, of the other to the right."""
    known = _known(gains)
    above = _ways(variables[across], across, "one")
    rows = (
        Row(words, tuple(_cell((one, other), "", variables, known) for other, _ in above))
        for one, words in _ways(variables[down], down, "one")
    )
    return Board(tuple(rows), tuple(words for _, words in above))


def _known(gains: Gains | None) -> dict[Regime, Gain]:
    return {} if gains is None else {gain.regime: gain for gain in gains.known}


def _ways(variable: Variable, column: int, acts: Acts) -> list[tuple[Intervention, str]]:
    if acts == "soft":
        return [(push(column, code), state) for code, state in enumerate(variable.states)]
    return [*((do(column, code), state) for code, state in enumerate(variable.states)), (randomize(column), RANDOM)]


def _cell(
    interventions: tuple[Intervention, ...], words: str, variables: Sequence[Variable], known: Mapping[Regime, Gain]
) -> Cell:
    regime = Regime(interventions)
    return Cell(regime, words, capitalised(describe_doing(regime, variables)), known.get(regime))


def _paired_row(variables: Sequence[Variable], over: Sequence[int], place: int, known: Mapping[Regime, Gain]) -> Row:
    cells = (_best_of_two(variables, over[place], column, known) for column in over[:place])
    return Row(variables[over[place]].name, tuple(cells))


def _best_of_two(variables: Sequence[Variable], one: int, other: int, known: Mapping[Regime, Gain]) -> Cell:
    ways = [
        Regime((first, second))
        for first, _ in _ways(variables[one], one, "one")
        for second, _ in _ways(variables[other], other, "one")
    ]
    gain = max((known[each] for each in ways if each in known), key=lambda gain: gain.bits, default=None)
    regime = ways[0] if gain is None else gain.regime
    return Cell(regime, "", capitalised(describe_doing(regime, variables)), gain, tuple(ways))
