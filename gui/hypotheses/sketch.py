"""A candidate drawn freehand, as a value: what is seen, what is hidden, and the arrows so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.hypotheses.candidate import MOST_HIDDEN, Candidate, HiddenVariable
from engine.hypotheses.notation import candidate_from, format_candidate, parse_candidate
from engine.hypotheses.templates import Point
from engine.networks.dag import CycleError, Dag
from engine.problems import InvalidInput, Problem
from gui.hypotheses.entry import laid_out


@dataclass(frozen=True)
class Sketch:
    """A drawing that need not be a candidate yet.

    Parameters
    ----------
    names
        Names of the seen variables; they are the first nodes.
    hidden
        The hidden variables; they are the nodes after.
    edges
        (parent, child) pairs, in the order in which they were drawn.
    """

    names: tuple[str, ...]
    hidden: tuple[HiddenVariable, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()

    @property
    def n(self) -> int:
        """How many variables are seen."""
        return len(self.names)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Names of all nodes."""
        return (*self.names, *(each.name for each in self.hidden))

    @property
    def points(self) -> tuple[Point, ...]:
        """Places of all nodes, in grid steps; hidden ones in a row below, where arrows do not cross them."""
        seen = laid_out(self.n, ())
        lowest = max((y for _, y in seen), default=0.0) + 0.9
        middle = (len(self.hidden) - 1) / 2
        return (*seen, *((1.0 * (number - middle), lowest) for number in range(len(self.hidden))))

    def with_hidden(self) -> Sketch:
        """Add a hidden variable of open size, named U, U2, U3 ..."""
        if len(self.hidden) >= MOST_HIDDEN:
            what = f"a candidate has {MOST_HIDDEN} hidden variables at most"
            raise InvalidInput(Problem(what, "Use one of those that are there"))
        number = 1
        while (name := "U" if number == 1 else f"U{number}") in self.all_names:
            number += 1
        return replace(self, hidden=(*self.hidden, HiddenVariable(name)))

    def with_arrow(self, parent: int, child: int) -> Sketch:
        """Draw an arrow; one that is there already stays.

        Raises
        ------
        InvalidInput
            When it leads back to where it starts, or would close a circle.
        """
        if parent == child:
            raise InvalidInput(Problem("an arrow joins two variables", "Let it end at another one"))
        if (parent, child) in self.edges:
            return self
        drawn = replace(self, edges=(*self.edges, (parent, child)))
        try:
            Dag.from_edges(len(self.all_names), drawn.edges)
        except CycleError:
            # The engine has the sentence for it.
            drawn.candidate()
        return drawn

    def without_arrow(self, parent: int, child: int) -> Sketch:
        """Take an arrow away."""
        return replace(self, edges=tuple(edge for edge in self.edges if edge != (parent, child)))

    def without_node(self, node: int) -> Sketch:
        """Take a hidden variable away, with its arrows; of a seen one, the arrows alone."""
        kept = [edge for edge in self.edges if node not in edge]
        if node < self.n:
            return replace(self, edges=tuple(kept))
        moved = tuple((one - (one > node), other - (other > node)) for one, other in kept)
        place = node - self.n
        return replace(self, hidden=(*self.hidden[:place], *self.hidden[place + 1 :]), edges=moved)

    def candidate(self) -> Candidate:
        """Return what is drawn as a candidate; raises InvalidInput with what is missing."""
        return candidate_from(self.n, self.edges, self.hidden, self.names)

    def text(self) -> str:
        """Return what is drawn as a line of text, or an empty one while it is no candidate."""
        try:
            return format_candidate(self.candidate(), self.names)
        except InvalidInput:
            return ""


def sketch_of(candidate: Candidate, names: tuple[str, ...]) -> Sketch:
    """Return the drawing of a candidate; hidden variables without a name are given one."""
    called = candidate.hidden_names(names)
    hidden = tuple(HiddenVariable(name, each.states) for name, each in zip(called, candidate.hidden, strict=True))
    return Sketch(names, hidden, tuple(candidate.graph.edges()))


def sketch_from_text(text: str, names: tuple[str, ...]) -> Sketch:
    """Return the drawing of a line of text such as "A <- (C) -> B"; raises InvalidInput when it is none."""
    return sketch_of(parse_candidate(text, names), names)
