"""What was computed from the session on screen, as one value for the panels to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import Hypotheses
from engine.networks.circle import circle_order
from engine.networks.layout import Point, circle_positions
from engine.posterior.digest import Belief, Digest
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import Posterior
from engine.questions.look_alikes import LookAlikes
from engine.sessions.placing import belief_positions
from engine.sessions.state import SessionState

# How belief is shown: every arrow on average, look-alikes as one, or beside the world.
View = Literal["arrows", "classes", "truth"]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Results:
    """Answers for the state on screen; what is not known yet is None.

    Parameters
    ----------
    history
        Belief through all batches, where structures are listed.
    posterior
        Belief at the moment shown, where structures are listed.
    digest
        Belief after all batches, where there are too many structures to be listed.
    checkpoint
        The moment shown, as a checkpoint of the history.
    following
        Whether the moment shown is the end of the history.
    digits
        Candidates that have a digit: candidate number by digit 1 to 6, in order of the digits.
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
    digest: Digest | None = None
    checkpoint: int = 0
    following: bool = True
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
    def belief(self) -> Belief | None:
        """Belief at the moment shown, whatever method found it."""
        return self.posterior if self.posterior is not None else self.digest

    @property
    def space(self) -> Hypotheses | None:
        """The structures that belief is about."""
        found = self.posterior if self.posterior is not None else self.digest
        return None if found is None else found.space

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
        if self.digest is not None:
            return self.digest.n_rows
        return int(self.history.rows[self.checkpoint]) if self.history else 0

    @property
    def batches_shown(self) -> int:
        """How many batches lie wholly or partly before the moment shown."""
        if self.history is None:
            return 0
        return int(np.searchsorted(np.array(self.history.batch_ends), self.checkpoint, side="left")) + bool(
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
