"""Works out belief with look-alikes taken together, at the moment shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np
from PySide6.QtCore import QObject

from engine.networks.interventions import OBSERVATION
from engine.posterior.digest import Digest
from engine.posterior.features import what_was_done
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import Posterior
from engine.progress import Progress
from engine.questions.class_view import ClassView, merged, merged_best
from engine.sessions.pins import Pins
from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_sums
from gui.inquiries.inquiry import SwitchedInquiry
from gui.jobs import JobRunner, Work
from gui.results import Results

# Priors under which all members of a class weigh alike.
EVEN = ("uniform", "edges")
Kinds = tuple[frozenset[int], frozenset[int]]
_numbers = count(1)


class Merging(SwitchedInquiry):
    """Answers with a `ClassView`."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        # Several panels show classes, each its own while it is in sight.
        super().__init__(f"classes {next(_numbers)}", document, analysis, jobs, parent)

    @property
    def view(self) -> ClassView | None:
        """The classes at the moment shown; None while they are not known."""
        answer = self.standing.answer
        known = self._document.is_open and self.standing.subject == self._subject()
        return answer if known and isinstance(answer, ClassView) else None

    def _subject(self) -> tuple[object, ...]:
        state, results = self._document.state, self._analysis.results
        moment = (results.n_rows, results.checkpoint)
        return (state.dataset, state.space, state.assumptions, state.seed, *moment, state.pinned)

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        work = _work(state, results)
        if work is not None:
            exact = results.posterior is None or results.posterior.exact
            version = "exact" if exact else "early" if results.working else results.history
            self._latest.ask(self._subject(), version, work)


def kinds_shown(state: SessionState, results: Results) -> tuple[frozenset[int], frozenset[int]]:
    """Return the kinds of data before the moment shown, as `what_was_done`; before any row those of watching."""
    batches = state.dataset.batches
    if results.past is not None:
        batches = results.past.seen[: results.batches_shown]
    seen = [batch.regime for batch in batches if batch.n_rows]
    return what_was_done(seen or [OBSERVATION], state.space.over)


def _work(state: SessionState, results: Results) -> Work | None:
    posterior, history, digest = results.posterior, results.history, results.digest
    if posterior is not None and history is not None and posterior.space == state.space:
        return _listed(posterior, history, results.checkpoint, kinds_shown(state, results), state.pinned)
    if digest is not None and digest.space == state.space and current_sums(state, results) is not None:
        return _summed(state, digest, kinds_shown(state, results))
    return None


def _listed(posterior: Posterior, history: BeliefHistory, checkpoint: int, kinds: Kinds, pins: Pins) -> Work:
    def work() -> Iterator[Progress[ClassView]]:
        possible = np.isfinite(history.start.log_prior)
        errors = None if posterior.exact else (lambda values: history.errors_at(checkpoint, values))
        kept = [number for number in map(posterior.space.find, pins) if number is not None]
        return merged(posterior, *kinds, None if possible.all() else possible, errors, kept)

    return work


def _summed(state: SessionState, digest: Digest, kinds: Kinds) -> Work:
    def work() -> Iterator[Progress[ClassView]]:
        assumptions = state.assumptions
        even = assumptions.prior in EVEN and not assumptions.has_arrow_rules and assumptions.max_parents is None
        yield Progress(1, 1, merged_best(digest, *kinds, even=even))

    return work
