"""Works out how probable each arrow and each influence is at the moment shown."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from engine.posterior.digest import Belief
from engine.posterior.latent.plan import HiddenScores
from engine.progress import Progress
from engine.questions.links import Links, links_of
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.inquiry import SwitchedInquiry
from gui.jobs import JobRunner, Work
from gui.results import Results

LINKS = "links"


class Linking(SwitchedInquiry):
    """Answers with the `Links` of belief at the moment shown."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(LINKS, document, analysis, jobs, parent)

    @property
    def links(self) -> Links | None:
        """The answer, as far as it is about the candidates on screen; None while there is none."""
        answer, subject, state = self.standing.answer, self.standing.subject, self._document.state
        known = isinstance(answer, Links) and subject[1:3] == (state.space, state.variables)
        return answer if known else None

    @property
    def n_rows(self) -> int:
        """Rows that the answer is about."""
        found = self.standing.subject[3] if self.standing.subject else 0
        return found if isinstance(found, int) else 0

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        results, state = self._analysis.results, self._document.state
        belief = results.belief
        if belief is not None and results.space == state.space:
            subject = (belief, state.space, state.variables, results.n_rows)
            self._latest.ask(subject, None, _work(belief, _hidden(results)))


def _hidden(results: Results) -> HiddenScores | None:
    if results.history is None or results.posterior is None or results.posterior.exact:
        return None
    return results.history.hidden_at(results.checkpoint)


def _work(belief: Belief, hidden: HiddenScores | None) -> Work:
    def work() -> Iterator[Progress[Links]]:
        yield Progress(1, 1, links_of(belief, hidden))

    return work
