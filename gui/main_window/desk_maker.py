"""Makes the docks while the start page is being read, a panel at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui.analysis import Analysis
from gui.document import Document
from gui.jobs import JobRunner

if TYPE_CHECKING:
    from gui.main_window.desk import Desk


class DeskMaker(QObject):
    """Makes a desk in turns of the event loop, or what is left of it at once when somebody needs it.

    Parameters
    ----------
    document, analysis, jobs
        What the panels show, and who works for them.
    parent
        Where the desk will be shown.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        # It grows in its place: to dress a desk that is moved there with all its docks takes 50 ms.
        self._shown = (document, analysis, jobs, parent)
        self._desk: Desk | None = None
        self._next = QTimer(self)
        self._next.timeout.connect(self._make_next)

    def begin(self) -> None:
        """Make the next panel whenever nothing else is to be done."""
        self._next.start(0)

    def stop(self) -> None:
        """Make no more."""
        self._next.stop()

    def finished(self) -> Desk:
        """Return the desk with all its docks."""
        self.stop()
        while self._made().make_next():
            pass
        return self._made()

    def _make_next(self) -> None:
        if not self._made().make_next():
            self.stop()

    def _made(self) -> Desk:
        if self._desk is None:
            from gui.main_window.desk import Desk

            self._desk = Desk(*self._shown)
        return self._desk
