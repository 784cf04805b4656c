"""Exact evidence of a component: in closed form, or as a finite sum where that is not too long."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.hypotheses.components import Component
from engine.posterior.counts import RegimeCounts, Setting
from engine.posterior.latent.layout import Layout, layouts, local_setting

IntArray = npt.NDArray[np.int64]
Method = Literal["closed form", "finite sum", "sampled"]
# A tenth of a second.
MOST_TERMS = 1_000_000


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows seen, by setting, with the state of each variable spelt out.

    Parameters
    ----------
    cardinality
        How many states each variable of the space has.
    tables
        Per setting int64[n_cells, n] distinct rows and int64[n_cells] how often each was seen.
    """

    cardinality: tuple[int, ...]
    tables: Mapping[Setting, tuple[IntArray, IntArray]]

    @classmethod
    def of(cls, counts: RegimeCounts) -> Rows:
        """Return counted rows, spelt out."""
        spelt = {setting: (counts.decoded(each.cells), each.counts) for setting, each in counts.tables.items()}
        return cls(counts.cardinality, spelt)

    def plus_one(self, values: Sequence[int], setting: Setting) -> Rows:
        """Return the rows with one more."""
        more = np.array([values], dtype=np.int64)
        cells, often = self.tables.get(setting, (more[:0], np.empty(0, np.int64)))
        together = (np.concatenate([cells, more]), np.append(often, 1))
        return Rows(self.cardinality, {**self.tables, setting: together})

    def local(self, component: Component) -> dict[Setting, IntArray]:
        """Return how often each state of what a component looks at was seen, by local setting."""
        seen = list(component.seen)
        sizes = [self.cardinality[node] for node in seen]
        found: dict[Setting, IntArray] = {}
        for setting, (cells, often) in self.tables.items():
            codes = codes_of(cells[:, seen], sizes)
            tally = np.bincount(codes, weights=often, minlength=math.prod(sizes)).astype(np.int64)
            key = local_setting(component, setting)
            found[key] = found[key] + tally if key in found else tally
        return found


def codes_of(states: npt.NDArray[np.integer], sizes: Sequence[int]) -> IntArray:
    """Return each row of states as one number, the last state changing fastest, int64[n_rows]."""
    codes = np.zeros(len(states), dtype=np.int64)
    for column, size in enumerate(sizes):
        codes = codes * size + states[:, column]
    return codes


@dataclass(frozen=True, eq=False)
class Spelling:
    """A layout and how many rows of each of its items were seen."""

    layout: Layout
    items: IntArray

    @cached_property
    def log_terms(self) -> float:
        """Natural log of the number of terms of the sum that its evidence is; 0 for a closed form."""
        return sum(
            math.lgamma(rows + ways) - math.lgamma(rows + 1) - math.lgamma(ways)
            for rows, ways in zip(self.items.tolist(), self.layout.ways.tolist(), strict=True)
            if rows and ways > 1
        )

    @property
    def method(self) -> Method:
        """How its evidence is best worked out."""
        if self.log_terms == 0:
            return "closed form"
        return "finite sum" if self.log_terms <= math.log(MOST_TERMS) else "sampled"

    def log_evidence(self) -> float:
        """Return the natural log of the probability of the rows; the sum is done however long it is."""
        from engine.kernels.latent_sums import summed_evidence, table_evidence

        layout, base = self.layout, self._single
        several = np.flatnonzero((self.items > 0) & (layout.ways > 1))
        if not len(several):
            return float(table_evidence(base, layout.group, layout.alpha, layout.group_alpha))
        starts, leaf_starts, leaves = _taken(layout, several)
        return float(
            summed_evidence(
                base, layout.group, layout.alpha, layout.group_alpha, self.items[several], starts, leaf_starts, leaves
            )
        )

    @property
    def _single(self) -> IntArray:
        # Counts of the cells that rows meet which can have come about in one way only.
        layout = self.layout
        base = np.zeros(len(layout.alpha), dtype=np.int64)
        single = np.flatnonzero((self.items > 0) & (layout.ways == 1))
        first = layout.way_start[single]
        begin, often = layout.leaf_start[first], layout.leaf_start[first + 1] - layout.leaf_start[first]
        places = np.repeat(begin - np.concatenate([[0], np.cumsum(often)[:-1]]), often) + np.arange(often.sum())
        np.add.at(base, layout.leaves[places.astype(np.int64)], np.repeat(self.items[single], often))
        return base


def spelt(component: Component, rows: Rows, equivalent_sample_size: float, more: Sequence[Setting] = ()) -> Spelling:
    """Return a component with its rows in the order of its members that leaves the least to sum over.

    Parameters
    ----------
    component, rows
        The component, and what was seen.
    equivalent_sample_size
        Strength of the Dirichlet priors in rows.
    more
        Settings under which rows are not seen but may be asked about.

    Raises
    ------
    InvalidInput
        When the hidden variable stands behind tables that are too large.
    """
    local = rows.local(component)
    settings = tuple(dict.fromkeys([*local, *(local_setting(component, each) for each in more)]))
    ordered = tuple(sorted(settings, key=lambda each: (each.targets, repr(each.changed))))
    choices = layouts(component, rows.cardinality, equivalent_sample_size, ordered)
    return min((_counted(layout, local) for layout in choices), key=lambda each: each.log_terms)


def _counted(layout: Layout, local: Mapping[Setting, IntArray]) -> Spelling:
    items = np.zeros(layout.n_items + 1, dtype=np.int64)
    for setting, tally in local.items():
        # Rows that say nothing stand at -1, the last place.
        np.add.at(items, layout.item_of[setting], tally)
    return Spelling(layout, items[:-1])


def _taken(layout: Layout, items: npt.NDArray[np.intp]) -> tuple[IntArray, IntArray, IntArray]:
    # The ways of some items, renumbered as if there were no others.
    ways = [way for item in items for way in range(layout.way_start[item], layout.way_start[item + 1])]
    blocks = [layout.leaves[layout.leaf_start[way] : layout.leaf_start[way + 1]] for way in ways]
    starts = np.concatenate([[0], np.cumsum(layout.ways[items])]).astype(np.int64)
    leaf_starts = np.concatenate([[0], np.cumsum([len(block) for block in blocks])]).astype(np.int64)
    return starts, leaf_starts, np.concatenate(blocks).astype(np.int64)
