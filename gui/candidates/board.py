"""Candidates at one moment, with what it takes to draw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.hypotheses.candidate import Candidate
from engine.sessions.placing import with_hidden
from gui.candidates.card_content import Point
from gui.candidates.words import Naming


@dataclass(frozen=True)
class Board:
    """Candidates at one moment, and where their nodes lie.

    Parameters
    ----------
    naming
        The candidates, their weights and what they are called.
    positions
        Place of each variable, by name.
    hidden
        Place of each hidden variable that has one of its own, by name.
    """

    naming: Naming
    positions: Mapping[str, Point]
    hidden: Mapping[str, Point] = field(default_factory=dict)

    def places(self, candidate: Candidate) -> tuple[Point, ...]:
        """Return the places of all nodes of a candidate."""
        names = self.naming.names
        points = [self.positions[name] for name in names]
        joined = [candidate.neighbours_of_hidden(number) for number in range(len(candidate.hidden))]
        known = [self.hidden.get(name) for name in candidate.hidden_names(names)]
        return with_hidden(points, joined, known)
