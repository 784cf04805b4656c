"""The tables of a component, and in which hidden ways every kind of row can have come about."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from engine.hypotheses.components import Component, District, Family
from engine.posterior.counts import Setting
from engine.problems import InvalidInput, Problem

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
MOST_WAYS = 4096
MOST_CELLS = 1 << 16

# A cell of a table: which table, which of its rows, which state.
_Leaf = tuple[Hashable, int, int]
_Way = tuple[_Leaf, ...]


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
        The ways of each item and the cells that each way meets, as `engine.kernels.latent_sums` wants them.
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

    @property
    def n_items(self) -> int:
        """How many kinds of rows there are."""
        return len(self.way_start) - 1

    @property
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
    choices = product(*(district.orders() for district in component.districts))
    return tuple(
        _Spelling(component, cardinality, equivalent_sample_size, districts).layout(settings) for districts in choices
    )


class _Spelling:
    # Collects tables and items while the ways of every row are gone through.
    def __init__(
        self, component: Component, cardinality: tuple[int, ...], size: float, districts: Sequence[District]
    ) -> None:
        self.n, self.seen, self.size = component.n, component.seen, size
        self.families, self.districts = component.families, districts
        self.states = [*cardinality, *component.hidden]
        self.hidden = range(component.n, component.n + len(component.hidden))
        self.tables: dict[Hashable, tuple[int, int, float]] = {}
        self.answers = [_Answers(district, self.states) for district in districts]
        cells = sum(answers.n_cells for answers in self.answers)
        if cells > MOST_CELLS:
            raise _too_large()

    def layout(self, settings: Sequence[Setting]) -> Layout:
        kinds: dict[frozenset[_Way], int] = {}
        item_of = {}
        sizes = [self.states[node] for node in self.seen]
        for setting in settings:
            numbers = []
            for values in product(*(range(size) for size in sizes)):
                # No two ways are the same: they differ in what was hidden, which has a table of its own.
                ways = frozenset(self._ways(dict(zip(self.seen, values, strict=True)), setting))
                numbers.append(-1 if ways == {()} else kinds.setdefault(ways, len(kinds)))
            item_of[setting] = np.array(numbers, dtype=np.int64)
        return self._assembled(tuple(sizes), item_of, list(kinds))

    def _assembled(
        self, sizes: tuple[int, ...], item_of: Mapping[Setting, IntArray], kinds: Sequence[frozenset[_Way]]
    ) -> Layout:
        first_cell, first_group = {}, {}
        group: list[IntArray] = []
        alpha, group_alpha = [np.empty(0)], [np.empty(0)]
        n_cells = n_groups = 0
        for key, (rows, states, total) in self.tables.items():
            first_cell[key], first_group[key] = n_cells, n_groups
            group.append(n_groups + np.repeat(np.arange(rows), states))
            alpha.append(np.full(rows * states, total / states))
            group_alpha.append(np.full(rows, total))
            n_cells, n_groups = n_cells + rows * states, n_groups + rows
        ways = [way for item in kinds for way in item]
        leaves = [first_cell[key] + row * self.tables[key][1] + state for way in ways for key, row, state in way]
        return Layout(
            self.seen,
            sizes,
            item_of,
            np.concatenate(group).astype(np.int64) if group else np.empty(0, np.int64),
            np.concatenate(alpha),
            np.concatenate(group_alpha),
            np.cumsum([0, *(len(item) for item in kinds)], dtype=np.int64),
            np.cumsum([0, *(len(way) for way in ways)], dtype=np.int64),
            np.array(leaves, dtype=np.int64),
        )

    def _ways(self, values: Mapping[int, int], setting: Setting) -> list[_Way]:
        active = self._active_hidden(setting)
        found: list[_Way] = []
        for hidden in product(*(range(self.states[node]) if node in active else (0,) for node in self.hidden)):
            at = {**values, **dict(zip(self.hidden, hidden, strict=True))}
            speaking = [family for family in self.families if self._speaks(family, setting, active)]
            own = tuple(self._leaf(family, at, setting) for family in speaking)
            parts = [[*self._answered(number, at, setting)] for number in range(len(self.districts))]
            found.extend(tuple(leaf for part in (own, *chosen) for leaf in part) for chosen in product(*parts))
            if len(found) > MOST_WAYS:
                raise _too_large()
        return found

    def _speaks(self, family: Family, setting: Setting, active: frozenset[int]) -> bool:
        return family.node in active if family.node >= self.n else not setting.targets >> family.node & 1

    def _active_hidden(self, setting: Setting) -> frozenset[int]:
        # An explicit hidden variable counts when something that it causes does.
        active: set[int] = set()
        while True:
            speaking = [family for family in self.families if self._speaks(family, setting, frozenset(active))]
            for district, answers in zip(self.districts, self.answers, strict=True):
                speaking += [district.families[place] for place in answers.active(setting.targets)]
            grown = {parent for family in speaking for parent in family.parents if parent >= self.n}
            if grown == active:
                return frozenset(active)
            active = grown

    def _leaf(self, family: Family, at: Mapping[int, int], setting: Setting) -> _Leaf:
        row, rows = _configuration(family.parents, at, self.states)
        key = (family.node, setting.table_of(family.node))
        self._table(key, rows, self.states[family.node], self.size / rows)
        return key, row, at[family.node]

    def _answered(self, number: int, at: Mapping[int, int], setting: Setting) -> Iterator[_Way]:
        answers = self.answers[number]
        for leaves in answers.ways(at, setting.targets):
            way = []
            for place, row, state in leaves:
                node = answers.district.families[place].node
                key = (node, setting.table_of(node))
                self._table(key, *answers.shape(place), self.size / answers.configurations(place))
                way.append((key, row, state))
            yield tuple(way)

    def _table(self, key: Hashable, rows: int, states: int, total: float) -> None:
        if key not in self.tables:
            self.tables[key] = (rows, states, total)
            if sum(rows * states for rows, states, _ in self.tables.values()) > MOST_CELLS:
                raise _too_large()


class _Answers:
    # What the members of a district say of one another. An answer is the state that a member would have, or, where
    # another depends on its whole response, a state for every configuration of its parents.
    def __init__(self, district: District, states: Sequence[int]) -> None:
        self.district, self.states = district, states
        self.needed, self.answering = district.needed, district.answering

    @property
    def n_cells(self) -> int:
        return sum(math.prod(self.shape(place)) for place in range(len(self.district.families)))

    def shape(self, place: int) -> tuple[int, int]:
        """Return rows and states of the table of a member."""
        rows = math.prod(self._n_answers(other) for other in self.district.given[place])
        if place not in self.answering:
            rows *= math.prod(self.states[parent] for parent in self.district.families[place].parents)
        return rows, self._n_answers(place)

    def configurations(self, place: int) -> int:
        """Return among how many rows the equivalent sample size is shared out.

        While nobody acts, a parent in the district is what it would have been: it parts no rows further.
        """
        family, given = self.district.families[place], self.district.given[place]
        inside = {self.district.families[other].node for other in given}
        rows = math.prod(self._n_answers(other) for other in given)
        if place in self.answering:
            return rows
        return rows * math.prod(self.states[parent] for parent in family.parents if parent not in inside)

    def active(self, targets: int) -> list[int]:
        """Return the members that count when some are set: those that are not, and those whose answers they need."""
        found: list[int] = []
        for place in reversed(range(len(self.district.families))):
            free = not targets >> self.district.families[place].node & 1
            if free or any(place in self.district.given[other] for other in found):
                found.append(place)
        return found[::-1]

    def ways(self, at: Mapping[int, int], targets: int) -> Iterator[list[tuple[int, int, int]]]:
        """Yield the ways in which the members can have come to what was seen: place, row and state of each table."""
        yield from self._ways(at, targets, self.active(targets), {})

    def _ways(
        self, at: Mapping[int, int], targets: int, waiting: Sequence[int], answers: Mapping[int, int]
    ) -> Iterator[list[tuple[int, int, int]]]:
        if not waiting:
            yield []
            return
        place, rest = waiting[0], waiting[1:]
        row = 0
        for other in self.district.given[place]:
            row = row * self._n_answers(other) + answers[other]
        if place not in self.answering:
            own, rows = _configuration(self.district.families[place].parents, at, self.states)
            row = row * rows + own
        for answer in self._fitting(place, at, targets):
            for leaves in self._ways(at, targets, rest, {**answers, place: answer}):
                yield [(place, row, answer), *leaves]

    def _fitting(self, place: int, at: Mapping[int, int], targets: int) -> Sequence[int]:
        # The answers that agree with what was seen; all of them where the member was set.
        family = self.district.families[place]
        if targets >> family.node & 1:
            return range(self._n_answers(place))
        if place not in self.answering:
            return (at[family.node],)
        row, _ = _configuration(family.parents, at, self.states)
        size = self.states[family.node]
        return [answer for answer in range(self._n_answers(place)) if answer // size**row % size == at[family.node]]

    def _n_answers(self, place: int) -> int:
        family = self.district.families[place]
        if place not in self.answering:
            return self.states[family.node]
        rows = math.prod(self.states[parent] for parent in family.parents)
        if rows * math.log2(self.states[family.node]) > math.log2(MOST_WAYS):
            raise _too_large()
        return int(self.states[family.node] ** rows)


def _configuration(parents: Sequence[int], at: Mapping[int, int], states: Sequence[int]) -> tuple[int, int]:
    row, rows = 0, 1
    for parent in parents:
        row, rows = row * states[parent] + at[parent], rows * states[parent]
    return row, rows


def _too_large() -> InvalidInput:
    return InvalidInput(
        Problem(
            "a hidden cause of open size stands behind variables with too many causes or states",
            "Give it a number of states, or leave out some of these causes",
        )
    )
