"""What was computed from the session on screen, as one value for the panels to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import Hypotheses
from engine.networks.circle import circle_order
from engine.networks.dag import Dag
from engine.networks.layout import Point, circle_positions
from engine.posterior.digest import Belief, Digest
from engine.posterior.digest_history import DigestHistory
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import Posterior
from engine.questions.look_alikes import LookAlikes
from engine.sessions.placing import belief_positions
from engine.sessions.state import SessionState

# How belief is shown: every arrow on average, look-alikes as one, or beside the world.
View = Literal["arrows", "classes", "truth"]
FloatArray = npt.NDArray[np.float64]


class Past(Protocol):
    """How belief moved, by checkpoint; 0 is the prior, and there is one at the end of each batch at least."""

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """int64[k], rows seen at each checkpoint, ascending from 0."""

    @property
    def batch_ends(self) -> tuple[int, ...]:
        """Checkpoint at the end of each batch."""

    @property
    def seen(self) -> tuple[Batch, ...]:
        """The batches."""

    def belief_at(self, checkpoint: int) -> Posterior | Digest | None:
        """Return the belief at one checkpoint; None where it is not known."""


@dataclass(frozen=True)
class Results:
    """Answers for the state on screen; what is not known yet is None.

    Parameters
    ----------
    history
        Belief through all batches, where structures are listed.
    posterior
        Belief at the moment shown, where structures are listed.
    sums
        Belief at the end of each batch, as far as it is known, where there are too many structures to be listed.
    digest
        Belief at the moment shown, where there are too many structures to be listed.
    checkpoint
        The moment shown, as a checkpoint of the past.
    following
        Whether the moment that was asked for is the end of the past.
    awaited
        The checkpoint that was asked for while it is being worked out; until then an earlier moment is on show.
    filling
        Whether moments of the past are being worked out.
    no_moment
        Why the moment that was asked for cannot be shown, as a sentence; empty where it can.
    digits
        Candidates that have a digit: candidate number by digit 1 to 6, in order of the digits; where structures are
        not listed, their places among those that are followed.
    look_alikes
        The class of the most probable candidate at the moment shown; None before the first row.
    marginals
        P(variable) for every variable of the world as it is set now, float64[cardinality] each.
    marginals_error
        Why there are none, when they were asked for in vain.
    places
        Where to draw nodes that nobody gave a place; None where the session says it all.
    working
        Whether belief is still being computed.
    view
        How belief is to be shown.
    unfinished
        Why belief was not computed to its end, as a sentence; empty when it was or still is.
    """

    history: BeliefHistory | None = None
    posterior: Posterior | None = None
    sums: DigestHistory | None = None
    digest: Digest | None = None
    checkpoint: int = 0
    following: bool = True
    awaited: int | None = None
    filling: bool = False
    no_moment: str = ""
    digits: tuple[int, ...] = ()
    look_alikes: LookAlikes | None = None
    marginals: tuple[FloatArray, ...] | None = None
    marginals_error: str = ""
    places: Mapping[str, Point] | None = None
    working: bool = False
    unfinished: str = ""
    view: View = "arrows"
    digit_of: dict[int, int] = field(default_factory=dict)

    @property
    def past(self) -> Past | None:
        """The moments that there are, whatever method found belief at them."""
        return self.history if self.history is not None else self.sums

    @property
    def belief(self) -> Belief | None:
        """Belief at the moment shown, whatever method found it."""
        return self.posterior if self.posterior is not None else self.digest

    @property
    def space(self) -> Hypotheses | None:
        """The structures that belief is about."""
        found = self.posterior if self.posterior is not None else self.digest
        return None if found is None else found.space

    @property
    def structures(self) -> tuple[Candidate | Dag, ...]:
        """The structures that have digits, in order of the digits."""
        if self.posterior is not None:
            space = self.posterior.space
            return tuple(space.candidate(number) for number in self.digits if number < len(space))
        return () if self.sums is None else self.sums.followed

    @property
    def reached(self) -> tuple[float, ...]:
        """The highest weight that each of them ever had, as far as that is known."""
        if self.posterior is not None:
            highest = self.posterior.weights if self.history is None else self.history.highest
            return tuple(float(highest[number]) for number in self.digits if number < len(highest))
        return () if self.sums is None else tuple(np.nanmax(self.sums.shares, axis=0).tolist())

    @property
    def kind(self) -> str:
        """How the numbers at the moment shown were got: "exact" or "sampled"; empty while there are none."""
        if self.posterior is not None:
            return "exact" if self.posterior.exact else "sampled"
        return "" if self.digest is None else "exact"

    @property
    def largest_error(self) -> float:
        """The largest standard error of a weight at the moment shown; 0 where all are exact."""
        errors = None if self.posterior is None else self.posterior.errors
        return 0.0 if errors is None else float(errors.max())

    @property
    def n_rows(self) -> int:
        """Rows seen at the moment shown."""
        return 0 if self.past is None else int(self.past.rows[self.checkpoint])

    @property
    def batches_shown(self) -> int:
        """How many batches lie wholly or partly before the moment shown."""
        if self.past is None:
            return 0
        return int(np.searchsorted(np.array(self.past.batch_ends), self.checkpoint, side="left")) + bool(
            self.checkpoint
        )


def places_shown(state: SessionState, results: Results) -> Mapping[str, Point]:
    """Return where every variable that belief is about is drawn, by name, in grid steps."""
    if results.places is not None and not state.positions:
        return results.places
    return belief_positions(state)


def circle_places(names: Sequence[str], links: FloatArray) -> dict[str, Point]:
    """Return places on a circle by name, in grid steps, with what is strongly linked close together.

    Parameters
    ----------
    names
        One a node.
    links
        float64[n, n], such as the probabilities of arrows.
    """
    order = circle_order(links)
    return {names[node]: point for node, point in zip(order, circle_positions(len(names)), strict=True)}
