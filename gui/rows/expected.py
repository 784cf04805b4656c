"""A sample beside what was to be expected of it, as the lines of a table, and a line in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.variables import Variable
from engine.questions.chance import chance_as_far, chance_within, share_error
from engine.questions.comparisons import Comparison
from engine.sessions.wording import count_rows
from gui.controls.numbers import PLUS_MINUS, count, plural, probability, probability_with_error
from gui.controls.table_lines import Cell, Column, Line

SET = "set by hand"
# An error that does not reach the third place is not worth its room.
LEAST_ERROR = 0.0005
# Chance alone goes so far in one of twenty samples.
SELDOM = 0.05
CHANCE_TIP = (
    "In how many of 100 samples chance alone takes the share at least as far from what the world gives "
    "(p value, exact, of a binomial test). Among 20 lines about one goes as far as 5 in 100"
)


class Entry(NamedTuple):
    """One state of a variable, or of two together.

    Parameters
    ----------
    words
        "Sun = yes", or "Sun = yes, Shorts = no".
    seen, n_rows
        Rows with it, and rows in all.
    world, belief, error
        What is expected, None where that is not known, and the standard error of what belief expects.
    is_set
        Whether a person set it, so that nothing is left to chance.
    """

    words: str
    seen: int
    n_rows: int
    world: float | None
    belief: float | None
    error: float
    is_set: bool

    @property
    def share(self) -> float:
        """The share of rows with it."""
        return self.seen / self.n_rows

    @property
    def as_far(self) -> float:
        """How probable it is that chance alone goes so far from what the world gives; 1 where that is not known."""
        return 1.0 if self.world is None or self.is_set else chance_as_far(self.world, self.n_rows, self.seen)


def entries(found: Comparison, variables: Sequence[Variable], regime: Regime | None) -> tuple[Entry, ...]:
    """Return the lines that there are about a sample with rows, drawn under a regime."""
    fixed = {each.target for each in (regime or OBSERVATION).interventions if each.kind == "do"}
    listed = []
    for each in found.compared:
        names = [variables[column] for column in each.columns]
        for cell in np.ndindex(each.counts.shape):
            pairs = zip(names, cell, strict=True)
            world, belief = (None if values is None else float(values[cell]) for values in (each.world, each.belief))
            listed.append(
                Entry(
                    ", ".join(f"{variable.name} = {variable.states[code]}" for variable, code in pairs),
                    int(each.counts[cell]),
                    found.n_rows,
                    world,
                    belief,
                    0.0 if each.errors is None else float(each.errors[cell]),
                    set(each.columns) <= fixed,
                )
            )
    return tuple(listed)


def expected_table(listed: Sequence[Entry], *, exact: bool) -> tuple[tuple[Column, ...], tuple[Line, ...]]:
    """Return the columns and lines; without a world, or without belief, there is no column for it."""
    has_world = any(each.world is not None for each in listed)
    has_belief = any(each.belief is not None for each in listed)
    columns = [Column("seen", "share", "The share of these rows, with its standard error, and how many rows it is")]
    if has_world:
        tip = "What the world gives under what was done, exactly; the line across the bar is what was seen"
        columns.append(Column("world, exact", "share", tip))
    if has_belief:
        tip = "What all candidates expect on average, by their weights, having learnt from all rows so far"
        how = "exact" if exact else "sampled"
        columns.append(Column(f"belief, {how}", "share", f"{tip} (Bayesian model average)"))
    if has_world:
        columns.append(Column("by chance", "text", CHANCE_TIP))
    return tuple(columns), tuple(_line(each, has_world=has_world, has_belief=has_belief) for each in listed)


def _line(entry: Entry, *, has_world: bool, has_belief: bool) -> Line:
    share = entry.share
    words = probability_with_error(share, 0.0 if entry.is_set else share_error(share, entry.n_rows))
    cells = [Cell(words, share, fill="accent", note=count(entry.seen))]
    if has_world:
        cells.append(Cell("") if entry.world is None else Cell(probability(entry.world), entry.world, share))
    if has_belief:
        cells.append(Cell("") if entry.belief is None else _believed(entry.belief, entry.error, share))
    if has_world:
        cells.append(Cell(SET if entry.is_set else f"{in_100(entry.as_far)} in 100"))
    return Line(entry.words, tuple(cells), chip=False, tint=False)


def _believed(belief: float, error: float, share: float) -> Cell:
    shown = error if error >= LEAST_ERROR else 0.0
    return Cell(probability_with_error(belief, shown), belief, share, "hollow")


def in_100(chance: float) -> str:
    """Write a probability as a whole number of 100 cases."""
    return "fewer than 1" if chance < 0.005 else count(round(100 * chance))


def farthest(listed: Sequence[Entry]) -> int:
    """Return the place of the line that chance alone explains least."""
    return min(range(len(listed)), key=lambda place: listed[place].as_far)


def entry_sentence(entry: Entry) -> str:
    """Return one line in words: how far samples of this size go by chance, and how far this one goes."""
    rows = count_rows(entry.n_rows)
    if entry.is_set:
        return f"{entry.words} in {count(entry.seen)} of {rows}: it was set by hand, and nothing is left to chance."
    said = f"{entry.words} in {count(entry.seen)} of {rows}."
    if entry.world is None:
        error = share_error(entry.share, entry.n_rows)
        known = f"{said} About 2 in 3 samples of {rows} come within {PLUS_MINUS}{probability(error)} of the true share."
    else:
        known = f"{said} {_by_chance(entry, entry.world)}"
    if entry.belief is None:
        return known
    return f"{known} Belief has learnt from these rows too."


def _by_chance(entry: Entry, world: float) -> str:
    error = share_error(world, entry.n_rows)
    if not error:
        return f"The world gives {probability(world)}: there is no chance in it."
    within = round(100 * chance_within(world, entry.n_rows, error))
    as_far = entry.as_far
    verdict = "chance alone seldom goes so far" if as_far < SELDOM else "chance alone often goes as far"
    return (
        f"About {within} in 100 samples of {plural(entry.n_rows, 'row')} come within {PLUS_MINUS}{probability(error)} "
        f"of the world's {probability(world)}; this one is {probability(abs(entry.share - world))} off, and "
        f"{verdict} ({in_100(as_far)} in 100)."
    )
