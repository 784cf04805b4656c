"""The candidates that can be compared two by two, as belief stands at the moment shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np

from engine.hypotheses.candidate import Candidate
from engine.posterior.digest import Digest
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import Posterior
from engine.questions.parting import Parting, parting_of, parting_of_dags
from engine.sessions.state import SessionState
from gui.candidates.card_content import CardContent
from gui.candidates.comparing import Rivals, log_ratio
from gui.candidates.deck_row import Deck
from gui.drawing.class_words import kinds_words
from gui.inquiries.merging import Kinds

# So many are offered in a list, beside those that were asked for.
MOST = 24


def listed_rivals(
    history: BeliefHistory,
    posterior: Posterior,
    checkpoint: int,
    kinds: Kinds,
    offered: Collection[int],
    content: Callable[[int], CardContent],
    names: tuple[str, ...],
) -> Rivals:
    """Return listed candidates, with exact odds also where both weights would round to nothing.

    Parameters
    ----------
    history, posterior, checkpoint
        Belief at the moment shown.
    kinds
        The kinds of data so far.
    offered
        Those that can be chosen, in order.
    content
        Returns the card of one.
    names
        Names of the variables.
    """
    space = posterior.space

    def log_odds(one: int, other: int) -> tuple[float, float, float]:
        evidence = history.log_evidence_of([one, other])[checkpoint]
        with np.errstate(invalid="ignore"):
            before = float(history.start.log_prior[one] - history.start.log_prior[other])
            now = float(evidence[0] - evidence[1]) + before
        return now, before, history.log_odds_error(checkpoint, one, other)

    def parting(one: int, other: int) -> Parting:
        return parting_of(space, [one, other], *kinds)

    structures: Mapping[int, Candidate] = {key: space.candidate(key) for key in offered}
    return Rivals(
        names,
        structures,
        {key: content(key) for key in offered},
        {key: float(posterior.weights[key]) for key in offered},
        log_odds,
        parting,
        kinds_words(*kinds, names),
    )


def best_rivals(state: SessionState, digest: Digest, kinds: Kinds, deck: Deck) -> Rivals:
    """Return the most probable structures where they are too many to be listed."""
    names = state.belief_names
    dags = [each.dag for each in digest.best]

    def log_odds(one: int, other: int) -> tuple[float, float, float]:
        # What was believed before any row is not kept for each of them.
        return log_ratio(digest.best[one].probability, digest.best[other].probability), 0.0, 0.0

    def parting(one: int, other: int) -> Parting:
        return parting_of_dags(np.array([dags[one].parents, dags[other].parents], dtype=np.int64), *kinds)

    return Rivals(
        names,
        {place: Candidate.of(dag) for place, dag in enumerate(dags[: len(deck.contents)])},
        {each.candidate: each for each in deck.contents},
        dict(enumerate(deck.weights)),
        log_odds,
        parting,
        kinds_words(*kinds, names),
    )
