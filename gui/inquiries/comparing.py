"""Works out what was to be expected of some rows, beside what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject

from engine.data.chosen_rows import ChosenRows
from engine.hypotheses.space import AllDags
from engine.networks.network import BayesianNetwork
from engine.progress import Progress
from engine.questions.comparisons import Comparison, InSum, Moment, compare
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.current import current_history
from gui.inquiries.inquiry import Inquiry
from gui.jobs import JobRunner, Work

COMPARISON = "comparison"


class Sample(NamedTuple):
    """Rows of one regime, two variables to be compared together (or none), and the world to be asked, if any."""

    rows: ChosenRows
    pair: tuple[int, ...] = ()
    world: BayesianNetwork | None = None


class Comparing(Inquiry):
    """Answers with a `Comparison`: first with what was seen, then with what the world gives and belief expects."""

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(COMPARISON, document, analysis, jobs, parent)
        self._sample: Sample | None = None

    @property
    def comparison(self) -> Comparison | None:
        """The answer about the sample that was asked about; None while it is not known."""
        answer, subject = self.standing.answer, self.standing.subject
        known = isinstance(answer, Comparison) and subject[:2] == (self._sample, self._document.state.space)
        return answer if known else None

    def want(self, sample: Sample | None) -> None:
        """Work this out from now on; None for nothing."""
        self._sample = sample
        self._ask()

    def _ask(self) -> None:
        if self._sample is None or not self._document.is_open:
            return
        state, results = self._document.state, self._analysis.results
        if self._sample.rows.dataset is not state.dataset:
            # Whoever asked will soon ask about the rows that there are now.
            return
        subject = (self._sample, state.space, state.assumptions, state.seed)
        if isinstance(state.space, AllDags):
            in_sum = InSum(state.space.over, state.assumptions)
            self._latest.ask(subject, "exact", _work(self._sample, in_sum, state.seed))
            return
        history = current_history(state, results)
        moment = None if history is None else Moment(history, results.checkpoint)
        exact = results.posterior is not None and results.posterior.exact
        # Estimates get better while one watches; it is enough to ask again once they are good.
        version = "rows" if history is None else "exact" if exact else "early" if results.working else history
        self._latest.ask(subject, version, _work(self._sample, moment, state.seed))


def _work(sample: Sample, moment: Moment | InSum | None, seed: int) -> Work:
    def work() -> Iterator[Progress[Comparison]]:
        return compare(sample.rows, sample.pair, sample.world, moment, seed)

    return work
