"""One candidate: arrows between what is seen, and variables that nobody can see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations

from engine.hypotheses.districts import is_composed, projected_districts
from engine.networks.dag import Dag, bits
from engine.problems import InvalidInput, Problem

MOST_HIDDEN = 4
MOST_HIDDEN_STATES = 10


@dataclass(frozen=True)
class HiddenVariable:
    """A variable that is never measured.

    Parameters
    ----------
    name
        What it is called; two candidates that differ in such names alone are the same.
    states
        How many states it has: the explicit form, whose tables have a prior of their own. None leaves it open: the
        saturated form, in which its effects may depend on one another in every way that their arrows allow.
    """

    name: str = field(default="", compare=False)
    states: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A structure that may be true: a DAG over what is seen and what is hidden.

    Parameters
    ----------
    n
        How many variables are seen; they are the nodes 0 .. n-1.
    graph
        The arrows; hidden variables are the nodes from n on.
    hidden
        The hidden variables, in the order of their nodes. They are put into an order of their own, so that equal
        candidates compare equal.

    Raises
    ------
    InvalidInput
        When a hidden variable can make no difference, or has too few or too many states, or there are too many; or
        when hidden causes of open size are chained in a way that has no joint form.
    """

    n: int
    graph: Dag
    hidden: tuple[HiddenVariable, ...] = ()

    def __post_init__(self) -> None:
        if self.graph.n != self.n + len(self.hidden):
            raise ValueError(f"a graph on {self.graph.n} nodes for {self.n} seen and {len(self.hidden)} hidden ones")
        problems = self._problems()
        if problems:
            raise InvalidInput(*problems)
        if len(self.hidden) > 1:
            graph, hidden = _in_order(self.n, self.graph, self.hidden)
            object.__setattr__(self, "graph", graph)
            object.__setattr__(self, "hidden", hidden)
        if not is_composed(self.districts):
            raise InvalidInput(
                Problem(
                    "hidden causes of open size are chained along four variables or more",
                    "Give these hidden variables a number of states",
                )
            )

    @classmethod
    def of(cls, dag: Dag) -> Candidate:
        """Return the candidate in which nothing is hidden."""
        return cls(dag.n, dag)

    @cached_property
    def seen(self) -> Dag:
        """The arrows between seen variables alone, as they are drawn."""
        return Dag(tuple(mask & ((1 << self.n) - 1) for mask in self.graph.parents[: self.n]))

    @property
    def is_dag(self) -> bool:
        """Whether nothing is hidden."""
        return not self.hidden

    @property
    def has_explicit(self) -> bool:
        """Whether a hidden variable has a stated number of states."""
        return any(each.states is not None for each in self.hidden)

    @cached_property
    def districts(self) -> tuple[tuple[int, int], ...]:
        """Pairs of seen variables that share a hidden cause of open size, each (lower, higher), ascending."""
        return projected_districts(self.n, self.graph.parents, self._open_nodes)

    def children_of_hidden(self, number: int) -> tuple[int, ...]:
        """Return the nodes that a hidden variable, given by its number among them, has an arrow to."""
        return self.graph.children(self.n + number)

    def neighbours_of_hidden(self, number: int) -> tuple[int, ...]:
        """Return the nodes that an arrow joins with a hidden variable, given by its number among them."""
        return (*bits(self.graph.parents[self.n + number]), *self.children_of_hidden(number))

    def hidden_names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return a name for every hidden variable, unlike all others; U, U2 ... for those without one."""
        return distinct_names([each.name for each in self.hidden], names)

    def all_names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names of all nodes: those of the seen ones, which are given, and of the hidden ones."""
        return (*names, *self.hidden_names(names))

    def name_problems(self, names: Sequence[str]) -> tuple[Problem, ...]:
        """Return what is wrong with the names of the hidden variables beside those of the seen ones."""
        problems = []
        hidden = [each.name for each in self.hidden if each.name]
        for name in dict.fromkeys(hidden):
            if any(mark in name for mark in "():"):
                what = f'the name "{name}" of a hidden variable has a round bracket or a colon in it'
                problems.append(Problem(what, "Leave these out: they are used to write down hidden variables"))
            elif name in names or f"({name})" in names:
                what = f'a hidden variable is called "{name}", like one that is seen'
                problems.append(Problem(what, "Give the hidden one another name"))
            elif hidden.count(name) > 1:
                problems.append(Problem(f'two hidden variables are called "{name}"', "Give each a name of its own"))
        return tuple(problems)

    @property
    def _open_nodes(self) -> tuple[int, ...]:
        return tuple(self.n + number for number, each in enumerate(self.hidden) if each.states is None)

    def _is_explicit(self, node: int) -> bool:
        return node >= self.n and self.hidden[node - self.n].states is not None

    def _problems(self) -> list[Problem]:
        problems = []
        if len(self.hidden) > MOST_HIDDEN:
            what = f"a candidate has {len(self.hidden)} hidden variables"
            problems.append(Problem(what, f"Leave at most {MOST_HIDDEN}"))
        for number, each in enumerate(self.hidden):
            name = f"the hidden variable {each.name}".rstrip()
            effects = self.children_of_hidden(number)
            if len(effects) < 2 and not self.graph.parents[self.n + number]:
                what = f"{name} has {'one effect only' if effects else 'no effect'}, so that nothing can be seen of it"
                problems.append(Problem(what, "Draw arrows from it to two variables, or leave it out"))
            elif each.states is None and any(self._is_explicit(effect) for effect in effects):
                what = f"{name} is of open size and has an effect on a hidden variable with a number of states"
                problems.append(Problem(what, "Give both a number of states"))
            elif not effects:
                what = f"{name} has no effect, so that nothing can be seen of it"
                problems.append(Problem(what, "Draw an arrow from it, or leave it out"))
            if each.states is not None and not 2 <= each.states <= MOST_HIDDEN_STATES:
                what = f"{name} has {each.states} {'state' if each.states == 1 else 'states'}"
                problems.append(Problem(what, f"Give it 2 to {MOST_HIDDEN_STATES}, or leave their number open"))
        return problems


def distinct_names(hidden: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of hidden variables with U, U2 ... in place of empty ones, unlike all others and those seen."""
    taken = {*names, *hidden}
    found = []
    for given in hidden:
        name, number = given or "U", 2
        while not given and (name in taken or f"({name})" in names):
            name, number = f"U{number}", number + 1
        taken.add(name)
        found.append(name)
    return tuple(found)


def _in_order(n: int, graph: Dag, hidden: tuple[HiddenVariable, ...]) -> tuple[Dag, tuple[HiddenVariable, ...]]:
    # There are few hidden variables: the smallest of all ways to number them.
    def key(order: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        states = tuple(hidden[each].states or 0 for each in order)
        return states, _renumbered(n, graph, order)

    best = min(permutations(range(len(hidden))), key=key)
    return Dag(_renumbered(n, graph, best)), tuple(hidden[each] for each in best)


def _renumbered(n: int, graph: Dag, order: tuple[int, ...]) -> tuple[int, ...]:
    place = {**{node: node for node in range(n)}, **{n + old: n + new for new, old in enumerate(order)}}
    rows = (*range(n), *(n + old for old in order))
    return tuple(sum(1 << place[parent] for parent in bits(graph.parents[row])) for row in rows)
