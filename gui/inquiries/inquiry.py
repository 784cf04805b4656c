"""What all inquiries have in common: they follow the session, ask one question at a time, and can be stopped."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QObject, Signal

from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.latest import Latest, Standing
from gui.jobs import JobRunner


class Inquiry(QObject):
    """Answers questions about the session in the background.

    Parameters
    ----------
    name
        Name of its job.
    document, analysis
        The session and belief about it.
    jobs
        Where answers are worked out.

    Signals
    -------
    changed()
        When there is another answer, or it stands otherwise.
    """

    changed = Signal()

    def __init__(
        self, name: str, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._latest = Latest(name, jobs, self)
        self._latest.changed.connect(self.changed)
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)

    @property
    def standing(self) -> Standing:
        """What is known, and whether it is still being worked out."""
        return self._latest.standing

    def again(self) -> None:
        """Work it out after it was stopped."""
        self._latest.forget_question()
        self._ask()

    @abstractmethod
    def _ask(self) -> None:
        """Ask what is wanted now, if anything is."""

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self._latest.drop()
        self._ask()

    def _on_results(self, _results: object) -> None:
        self._ask()


class SwitchedInquiry(Inquiry):
    """Works only while somebody looks."""

    def __init__(
        self, name: str, document: Document, analysis: Analysis, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(name, document, analysis, jobs, parent)
        self._wanted = False

    def want(self, wanted: bool) -> None:
        """Work it out from now on, or no more."""
        self._wanted = wanted
        self._ask()
