"""One card of the list: a shape, and the variables in its places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import permutations

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.templates import TEMPLATES, Point, Template, template_named
from engine.networks.dag import Dag
from engine.problems import InvalidInput

OWN_TITLE = "Your own"
UNRELATED_TITLE = template_named("unrelated").title
Edges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Entry:
    """A structure on its way into the list.

    Parameters
    ----------
    key
        Tells it from all other cards for as long as the page is open.
    title
        Plain name of its shape.
    slots
        For each place the column of the data in it, or None while it is free.
    edges
        (parent, child) pairs of nodes: the places first, hidden variables after them.
    hidden
        The hidden variables, in the order of their nodes.
    points
        Where each node lies in the picture, in grid steps.
    weight
        What it weighs under weights of one's own, beside the others.
    known
        The columns and the candidate about them, where it was made of one and is still that one.
    """

    key: int
    title: str
    slots: tuple[int | None, ...]
    edges: Edges
    hidden: tuple[HiddenVariable, ...]
    points: tuple[Point, ...]
    weight: float = 1.0
    known: tuple[tuple[int, ...], Candidate] | None = field(default=None, compare=False, repr=False)

    @property
    def template(self) -> Template | None:
        """The shape it was made of; None for one's own."""
        return next((template for template in TEMPLATES if template.title == self.title), None)

    @property
    def n_slots(self) -> int:
        """How many places it has."""
        return len(self.slots)

    @property
    def is_finished(self) -> bool:
        """Whether every place is filled."""
        return None not in self.slots

    @property
    def first_free(self) -> int | None:
        """The first place that is free, or None."""
        return self.slots.index(None) if None in self.slots else None

    def candidate(self, over: tuple[int, ...]) -> Candidate:
        """Return the candidate about these columns; only asked of a finished one.

        Raises
        ------
        InvalidInput
            When hidden variables are of forms that do not go together.
        """
        if self.known is not None and self.known[0] == over:
            return self.known[1]
        columns = tuple(column for column in self.slots if column is not None)
        return _candidate(columns, self.edges, self.hidden, tuple(each.name for each in self.hidden), over)

    def with_slots(self, slots: tuple[int | None, ...]) -> Entry:
        """Return the same card with other variables in its places."""
        return replace(self, slots=slots, known=None)

    def with_hidden(self, number: int, hidden: HiddenVariable) -> Entry:
        """Return the same card with a hidden variable, given by its number, of another name or form."""
        return replace(self, hidden=(*self.hidden[:number], hidden, *self.hidden[number + 1 :]), known=None)


def entry_of_template(key: int, template: Template) -> Entry:
    """Return the card of a shape whose places are all free."""
    hidden = (HiddenVariable(),) * template.n_hidden
    return Entry(key, template.title, (None,) * template.n_slots, template.edges, hidden, template.points)


def entry_of_candidate(key: int, candidate: Candidate, over: Sequence[int], weight: float = 1.0) -> Entry:
    """Return the card of a candidate: drawn as the shape that it is, or as one's own where it is none."""
    known = (tuple(over), candidate)
    shape = known_shapes(candidate.n).get(_with_open_size(candidate))
    if shape is not None:
        template, slots = shape
        columns = tuple(over[node] for node in slots)
        points = template.points
        return Entry(key, template.title, columns, template.edges, candidate.hidden, points, weight, known)
    arrows = tuple(candidate.graph.edges())
    touched = {node for edge in arrows for node in edge if node < candidate.n}
    seen = sorted(touched) or list(range(candidate.n))
    place = {node: number for number, node in enumerate((*seen, *range(candidate.n, candidate.graph.n)))}
    edges = tuple((place[parent], place[child]) for parent, child in arrows)
    effects = tuple(tuple(child for parent, child in edges if parent == node) for node in range(len(seen), len(place)))
    columns = tuple(over[node] for node in seen)
    title = OWN_TITLE if edges else UNRELATED_TITLE
    return Entry(key, title, columns, edges, candidate.hidden, laid_out(len(seen), effects), weight, known)


@lru_cache
def laid_out(n: int, effects: tuple[tuple[int, ...], ...]) -> tuple[Point, ...]:
    """Return places for `n` seen nodes in a ring, and for hidden ones beside their effects.

    `effects` holds, for each hidden node, the nodes that it has arrows to.
    """
    if n <= 2:
        seen: list[Point] = [(-0.7, 0.5), (0.7, 0.5)][:n]
    else:
        # A triangle stands on its side, a square too; the first node is the left one at the top.
        start = -math.pi / 2 - (math.pi / n if n % 2 == 0 else 0.0)
        turns = [start + 2 * math.pi * number / n for number in range(n)]
        seen = [(1.15 * math.cos(turn), 0.95 * math.sin(turn)) for turn in turns]
    found = list(seen)
    for number, reached in enumerate(effects):
        places = [found[node] for node in reached if node < n] or [(0.0, 0.0)]
        x, y = (sum(each) / len(places) for each in zip(*places, strict=True))
        if n <= 2:
            found.append((0.5 * number, -0.5 - 0.25 * number))
        elif math.hypot(x, y) > 0.3:
            outward = 1.6 + 0.35 * number
            found.append((x * outward, y * outward))
        else:
            found.append((x + 0.3 * number, y + 0.3 * number))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _candidate(
    columns: tuple[int, ...],
    edges: Edges,
    hidden: tuple[HiddenVariable, ...],
    names: tuple[str, ...],
    over: tuple[int, ...],
) -> Candidate:
    # Hidden variables of other names compare equal: the names stand among the arguments to be told apart.
    del names
    n = len(over)
    nodes = [*(over.index(column) for column in columns), *range(n, n + len(hidden))]
    pairs = [(nodes[parent], nodes[child]) for parent, child in edges]
    return Candidate(n, Dag.from_edges(n + len(hidden), pairs), hidden)


def _with_open_size(candidate: Candidate) -> Candidate | None:
    if len(candidate.hidden) > 1:
        return None
    if not candidate.has_explicit:
        return candidate
    try:
        return Candidate(candidate.n, candidate.graph, tuple(HiddenVariable() for _ in candidate.hidden))
    except InvalidInput:
        return None


@lru_cache
def known_shapes(n: int) -> dict[Candidate | None, tuple[Template, tuple[int, ...]]]:
    """Return every candidate on `n` variables that a shape gives, with the shape and the nodes in its places.

    Kept once it was made, which takes 30 ms on six variables.
    """
    # Places filled in ascending order come first: B -> A is then the reverse shape, not the direct one turned round.
    found: dict[Candidate | None, tuple[Template, tuple[int, ...]]] = {}
    for template in TEMPLATES:
        for slots in permutations(range(n), template.n_slots):
            candidate = template.filled(slots, n)
            before = found.get(candidate)
            if before is None or (_ascends(slots) and not _ascends(before[1])):
                found[candidate] = (template, slots)
    # Where more are unrelated than have a place, the picture shows them all.
    if n > 2:
        found.pop(Candidate.of(Dag((0,) * n)), None)
    return found


def _ascends(slots: tuple[int, ...]) -> bool:
    return list(slots) == sorted(slots)
