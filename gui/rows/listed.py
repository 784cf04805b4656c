"""Which rows are listed, in which columns, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.data.chosen_rows import ChosenRows, Places, order_by
from engine.networks.interventions import Regime
from engine.progress import Progress

# The columns before those of the variables.
FIXED = ("Row", "Batch", "What was done")
ROW, BATCH, DONE = range(len(FIXED))
NUMBERS = (ROW, BATCH)


class Sorting(NamedTuple):
    """By which column rows are sorted, and whether from the last value to the first."""

    column: int
    falling: bool = False


class Listed(NamedTuple):
    """What is listed.

    Parameters
    ----------
    chosen
        The rows.
    words
        How rows of each regime came about.
    imported
        Whether they are from a table that does not tell how states were chosen.
    sorting, order
        How they are sorted, and the row in each place; None as they came.
    """

    chosen: ChosenRows
    words: Mapping[Regime, str]
    imported: bool = False
    sorting: Sorting | None = None
    order: Places | None = None

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return len(FIXED) + len(self.chosen.dataset.variables)


def ordered(chosen: ChosenRows, sorting: Sorting) -> Iterator[Progress[Places]]:
    """Work out the order of rows: states in the order of their variable, regimes in that of their first batch."""
    yield Progress(1, 1, order_by(_keys(chosen, sorting.column), falling=sorting.falling))


def _keys(chosen: ChosenRows, column: int) -> npt.NDArray[np.signedinteger]:
    if column == ROW:
        return np.arange(chosen.n_rows, dtype=np.int32)
    if column == BATCH:
        return chosen.batch_numbers()
    if column == DONE:
        batches = chosen.dataset.batches
        places = {regime: place for place, regime in enumerate(dict.fromkeys(each.regime for each in batches))}
        return np.array([places[each.regime] for each in batches], np.int32)[chosen.batch_numbers()]
    return chosen.column(column - len(FIXED))
