"""Sees what a change of state made stale, computes it in the background, and holds the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.networks.network import BayesianNetwork
from engine.posterior.features import what_was_done
from engine.posterior.history import BeliefHistory, believe
from engine.progress import Progress
from engine.questions.look_alikes import look_alikes_of
from engine.questions.probabilities import marginals
from engine.sessions.state import SessionState
from gui.digits import DigitBook
from gui.document import Document
from gui.jobs import JobRunner
from gui.results import FloatArray, Results, View, circle_places
from gui.summing import BELIEF, PAST, Summing
from gui.turns import Later

__all__ = ("BELIEF", "MARGINALS", "PAST", "STOPPED", "Analysis")

MARGINALS = "marginals"
STOPPED = "You stopped it."


class Analysis(QObject):
    """Listens to the document and answers with `Results`.

    Signals
    -------
    results_changed(results)
        Whenever there is more to show, or another moment was chosen.
    progressed(percent)
        While belief takes time: over more structures than can be listed, or where something is estimated.
    past_progressed(percent)
        While belief at an earlier moment is, because somebody went there.
    failed(sentence)
        When belief cannot be computed.
    """

    results_changed = Signal(object)
    progressed = Signal(int)
    past_progressed = Signal(int)
    failed = Signal(str)

    def __init__(self, document: Document, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._chosen: int | None = None
        self._early: Progress[BeliefHistory] | None = None
        self._digits = DigitBook()
        self._percent = 0
        self._summing = Summing(jobs, self)
        self._summing.changed.connect(self._on_sums)
        self._summing.progressed.connect(self.progressed)
        self._summing.past_progressed.connect(self.past_progressed)
        self._summing.failed.connect(self._on_belief_failure)
        # Drawing an answer takes longer than the next often does: early ones are drawn only when there is time.
        self._soon = Later(self._show_early, jobs.turns, self)
        self.results = Results()
        document.state_changed.connect(self._on_state)

    @property
    def jobs(self) -> JobRunner:
        """Where answers are worked out."""
        return self._jobs

    def select_rows(self, n_rows: int | None) -> None:
        """Show belief as it was at the last checkpoint of at most `n_rows` rows; None follows the present."""
        past = self.results.past
        if past is None:
            return
        self._chosen = None if n_rows is None or n_rows >= past.rows[-1] else n_rows
        self._publish(self._at_moment(self.results))

    def stop_filling(self) -> None:
        """Stop working out the past; what is known of it stays, and the present anyhow."""
        self._summing.stop_filling()

    def show_as(self, view: View) -> None:
        """Show belief in another way, until another session is opened."""
        if view != self.results.view:
            self._publish(replace(self.results, view=view))

    def stop(self) -> None:
        """Stop computing belief; what was found last stays on show."""
        if self._jobs.is_running(BELIEF):
            self._jobs.cancel(BELIEF)
            self._soon.drop()
            self._publish(replace(self.results, working=False, unfinished=STOPPED))

    def work_out(self) -> None:
        """Compute belief again, after it was stopped."""
        if self._document.is_open:
            self._start_belief(self._document.state)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None:
            self._chosen = None
            self._summing.forget()
            self.results = Results(working=True)
        elif old.variables != new.variables:
            # What was found is about other variables: nobody may read it into the new ones, not for a moment.
            self._forget(old, new)
        elif old.world is not None and new.world is not None and old.world.variables != new.world.variables:
            self.results = replace(self.results, marginals=_carried(self.results.marginals, old.world, new.world))
        if self.results.view == "truth" and (new.world is None or new.world_covered):
            self.results = replace(self.results, view="arrows")
        if old is None or _belief_inputs(old) != _belief_inputs(new):
            self._start_belief(new)
        if old is None or (old.world, old.regime) != (new.world, new.regime):
            self._start_marginals(new)

    def _forget(self, old: SessionState, new: SessionState) -> None:
        self._jobs.cancel(BELIEF)
        self._summing.leave()
        self._soon.drop()
        self._early = None
        self._chosen = None
        carried = None
        if old.world is not None and new.world is not None:
            carried = _carried(self.results.marginals, old.world, new.world)
        self._publish(Results(working=True, marginals=carried, view=self.results.view))

    def _start_belief(self, state: SessionState) -> None:
        self._chosen = None
        self._soon.drop()
        self._percent = 0
        shown = self.results.space
        if shown is not None and shown != state.space:
            self.results = replace(self.results, history=None, posterior=None, sums=None, digest=None, digits=())
        self.results = replace(self.results, unfinished="")
        if isinstance(state.space, AllDags):
            self._start_sum(state, state.space)
        else:
            self._start_list(state, state.space)

    def _start_list(self, state: SessionState, space: HypothesisSpace) -> None:
        self._summing.leave()
        known = self.results.history

        def work() -> Iterator[Progress[BeliefHistory]]:
            return believe(state.dataset, space, state.assumptions, known, state.seed)

        self._jobs.start(BELIEF, work, self._on_belief, self._on_belief_failure)

    def _start_sum(self, state: SessionState, space: AllDags) -> None:
        if self._summing.start(state, space):
            self._on_sums()
        else:
            self._publish(replace(self.results, working=True, awaited=None, filling=False, no_moment=""))

    def _start_marginals(self, state: SessionState) -> None:
        world, regime = state.world, state.world_regime
        if world is None:
            self._jobs.cancel(MARGINALS)
            self._publish(replace(self.results, marginals=None, marginals_error=""))
            return

        def work() -> Iterator[Progress[tuple[FloatArray, ...]]]:
            yield Progress(1, 1, marginals(world, regime))

        self._jobs.start(MARGINALS, work, self._on_marginals, self._on_marginals_failure)

    def _on_belief(self, progress: Progress[BeliefHistory]) -> None:
        if progress.finished:
            self._soon.drop()
            self._show_belief(progress)
        elif progress.partial is not None:
            self._early = progress
            self._soon.ask()
        self._tell(100 * progress.done // progress.total)

    def _tell(self, percent: int) -> None:
        if self._percent < percent < 100:
            self._percent = percent
            self.progressed.emit(percent)

    def _on_sums(self) -> None:
        history = self._summing.history
        if history is None:
            return
        digits = tuple(range(len(history.followed)))
        found = replace(self.results, sums=history, digits=digits, working=self._summing.working)
        self._publish(self._placed(self._at_moment(found)))

    def _placed(self, results: Results) -> Results:
        # Laid out once, by the first answer: nodes that move with belief could not be followed.
        state = self._document.state
        if results.places is not None or results.digest is None or state.world is not None:
            return results
        return replace(results, places=circle_places(state.belief_names, results.digest.edge_probabilities))

    def _on_belief_failure(self, sentence: str) -> None:
        # An older answer beside newer assumptions would be taken for theirs.
        digits = () if self.results.history is None else self.results.digits
        self._publish(replace(self.results, sums=None, digest=None, digits=digits, working=False, unfinished=sentence))
        self.failed.emit(sentence)

    def _show_early(self) -> None:
        if self._early is not None:
            self._show_belief(self._early)

    def _show_belief(self, progress: Progress[BeliefHistory]) -> None:
        self._early = None
        history = progress.partial
        if history is None:
            return
        digits = self._digits.digits_of(history)
        results = replace(self.results, history=history, digits=digits, working=not progress.finished)
        self._publish(self._at_moment(results))

    def _on_marginals(self, progress: Progress[tuple[FloatArray, ...]]) -> None:
        self._publish(replace(self.results, marginals=progress.partial, marginals_error=""))

    def _on_marginals_failure(self, sentence: str) -> None:
        self._publish(replace(self.results, marginals=None, marginals_error=sentence))

    def _at_moment(self, results: Results) -> Results:
        past = results.past
        if past is None:
            return results
        checkpoint = len(past.rows) - 1
        if self._chosen is not None:
            checkpoint = int(past.rows.searchsorted(self._chosen, side="right")) - 1
        history = results.history
        if history is None:
            return self._at_moment_of_sums(results, checkpoint)
        moment = replace(results, checkpoint=checkpoint, following=self._chosen is None)
        posterior = history.posterior_at(checkpoint)
        seen = history.batches[: moment.batches_shown]
        masks, changes = what_was_done((each.batch.regime for each in seen if each.batch.n_rows), history.space.over)
        leader = posterior.ranked(1)[0]
        # Before the first row everything is alike, which is not worth saying.
        alike = look_alikes_of(leader, posterior, masks, changes) if masks else None
        if alike is not None and not set(posterior.leaders()) <= set(alike.candidates):
            # Nobody leads whose class it would be.
            alike = None
        return replace(moment, posterior=posterior, look_alikes=alike)

    def _at_moment_of_sums(self, results: Results, checkpoint: int) -> Results:
        sums = results.sums
        assert sums is not None
        if sums is self._summing.history:
            self._summing.look_at(checkpoint)
        results = replace(
            results,
            following=self._chosen is None,
            awaited=self._summing.awaited,
            filling=self._summing.filling,
            no_moment=sums.refused.get(checkpoint, ""),
        )
        digest = sums.digests[checkpoint]
        if digest is not None:
            return replace(results, digest=digest, checkpoint=checkpoint)
        # Until it is known what was on show stays; a history that forgot that shows the present.
        kept = results.checkpoint
        if kept < len(sums.digests) and sums.digests[kept] is results.digest and results.digest is not None:
            return results
        return replace(results, digest=sums.present, checkpoint=len(sums.digests) - 1)

    def _publish(self, results: Results) -> None:
        digit_of = {candidate: digit for digit, candidate in enumerate(results.digits, start=1)}
        self.results = replace(results, digit_of=digit_of)
        self.results_changed.emit(self.results)


def _carried(
    known: tuple[FloatArray, ...] | None, old: BayesianNetwork, new: BayesianNetwork
) -> tuple[FloatArray, ...] | None:
    """Return the marginals of variables that stay, until they are worked out anew; empty for new ones."""
    if known is None or len(known) != len(old.variables):
        return None
    by_name = dict(zip(old.names, known, strict=True))
    gone = set(old.names) - set(new.names)
    found = []
    for index, variable in enumerate(new.variables):
        renamed = index < len(old.variables) and old.names[index] in gone
        name = old.names[index] if renamed else variable.name
        found.append(by_name.get(name, np.empty(0)))
    return tuple(found)


def _belief_inputs(state: SessionState) -> tuple[object, ...]:
    return state.dataset, state.space, state.assumptions
