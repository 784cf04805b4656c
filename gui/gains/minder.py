"""Stops what goes on by itself when a person takes it back or looks elsewhere, and says so."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.sessions.state import SessionState
from gui.document import Document
from gui.gains.plan_section import PlanSection
from gui.gains.player import Player
from gui.gains.stepwise import Stepwise

UNDONE = "It stopped because something was undone. Play goes on from here."
GIVEN_UP = "It stopped because the rows that were being drawn were given up. Play draws others."
AWAY = "What next was doing one batch after another, and stopped when it went out of sight."
# Docks that are arranged anew are out of sight for less than this.
AWAY_MS = 300


class Minder(QObject):
    """Minds a strategy that plays, and a plan that is being done, for a panel.

    Signals
    -------
    stopped(sentence)
        Something was stopped, and why.
    went_away(sentence)
        Something was stopped because nobody sees it any more: it is to be said where somebody does.
    """

    stopped = Signal(str)
    went_away = Signal(str)

    def __init__(
        self, document: Document, player: Player, plan: PlanSection, stepwise: Stepwise, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._document, self._player, self._plan, self._stepwise, self._panel = document, player, plan, stepwise, panel
        self._before: object = None
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(AWAY_MS)
        self._away.timeout.connect(self._on_away)
        document.state_changed.connect(self._on_state)
        document.busy_changed.connect(self._on_busy)

    @property
    def goes_on(self) -> bool:
        """Whether something goes on by itself."""
        return self._player.plays or self._plan.goes_on

    def set_in_sight(self, in_sight: bool) -> None:
        """Follow whether a person sees the panel."""
        if in_sight:
            self._away.stop()
        else:
            self._away.start()

    def _on_away(self) -> None:
        if self.goes_on and not self._panel.isVisible():
            self._plan.stop()
            self._stop(AWAY)
            self.went_away.emit(AWAY)

    def _on_state(self, _old: SessionState | None, _new: SessionState) -> None:
        # Whatever is done leaves nothing to do again.
        if self._player.plays and self._document.past.can_redo:
            self._stepwise.forget()
            self._stop(UNDONE)

    def _on_busy(self, busy: bool) -> None:
        dataset = self._document.state.dataset
        if busy:
            self._before = dataset
        elif self._player.plays and not self._stepwise.is_busy and dataset is self._before:
            self._stop(GIVEN_UP)

    def _stop(self, why: str) -> None:
        self._player.stop()
        self.stopped.emit(why)
