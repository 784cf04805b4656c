"""The line at the bottom: what is open, how much was seen, what is still open, and what is being computed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.posterior.posterior import Posterior
from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.analysis import BELIEF, PAST, Analysis
from gui.controls.buttons import quiet_button
from gui.controls.labels import ElidedLabel, Label
from gui.controls.numbers import PLUS_MINUS, bits, count, count_words, plural, probability
from gui.document import DRAW, Document
from gui.inquiries.as_watched import AS_WATCHED
from gui.inquiries.gaining import GAINS
from gui.inquiries.planning import PLANNING
from gui.inquiries.predicting import PREDICTIONS
from gui.inquiries.racing import RACE
from gui.inquiries.reasoning import REASONS
from gui.inquiries.scoring import SCORES
from gui.jobs import JobRunner
from gui.main_window.exporting import EXPORT
from gui.main_window.saving import SAVE
from gui.main_window.warm_up import WARM
from gui.results import Results
from gui.theme import Theme, theme_source

SHOW_AFTER = 300
CANCEL_AFTER = 1000
OPEN = "open"
SUMMED = "Belief: exact, by dynamic programming"
WORKING = {
    DRAW: "Drawing rows ...",
    BELIEF: "Working it out ...",
    PAST: "Working out the past ...",
    OPEN: "Reading the file ...",
    SAVE: "Saving ...",
    EXPORT: "Writing the network ...",
    WARM: "Getting ready ...",
    PREDICTIONS: "Working out what to expect ...",
    GAINS: "Working out what would tell ...",
    PLANNING: "Working out what the plan would tell ...",
    REASONS: "Working out why ...",
    SCORES: "Adding up scores ...",
    AS_WATCHED: "Working out the wrong belief ...",
    RACE: "Strategies are racing ...",
}
# What can be given up without harm; a file is written to its end.
CANCELLABLE = (DRAW, OPEN, BELIEF, PAST, PREDICTIONS, GAINS, PLANNING, REASONS, SCORES, AS_WATCHED, RACE)


class StatusLine(QWidget):
    """Says in a few words where the session stands."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis, self._jobs = document, analysis, jobs
        self._what = ElidedLabel("", "second", secondary=True)
        self._size, self._seen = Label("", "second", secondary=True), Label("", "second", secondary=True)
        self._working = Label("", "second", secondary=True)
        self._cancel = quiet_button("Cancel")
        # It goes away when pressed: the focus must not be with it.
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._belief, self._open = Label("", "second", secondary=True), Label("", "second", secondary=True)
        self._row = QHBoxLayout(self)
        for label in (self._what, self._size, self._seen):
            self._row.addWidget(label)
        self._row.addStretch(1)
        for widget in (self._working, self._cancel, self._belief, self._open):
            self._row.addWidget(widget)
        self._what.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._running: list[str] = []
        self._percent = 0
        self._appear, self._offer = _timer(self, SHOW_AFTER), _timer(self, CANCEL_AFTER)
        self._appear.timeout.connect(self._show_working)
        self._offer.timeout.connect(self._show_cancel)
        self._cancel.clicked.connect(self._cancel_all)
        self._hide_working()
        jobs.running_changed.connect(self._on_job)
        document.busy_changed.connect(lambda busy: self._on_running(DRAW, busy))
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        analysis.progressed.connect(self._on_progress)
        theme_source().theme_changed.connect(self._follow)
        self._follow(theme_source().theme)

    def say_tip(self, tip: str) -> None:
        """Show a sentence while nothing is open."""
        self._what.setText(tip)
        for label in (self._size, self._seen, self._belief, self._open):
            label.clear()

    def _on_state(self, _old: SessionState | None, new: SessionState) -> None:
        kind = "lesson" if new.scenario.steps else ("data" if new.world is None else "network")
        self._what.setText(f"{new.scenario.title} · {kind}")
        self._size.setText(_size_words(new.space))
        self._say_seen(new, self._analysis.results)
        self._seen.setToolTip("A regime is what was set by hand while rows were drawn")

    def _say_seen(self, state: SessionState, results: Results) -> None:
        following = results.following or results.past is None
        batches = state.dataset.batches if following else state.dataset.batches[: results.batches_shown]
        regimes = {batch.regime for batch in batches}
        n_regimes = f", {len(regimes)} regimes" if len(regimes) > 1 else ""
        rows = count_rows(state.dataset.n_rows)
        past = "" if following else f"row {count(results.n_rows)} of "
        self._seen.setText(f"{past}{rows}{n_regimes}")

    def _on_results(self, results: Results) -> None:
        if self._document.is_open:
            self._say_seen(self._document.state, results)
        if results.digest is not None:
            self._belief.setText(SUMMED)
            self._belief.setToolTip("Every structure is in the sums; nothing is sampled or approximate")
            self._show_open(results.digest.entropy_bits)
        elif results.posterior is not None:
            self._show_listed(results.posterior, results.largest_error)
        else:
            self._belief.clear()
            self._open.clear()

    def _show_listed(self, posterior: Posterior, error: float) -> None:
        if posterior.exact:
            self._belief.setText("Belief: exact, by enumeration")
            self._belief.setToolTip("Every structure was scored; nothing is sampled or approximate")
        else:
            self._belief.setText(f"Belief: sampled {PLUS_MINUS} {probability(error)}")
            self._belief.setToolTip(
                "Some hidden variables were scored by chance draws; ± is the largest standard error of a weight"
            )
        self._show_open(posterior.entropy_bits)

    def _show_open(self, entropy: float) -> None:
        self._open.setText(f"{bits(entropy)} bits open")
        self._open.show()
        self._open.setToolTip("How much is still undecided among the structures (entropy)")

    def _on_job(self, name: str, running: bool) -> None:
        # Of several draws each is a job of its own, but a person waits for all of them.
        if name != DRAW:
            self._on_running(name, running)

    def _on_running(self, name: str, running: bool) -> None:
        if name == BELIEF:
            self._percent = 0
        if running and name in WORKING and name not in self._running:
            self._running.append(name)
        elif not running and name in self._running:
            self._running.remove(name)
        if not self._running:
            self._hide_working()
        elif self._appear.isActive():
            return
        elif self._working.isHidden():
            self._appear.start()
            self._offer.start()
        else:
            # Something else is under way than a moment ago.
            self._show_working()
            if not self._offer.isActive():
                self._show_cancel()

    def _show_working(self) -> None:
        if self._running:
            name = self._running[-1]
            done = f" {self._percent} %" if name == BELIEF and self._percent else ""
            self._working.setText(WORKING[name] + done)
            self._working.show()

    def _on_progress(self, percent: int) -> None:
        self._percent = percent
        if not self._working.isHidden():
            self._show_working()

    def _show_cancel(self) -> None:
        self._cancel.setVisible(any(name in CANCELLABLE for name in self._running))

    def _hide_working(self) -> None:
        self._appear.stop()
        self._offer.stop()
        self._working.hide()
        self._cancel.hide()

    def _cancel_all(self) -> None:
        for name in set(self._running) & set(CANCELLABLE):
            if name == BELIEF:
                self._analysis.stop()
            elif name == PAST:
                self._analysis.stop_filling()
            else:
                self._jobs.cancel(name)

    def _follow(self, theme: Theme) -> None:
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(20))
        self.setFixedHeight(theme.px(28))


def _size_words(space: Hypotheses) -> str:
    structures = "1 structure" if space.count == 1 else f"{count_words(space.count)} structures"
    said = f"{plural(space.n, 'variable')} · {structures}"
    if isinstance(space, HypothesisSpace) and space.has_hidden:
        return f"{said}, {count_words(len(space.shapes))} with something hidden"
    return said


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
