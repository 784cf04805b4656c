"""The page on which it is chosen what may be true, in the place of the desk while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from engine.sessions.state import SessionState
from engine.sessions.verbs import SetHypotheses
from gui.analysis import Analysis
from gui.document import Document
from gui.hypotheses.page import HypothesesPage
from gui.jobs import JobRunner


class Choosing(QObject):
    """Opens the page and closes it, and has the session take what was chosen.

    Signals
    -------
    closed()
        The desk is to be shown again.
    """

    closed = Signal()

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._document, self._analysis, self._stack = document, analysis, stack
        self.page = HypothesesPage(document, jobs)
        self.is_open = False
        stack.addWidget(self.page)
        self.page.chosen.connect(self._take)
        self.page.cancelled.connect(self.close)
        document.state_changed.connect(self._on_state)

    def open(self) -> None:
        """Show the page with what the session holds now; when it is open already, as it is."""
        if not self.is_open:
            self.is_open = True
            results = self._analysis.results
            self.page.begin(results.digits if results.space == self._document.state.space else ())
        self._stack.setCurrentWidget(self.page)
        self.page.begin_keys()

    def close(self) -> None:
        """Leave the page; the session stays as it is."""
        if self.is_open:
            self.is_open = False
            self.page.end()
            self.closed.emit()

    def _take(self, action: SetHypotheses) -> None:
        self.close()
        self._document.perform(action)

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None and self.is_open:
            # Another session was opened: what is on the page was about the one before.
            self.is_open = False
            self.page.end()
