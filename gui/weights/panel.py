"""The panel: follows the analysis, and takes it to other moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.sessions.state import SessionState
from gui.analysis import Analysis
from gui.controls.dock import TOOL_ICON, tool_button
from gui.controls.labels import Label
from gui.controls.tinted_icon import set_icon
from gui.document import Document
from gui.results import Results
from gui.theme import current_theme
from gui.timeline import moments
from gui.timeline.spans import Span, spans_of
from gui.turns import Later
from gui.weights.chart import Chart, Shown
from gui.weights.gaps import KnownMoments
from gui.weights.past_note import PastNote
from gui.weights.player import SPEEDS, Player
from gui.weights.stack import Stack, stacked, stacked_sums
from gui.weights.view import USUAL, View
from gui.weights.view_menu import ViewMenu
from gui.weights.words import (
    awaited_words,
    description,
    empty_words,
    gap_words,
    moment_words,
    past_words,
    shorter_past_words,
    speed_name,
    speed_words,
)

MARGIN = 4
SPEED_SIDES = 16
PLAY = "Play from the start (Space)"
PAUSE = "Pause (Space)"


class WeightsPanel(QWidget):
    """Weights over time, with a line that takes everything on screen to another moment.

    Parameters
    ----------
    document
        Names variables and states.
    analysis
        What to show, and where other moments are asked for.
    clock
        Seconds since some moment; playing goes by it.

    Signals
    -------
    view_changed(view)
        A person wants to see them in another way, given as a `View`; `show_view` does not emit.
    """

    view_changed = Signal(object)

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        parent: QWidget | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self._results = Results()
        self._stack: Stack | None = None
        self._spans: tuple[Span, ...] = ()
        self._view = USUAL
        self._percent = 0
        self.chart = Chart()
        self.note = PastNote()
        self._player = Player(self._step, self, clock)
        self._later = Later(self._draw, analysis.jobs.turns, self)
        self._lay_out()
        self._make_title_actions()
        self.chart.moment_chosen.connect(self._on_chosen)
        self.chart.play_requested.connect(self.toggle_playing)
        self.note.present_requested.connect(self._to_present)
        self._player.playing_changed.connect(self._on_playing)
        analysis.results_changed.connect(self._later.ask)
        analysis.past_progressed.connect(self._on_percent)
        self._draw()

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: the moment, back, play, next, how fast, how drawn."""
        return [self.moment, self.back, self.play, self.next, self.speed, self.view_menu]

    @property
    def view(self) -> View:
        """How weights are drawn."""
        return self._view

    def show_view(self, view: View) -> None:
        """Draw weights in this way."""
        self._view = view
        self.view_menu.show_view(view)
        self._show()

    def toggle_lines(self) -> None:
        """Draw lines in the place of stacked areas, or the other way round."""
        self._choose(replace(self._view, curves="areas" if self._view.curves == "lines" else "lines"))

    def toggle_batches(self) -> None:
        """Make each batch as wide as any other instead of each row, or the other way round."""
        self._choose(replace(self._view, along="rows" if self._view.along == "batches" else "batches"))

    def _choose(self, view: View) -> None:
        self.show_view(view)
        self.view_changed.emit(view)

    def toggle_playing(self) -> None:
        """Play from the moment shown, from the start when that is the present; or stop playing."""
        if self._player.is_playing:
            self._player.pause()
        elif self._stack is not None and self._stack.n_rows:
            if self._results.following:
                self._analysis.select_rows(0)
            self._player.play(len(KnownMoments.of(self._stack).rows))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._inset = QVBoxLayout()
        self._inset.addWidget(self.chart)
        column.addLayout(self._inset, 1)
        column.addWidget(self.note)
        self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()
            self._show_speed()

    def _follow_theme(self) -> None:
        # Room for the focus ring.
        side = current_theme().px(MARGIN)
        self._inset.setContentsMargins(side, side, side, side)

    def _make_title_actions(self) -> None:
        self.moment = Label("", "second", secondary=True, figures=True)
        self.moment.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.back = self._tool("To the end of the batch before (Page Up)", "back", self._to_batch_before)
        self.play = self._tool(PLAY, "play", self.toggle_playing)
        self.next = self._tool("To the end of the next batch (Page Down)", "next", self._to_batch_after)
        self.speed = QToolButton()
        self.speed.setAutoRaise(True)
        self.speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speed.clicked.connect(self._to_next_speed)
        self._show_speed()
        self.view_menu = ViewMenu()
        self.view_menu.chosen.connect(self._choose)

    def _to_next_speed(self) -> None:
        self._player.set_speed(SPEEDS[(SPEEDS.index(self._player.speed) + 1) % len(SPEEDS)])
        self._show_speed()

    def _show_speed(self) -> None:
        # As wide for every speed, so that the buttons beside it stay under the mouse.
        metrics = self.speed.fontMetrics()
        widest = max(metrics.horizontalAdvance(speed_words(speed)) for speed in SPEEDS)
        self.speed.setFixedWidth(widest + current_theme().px(SPEED_SIDES))
        self.speed.setText(speed_words(self._player.speed))
        self.speed.setAccessibleName(speed_name(self._player.speed))
        self.speed.setToolTip(speed_name(self._player.speed))

    def _tool(self, name: str, icon: str, pressed: Callable[[], None]) -> QToolButton:
        button = tool_button(name, icon)
        button.clicked.connect(pressed)
        return button

    def _draw(self) -> None:
        results = self._analysis.results
        if _drawn(results) == _drawn(self._results) and self._stack is not None:
            self._results = results
            return
        past = results.past
        if past is None:
            self._stack, self._spans = None, ()
        elif past is not self._results.past or results.digits != self._results.digits:
            self._stack = _stack_of(results)
            if self._results.past is None or past.seen != self._results.past.seen or not self._spans:
                self._spans = spans_of(past.seen, self._state.variables, imported=self._state.world is None)
        if results.awaited != self._results.awaited:
            self._percent = 0
        self._results = results
        if results.following:
            self._player.pause()
        self._show()

    @property
    def _state(self) -> SessionState:
        return self._document.state

    def _show(self) -> None:
        stack, results = self._stack, self._results
        if stack is None:
            self.chart.show_moment(Shown())
            self._describe("", 0, 0)
            return
        sentence = "" if stack.n_rows else empty_words(self._state)
        moment, wanted = results.checkpoint, results.awaited
        kind, following = results.kind, results.following
        shown = Shown(stack, self._spans, moment, following, sentence, kind, self._view, wanted)
        self.chart.show_moment(shown)
        said = description(stack, moment, self._spans, kind)
        self._describe(f"{said} {self._still_open()}".rstrip(), shown.row, stack.n_rows)

    def _still_open(self) -> str:
        # What of the past is not known, and what is done about it.
        sums, stack = self._results.sums, self._stack
        if sums is None or stack is None or not stack.gaps:
            return ""
        return gap_words(len(sums.planned) - len(sums.missing), len(sums.planned), filling=self._results.filling)

    def _describe(self, description: str, row: int, n_rows: int) -> None:
        self.chart.setAccessibleDescription(description)
        self.moment.setText(moment_words(row, n_rows))
        self._show_note(row, n_rows)
        self.back.setEnabled(row > 0)
        self.next.setEnabled(row < n_rows)
        self.play.setEnabled(n_rows > 0)

    def _show_note(self, row: int, n_rows: int) -> None:
        results, shorter = self._results, shorter_past_words(row, n_rows)
        if results.awaited is not None:
            said = awaited_words(row, n_rows, results.n_rows, self._percent)
            self.note.show_words(said, shorter=shorter[1:])
        elif not results.following:
            said = past_words(row, n_rows)
            self.note.show_words(results.no_moment, said, shorter=() if results.no_moment else shorter)
        else:
            # While the past fills in the line at the foot of the window says so: nothing here is to come and go.
            self.note.show_words("" if results.filling else self._still_open(), back=False)

    def _on_percent(self, percent: int) -> None:
        self._percent = percent
        self._show_note(self.chart.shown.row, self._stack.n_rows if self._stack else 0)

    def _on_chosen(self, rows: int | None) -> None:
        self._player.pause()
        self._analysis.select_rows(rows)

    def _to_present(self) -> None:
        pressed = self.note.button.underMouse()
        self._on_chosen(None)
        # The button is gone now; a ring is for those who came by key.
        self.chart.setFocus(Qt.FocusReason.MouseFocusReason if pressed else Qt.FocusReason.OtherFocusReason)

    def _to_batch_before(self) -> None:
        if self._stack is not None:
            self.chart.go_to(moments.batch_before(self._stack, self.chart.shown.row))

    def _to_batch_after(self) -> None:
        if self._stack is not None:
            self.chart.go_to(moments.batch_after(self._stack, self.chart.shown.row))

    def _step(self, checkpoints: int) -> bool:
        stack = self._stack
        if stack is None:
            return False
        # What is not known yet would hold the playing up.
        row = moments.after(KnownMoments.of(stack), self.chart.shown.row, checkpoints)
        last = row >= stack.n_rows
        self._analysis.select_rows(None if last else row)
        return not last

    def _on_playing(self, playing: bool) -> None:
        set_icon(self.play, "pause" if playing else "play", "text2", TOOL_ICON)
        name = PAUSE if playing else PLAY
        self.play.setAccessibleName(name)
        self.play.setToolTip(name)


def _stack_of(results: Results) -> Stack | None:
    if results.history is not None:
        return stacked(results.history, results.digits)
    return stacked_sums(results.sums) if results.sums is not None and results.sums.known.any() else None


def _drawn(results: Results) -> tuple[object, ...]:
    return (
        results.past,
        results.digits,
        results.checkpoint,
        results.following,
        results.awaited,
        results.filling,
        results.no_moment,
    )
