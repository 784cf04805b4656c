"""What of a candidate hangs together through hidden variables, and what of it is plain families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, permutations, product

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.districts import ordered_parents, projected_parents
from engine.networks.dag import bits

MOST_ORDERS = 24


@dataclass(frozen=True)
class Family:
    """A node and its parents; nodes from the number of seen variables on are explicit hidden ones."""

    node: int
    parents: tuple[int, ...]


@dataclass(frozen=True)
class District:
    """Seen variables that share hidden causes of open size.

    A hidden cause is spoken of through what it makes its effects do: each member depends on what those before it
    would have been, whatever was then done to them. Where its own parents say all that made them so, their values are
    enough; else it depends on how they would have answered everything (their response: a function).

    Parameters
    ----------
    families
        The members in order, each with its parents.
    given
        For each member the members, by their places in `families`, that it shares a cause with and that come before
        it, and whose answers it so depends on.
    """

    families: tuple[Family, ...]
    given: tuple[tuple[int, ...], ...]

    @property
    def is_joint(self) -> bool:
        """Whether all share a cause with all."""
        return all(len(each) == place for place, each in enumerate(self.given))

    @property
    def needed(self) -> frozenset[int]:
        """The members, by place, that another depends on."""
        return frozenset(place for each in self.given for place in each)

    @property
    def answering(self) -> frozenset[int]:
        """The members, by place, that another depends on by the whole of their response."""
        return frozenset(
            place
            for other, each in enumerate(self.given)
            for place in each
            if not set(self.families[place].parents) <= set(self.families[other].parents)
        )

    def orders(self) -> tuple[District, ...]:
        """Return this district with its members in other orders that mean the same.

        Members with the same parents that all share causes have one table together, and it does not matter which of
        them is spoken of first; some orders leave less to sum over.
        """
        if not self.is_joint or self.answering:
            return (self,)
        groups = [tuple(group) for _, group in groupby(self.families, key=lambda family: family.parents)]
        choices = product(*(permutations(group) for group in groups))
        return tuple(
            District(tuple(family for group in chosen for family in group), self.given)
            for chosen in islice(choices, MOST_ORDERS)
        )


@dataclass(frozen=True)
class Component:
    """A part of a candidate that rows speak about as a whole.

    Parameters
    ----------
    n
        How many variables are seen in the candidate.
    hidden
        How many states each explicit hidden variable has; they are the nodes n, n + 1 ...
    families
        The explicit hidden variables and the seen ones that they cause, as far as these are in no district.
    districts
        What shares hidden causes of open size.
    """

    n: int
    hidden: tuple[int, ...]
    families: tuple[Family, ...]
    districts: tuple[District, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """The seen variables whose tables are part of it, ascending."""
        own = [family.node for family in self.families if family.node < self.n]
        return tuple(sorted({*own, *(family.node for each in self.districts for family in each.families)}))

    @property
    def seen(self) -> tuple[int, ...]:
        """The seen variables that it looks at: its members and their parents, ascending."""
        families = [*self.families, *(family for each in self.districts for family in each.families)]
        nodes = {node for family in families for node in (family.node, *family.parents)}
        return tuple(sorted(node for node in nodes if node < self.n))


@dataclass(frozen=True)
class Decomposition:
    """A candidate as plain families, whose scores are those of any DAG, and components."""

    plain: tuple[tuple[int, int], ...]
    components: tuple[Component, ...]


@lru_cache(maxsize=1 << 14)
def decomposed(candidate: Candidate) -> Decomposition:
    """Return the parts of a candidate whose evidences multiply.

    `plain` holds (node, bit mask of its parents) for seen variables that nothing hidden has to do with.
    """
    n = candidate.n
    open_nodes = {n + place for place, each in enumerate(candidate.hidden) if each.states is None}
    parents = projected_parents(candidate.graph.parents, open_nodes)
    pairs = candidate.districts
    explicit = [node for node in range(n, candidate.graph.n) if node not in open_nodes]
    groups = _Groups(range(candidate.graph.n))
    touched = {node for pair in pairs for node in pair}
    for one, other in pairs:
        groups.join(one, other)
    for hidden in explicit:
        touched.add(hidden)
        for child in range(candidate.graph.n):
            if child not in open_nodes and parents[child] >> hidden & 1:
                groups.join(hidden, child)
                touched.add(child)
    plain = tuple((node, parents[node]) for node in range(n) if node not in touched)
    components = tuple(
        _component(candidate, sorted(part), parents, pairs) for part in groups.parts() if touched & set(part)
    )
    return Decomposition(plain, components)


def _component(
    candidate: Candidate, part: Sequence[int], parents: Sequence[int], pairs: tuple[tuple[int, int], ...]
) -> Component:
    n = candidate.n
    hidden = [node for node in part if node >= n]
    # Explicit hidden variables are numbered anew, so that the same part of two candidates is the same component.
    place = {**{node: node for node in range(n)}, **{node: n + new for new, node in enumerate(hidden)}}
    shared = _Groups(node for node in part if node < n)
    for one, other in pairs:
        if one in part:
            shared.join(one, other)
    districts = [sorted(each) for each in shared.parts() if len(each) > 1]
    inside = {node for each in districts for node in each}

    def family(node: int) -> Family:
        return Family(place[node], tuple(sorted(place[parent] for parent in bits(parents[node]))))

    return Component(
        n,
        tuple(candidate.hidden[node - n].states or 0 for node in hidden),
        tuple(family(node) for node in part if node not in inside),
        tuple(_district([family(node) for node in each], pairs) for each in districts),
    )


def _district(families: Sequence[Family], pairs: tuple[tuple[int, int], ...]) -> District:
    by_node = {family.node: family for family in families}
    given = ordered_parents(sorted(by_node), pairs)
    order = _in_order(given, by_node)
    place = {node: number for number, node in enumerate(order)}
    return District(
        tuple(by_node[node] for node in order),
        tuple(tuple(sorted(place[parent] for parent in given[node])) for node in order),
    )


def _in_order(given: dict[int, tuple[int, ...]], by_node: dict[int, Family]) -> list[int]:
    # Those with the fewest parents first: then the parents of later ones are the likeliest to hold those of earlier.
    if any(len(each) != place for place, each in enumerate(sorted(given.values(), key=len))):
        return sorted(given, key=lambda node: (len(given[node]), node))
    waiting, order = dict(by_node), list[int]()
    while waiting:
        ready = [node for node, family in waiting.items() if not set(family.parents) & waiting.keys()]
        order.append(min(ready, key=lambda node: (len(by_node[node].parents), by_node[node].parents, node)))
        del waiting[order[-1]]
    given.update({node: tuple(order[:place]) for place, node in enumerate(order)})
    return order


class _Groups:
    # Union of sets by a representative.
    def __init__(self, nodes: Iterable[int]) -> None:
        self._of = {node: node for node in nodes}

    def join(self, one: int, other: int) -> None:
        old, new = self._of[one], self._of[other]
        self._of = {node: new if group == old else group for node, group in self._of.items()}

    def parts(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for node, group in self._of.items():
            found.setdefault(group, []).append(node)
        return list(found.values())
