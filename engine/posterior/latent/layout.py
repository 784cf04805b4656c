"""The tables of a component, and in which hidden ways every kind of row can have come about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from engine.hypotheses.components import Component, District, Family
from engine.kernels.hidden_ways import HiddenWays
from engine.networks.dag import bits
from engine.posterior.counts import Setting
from engine.posterior.latent.answers import too_large
from engine.posterior.latent.ways import MOST_CELLS, Tables, Unfolding, Way, Ways, ways_under

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Layout:
    """One component, spelt out for variables with so many states and for some settings.

    Parameters
    ----------
    seen, cardinality
        The seen variables that it looks at, and how many states each has.
    item_of
        Per setting int64[n_local_cells]: the item that a row is, by the states of `seen` as one number, the last
        changing fastest; -1 for a row that says nothing. Rows of one item can have come about in the same ways.
    group, alpha, group_alpha
        Per cell of all tables the row it is in and its Dirichlet parameter; per row the sum of these.
    way_start, leaf_start, leaves
        The ways of each item and the cells that each way meets, as `HiddenWays` has them.
    """

    seen: tuple[int, ...]
    cardinality: tuple[int, ...]
    item_of: Mapping[Setting, IntArray]
    group: IntArray
    alpha: FloatArray
    group_alpha: FloatArray
    way_start: IntArray
    leaf_start: IntArray
    leaves: IntArray = field(repr=False)

    @cached_property
    def hidden(self) -> HiddenWays:
        """Tables and ways as kernels take them."""
        ways = (self.way_start, self.leaf_start, self.leaves)
        return HiddenWays(self.group, self.alpha, self.group_alpha, *ways)

    @property
    def n_items(self) -> int:
        """How many kinds of rows there are."""
        return len(self.way_start) - 1

    @cached_property
    def ways(self) -> IntArray:
        """int64[n_items], in how many ways each kind can have come about."""
        return np.diff(self.way_start)


def local_setting(component: Component, setting: Setting) -> Setting:
    """Return what of a setting counts for a component: what was done to its members."""
    members = component.members
    targets = sum(1 << node for node in members if setting.targets >> node & 1)
    changed = tuple(each for each in setting.changed if each[0] in members and not targets >> each[0] & 1)
    return Setting(targets, changed)


@lru_cache(maxsize=1 << 14)
def layouts(
    component: Component, cardinality: tuple[int, ...], equivalent_sample_size: float, settings: tuple[Setting, ...]
) -> tuple[Layout, ...]:
    """Return a component spelt out in every order that means the same; some leave less to sum over than others.

    Parameters
    ----------
    component
        The component.
    cardinality
        How many states each seen variable of the space has.
    equivalent_sample_size
        Strength of the Dirichlet priors in rows; a table's row of a BDeu prior has its share of it.
    settings
        The local settings under which rows are to be looked at, each once.

    Raises
    ------
    InvalidInput
        When the hidden variable stands behind tables that are too large.
    """
    seen = component.seen
    place = {node: number for number, node in enumerate(seen)}
    place.update({component.n + hidden: len(seen) + hidden for hidden in range(len(component.hidden))})
    own = tuple(_renumbered_setting(setting, place) for setting in settings)
    found = layouts_of_shape(
        _renumbered(component, place), tuple(cardinality[node] for node in seen), equivalent_sample_size, own
    )
    return tuple(
        replace(each, seen=seen, item_of={one: each.item_of[other] for one, other in zip(settings, own, strict=True)})
        for each in found
    )


@lru_cache(maxsize=1 << 12)
def layouts_of_shape(
    component: Component, cardinality: tuple[int, ...], equivalent_sample_size: float, settings: tuple[Setting, ...]
) -> tuple[Layout, ...]:
    """Return the same for a component whose nodes are numbered without gaps, so that those of one shape share it."""
    choices = product(*(district.orders() for district in component.districts))
    return tuple(
        _laid_out(component, cardinality, settings, [ways_under(each, setting) for setting in settings])
        for each in (Unfolding(component, cardinality, equivalent_sample_size, districts) for districts in choices)
    )


def _renumbered(component: Component, place: Mapping[int, int]) -> Component:
    def family(each: Family) -> Family:
        return Family(place[each.node], tuple(place[parent] for parent in each.parents))

    districts = (District(tuple(map(family, each.families)), each.given) for each in component.districts)
    families = tuple(map(family, component.families))
    return Component(len(component.seen), component.hidden, families, tuple(districts))


def _renumbered_setting(setting: Setting, place: Mapping[int, int]) -> Setting:
    targets = sum(1 << place[node] for node in bits(setting.targets))
    return Setting(targets, tuple((place[node], table) for node, table in setting.changed))


def _laid_out(
    component: Component, cardinality: tuple[int, ...], settings: Sequence[Setting], found: Sequence[Ways]
) -> Layout:
    # The order of ways is that in which they were come upon: sums and draws are to be the same in every process.
    kinds: dict[frozenset[Way], tuple[int, tuple[Way, ...]]] = {}
    item_of, tables = {}, Tables()
    for setting, under in zip(settings, found, strict=True):
        tables.update(under.tables)
        numbers = []
        for ways in under.of_states:
            # No two ways are the same: they differ in what was hidden, which has a table of its own.
            numbers.append(-1 if ways == ((),) else kinds.setdefault(frozenset(ways), (len(kinds), ways))[0])
        item_of[setting] = np.array(numbers, dtype=np.int64)
    return _assembled(component, cardinality, item_of, [ways for _, ways in kinds.values()], tables)


def _assembled(
    component: Component,
    cardinality: tuple[int, ...],
    item_of: Mapping[Setting, IntArray],
    kinds: Sequence[tuple[Way, ...]],
    tables: Tables,
) -> Layout:
    if sum(rows * states for rows, states, _ in tables.values()) > MOST_CELLS:
        raise too_large()
    first_cell = {}
    group: list[IntArray] = []
    alpha, group_alpha = [np.empty(0)], [np.empty(0)]
    n_cells = n_groups = 0
    for key, (rows, states, total) in tables.items():
        first_cell[key] = n_cells
        group.append(n_groups + np.repeat(np.arange(rows), states))
        alpha.append(np.full(rows * states, total / states))
        group_alpha.append(np.full(rows, total))
        n_cells, n_groups = n_cells + rows * states, n_groups + rows
    ways = [way for item in kinds for way in item]
    leaves = [first_cell[key] + row * tables[key][1] + state for way in ways for key, row, state in way]
    return Layout(
        component.seen,
        cardinality,
        item_of,
        np.concatenate(group).astype(np.int64) if group else np.empty(0, np.int64),
        np.concatenate(alpha),
        np.concatenate(group_alpha),
        np.cumsum([0, *(len(item) for item in kinds)], dtype=np.int64),
        np.cumsum([0, *(len(way) for way in ways)], dtype=np.int64),
        np.array(leaves, dtype=np.int64),
    )
