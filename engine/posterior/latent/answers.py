"""What the members of a district would do: their answers to one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from engine.hypotheses.components import District
from engine.problems import InvalidInput, Problem

MOST_WAYS = 4096
# Of so many members every subset is looked at.
MOST_MEMBERS = 8


class Answers:
    """What the members of a district say of one another.

    An answer is the state that a member would have, or, where another depends on its whole response, a state for
    every configuration of its parents.

    Parameters
    ----------
    district
        The district.
    states
        How many states each node has.
    """

    def __init__(self, district: District, states: Sequence[int]) -> None:
        self.district, self.states = district, states
        self.answering = district.answering

    @property
    def n_cells(self) -> int:
        """How many cells the tables of all members have."""
        return sum(rows * answers for rows, answers in self.shapes)

    @cached_property
    def n_answers(self) -> tuple[int, ...]:
        """Among how many answers each member has one."""
        return tuple(self._n_answers(place) for place in range(len(self.district.families)))

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Rows and states of the table of each member."""
        return tuple(self._shape(place) for place in range(len(self.district.families)))

    @cached_property
    def configurations(self) -> tuple[int, ...]:
        """Among how many rows the equivalent sample size is shared out, for each member.

        While nobody acts, a parent in the district is what it would have been: it parts no rows further.
        """
        return tuple(self._configurations(place) for place in range(len(self.district.families)))

    def most_ways(self) -> int:
        """Return in how many ways one row can have come about at most, whichever members are set."""
        nodes = [family.node for family in self.district.families]
        if len(nodes) > MOST_MEMBERS:
            return math.prod(self.n_answers)
        subsets = product((0, 1), repeat=len(nodes))
        return max(
            self._n_ways(sum(1 << node for node, one in zip(nodes, chosen, strict=True) if one)) for chosen in subsets
        )

    def active(self, targets: int) -> list[int]:
        """Return the members that count when some are set: those that are not, and those whose answers they need."""
        found: list[int] = []
        for place in reversed(range(len(self.district.families))):
            free = not targets >> self.district.families[place].node & 1
            if free or any(place in self.district.given[other] for other in found):
                found.append(place)
        return found[::-1]

    def ways(self, at: tuple[int, ...], targets: int) -> Iterator[list[tuple[int, int, int]]]:
        """Yield the ways in which the members can have come to what was seen: place, row and state of each table."""
        yield from self._ways(at, targets, self.active(targets), {})

    def _ways(
        self, at: tuple[int, ...], targets: int, waiting: Sequence[int], answers: Mapping[int, int]
    ) -> Iterator[list[tuple[int, int, int]]]:
        if not waiting:
            yield []
            return
        place, rest = waiting[0], waiting[1:]
        row = 0
        for other in self.district.given[place]:
            row = row * self.n_answers[other] + answers[other]
        if place not in self.answering:
            own, rows = configuration(self.district.families[place].parents, at, self.states)
            row = row * rows + own
        for answer in self._fitting(place, at, targets):
            for leaves in self._ways(at, targets, rest, {**answers, place: answer}):
                yield [(place, row, answer), *leaves]

    def _fitting(self, place: int, at: tuple[int, ...], targets: int) -> Sequence[int]:
        # The answers that agree with what was seen; all of them where the member was set.
        family = self.district.families[place]
        if targets >> family.node & 1:
            return range(self.n_answers[place])
        if place not in self.answering:
            return (at[family.node],)
        row, _ = configuration(family.parents, at, self.states)
        size = self.states[family.node]
        # The answer to the first configuration is the last digit, and so on.
        digit = size**row
        return [answer for answer in range(self.n_answers[place]) if answer // digit % size == at[family.node]]

    def _shape(self, place: int) -> tuple[int, int]:
        rows = math.prod(self.n_answers[other] for other in self.district.given[place])
        if place not in self.answering:
            rows *= math.prod(self.states[parent] for parent in self.district.families[place].parents)
        return rows, self.n_answers[place]

    def _configurations(self, place: int) -> int:
        family, given = self.district.families[place], self.district.given[place]
        rows = math.prod(self.n_answers[other] for other in given)
        if place in self.answering:
            return rows
        inside = {self.district.families[other].node for other in given}
        return rows * math.prod(self.states[parent] for parent in family.parents if parent not in inside)

    def _n_ways(self, targets: int) -> int:
        total = 1
        for place in self.active(targets):
            node = self.district.families[place].node
            # An answer that was not set is known where it was asked for.
            total *= self.n_answers[place] // (1 if targets >> node & 1 else self.states[node])
        return total

    def _n_answers(self, place: int) -> int:
        family = self.district.families[place]
        if place not in self.answering:
            return self.states[family.node]
        rows = math.prod(self.states[parent] for parent in family.parents)
        if rows * math.log2(self.states[family.node]) > math.log2(MOST_WAYS):
            raise too_large()
        return int(self.states[family.node] ** rows)


def configuration(parents: Sequence[int], at: tuple[int, ...], states: Sequence[int]) -> tuple[int, int]:
    """Return which configuration of some parents a row has, the last parent changing fastest, and among how many."""
    row, rows = 0, 1
    for parent in parents:
        row, rows = row * states[parent] + at[parent], rows * states[parent]
    return row, rows


def too_large() -> InvalidInput:
    """Return the problem of a hidden cause that cannot be followed in full."""
    return InvalidInput(
        Problem(
            "a hidden cause stands behind variables with too many causes or states",
            "Give it a number of states, fewer if it has one, or leave out some of these causes",
        )
    )
