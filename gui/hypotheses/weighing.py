"""Works out what priors and rows say of the candidates of a draft; off the GUI thread where that takes time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from engine.data.dataset import Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import Assumptions
from engine.posterior.candidate_evidence import CandidateEvidence, candidate_evidence
from engine.progress import Progress
from gui.document import Document
from gui.hypotheses.bars import Weighed, weighed
from gui.hypotheses.draft import Draft
from gui.jobs import JobRunner

EVIDENCE, BARS = "evidence of candidates", "weights of candidates"
SETTLED_MS = 120
# So many candidates are weighed while one blinks; more are not waited for.
AT_ONCE = 64
_Subject = tuple[Dataset, float, int]


class Weighing(QObject):
    """Follows a draft.

    Parameters
    ----------
    document
        Whose rows count.
    jobs
        Where work is done that takes time.

    Signals
    -------
    changed()
        There is something newer to show.
    failed(sentence)
        Why it cannot be worked out what the rows say.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, document: Document, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._draft: Draft | None = None
        self._evidence: CandidateEvidence | None = None
        # The rows, the strength of the prior on tables and the seed that it follows from.
        self._subject: _Subject | None = None
        self._weighed: Weighed | None = None
        self._again = False
        self._failure = ""
        # While candidates come and go by the second, nothing is begun that the next would throw away.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._work_out)

    @property
    def weighed(self) -> Weighed | None:
        """The newest numbers; of an earlier draft while those of this one are on their way, None without any."""
        return self._weighed

    @property
    def evidence(self) -> CandidateEvidence | None:
        """What the rows say of each candidate of the draft, or None while that is not known."""
        found, draft = self._evidence, self._draft
        if found is None or draft is None or found.space != draft.space or self._subject != self._now(draft):
            return None
        return found

    @property
    def is_working(self) -> bool:
        """Whether it is not known yet what the rows say."""
        draft = self._draft
        if draft is None or not draft.is_listed or not self._document.state.dataset.n_rows:
            return False
        return self.evidence is None and not self._failure

    @property
    def failure(self) -> str:
        """Why it cannot be worked out what the rows say; empty when it can."""
        return self._failure

    def follow(self, draft: Draft) -> None:
        """Work out the numbers of a draft: at once while candidates are few."""
        before, self._draft = self._draft, draft
        if before is None or before.space != draft.space:
            self._failure = ""
            self._settled.start()
        self._weigh()

    def forget_rows(self) -> None:
        """Work out anew what the rows say: they changed."""
        self._evidence, self._failure = None, ""
        if self._draft is not None:
            self._settled.start()
            self._weigh()

    def stop(self) -> None:
        """Let go of the draft and of all work for it."""
        self._settled.stop()
        for name in (EVIDENCE, BARS):
            self._jobs.cancel(name)
        self._draft, self._weighed, self._again, self._failure = None, None, False, ""
        self._evidence = None

    def _now(self, draft: Draft) -> _Subject:
        state = self._document.state
        return state.dataset, draft.sample_size, state.seed

    def _work_out(self) -> None:
        state, space = self._document.state, self._draft.space if self._draft is not None else None
        if self._draft is None or not isinstance(space, HypothesisSpace) or not self.is_working:
            self._jobs.cancel(EVIDENCE)
            return
        assumptions = Assumptions(equivalent_sample_size=self._draft.sample_size)
        self._subject = self._now(self._draft)
        work = lambda: candidate_evidence(state.dataset, space, assumptions, state.seed)  # noqa: E731
        self._jobs.start(EVIDENCE, work, self._on_evidence, self._on_failure)

    def _on_failure(self, sentence: str) -> None:
        self._failure = sentence
        self.failed.emit(sentence)

    def _on_evidence(self, progress: Progress[CandidateEvidence]) -> None:
        if progress.partial is not None and progress.partial is not self._evidence:
            self._evidence = progress.partial
            self._weigh()
            self.changed.emit()

    def _weigh(self) -> None:
        draft, evidence = self._draft, self.evidence
        if draft is None:
            return
        space = draft.space
        if not isinstance(space, HypothesisSpace) or len(space) <= AT_ONCE:
            self._jobs.cancel(BARS)
            self._weighed = weighed(draft, evidence) if isinstance(space, HypothesisSpace) else None
        elif self._jobs.is_running(BARS):
            # Asked for too often, it would never be answered: the newest waits for the one under way.
            self._again = True
        else:
            self._again = False
            self._jobs.start(BARS, lambda: _at_once(draft, evidence), self._on_weighed, self._on_failure)

    def _on_weighed(self, progress: Progress[Weighed]) -> None:
        self._weighed = progress.partial
        if self._again:
            self._jobs.cancel(BARS)
            self._weigh()
        self.changed.emit()


def _at_once(draft: Draft, evidence: CandidateEvidence | None) -> Iterator[Progress[Weighed]]:
    yield Progress(1, 1, weighed(draft, evidence))
