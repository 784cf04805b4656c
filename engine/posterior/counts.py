"""Counts of the rows seen, one table for each distinct set of intervened variables."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.networks.dag import mask_of
from engine.networks.interventions import Regime
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
        starts = starts_of_runs(cells)
        return CellCounts(cells[starts], np.add.reduceat(np.concatenate([self.counts, other.counts])[order], starts))


def starts_of_runs(values: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """Return the places at which a value differs from the one before, the first place among them."""
    differs = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return np.flatnonzero(differs)


NOTHING = CellCounts(np.empty(0, np.int64), np.empty(0, np.int64))


class Setting(NamedTuple):
    """What rows must share to be counted together.

    Parameters
    ----------
    targets
        Bit mask of the variables set or randomised.
    changed
        The variables whose table was replaced, ascending, each with what tells that table from others.
    """

    targets: int
    changed: tuple[tuple[int, Hashable], ...] = ()

    def table_of(self, node: int) -> Hashable:
        """Return which table of its own a node followed: None for the usual one."""
        return dict(self.changed).get(node)


@dataclass(frozen=True, eq=False)
class RegimeCounts:
    """Counts over all variables of a space, apart for each set of intervened variables.

    Parameters
    ----------
    cardinality
        Number of states of each variable.
    tables
        Counts by what was set and which tables were replaced.
    """

    cardinality: tuple[int, ...]
    tables: Mapping[Setting, CellCounts] = field(default_factory=dict)

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

    @property
    def n_rows(self) -> int:
        """Rows counted in all."""
        return sum(int(table.counts.sum()) for table in self.tables.values())

    def plus(self, values: npt.NDArray[np.signedinteger], setting: Setting | int) -> RegimeCounts:
        """Return the counts with more rows, drawn under a setting; a bare number is a mask of variables set."""
        if isinstance(setting, int):
            setting = Setting(setting)
        encoded = np.zeros(len(values), dtype=np.int64)
        for column, size in enumerate(self.cardinality):
            encoded *= size
            encoded += values[:, column]
        cells, counts = np.unique(encoded, return_counts=True)
        seen = self.tables.get(setting, NOTHING).plus(CellCounts(cells, counts.astype(np.int64)))
        return RegimeCounts(self.cardinality, {**self.tables, setting: seen})

    def settings_of(self, node: int) -> tuple[tuple[Setting, ...], ...]:
        """Return the settings in which a node followed one and the same table, the usual one first.

        Rows in which it was set by hand say nothing of what its causes would have done (Cooper and Yoo 1999); each
        table that replaced the usual one is learnt by itself (Eaton and Murphy 2007).
        """
        found: dict[Hashable, list[Setting]] = {None: []}
        for setting in self.tables:
            if not setting.targets >> node & 1:
                found.setdefault(setting.table_of(node), []).append(setting)
        return tuple(tuple(settings) for settings in found.values())

    def for_node(self, node: int) -> tuple[CellCounts, ...]:
        """Return the counts that speak about each table of a node's own, the usual one first."""
        return tuple(self.together(settings) for settings in self.settings_of(node))

    def together(self, settings: Sequence[Setting]) -> CellCounts:
        """Return the counts of all rows that were seen under one of some settings."""
        total = NOTHING
        for setting in settings:
            total = total.plus(self.tables[setting])
        return total

    def decoded(self, cells: IntArray) -> IntArray:
        """Return the rows, int64[n_cells, n], that encoded cells stand for."""
        rows = np.empty((len(cells), len(self.cardinality)), dtype=np.int64)
        for column, codes in enumerate(np.unravel_index(cells, self.cardinality)):
            rows[:, column] = codes
        return rows


def targets_in(over: Sequence[int], targets: frozenset[int]) -> int:
    """Return the bit mask of intervened columns, by their places in `over`."""
    return mask_of(place for place, column in enumerate(over) if column in targets)


def setting_in(over: Sequence[int], regime: Regime) -> Setting:
    """Return the setting that a regime is to the columns `over`, by their places there."""
    versions = {each.target: each.version for each in regime.interventions if each.kind == "soft"}
    changed = tuple((place, versions[column]) for place, column in enumerate(over) if column in versions)
    return Setting(targets_in(over, regime.targets), changed)
