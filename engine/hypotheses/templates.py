"""Shapes with slots: put variables into the slots, and a candidate comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import comb

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.networks.dag import Dag
from engine.problems import InvalidInput, Problem

Point = tuple[float, float]


@dataclass(frozen=True)
class Template:
    """A shape of cause and effect whose places are still free.

    Parameters
    ----------
    key
        Its name in files.
    title, term
        What it is called in plain words, and what the field or a second look calls it.
    n_slots
        How many variables it takes; they are the nodes 0 .. n_slots-1.
    edges
        (parent, child) pairs; nodes from `n_slots` on are hidden.
    points
        Where each node lies in a picture, in grid steps, slots first and then hidden ones.
    """

    key: str
    title: str
    term: str
    n_slots: int
    edges: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]

    @property
    def n_hidden(self) -> int:
        """How many of its nodes are hidden."""
        return len(self.points) - self.n_slots

    def filled(self, slots: Sequence[int], n: int, hidden: Sequence[HiddenVariable] | None = None) -> Candidate:
        """Return the candidate with a variable in every slot.

        Parameters
        ----------
        slots
            For each slot the node that goes into it.
        n
            How many variables the candidate is about; those in no slot have no arrows.
        hidden
            What the hidden nodes are; of open size and without a name when it is left away.

        Raises
        ------
        InvalidInput
            When a slot is left free, one variable goes into two, or there is no such variable.
        """
        if len(slots) != self.n_slots:
            what = f'"{self.title}" has {self.n_slots} places, and {len(slots)} variables were given'
            raise InvalidInput(Problem(what, "Fill every place with one variable"))
        refuse_double(self.title, slots)
        if any(not 0 <= node < n for node in slots):
            raise InvalidInput(Problem(f"there are {n} variables to choose from", "Name one of them"))
        unseen = tuple(hidden) if hidden is not None else (HiddenVariable(),) * self.n_hidden
        nodes = [*slots, *range(n, n + self.n_hidden)]
        edges = [(nodes[parent], nodes[child]) for parent, child in self.edges]
        return Candidate(n, Dag.from_edges(n + self.n_hidden, edges), unseen)

    def all_filled(self, n: int, hidden: Sequence[HiddenVariable] | None = None) -> tuple[Candidate, ...]:
        """Return every candidate that the shape gives on `n` variables, each once; none when there are too few.

        `hidden` is as for `filled`.
        """
        found = (self.filled(slots, n, hidden) for slots in permutations(range(n), self.n_slots))
        return tuple(dict.fromkeys(found))

    def count_filled(self, n: int) -> int:
        """Return how many candidates `all_filled` gives, without making them."""
        if n < self.n_slots:
            return 0
        # A slot without an arrow says nothing: it does not matter what stands in it.
        joined = len({node for edge in self.edges for node in edge if node < self.n_slots})
        return comb(n, joined) * len(self.all_filled(self.n_slots)) // comb(self.n_slots, joined)


def refuse_double(title: str, slots: Sequence[int | None]) -> None:
    """Raise InvalidInput when one variable stands in two places of a shape; places may still be free (None)."""
    given = [slot for slot in slots if slot is not None]
    if len(set(given)) < len(given):
        what = f'one variable was put into two places of "{title}"'
        raise InvalidInput(Problem(what, "Put a different variable into each place"))


_PAIR: tuple[Point, ...] = ((-0.6, 0.0), (0.6, 0.0))
_ROW: tuple[Point, ...] = ((-1.0, 0.0), (0.0, 0.0), (1.0, 0.0))
_BELOW: tuple[Point, ...] = ((-0.7, 0.5), (0.7, 0.5), (0.0, -0.5))

TEMPLATES: tuple[Template, ...] = (
    Template("unrelated", "Unrelated", "no arrow", 2, (), _PAIR),
    Template("direct", "Direct", "one makes the other", 2, ((0, 1),), _PAIR),
    Template("reverse", "Reverse", "the other way round", 2, ((1, 0),), _PAIR),
    Template("hidden common cause", "Hidden common cause", "confounder", 2, ((2, 0), (2, 1)), _BELOW),
    Template("chain", "Chain", "through a third (mediator)", 3, ((0, 1), (1, 2)), _ROW),
    Template("common cause", "Fork", "common cause", 3, ((0, 1), (0, 2)), ((0.0, -0.5), (-0.7, 0.5), (0.7, 0.5))),
    Template("collider", "Collider", "common effect", 3, ((0, 2), (1, 2)), ((-0.7, -0.5), (0.7, -0.5), (0.0, 0.5))),
    Template("confounded", "Direct and hidden", "confounded effect", 2, ((0, 1), (2, 0), (2, 1)), _BELOW),
    Template(
        "mediator", "Detour", "direct and through a third", 3, ((0, 1), (1, 2), (0, 2)),
        ((-0.7, 0.5), (0.0, -0.5), (0.7, 0.5)),
    ),
    Template(
        "confounded mediator", "Hidden behind a chain", "confounded mediator (front door)", 3,
        ((0, 1), (1, 2), (3, 0), (3, 2)), ((-1.0, 0.5), (0.0, 0.5), (1.0, 0.5), (0.0, -0.5)),
    ),
    Template(
        "instrument", "Lever", "instrument of a confounded effect", 3, ((0, 1), (1, 2), (3, 1), (3, 2)),
        ((-1.0, 0.5), (0.0, 0.5), (1.0, 0.5), (0.5, -0.5)),
    ),
    Template(
        "hidden cause of three", "Hidden cause of three", "one confounder, three effects", 3,
        ((3, 0), (3, 1), (3, 2)), ((-1.0, 0.5), (0.0, 0.5), (1.0, 0.5), (0.0, -0.5)),
    ),
)  # fmt: skip


def template_named(key: str) -> Template:
    """Return the template of a name, as files write it.

    Raises
    ------
    InvalidInput
        When there is none.
    """
    for template in TEMPLATES:
        if template.key == key:
            return template
    known = ", ".join(f'"{template.key}"' for template in TEMPLATES)
    raise InvalidInput(Problem(f'there is no shape called "{key}"', f"There are: {known}"))
