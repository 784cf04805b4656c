"""Exact evidence of a component: in closed form, or as a finite sum where that is not too long."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    _tallies: dict[tuple[Setting, tuple[int, ...]], IntArray] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, counts: RegimeCounts) -> Rows:
        """Return counted rows, spelt out."""
        spelt = {setting: (counts.decoded(each.cells), each.counts) for setting, each in counts.tables.items()}
        return cls(counts.cardinality, spelt)

    def local(self, component: Component) -> dict[Setting, IntArray]:
        """Return how often each state of what a component looks at was seen, by local setting."""
        found: dict[Setting, IntArray] = {}
        for setting in self.tables:
            tally = self._tally(setting, component.seen)
            key = local_setting(component, setting)
            found[key] = found[key] + tally if key in found else tally
        return found

    def _tally(self, setting: Setting, seen: tuple[int, ...]) -> IntArray:
        # Many components look at the same variables.
        known = self._tallies.get((setting, seen))
        if known is None:
            cells, often = self.tables[setting]
            sizes = [self.cardinality[node] for node in seen]
            codes = codes_of(cells[:, list(seen)], sizes)
            known = np.bincount(codes, weights=often, minlength=math.prod(sizes)).astype(np.int64)
            self._tallies[setting, seen] = known
        return known


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
        layout = self.layout
        if not ((layout.ways > 1) & (self.items > 0)).any():
            return 0.0
        from engine.kernels.latent_items import sum_length

        ways = (layout.way_start, layout.leaf_start, layout.leaves)
        return float(sum_length(self.items, layout.group, layout.group_alpha.size, *ways))

    @property
    def method(self) -> Method:
        """How its evidence is best worked out."""
        if self.log_terms == 0:
            return "closed form"
        return "finite sum" if self.log_terms <= math.log(MOST_TERMS) else "sampled"

    def log_evidence(self) -> float:
        """Return the natural log of the probability of the rows; the sum is done however long it is."""
        from engine.kernels.latent_sums import items_evidence

        return float(items_evidence(self.items, *self.layout.hidden))


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
    return min(spellings(component, rows, equivalent_sample_size, more), key=lambda each: each.log_terms)


def spellings(
    component: Component, rows: Rows, equivalent_sample_size: float, more: Sequence[Setting] = ()
) -> tuple[Spelling, ...]:
    """Return a component with its rows in every order of its members that means the same; otherwise as `spelt`."""
    local = rows.local(component)
    settings = tuple(dict.fromkeys([*local, *(local_setting(component, each) for each in more)]))
    ordered = tuple(sorted(settings, key=lambda each: (each.targets, repr(each.changed))))
    choices = layouts(component, rows.cardinality, equivalent_sample_size, ordered)
    return tuple(_counted(layout, local) for layout in choices)


def _counted(layout: Layout, local: Mapping[Setting, IntArray]) -> Spelling:
    items = np.zeros(layout.n_items + 1, dtype=np.int64)
    for setting, tally in local.items():
        # Rows that say nothing stand at -1, the last place.
        np.add.at(items, layout.item_of[setting], tally)
    return Spelling(layout, items[:-1])
