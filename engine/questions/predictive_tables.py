"""What families predict of the next row: the posterior means of their tables."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from engine.networks.dag import bits
from engine.networks.interventions import Regime
from engine.posterior.counts import CellCounts, RegimeCounts, Setting, setting_in

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class PredictiveTables:
    """The posterior mean of every family's table, spread over all outcomes; each worked out once.

    Parameters
    ----------
    counts
        Rows seen.
    size
        Equivalent sample size.
    setting
        What the next row will be drawn under; the table of a variable that is set is 1 everywhere.
    outcomes
        int64[n_outcomes, n], the states of all variables in each outcome.
    """

    def __init__(self, counts: RegimeCounts, size: float, setting: Setting, outcomes: IntArray) -> None:
        self.counts, self.size, self.setting, self.outcomes = counts, size, setting, outcomes
        self._rows: dict[int, tuple[IntArray, IntArray]] = {}
        self._found: dict[tuple[int, int], FloatArray] = {}

    def of(self, node: int, mask: int) -> FloatArray:
        """Return P(node | parents) for every outcome, float64[n_outcomes]; 1 where the node is set."""
        if self.setting.targets >> node & 1:
            return np.ones(len(self.outcomes))
        if (node, mask) not in self._found:
            self._found[node, mask] = self._worked_out(node, mask)
        return self._found[node, mask]

    def _worked_out(self, node: int, mask: int) -> FloatArray:
        if node not in self._rows:
            counted = self._counted(node)
            self._rows[node] = (self.counts.decoded(counted.cells), counted.counts)
        cells, often = self._rows[node]
        states = self.counts.cardinality[node]
        seen, wanted = np.zeros(len(cells), np.int64), np.zeros(len(self.outcomes), np.int64)
        configurations = 1
        for parent in bits(mask):
            size = self.counts.cardinality[parent]
            seen, wanted = seen * size + cells[:, parent], wanted * size + self.outcomes[:, parent]
            configurations *= size
        tally = np.bincount(seen * states + cells[:, node], weights=often, minlength=configurations * states)
        table = tally.reshape(configurations, states) + self.size / (configurations * states)
        table = table / table.sum(axis=1, keepdims=True)
        return np.asarray(table[wanted, self.outcomes[:, node]])

    def _counted(self, node: int) -> CellCounts:
        # The rows that followed the table which will be in force.
        version = self.setting.table_of(node)
        total = CellCounts(np.empty(0, np.int64), np.empty(0, np.int64))
        for setting, each in self.counts.tables.items():
            if not setting.targets >> node & 1 and setting.table_of(node) == version:
                total = total.plus(each)
        return total


def set_factor(over: Sequence[int], cardinality: Sequence[int], regime: Regime, outcomes: IntArray) -> FloatArray:
    """Return how likely what is set comes out as each outcome has it, whatever the structure; float64[n_outcomes]."""
    factor = np.ones(len(outcomes))
    for place, column in enumerate(over):
        intervention = regime.on(column)
        if intervention is None or intervention.kind == "soft":
            continue
        if intervention.kind == "do":
            factor *= outcomes[:, place] == intervention.state
        elif intervention.distribution is None:
            factor /= cardinality[place]
        else:
            factor *= np.array(intervention.distribution)[outcomes[:, place]]
    return factor


def all_outcomes(cardinality: Sequence[int]) -> IntArray:
    """Return the states of all variables in every row there can be, int64[n_outcomes, n], the last fastest."""
    return np.indices(tuple(cardinality)).reshape(len(cardinality), -1).T


class TablesByRegime:
    """What every family predicts of every row there can be, under any regime.

    Parameters
    ----------
    counts
        Rows seen.
    size
        Equivalent sample size.
    over
        The columns that the families are about.
    """

    def __init__(self, counts: RegimeCounts, size: float, over: Sequence[int]) -> None:
        self._counts, self._size, self._over = counts, size, over
        self.outcomes = all_outcomes(counts.cardinality)
        # The usual tables, and those of one other setting: all pushes of ten variables together are gigabytes.
        self._found: dict[tuple[tuple[int, Hashable], ...], FloatArray] = {}

    def possible(self, regime: Regime) -> tuple[IntArray, FloatArray]:
        """Return which outcomes there can be under a regime, and how likely what is set comes out as in each."""
        factor = set_factor(self._over, self._counts.cardinality, regime, self.outcomes)
        places = np.flatnonzero(factor)
        return places, factor[places]

    def of(self, regime: Regime, places: IntArray) -> FloatArray:
        """Return predictions of some outcomes, float64[n, 2 ** n, n_places]: 1 for what is set, and for no family."""
        setting = setting_in(self._over, regime)
        if setting.changed not in self._found:
            self._found = {changed: tables for changed, tables in self._found.items() if not changed}
            self._found[setting.changed] = self._worked_out(Setting(0, setting.changed))
        tables = self._found[setting.changed][:, :, places]
        tables[list(bits(setting.targets))] = 1.0
        return tables

    def _worked_out(self, setting: Setting) -> FloatArray:
        families = PredictiveTables(self._counts, self._size, setting, self.outcomes)
        n = len(self._counts.cardinality)
        tables = np.ones((n, 1 << n, len(self.outcomes)))
        for node in range(n):
            for mask in range(1 << n):
                if not mask >> node & 1:
                    tables[node, mask] = families.of(node, mask)
        return tables
