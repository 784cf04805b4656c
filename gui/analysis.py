"""Sees what a change of state made stale, computes it in the background, and holds the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from engine.posterior.counts import targets_in
from engine.posterior.history import BeliefHistory, believe
from engine.progress import Progress
from engine.questions.look_alikes import look_alikes_of
from engine.questions.probabilities import marginals
from engine.sessions.state import SessionState
from gui.document import Document
from gui.jobs import JobRunner
from gui.results import FloatArray, Results, assigned_digits

BELIEF = "belief"
MARGINALS = "marginals"


class Analysis(QObject):
    """Listens to the document and answers with `Results`.

    Signals
    -------
    results_changed(results)
        Whenever there is more to show, or another moment was chosen.
    failed(sentence)
        When belief cannot be computed.
    """

    results_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, document: Document, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._chosen: int | None = None
        self._early: Progress[BeliefHistory] | None = None
        # Drawing an answer takes longer than the next often does: early ones are drawn only when there is time.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_early)
        self.results = Results()
        document.state_changed.connect(self._on_state)

    def select_rows(self, n_rows: int | None) -> None:
        """Show belief as it was at the last checkpoint of at most `n_rows` rows; None follows the present."""
        history = self.results.history
        if history is None:
            return
        self._chosen = None if n_rows is None or n_rows >= history.rows[-1] else n_rows
        self._publish(self._at_moment(self.results))

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None:
            self._chosen = None
            self.results = Results(working=True)
        if old is None or _belief_inputs(old) != _belief_inputs(new):
            self._start_belief(new)
        if old is None or (old.world, old.regime) != (new.world, new.regime):
            self._start_marginals(new)

    def _start_belief(self, state: SessionState) -> None:
        known = self.results.history
        if known is not None and known.space != state.space:
            self.results = replace(self.results, history=None, digits=())

        def work() -> Iterator[Progress[BeliefHistory]]:
            return believe(state.dataset, state.space, state.assumptions, known)

        self._chosen = None
        self._soon.stop()
        self._jobs.start(BELIEF, work, self._on_belief, self.failed.emit)

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
            self._soon.stop()
            self._show_belief(progress)
        else:
            self._early = progress
            self._soon.start()

    def _show_early(self) -> None:
        if self._early is not None:
            self._show_belief(self._early)

    def _show_belief(self, progress: Progress[BeliefHistory]) -> None:
        self._early = None
        history = progress.partial
        if history is None:
            return
        old = self.results.history
        # Digits stick only to candidates that data gave them.
        given = self.results.digits if old is not None and old.batches else ()
        digits = assigned_digits(history, given)
        results = replace(self.results, history=history, digits=digits, working=not progress.finished)
        self._publish(self._at_moment(results))

    def _on_marginals(self, progress: Progress[tuple[FloatArray, ...]]) -> None:
        self._publish(replace(self.results, marginals=progress.partial, marginals_error=""))

    def _on_marginals_failure(self, sentence: str) -> None:
        self._publish(replace(self.results, marginals=None, marginals_error=sentence))

    def _at_moment(self, results: Results) -> Results:
        history = results.history
        if history is None:
            return results
        checkpoint = len(history.rows) - 1
        if self._chosen is not None:
            checkpoint = int(history.rows.searchsorted(self._chosen, side="right")) - 1
        moment = replace(results, checkpoint=checkpoint, following=self._chosen is None)
        posterior = history.posterior_at(checkpoint)
        seen = history.batches[: moment.batches_shown]
        masks = {targets_in(history.space.over, each.batch.regime.targets) for each in seen if each.batch.n_rows}
        leader = posterior.ranked(1)[0]
        # Before the first row everything is alike, which is not worth saying.
        alike = look_alikes_of(leader, posterior, masks) if masks else None
        return replace(moment, posterior=posterior, look_alikes=alike)

    def _publish(self, results: Results) -> None:
        digit_of = {candidate: digit for digit, candidate in enumerate(results.digits, start=1)}
        self.results = replace(results, digit_of=digit_of)
        self.results_changed.emit(self.results)


def _belief_inputs(state: SessionState) -> tuple[object, ...]:
    return state.dataset, state.space, state.assumptions
