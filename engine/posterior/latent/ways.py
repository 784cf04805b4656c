"""The hidden ways in which each kind of row can come about, told by the cells of tables that they meet."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from engine.hypotheses.components import Component, District, Family
from engine.posterior.counts import Setting
from engine.posterior.latent.answers import MOST_WAYS, Answers, configuration, too_large

MOST_CELLS = 1 << 16
# A second.
MOST_IN_ALL = 1 << 17

# A cell of a table: which table, which of its rows, which state.
Leaf = tuple[Hashable, int, int]
Way = tuple[Leaf, ...]
# Rows and states of each table, and the sum of the Dirichlet parameters of one of its rows.
Tables = dict[Hashable, tuple[int, int, float]]


@dataclass(frozen=True)
class Ways:
    """What can be seen under one setting.

    Parameters
    ----------
    of_states
        For each joint state of what is seen, the last variable changing fastest, the ways in which it can come about;
        one way that meets nothing stands for a row that says nothing.
    tables
        The tables that they meet.
    """

    of_states: tuple[tuple[Way, ...], ...]
    tables: Tables


@dataclass(frozen=True)
class Unfolding:
    """A component whose hidden ways are gone through, with the members of its districts in one order.

    Parameters
    ----------
    component, cardinality
        The component, and how many states each of its `n` seen variables has.
    size
        Equivalent sample size of the Dirichlet priors, rows.
    districts
        Its districts, in one of their orders.
    """

    component: Component
    cardinality: tuple[int, ...]
    size: float
    districts: tuple[District, ...]

    @cached_property
    def states(self) -> tuple[int, ...]:
        """How many states each node has, the hidden ones last."""
        return (*self.cardinality, *self.component.hidden)

    @cached_property
    def answers(self) -> tuple[Answers, ...]:
        """What the members of each district would do."""
        return tuple(Answers(district, self.states) for district in self.districts)

    def refuse_too_large(self) -> None:
        """Raise InvalidInput when there is an experiment for which the ways or tables are too many to go through."""
        hidden = math.prod(self.component.hidden)
        most = math.prod(answers.most_ways() for answers in self.answers) * hidden
        cells = sum(answers.n_cells for answers in self.answers)
        cells += sum(self._cells(each) for each in self.component.families)
        joint = math.prod(self.states[node] for node in self.component.seen)
        if most > MOST_WAYS or cells > MOST_CELLS or joint * most > MOST_IN_ALL:
            raise too_large()

    def under(self, setting: Setting) -> Ways:
        """Return the ways under one setting; as many as the joint states by the ways of each."""
        self.refuse_too_large()
        active = self._active_hidden(setting)
        tables: Tables = {}
        rows = product(*(range(size) for size in self.cardinality))
        return Ways(tuple(tuple(self._ways(values, setting, active, tables)) for values in rows), tables)

    def _cells(self, family: Family) -> int:
        return math.prod(self.states[node] for node in (family.node, *family.parents))

    def _ways(self, values: tuple[int, ...], setting: Setting, active: frozenset[int], tables: Tables) -> Iterator[Way]:
        n = self.component.n
        speaking = [family for family in self.component.families if self._speaks(family, setting, active)]
        hidden = range(n, n + len(self.component.hidden))
        for states in product(*(range(self.states[node]) if node in active else (0,) for node in hidden)):
            at = values + states
            own = tuple(self._leaf(family, at, setting, tables) for family in speaking)
            parts = [[*self._answered(answers, at, setting, tables)] for answers in self.answers]
            yield from (tuple(leaf for part in (own, *chosen) for leaf in part) for chosen in product(*parts))

    def _speaks(self, family: Family, setting: Setting, active: frozenset[int]) -> bool:
        return family.node in active if family.node >= self.component.n else not setting.targets >> family.node & 1

    def _active_hidden(self, setting: Setting) -> frozenset[int]:
        # An explicit hidden variable counts when something that it causes does.
        active: set[int] = set()
        while True:
            speaking = [each for each in self.component.families if self._speaks(each, setting, frozenset(active))]
            for district, answers in zip(self.districts, self.answers, strict=True):
                speaking += [district.families[place] for place in answers.active(setting.targets)]
            grown = {parent for family in speaking for parent in family.parents if parent >= self.component.n}
            if grown == active:
                return frozenset(active)
            active = grown

    def _leaf(self, family: Family, at: tuple[int, ...], setting: Setting, tables: Tables) -> Leaf:
        row, rows = configuration(family.parents, at, self.states)
        key = (family.node, setting.table_of(family.node))
        tables[key] = (rows, self.states[family.node], self.size / rows)
        return key, row, at[family.node]

    def _answered(self, answers: Answers, at: tuple[int, ...], setting: Setting, tables: Tables) -> Iterator[Way]:
        keys = [(family.node, setting.table_of(family.node)) for family in answers.district.families]
        for leaves in answers.ways(at, setting.targets):
            for place, _, _ in leaves:
                tables[keys[place]] = (*answers.shapes[place], self.size / answers.configurations[place])
            yield tuple((keys[place], row, state) for place, row, state in leaves)


@lru_cache(maxsize=1 << 14)
def ways_under(unfolding: Unfolding, setting: Setting) -> Ways:
    """Return the ways of a component under one setting, worked out once."""
    return unfolding.under(setting)
