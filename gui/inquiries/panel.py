"""What panels that ask have in common: they ask and draw while in sight, and say why where there is no answer."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.document import Document
from gui.inquiries.inquiry import Inquiry
from gui.inquiries.nothing import Nothing, no_answer
from gui.inquiries.pages import AnswerPages
from gui.theme import Theme, current_theme, theme_source
from gui.turns import Later

Asked = TypeVar("Asked", bound=Inquiry)


class InquiryPanel(QWidget, Generic[Asked]):
    """A panel that shows what one inquiry finds.

    Whoever derives from it lays out `answer`, puts `pages` where it belongs, and calls `_begin` once all is made.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    inquiry
        What is asked; it belongs to the panel from now on.

    Signals
    -------
    change_requested()
        Other candidates are to be chosen.
    """

    change_requested = Signal()

    def __init__(self, document: Document, analysis: Analysis, inquiry: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inquiry.setParent(self)
        self._document, self._analysis, self._inquiry = document, analysis, inquiry
        self.answer = QWidget()
        self.pages = AnswerPages(self.answer)
        self.pages.again_requested.connect(self._again)
        self.pages.change_requested.connect(self.change_requested)
        self.empty = self.pages.empty
        self._later = Later(self._refresh_now, analysis.jobs.turns, self)

    def _begin(self) -> None:
        self._inquiry.changed.connect(self._refresh)
        self._document.state_changed.connect(self._on_state)
        self._analysis.results_changed.connect(self._on_change)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    # -- what each panel says of itself ----------------------------------------------------------------------

    @abstractmethod
    def _follow(self, theme: Theme) -> None:
        """Take the sizes of a theme."""

    @abstractmethod
    def _show(self) -> None:
        """Show the answer, or say why there is none. Only called in sight, with a session that is open."""

    def _want(self, in_sight: bool) -> None:
        """Ask from now on, or no more."""

    def _forget(self) -> None:
        """Forget what a person chose: it was about another session."""

    def _on_change(self, *_results: object) -> None:
        """Follow a change of the session, or of belief about it."""
        self._refresh()

    # -- what is the same for all ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want(True)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want(False)

    @property
    def _in_sight(self) -> bool:
        return self._document.is_open and self.isVisible()

    def _refresh(self, *_changes: object) -> None:
        # What is out of sight is drawn once it comes into sight.
        if self._in_sight:
            self._later.ask()

    def _refresh_now(self) -> None:
        if self._in_sight:
            self._show()

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self._forget()
        self._on_change()

    def _again(self) -> None:
        self._inquiry.again()

    def _say(self, nothing: Nothing) -> None:
        self.pages.say(nothing)

    def _say_no_answer(self) -> None:
        self._say(no_answer(self._document.state, self._analysis.results, self._inquiry.standing))
