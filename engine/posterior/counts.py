"""Counts of the rows seen, one table for each distinct set of intervened variables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.networks.dag import mask_of
from engine.networks.variables import Variable, cardinalities
from engine.problems import InvalidInput, Problem

IntArray = npt.NDArray[np.int64]
LARGEST_JOINT = 2**62


@dataclass(frozen=True, eq=False)
class CellCounts:
    """Distinct rows, encoded as one number each, and how often each was seen.

    Parameters
    ----------
    cells
        int64[n_cells], ascending; the last variable changes fastest.
    counts
        int64[n_cells], positive.
    """

    cells: IntArray
    counts: IntArray

    def plus(self, other: CellCounts) -> CellCounts:
        """Return the sum of two counts."""
        if not len(self.cells) or not len(other.cells):
            return self if len(self.cells) else other
        together = np.concatenate([self.cells, other.cells])
        # A stable sort merges two runs that ascend already, without sorting again what was counted before.
        order = np.argsort(together, kind="stable")
        cells = together[order]
        starts = np.flatnonzero(np.diff(cells, prepend=-1))
        return CellCounts(cells[starts], np.add.reduceat(np.concatenate([self.counts, other.counts])[order], starts))


NOTHING = CellCounts(np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, eq=False)
class RegimeCounts:
    """Counts over all variables of a space, apart for each set of intervened variables.

    Parameters
    ----------
    cardinality
        Number of states of each variable.
    tables
        Counts by bit mask of the intervened variables.
    """

    cardinality: tuple[int, ...]
    tables: Mapping[int, CellCounts] = field(default_factory=dict)

    @classmethod
    def empty(cls, variables: Sequence[Variable]) -> RegimeCounts:
        """Return counts of no rows.

        Raises
        ------
        InvalidInput
            When one number cannot tell all joint states apart (2^62 or more).
        """
        sizes = cardinalities(variables)
        if math.prod(sizes) >= LARGEST_JOINT:
            raise InvalidInput(
                Problem("these variables have too many states together", "Choose fewer variables or merge states")
            )
        return cls(sizes)

    def plus(self, values: npt.NDArray[np.signedinteger], targets: int) -> RegimeCounts:
        """Return the counts with more rows, drawn while the variables of the bit mask `targets` were set."""
        encoded = np.zeros(len(values), dtype=np.int64)
        for column, size in enumerate(self.cardinality):
            encoded *= size
            encoded += values[:, column]
        cells, counts = np.unique(encoded, return_counts=True)
        seen = self.tables.get(targets, NOTHING).plus(CellCounts(cells, counts.astype(np.int64)))
        return RegimeCounts(self.cardinality, {**self.tables, targets: seen})

    def for_node(self, node: int) -> CellCounts:
        """Return the counts that speak about a node's own table: rows in which it was not set by hand.

        The rule of Cooper and Yoo (1999): such a row says nothing of what its causes would have done.
        """
        free = [table for targets, table in self.tables.items() if not targets >> node & 1]
        total = NOTHING
        for table in free:
            total = total.plus(table)
        return total

    def decoded(self, cells: IntArray) -> IntArray:
        """Return the rows, int64[n_cells, n], that encoded cells stand for."""
        return np.stack(np.unravel_index(cells, self.cardinality), axis=1).astype(np.int64)


def targets_in(over: Sequence[int], targets: frozenset[int]) -> int:
    """Return the bit mask of intervened columns, by their places in `over`."""
    return mask_of(place for place, column in enumerate(over) if column in targets)
